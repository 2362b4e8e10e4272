"""How precisely a place is known, and the disc in which an event may have happened."""

import math

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo import uncertainty

EARTH_KM = 6371.0


def disc(lon, lat, radius_km):
    return uncertainty.discs(*(pd.Series([float(value)]) for value in (lon, lat, radius_km))).iloc[0]


def outlines(shape):
    return [part.exterior for part in shapely.get_parts(shape)]


def reported_corners(shape):
    """Corners (lon, lat) without those that come from cutting at the 180th meridian or reaching up to a pole."""
    corners = np.vstack([outline.coords for outline in outlines(shape)])
    return corners[(abs(corners[:, 0]) < 180 - 1e-9) & (abs(corners[:, 1]) < 90 - 1e-9)]


def discs_anywhere(test):
    """Run a test on discs all over the globe, and on those that lie awkwardly."""
    test = given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0.5, 3000))(test)
    for awkward in [(-66, 10, 5), (179.9, 5, 100), (-180, 0, 1), (180, 89.9, 50), (0, 90, 300), (17, -90, 300)]:
        test = example(*awkward)(test)
    return test


@discs_anywhere
def test_an_outline_lies_at_the_radius(lon, lat, radius_km):
    corners = reported_corners(disc(lon, lat, radius_km))
    centres = np.full(len(corners), lon), np.full(len(corners), lat)
    _, _, metres = uncertainty.WGS84.inv(*centres, *corners.T)
    assert metres == pytest.approx(np.full(len(corners), radius_km * 1000), rel=1e-6, abs=0.01)


@discs_anywhere
def test_a_disc_is_valid_and_stays_on_the_globe(lon, lat, radius_km):
    shape = disc(lon, lat, radius_km)
    west, south, east, north = shape.bounds
    assert shape.is_valid and not shape.is_empty
    assert west >= -180 and east <= 180 and south >= -90 and north <= 90


@discs_anywhere
def test_outlines_are_wound_by_the_right_hand_rule(lon, lat, radius_km):
    assert all(outline.is_ccw for outline in outlines(disc(lon, lat, radius_km)))


@discs_anywhere
def test_a_disc_is_as_large_as_its_radius_says(lon, lat, radius_km):
    shape = disc(lon, lat, radius_km)
    cap_km2 = 2 * math.pi * EARTH_KM**2 * (1 - math.cos(radius_km / EARTH_KM))
    area_m2 = sum(uncertainty.WGS84.geometry_area_perimeter(part)[0] for part in shapely.get_parts(shape))
    assert area_m2 / 1e6 == pytest.approx(cap_km2, rel=0.02)


@discs_anywhere
def test_a_disc_holds_its_centre(lon, lat, radius_km):
    assert shapely.distance(disc(lon, lat, radius_km), shapely.Point(lon, lat)) < 1e-9


def test_a_disc_across_180_is_cut_there():
    shape = disc(-179.9, 5, 100)
    assert shape.geom_type == "MultiPolygon" and sorted(part.bounds[0] > 0 for part in shape.geoms) == [False, True]


def test_a_disc_that_holds_a_pole_reaches_up_to_it():
    assert disc(40, 88, 500).bounds[3] == 90 and disc(40, -88, 500).bounds[1] == -90


def test_discs_stand_on_the_index_of_their_centres_in_wgs84():
    columns = (pd.Series([value, value], index=[4, 9]) for value in (-60.0, 11.0, 50.0))
    found = uncertainty.discs(*columns)
    assert found.index.tolist() == [4, 9] and found.crs.to_epsg() == 4326


def test_no_centres_make_no_discs():
    assert uncertainty.discs(*(pd.Series([], dtype="float64") for _ in range(3))).empty


@pytest.mark.parametrize(
    ("lat", "uncertainty_km", "theatre", "step"),
    [
        (10.6, 2.0, "land", "place"),
        (10.6, 5.0, "land", "place"),
        (10.6, 5.1, "land", "area"),
        (None, None, "caribbean", "theatre"),
        (None, None, "undisclosed", "none"),
    ],
)
def test_a_place_is_known_to_this_step(lat, uncertainty_km, theatre, step):
    columns = pd.Series([lat], dtype="float64"), pd.Series([uncertainty_km], dtype="float64"), pd.Series([theatre])
    assert uncertainty.precision(*columns).tolist() == [step]


def test_every_step_has_a_name(data):
    assert set(data.tables["incidents"]["precision"]) <= set(uncertainty.PRECISIONS)
