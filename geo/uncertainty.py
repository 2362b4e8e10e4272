"""Where an incident may have happened: how precisely its place is known, and the disc that it lies in."""

from collections.abc import Mapping
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from geo.language import N_

WGS84 = Geod(ellps="WGS84")
PLACE_KM = 5.0
"""A position known to within this many kilometres is drawn as one symbol, anything wider as an area."""

PRECISIONS: Mapping[str, str] = MappingProxyType(
    {
        "place": N_("Named place or position"),
        "area": N_("Area"),
        "theatre": N_("Ocean or country only"),
        "none": N_("Not even that"),
    }
)
"""How precisely a place is known, finest first, and what each step is called: a message."""


def precision(lat: pd.Series, uncertainty_km: pd.Series, theatre: pd.Series) -> pd.Series:
    """How precisely each place is known, as a key of ``PRECISIONS``.

    Parameters
    ----------
    lat : degrees, missing where no position was published.
    uncertainty_km : kilometres; theatre : of the schema's vocabulary. All on one index.
    """
    steps = [lat.notna() & (uncertainty_km <= PLACE_KM), lat.notna(), theatre != "undisclosed"]
    return pd.Series(np.select(steps, ["place", "area", "theatre"], "none"), index=lat.index, dtype="object")


def discs(lon: pd.Series, lat: pd.Series, radius_km: pd.Series, corners: int = 72) -> gpd.GeoSeries:
    """Geodesic discs round positions.

    Parameters
    ----------
    lon, lat : degrees, EPSG:4326; radius_km : kilometres, under 5,000. All on one index, none missing.
    corners : points of each outline.

    Returns
    -------
    Polygons in EPSG:4326 wound by the right-hand rule, same index; a disc that crosses the 180th meridian is a
    MultiPolygon cut there (RFC 7946, 3.1.9), one that holds a pole reaches up to it.
    """
    azimuth = -np.linspace(0, 360, corners + 1)  # counter-clockwise, seen from above
    shape = (len(lon), len(azimuth))
    x0, y0, metres = (np.broadcast_to(v.to_numpy("float64")[:, None], shape) for v in (lon, lat, radius_km * 1000))
    x, y, _ = WGS84.fwd(x0, y0, np.broadcast_to(azimuth, shape), metres)
    unrolled = np.unwrap(x, period=360, axis=1)
    rings = np.stack([unrolled, y], axis=-1)
    rings[:, -1] = np.where(_turns(unrolled)[:, None], rings[:, -1], rings[:, 0])
    return gpd.GeoSeries([_disc(ring) for ring in rings], index=lon.index, crs="EPSG:4326")


def _turns(unrolled_lon: np.ndarray) -> np.ndarray:
    """Whether an outline goes once round the axis, which it does when a pole lies in it."""
    turns: np.ndarray = np.abs(unrolled_lon[:, -1] - unrolled_lon[:, 0]) > 180
    return turns


def _disc(ring: np.ndarray) -> shapely.Geometry:
    if _turns(ring[None, :, 0])[0]:
        pole = 90.0 if ring[:, 1].mean() > 0 else -90.0
        ring = np.vstack([ring, [ring[-1, 0], pole], [ring[0, 0], pole], ring[0]])
    whole = shapely.polygons(ring)
    west, _, east, _ = whole.bounds
    if west >= -180 and east <= 180:
        return shapely.orient_polygons(whole)
    parts = (
        shapely.affinity.translate(shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90)), -turn)
        for turn in (-360, 0, 360)
    )
    return shapely.orient_polygons(shapely.union_all([part for part in parts if not part.is_empty]))
