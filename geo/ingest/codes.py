"""Places that stand as codes of a grid, which are not read but said."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.ingest.mapping import LOOKED_AT, SURE
from geo.ingest.report import Findings
from geo.language import N_, _

MGRS = N_("is a reference of the military grid (MGRS), which is not read; give latitude and longitude beside it")
PLUS_CODE = N_("is a plus code, which is not read; give latitude and longitude beside it")
_SHAPES = {
    MGRS: re.compile(r"\d{1,2}[C-HJ-NP-X]\s*[A-HJ-NP-Z]{2}\s*(?:\d{2,10}|\d{1,5}\s+\d{1,5})"),
    PLUS_CODE: re.compile(r"[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}(?:[\s,].{0,80})?"),
}


def note(table: pa.Table, row: NDArray[np.int64], findings: Findings) -> None:
    """Say of each row of a file without places which code it has instead."""
    for name in table.column_names:
        if pa.types.is_string(table[name].type):
            first = table[name].drop_null().slice(0, LOOKED_AT).to_pylist()
            for rule, shape in _SHAPES.items():
                if first and sum(bool(shape.fullmatch(text.strip())) for text in first) >= SURE * len(first):
                    held = pc.is_valid(table[name]).to_numpy()
                    findings.add("refused", _(rule), name, row[held], table[name].drop_null().to_pylist())
