"""What is known of US maritime operations, as a library: read, filter, draw, take away."""

from pathlib import Path

__version__ = "0.4.0"

ROOT = Path(__file__).resolve().parent.parent
"""Folder of the project; ``data/`` and the served files lie below it."""
