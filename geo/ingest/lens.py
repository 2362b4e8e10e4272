"""In which waters each row of a layer lies, how far from which coast, and which of our zones is there or near.

The same coast, limits and rules as ``geo.waters``, for all rows at once: 100,000 different places in a few seconds.
A row with a line or an area is measured at its point (see ``Layer.lon``).
"""

from functools import cache

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo import coast, dates, progress, waters
from geo.dataset import Dataset
from geo.errors import IngestError
from geo.ingest import nearest
from geo.ingest.layer import Layer
from geo.ingest.moments import NO_DAY
from geo.ingest.nearest import Lines
from geo.language import N_, _, number

MOST_PLACES = 500_000
"""Different places that are measured at most."""
COLUMNS = ("waters", "waters_state", "nearest_state", "coast_nm", "zones", "nearest_zone", "zone_nm", "zones_of")
"""What is added to a layer: a key of ``waters.WATERS``; code of the state whose waters or land it is; code of the state
whose coast is nearest, and the distance to it in nautical miles, 0 on land; ids of the zones that hold the place, apart
by spaces; id of the nearest zone, and the distance to it, 0 in it; of which days these zones are, a key of
``ZONES_OF``. All empty where a row has no place, those of zones but the last where none was in force.
"""
ZONES_OF = {"its day": N_("Zones in force on its day"), "any day": N_("Zones of any day, as it has none")}
"""A row with days has only zones that were in force on one of them."""
TOO_MANY = N_(
    "the layer has {places} different places, and the waters of {limit} are measured at most; filter it first"
)


def columns(layer: Layer, dataset: Dataset, rows: NDArray[np.int64] | None = None) -> pa.Table:
    """The columns of ``COLUMNS`` for each row of a layer, or for the rows chosen by their place in it.

    IngestError where they lie at more than ``MOST_PLACES`` different places. Says how far it is by ``progress.step``.
    """
    chosen = np.arange(len(layer.lon)) if rows is None else rows
    placed = np.isfinite(layer.lon[chosen])
    there = chosen[placed]
    places, place = np.unique(np.column_stack([layer.lon[there], layer.lat[there]]), axis=0, return_inverse=True)
    if len(places) > MOST_PLACES:
        raise IngestError(_(TOO_MANY).format(places=number(len(places)), limit=number(MOST_PLACES)))
    place = place.ravel()
    if not len(places):
        places = np.zeros((1, 2))
    progress.step(0.1, _("Measuring the distance to the coast"))
    found = _spread(of_waters(places[:, 0], places[:, 1]), place, placed)
    progress.step(0.8, _("Looking for zones"))
    _ids, begun, ended = _zones(dataset)
    spell = _spells(begun, ended, layer.first[there], layer.last[there])
    _pairs, one, pair = np.unique(place * (spell.max(initial=0) + 2) + spell, return_index=True, return_inverse=True)
    each = there[one]
    zones = of_zones(layer.lon[each], layer.lat[each], dataset, layer.first[each], layer.last[each])
    found |= _spread(zones, pair, placed)
    return pa.table({name: found[name] for name in COLUMNS})


def _spread(found: dict[str, pa.Array], index: NDArray[np.int64], placed: NDArray[np.bool_]) -> dict[str, pa.Array]:
    """What was found, by the index of each row with a place; empty for the others."""
    taken = np.full(len(placed), -1)
    taken[placed] = index
    return {name: values.take(pa.array(taken, mask=~placed)) for name, values in found.items()}


