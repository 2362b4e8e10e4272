"""What was refused, coerced or looked suspicious in a file, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from geo import formulas
from geo.language import N_, _

VERDICTS: Mapping[str, str] = {
    "refused": N_("not read"),
    "coerced": N_("read as something else than it says"),
    "suspicious": N_("read as it stands, but worth a look"),
}
"""What each verdict means: a message."""

SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("verdict", pa.string()),
        ("rule", pa.string()),
    ]
)
SHORT = 80


@dataclass(frozen=True)
class Rule:
    """One rule that rows of a column broke, and how many."""

    verdict: str
    column: str
    rule: str
    rows: int
    first_row: int
    first_value: str


@dataclass(frozen=True, eq=False)
class Report:
    """Every value that was not simply read."""

    issues: pa.Table
    """Columns ``row`` (as a spreadsheet counts it, or number of the feature; 0 for the whole file), ``column``,
    ``value`` (its beginning), ``verdict`` (a key of ``VERDICTS``) and ``rule`` (a sentence).
    """
    read: int
    """Rows kept."""
    refused: int
    """Rows left out, because their cells don't fit the columns."""

    @property
    def counts(self) -> dict[str, int]:
        """Number of lines of each verdict."""
        found = {entry["values"]: entry["counts"] for entry in self.issues["verdict"].value_counts().to_pylist()}
        return {verdict: found.get(verdict, 0) for verdict in VERDICTS}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that were broken, with their first case, in the order of ``VERDICTS`` and then by frequency."""
        grouped = self.issues.group_by(["verdict", "column", "rule"], use_threads=False).aggregate(
            [("row", "count"), ("row", "first"), ("value", "first")]
        )
        rules = [
            Rule(r["verdict"], r["column"], r["rule"], r["row_count"], r["row_first"], r["value_first"] or "")
            for r in grouped.to_pylist()
        ]
        return tuple(sorted(rules, key=lambda rule: (list(VERDICTS).index(rule.verdict), -rule.rows)))

    def records(self, most: int | None = None) -> list[dict[str, Any]]:
        """The issues as mappings, by row, so many at most."""
        rows: list[dict[str, Any]] = self.issues.slice(0, most).to_pylist()
        return rows

    def to_csv(self) -> bytes:
        """CSV (UTF-8 with a mark); text that a spreadsheet would run is led by an apostrophe."""
        rows = zip(*(column.to_pylist() for column in self.issues.columns), strict=True)
        return formulas.written(self.issues.column_names, rows)


@dataclass
class Findings:
    """Gathers the issues while a file is read."""

    chunks: list[pa.Table] = field(default_factory=list)

    def add(self, verdict: str, rule: str, column: str | None, rows: ArrayLike, values: Any = "") -> None:
        """Note rows of a column; ``values`` are theirs, or one for all, and ``rule`` is a sentence."""
        rows = np.atleast_1d(np.asarray(rows, dtype=np.int64))
        if not len(rows):
            return
        texts = values if isinstance(values, str) else pa.array([_short(value) for value in values], pa.string())
        columns = [pa.array(rows), column or "", texts, verdict, rule]
        full = [pa.repeat(c, len(rows)) if isinstance(c, str) else c for c in columns]
        self.chunks.append(pa.table(full, schema=SCHEMA))

    def report(self, read: int, refused: int) -> Report:
        """All of them, by row."""
        whole = pa.concat_tables(self.chunks) if self.chunks else SCHEMA.empty_table()
        order = np.argsort(whole["row"].to_numpy(), kind="stable")
        return Report(whole.take(pa.array(order)), read, refused)

    def first_refused(self) -> str | None:
        """The first value that was not read, as a sentence without an end."""
        for chunk in self.chunks:
            row = chunk.slice(0, 1).to_pylist()[0]
            if row["verdict"] == "refused":
                told = _("row {row}, {column} “{value}”: {rule}")
                return told.format(**{**row, "column": row["column"] or "-"})
        return None


def _short(value: Any) -> str:
    return "" if value is None else str(value)[:SHORT]
