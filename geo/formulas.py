"""What a spreadsheet would run as a formula, and CSV in which it runs nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from geo import schema

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, the full-width signs of East Asian ones included."""


def written(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read it right), each value as a ``cell``."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: Any) -> Any:
    """A value as a cell: text that would run led by an apostrophe, truth values in lower case, missing as nothing."""
    plain = schema.plain(value)
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, str) and plain.startswith(STARTS):
        return f"'{plain}"
    return plain
