"""Sources and claims of a view as tables that join its records by id."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import pandas as pd

from geo.dataset import CLAIM_FIELDS, SOURCE_FIELDS, Entry
from geo.view import View

Row = list[Any]


def sources(shown: View) -> tuple[list[str], list[Row]]:
    """Heads and rows: one for each source that a record of the view cites or a claim about it rests on, by id."""
    frame = shown.dataset.tables["sources"]
    names = ["id", *SOURCE_FIELDS]
    wanted = {row[2] for row in citations(shown)[1]} | {row[-1] for row in claims(shown)[1]}
    return names, _rows(frame[frame["id"].isin(wanted)].sort_values("id"), names)


def citations(shown: View) -> tuple[list[str], list[Row]]:
    """Heads and rows: which record cites which source, in the order in which it does."""
    held = shown.dataset.tables["citations"].sort_values(["record", "position"])
    known = held.merge(shown.dataset.tables["sources"], left_on="source", right_on="id")
    numbers = _numbered(known, ("record", *SOURCE_FIELDS), ["source"])
    rows = []
    for record in shown.records["id"]:
        for position, entry in enumerate(shown.evidence(record), start=1):
            [source] = numbers.take(record, entry)
            rows.append([record, position, source])
    return ["record", "position", "source"], rows


def claims(shown: View) -> tuple[list[str], list[Row]]:
    """Heads and rows: one for each claim about a record of the view; the source is missing where it was printed later
    than the day that the view goes back to.
    """
    numbers = _numbered(shown.dataset.tables["claims"], ("record", *CLAIM_FIELDS), ["id", "source"])
    rows = []
    for record in shown.records["id"]:
        for entry in shown.contested(record):
            identity, source = numbers.take(record, entry)
            named = source if entry["url"] else None
            rows.append([identity, record, *(entry[name] for name in CLAIM_FIELDS), named])
    return ["id", "record", *CLAIM_FIELDS, "source"], rows


class _Numbers:
    """Ids of entries by what they say: entries come without, and two may say the same."""

    def __init__(self, fields: Sequence[str], ids: dict[tuple[Any, ...], list[Row]]) -> None:
        self._fields = fields
        self._ids = ids

    def take(self, record: str, entry: Entry) -> Row:
        """The ids of an entry of a record; those of the next alike at the next call."""
        return self._ids[(record, *(entry[name] for name in self._fields))].pop(0)


def _numbered(frame: pd.DataFrame, fields: Sequence[str], names: list[str]) -> _Numbers:
    ids: dict[tuple[Any, ...], list[Row]] = {}
    for key, row in zip(_rows(frame, list(fields)), _rows(frame, names), strict=True):
        ids.setdefault(tuple(key), []).append(row)
    return _Numbers(fields[1:], ids)


def _rows(frame: pd.DataFrame, names: list[str]) -> list[Row]:
    """Cells as plain values, missing as None."""
    columns = (frame[name].astype("object").where(frame[name].notna(), None) for name in names)
    return [list(row) for row in zip(*columns, strict=True)] if len(frame) else list(chain())
