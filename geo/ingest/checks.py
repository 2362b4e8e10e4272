"""What is readable and yet looks wrong: 0,0; swapped coordinates; days to come; rows that come twice."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.ingest.moments import EPOCH, NO_DAY, Column
from geo.ingest.report import Findings
from geo.language import N_, _

ZERO = N_("lies at 0° N 0° E, which often stands for an unknown place")
SWAPPED = N_("latitude and longitude may be swapped: the other way round it lies among the others")
FUTURE = N_("lies in the future")
LONG_AGO = N_("lies before 1800")
BACKWARDS = N_("the end is before the start; they were taken in order")
TWICE = N_("the row is the same as an earlier one")

LONG_AGO_DAY = date(1800, 1, 1).toordinal() - EPOCH
FEWEST = 10
"""Rows below which it is not judged what lies among the others."""


def places(
    lon: NDArray[np.float64], lat: NDArray[np.float64], row: NDArray[np.int64], column: str | None, findings: Findings
) -> None:
    """Note points at 0,0 and points that seem swapped."""
    zero = (lon == 0) & (lat == 0)
    findings.add("suspicious", _(ZERO), column, row[zero], "0, 0")
    there = np.isfinite(lon) & ~zero
    if there.sum() < FEWEST:
        return
    sample = np.flatnonzero(there)[:: max(1, int(there.sum()) // 10_000)]
    box = [np.quantile(axis[sample], (0.1, 0.9)) for axis in (lon, lat)]
    (west, east), (south, north) = ((low - 5 - (high - low), high + 5 + (high - low)) for low, high in box)
    with np.errstate(invalid="ignore"):
        among = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        turned = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
    swapped = there & ~among & turned
    if swapped.sum() < 0.2 * there.sum():
        points = [f"{y:.6g}, {x:.6g}" for x, y in zip(lon[swapped], lat[swapped], strict=True)]
        findings.add("suspicious", _(SWAPPED), column, row[swapped], points)


def days(
    first: NDArray[np.int32],
    last: NDArray[np.int32],
    today: int,
    row: NDArray[np.int64],
    column: str | None,
    findings: Findings,
) -> None:
    """Note days to come and days very long ago. ``today`` is in days since 1970 (UTC)."""
    for odd, rule in ((last > today, FUTURE), ((first < LONG_AGO_DAY) & (first != NO_DAY), LONG_AGO)):
        if odd.any():
            findings.add(
                "suspicious", _(rule), column, row[odd], list(np.datetime_as_string(last[odd].astype("datetime64[D]")))
            )


def in_order(
    start: Column, end: Column, row: NDArray[np.int64], column: str | None, findings: Findings
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First and last day, from start to end; from end to start where all of the end is before all of the start."""
    backwards = (end.last < start.first) & (end.last != NO_DAY)
    if not backwards.any():
        return start.first, end.last
    findings.add("coerced", _(BACKWARDS), column, row[backwards])
    return np.where(backwards, end.first, start.first), np.where(backwards, start.last, end.last)


def twice(table: pa.Table, key: NDArray[np.uint64], row: NDArray[np.int64], findings: Findings) -> None:
    """Note rows that are the same as an earlier one in every column. ``key`` is alike for rows that may be."""
    candidates = np.flatnonzero(pd.Series(key).duplicated(keep=False).to_numpy())
    for name in table.column_names:
        if not len(candidates):
            return
        codes = _codes(table[name].take(pa.array(candidates)))
        key = key.copy()
        key[candidates] = key[candidates] * np.uint64(1_099_511_628_211) ^ codes
        candidates = candidates[pd.Series(key[candidates]).duplicated(keep=False).to_numpy()]
    again = candidates[pd.Series(key[candidates]).duplicated().to_numpy()]
    findings.add("suspicious", _(TWICE), None, row[again])


def _codes(column: pa.ChunkedArray) -> NDArray[np.uint64]:
    """A number for each value, alike for like values."""
    encoded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False)).astype(np.uint64) + np.uint64(1)


def key(*columns: NDArray[np.generic]) -> NDArray[np.uint64]:
    """One number a row that is alike where all of the columns are."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        bits = np.ascontiguousarray(column).view({4: np.uint32, 8: np.uint64}[column.dtype.itemsize])
        mixed = (mixed ^ bits) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed
