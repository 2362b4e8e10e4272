"""Bringing your own: a stranger's file, looked at, read with care, and laid beside our records."""

from geo.ingest.apart import look, read
from geo.ingest.layer import Column, Layer, Look
from geo.ingest.limits import Limits, from_environment
from geo.ingest.mapping import Mapping
from geo.ingest.moments import NO_DAY
from geo.ingest.report import VERDICTS, Report, Rule

__all__ = [
    "NO_DAY",
    "VERDICTS",
    "Column",
    "Layer",
    "Limits",
    "Look",
    "Mapping",
    "Report",
    "Rule",
    "from_environment",
    "look",
    "read",
]
