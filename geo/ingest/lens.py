"""In which waters each row of a layer lies, how far from which coast, and which of our zones is there or near.

The same coast, limits and rules as ``geo.waters``, for all rows at once: 100,000 different places in a few seconds.
A row with a line or an area is measured at its point (see ``Layer.lon``).
"""

from functools import cache

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo import coast, progress, waters
from geo.dataset import Dataset
from geo.errors import IngestError
from geo.ingest import nearest
from geo.ingest.layer import Layer
from geo.ingest.nearest import Lines
from geo.language import N_, _, number

MOST_PLACES = 500_000
"""Different places that are measured at most."""
COLUMNS = ("waters", "waters_state", "nearest_state", "coast_nm", "zones", "nearest_zone", "zone_nm")
"""What is added to a layer: a key of ``waters.WATERS``; code of the state whose waters or land it is; code of the state
whose coast is nearest, and the distance to it in nautical miles, 0 on land; ids of the zones that hold the place, apart
by spaces; id of the nearest zone, and the distance to it, 0 in it. All empty where a row has no place.
"""
TOO_MANY = N_(
    "the layer has {places} different places, and the waters of {limit} are measured at most; filter it first"
)


def columns(layer: Layer, dataset: Dataset, rows: NDArray[np.int64] | None = None) -> pa.Table:
    """The columns of ``COLUMNS`` for each row of a layer, or for the rows chosen by their place in it.

    IngestError where they lie at more than ``MOST_PLACES`` different places. Says how far it is by ``progress.step``.
    """
    chosen = np.arange(len(layer.lon)) if rows is None else rows
    there = chosen[np.isfinite(layer.lon[chosen])]
    places, place = np.unique(np.column_stack([layer.lon[there], layer.lat[there]]), axis=0, return_inverse=True)
    if len(places) > MOST_PLACES:
        raise IngestError(_(TOO_MANY).format(places=number(len(places)), limit=number(MOST_PLACES)))
    index = np.full(len(chosen), -1)
    index[np.isfinite(layer.lon[chosen])] = place.ravel()
    if not len(places):
        places = np.zeros((1, 2))
    progress.step(0.1, _("Measuring the distance to the coast"))
    found = of_waters(places[:, 0], places[:, 1])
    progress.step(0.8, _("Looking for zones"))
    found |= of_zones(places[:, 0], places[:, 1], dataset)
    taken = pa.array(index, mask=index < 0)
    return pa.table({name: found[name].take(taken) for name in COLUMNS})


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


def of_zones(lon: NDArray[np.float64], lat: NDArray[np.float64], dataset: Dataset) -> dict[str, pa.Array]:
    """The zones that hold each point (EPSG:4326), the nearest of those with an outline, and the distance to it (nm).

    Zones of whatever day; where several hold the point, the nearest is the first of them.
    """
    if not dataset.outlines:
        nothing = pa.nulls(len(lon), pa.string())
        return {"zones": nothing, "nearest_zone": nothing, "zone_nm": pa.nulls(len(lon), pa.float64())}
    ids = list(dataset.outlines)
    shapes = shapely.from_wkb(
        shapely.to_wkb(list(dataset.outlines.values()))
    )  # our own: preparing shared ones is not safe
    shapely.prepare(shapes)
    held = np.array([shapely.intersects_xy(shape, lon, lat) for shape in shapes])
    rings = np.array([shapely.boundary(shape) for shape in shapes], dtype=object)
    owner, metres = nearest.lines(rings, np.arange(len(ids))).nearest(lon, lat)
    inside = held.any(axis=0)
    kinds, kind = np.unique(held, axis=1, return_inverse=True)
    told = [" ".join(name for name, within in zip(ids, row, strict=True) if within) or None for row in kinds.T]
    return {
        "zones": pa.array(told, pa.string()).take(pa.array(kind.ravel())),
        "nearest_zone": pa.array(ids).take(pa.array(np.where(inside, held.argmax(axis=0), owner))),
        "zone_nm": pa.array(np.where(inside, 0, np.round(metres / 1000 / waters.NM_KM, 2))),
    }


@cache
def _shores() -> Lines:
    """Every coast, by the number of its state; built once a process."""
    world = coast.world()
    return nearest.lines(world.pieces[world.is_coast], world.piece_state[world.is_coast])
