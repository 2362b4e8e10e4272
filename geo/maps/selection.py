"""Which rows are chosen, as short as it can be sent: runs of rows, or bits under an address of their own.

streamlit-folium searches the script of what it exchanges for names, so a selection that is not short does not go there.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST_RUNS = 400
"""Runs of rows that go with the script; what has more goes as bits under an address."""

Mask = NDArray[np.bool_]


def runs(mask: Mask) -> list[int]:
    """Lengths of the runs of rows, in turn not chosen and chosen, the first of them not chosen and maybe 0.

    The last run is left out where it is not chosen: nothing chosen is ``[]``, all of ``n`` rows is ``[0, n]``.
    """
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False))
    lengths: list[int] = np.diff(edges, prepend=0).tolist()
    return lengths


def mask(lengths: Sequence[int], rows: int) -> Mask:
    """The rows that ``runs`` made these lengths of."""
    values = np.arange(len(lengths)) % 2 == 1
    chosen = np.repeat(values, np.asarray(lengths, dtype=np.int64))
    return np.concatenate([chosen, np.zeros(rows - len(chosen), dtype=bool)])


def run_count(mask: Mask) -> int:
    """How many lengths ``runs`` would give."""
    return int(np.count_nonzero(np.diff(mask, prepend=False, append=False)))


def bits(mask: Mask) -> bytes:
    """A bit a row, the first row the lowest of the first byte."""
    return np.packbits(mask, bitorder="little").tobytes()