def of_waters(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> dict[str, pa.Array]:
    """The water of each point (EPSG:4326), its state, the state of the nearest coast and the distance to it (nm)."""
    world = coast.world()
    codes = pa.array(world.codes)
    owner, metres = _shores().nearest(lon, lat)
    inland = world.state_at(np.column_stack([lon, lat]))
    on_land = inland >= 0
    water = np.where(on_land, 0, np.searchsorted(waters.OUTER_M, metres) + 1)
    state = np.where(on_land, inland, owner)
    beyond = water == len(waters.WATERS) - 1
    return {
        "waters": pa.array(tuple(waters.WATERS)).take(pa.array(water)),
        "waters_state": codes.take(pa.array(state, mask=beyond)),
        "nearest_state": codes.take(pa.array(owner)),
        "coast_nm": pa.array(np.where(on_land, 0, np.round(metres / 1000 / waters.NM_KM, 2))),
    }


def of_zones(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    dataset: Dataset,
    first: NDArray[np.int32] | None = None,
    last: NDArray[np.int32] | None = None,
) -> dict[str, pa.Array]:
    """The zones that hold each point (EPSG:4326), the nearest of those with an outline, and the distance to it (nm).

    Only zones in force on some day from the first to the last of a point, as in ``Layer``; of whatever day where it
    has none. Where several hold the point, the nearest is the first of them.
    """
    undated = np.full(len(lon), NO_DAY, dtype=np.int32)
    first, last = undated if first is None else first, undated if last is None else last
    ids, begun, ended = _zones(dataset)
    shapes = shapely.from_wkb(
        shapely.to_wkb([dataset.outlines[zone] for zone in ids])
    )  # our own: preparing shared ones is not safe
    shapely.prepare(shapes)
    within = [shapely.intersects_xy(shape, lon, lat) for shape in shapes]
    held = np.array(within, dtype=bool).reshape(len(ids), len(lon))
    rings = np.array([shapely.boundary(shape) for shape in shapes], dtype=object)
    owner, metres = np.full(len(lon), -1), np.full(len(lon), np.nan)
    spell = _spells(begun, ended, first, last)
    for rows in (np.flatnonzero(spell == one) for one in np.unique(spell)):
        day, until = first[rows[0]], last[rows[0]]
        valid = np.flatnonzero((begun <= until) & (ended >= day) | (day == NO_DAY))
        held[np.ix_(np.setdiff1d(np.arange(len(ids)), valid), rows)] = False
        if len(valid):
            owner[rows], metres[rows] = nearest.lines(rings[valid], valid).nearest(lon[rows], lat[rows])
    return _told(ids, held, owner, metres) | {
        "zones_of": pa.array(tuple(ZONES_OF)).take(pa.array((first == NO_DAY).astype(int)))
    }


def _told(
    ids: list[str], held: NDArray[np.bool_], owner: NDArray[np.int64], metres: NDArray[np.float64]
) -> dict[str, pa.Array]:
    """The columns of zones: by which each point is held (zones × points), and the nearest, -1 where there is none."""
    inside = held.any(axis=0)
    kinds, kind = np.unique(held, axis=1, return_inverse=True)
    told = [" ".join(name for name, within in zip(ids, row, strict=True) if within) or None for row in kinds.T]
    near = np.where(inside, held.argmax(axis=0), owner) if ids else owner
    nm = np.where(inside, 0, np.round(metres / 1000 / waters.NM_KM, 2))
    return {
        "zones": pa.array(told, pa.string()).take(pa.array(kind.ravel())),
        "nearest_zone": pa.array(ids, pa.string()).take(pa.array(near, mask=near < 0)),
        "zone_nm": pa.array(nm, mask=near < 0),
    }


def _zones(dataset: Dataset) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Ids of the zones with an outline, and the first and last day of each, without end where it has no bound."""
    zones = dataset.tables["zones"]
    outlined = zones[zones["id"].isin(dataset.outlines.keys())]
    spans = dates.in_force(outlined)
    begun, ended = (spans[side].to_numpy(dtype="datetime64[D]") for side in ("earliest", "latest"))
    bounds = np.iinfo(np.int64)
    return (
        outlined["id"].tolist(),
        np.where(np.isnat(begun), bounds.min, begun.astype(np.int64)),
        np.where(np.isnat(ended), bounds.max, ended.astype(np.int64)),
    )


def _spells(
    begun: NDArray[np.int64], ended: NDArray[np.int64], first: NDArray[np.int32], last: NDArray[np.int32]
) -> NDArray[np.int64]:
    """A number for each row: rows of one number have the same zones in force, or no day at all (-1)."""
    over = np.searchsorted(np.sort(ended), first)  # zones that ended before the row
    under_way = np.searchsorted(np.sort(begun), last, side="right")
    return np.where(first == NO_DAY, -1, over * (len(begun) + 1) + under_way)


@cache
def _shores() -> Lines:
    """Every coast, by the number of its state; built once a process."""
    world = coast.world()
    return nearest.lines(world.pieces[world.is_coast], world.piece_state[world.is_coast])
