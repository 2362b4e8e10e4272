"""Rows such as a stranger's file has: text with accents, dates, gaps; the same for the same seed."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

VESSELS = ("Señora del Mar", "Águila II", "Curaçao Star", "La Niña", "Skipper", "Güiria", "São Tomé", "Isla Margarita")
FLAGS = ("VEN", "PAN", "COL", "TTO", "LBR", "MHL", None)
KINDS = ("tanker", "cargo", "fishing", "tug", "passenger", "pleasure craft")
PORTS = ("Puerto La Cruz", "Amuay", "Willemstad", "Port of Spain", "Cartagena de Indias", "Bahía de Málaga", None)
NOTES = (
    'AIS off, "no comment" by the owner',
    "Señal perdida al norte de la península de Paria",
    "Reported adrift;\nlater under way",
    "Position by satellite, course unknown",
    None,
    None,
)
FIRST_S, YEAR_S = 1_735_689_600, 31_536_000  # 2025-01-01, in seconds since 1970


def rows(number: int, seed: int = 5) -> pa.Table:
    """So many rows in the order of time; twelve columns, ``lon`` and ``lat`` the last, in degrees."""
    draw = np.random.default_rng(seed)
    start = np.sort(draw.integers(FIRST_S, FIRST_S + YEAR_S, number))
    name = pc.binary_join_element_wise(_any(draw, VESSELS, number), pa.array(start % 9973).cast(pa.string()), " ")
    return pa.table(
        {
            "id": np.arange(1, number + 1),
            "vessel": name,
            "flag": _any(draw, FLAGS, number),
            "kind": _any(draw, KINDS, number),
            "port": _any(draw, PORTS, number),
            "note": _any(draw, NOTES, number),
            "crew": pa.array(draw.integers(2, 40, number), mask=draw.random(number) < 0.3),
            "speed_kn": pa.array(draw.gamma(4, 2.5, number).round(1), mask=draw.random(number) < 0.1),
            "start": _moments(start),
            "end": _moments(start + draw.integers(600, 90_000, number), draw.random(number) < 0.2),
            "lon": draw.normal(-70, 8, number).clip(-110, -40).round(5),
            "lat": draw.normal(14, 4, number).clip(-5, 35).round(5),
        }
    )


def _any(draw: np.random.Generator, values: tuple[str | None, ...], number: int) -> pa.Array:
    return pa.array(values, pa.string()).take(pa.array(draw.integers(0, len(values), number)))


def _moments(seconds: "np.ndarray[tuple[int], np.dtype[np.int64]]", missing: object = None) -> pa.Array:
    return pa.array(seconds, mask=missing).cast(pa.timestamp("s", "UTC"))
