"""The waters that are possible, and distances to the coast: against what others publish, and laws that always hold."""

import subprocess
import sys

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo import coast, language, waters
from geo.errors import FilterError

# Two shores, each by a place on its land, and how far apart others say that they are. Rounding is that of the figure.
PUBLISHED = [
    # name, shore, other shore (lon, lat), km, rounding km, source
    ("Curaçao and Venezuela", (-69.0, 12.2), (-69.0, 11.2), 65, 1, "visualfoodie.com, The Actual Location of Curaçao"),
    ("Aruba and Paraguaná", (-69.97, 12.5), (-70.0, 11.9), 27, 1, "scienceanswers.live, Aruba-Venezuela distance"),
    ("Icacos, Trinidad, and Venezuela", (-61.3, 10.3), (-62.2, 9.8), 11.5, 0.5, "Wikipedia, Cedros (Trinidad)"),
    ("South Foreland and Cap Gris-Nez", (1.2, 51.2), (2.0, 50.8), 33.1, 0.1, "Wikipedia, Strait of Dover"),
    ("Cook Strait", (175.2, -41.1), (173.4, -41.6), 22, 1, "Wikipedia, Cook Strait"),
    ("Saibai and Papua New Guinea", (142.7, -9.4), (142.6, -9.0), 4, 0.5, "Torres Strait Island Regional Council"),
    ("Wrangel Island and Siberia, across 180°", (-179.4, 71.2), (177.0, 69.0), 140, 1, "oceandots.com, Wrangel"),
]
ANYWHERE = st.floats(-180, 180), st.floats(-88, 88)
RADIUS_KM = st.floats(0.5, 600)


def discs(test):
    """Run a test on discs all over the globe, and where coasts, states and meridians meet."""
    test = given(*ANYWHERE, RADIUS_KM)(test)
    for lon, lat, radius_km in [(-62.2, 11, 130), (179.9, -16.8, 80), (-180, 71, 60), (-66.9, 10.6, 3), (12.6, 56, 9)]:
        test = example(lon, lat, radius_km)(test)
    return test


def names(lens):
    return {(entry.waters, entry.state) for entry in lens.possible}


def spread_over(lon, lat, radius_km, count=12):
    """Places of a disc: its centre, its rim, and between."""
    share = np.sqrt(np.arange(count) / (count - 1)) * 0.9999
    azimuth = np.arange(count) * 137.5
    x, y, _ = waters.WGS84.fwd([lon] * count, [lat] * count, azimuth, share * radius_km * 1000)
    return list(zip(x, y, strict=True))


def shore(place):
    """Outline of the land that holds a place."""
    turns = [shapely.Point(place[0] + turn, place[1]) for turn in (0, 360)]
    [land] = [polygon for polygon in coast.world().polygons if shapely.intersects(polygon, turns).any()]
    return land.exterior


def gap_km(one, other):
    """Geodesic distance between the shores of two lands."""
    plane = coast.Plane(*one)
    near = shapely.Point(0, 0).buffer(600_000)
    lines = [shapely.intersection(line, near) for line in plane.flat(np.array([shore(one), shore(other)]))]
    ends = plane.degrees(shapely.get_coordinates(shapely.shortest_line(*lines)))
    return waters.WGS84.inv(*ends[0], *ends[1])[2] / 1000


# distances


@pytest.mark.parametrize(("one", "other", "km", "rounding_km"), [row[1:5] for row in PUBLISHED])
def test_shores_are_as_far_apart_as_others_say(one, other, km, rounding_km):
    assert gap_km(one, other) == pytest.approx(km, abs=waters.ACCURACY_KM + rounding_km)


def test_cuba_is_81_nautical_miles_off_the_keys():
    # quizzclub.com: "Cuba, at its closest point is 94 statute (81 nautical) miles due south" of the marker at Key West
    found = waters.coast_bounds(-81.7965, 24.5465, 0, "CUB")
    assert found.nearest_nm == pytest.approx(81, abs=waters.ACCURACY_KM / waters.NM_KM + 0.5)


def test_a_distance_to_a_place_is_that_of_geographiclib():
    # GeographicLib, example-Geodesic: JFK 40.6 N 73.8 W to LHR 51.6 N 0.5 W is 5551759.400 m
    assert waters.place_bounds(-73.8, 40.6, 0, -0.5, 51.6).nearest_nm == pytest.approx(5551.7594 / 1.852, abs=1e-6)


def test_a_distance_from_a_disc_is_its_centre_less_and_more_its_radius():
    point, disc = (waters.place_bounds(-66, 12, radius_km, -61, 17) for radius_km in (0, 18.52))
    assert (disc.nearest_nm, disc.farthest_nm) == pytest.approx((point.nearest_nm - 10, point.nearest_nm + 10))


@given(*ANYWHERE)
@example(179.99, -16.9)
@example(-179.99, 71.5)
def test_the_nearest_coast_is_the_nearest_of_all_vertices_or_nearer(lon, lat):
    found = waters.coast_bounds(lon, lat, 0)
    pieces = coast.world().pieces[coast.world().is_coast]
    xy = shapely.get_coordinates(pieces)[::5]
    vertices_nm = waters.WGS84.inv(np.full(len(xy), lon), np.full(len(xy), lat), *xy.T)[2].min() / 1852
    assert found.nearest_nm <= vertices_nm + 0.001
    assert found.nearest_nm == 0 or found.nearest_nm > vertices_nm - 15


def test_distances_do_not_jump_at_180_degrees():
    west, east = (waters.coast_bounds(lon, -19.0, 0, "FJI").nearest_nm for lon in (179.999, -179.999))
    assert west == pytest.approx(east, abs=0.12)


@discs
def test_the_nearest_coast_is_no_farther_than_the_farthest(lon, lat, radius_km):
    found = waters.coast_bounds(lon, lat, radius_km)
    assert 0 <= found.nearest_nm <= found.farthest_nm


@discs
def test_bounds_hold_for_every_place_of_a_disc(lon, lat, radius_km):
    found = waters.coast_bounds(lon, lat, radius_km, "VEN")
    inside = [waters.coast_bounds(*place, 0, "VEN").nearest_nm for place in spread_over(lon, lat, radius_km)]
    assert found.nearest_nm <= min(inside) + 1e-6 and max(inside) <= found.farthest_nm + 1e-6


@discs
def test_a_larger_disc_has_no_narrower_bounds(lon, lat, radius_km):
    small, large = (waters.coast_bounds(lon, lat, size) for size in (radius_km, radius_km * 1.3))
    assert large.nearest_nm <= small.nearest_nm and large.farthest_nm >= small.farthest_nm - 0.01


# waters


@discs
def test_the_waters_of_every_place_of_a_disc_are_possible_in_it(lon, lat, radius_km):
    found = names(waters.lens(lon, lat, radius_km))
    assert all(names(waters.lens(*place, 0)) <= found for place in spread_over(lon, lat, radius_km))


@discs
def test_a_larger_disc_loses_no_water(lon, lat, radius_km):
    assert names(waters.lens(lon, lat, radius_km)) <= names(waters.lens(lon, lat, radius_km * 1.2))


@discs
def test_shares_of_the_area_add_up(lon, lat, radius_km):
    shares = [entry.share for entry in waters.lens(lon, lat, radius_km).possible]
    assert sum(shares) == pytest.approx(1) and min(shares) > 0


@given(*ANYWHERE)
def test_a_point_is_in_one_water(lon, lat):
    assert len(waters.lens(lon, lat, 0).possible) == 1


@pytest.mark.parametrize(
    ("lon", "lat", "water"),
    [
        (-64.0, 13.0, "territorial_sea"),
        (-70.0, 13.5, "contiguous_zone"),
        (-105.3, 11.49, "within_200nm"),
        (-96.6, 9.3, "within_200nm"),
        (-179.5, -14.5, "contiguous_zone"),
        (2.0, -20.0, "within_200nm"),
    ],
)
def test_a_disc_has_the_water_that_it_just_reaches_and_not_one_that_it_just_misses(lon, lat, water):
    away_nm, limit_nm = waters.coast_bounds(lon, lat, 0).nearest_nm, waters.LIMITS[water]
    reaching, missing = (
        {entry.waters for entry in waters.lens(lon, lat, (away_nm - limit_nm + more_nm) * waters.NM_KM).possible}
        for more_nm in (0.01, -0.3 - limit_nm / 100)
    )
    assert water in reaching and water not in missing


@pytest.mark.parametrize(
    ("lon", "lat", "water", "state"),
    [
        (-66.9, 10.5, "land", "VEN"),
        (-71.6, 10.0, "land", "VEN"),  # Lake Maracaibo
        (-66.9, 10.75, "territorial_sea", "VEN"),
        (-75.203, 19.935, "land", "CUB"),  # Guantánamo
        (-96.6, 9.3, "beyond_200nm", None),
        (179.5, 68.5, "land", "RUS"),
        (-179.0, 67.5, "land", "RUS"),
        (174.0, -39.0, "territorial_sea", "NZL"),
        (0.0, 89.0, "beyond_200nm", None),
    ],
)
def test_well_known_places_are_in_their_waters(lon, lat, water, state):
    assert names(waters.lens(lon, lat, 0)) == {(water, state)}


def test_the_first_strike_may_have_been_in_three_territorial_seas():
    found = names(waters.lens(-62.2, 11.0, 130.0))
    assert {state for water, state in found if water == "territorial_sea"} == {"VEN", "TTO", "GRD"}


@pytest.mark.parametrize("state", ["VEN", "CUW", None])
def test_bounds_hold_for_every_place_of_a_region(state):
    found = waters.region_bounds(shapely.box(-71, 12.8, -68, 14), state)
    places = [(lon, lat) for lon in (-71, -70.2, -69, -68) for lat in (12.8, 13.4, 14)]
    inside = [waters.coast_bounds(*place, 0, state).nearest_nm for place in places]
    assert found.nearest_nm <= min(inside) and max(inside) <= found.farthest_nm < max(inside) + 20


@pytest.mark.parametrize(
    ("stated", "place", "answer"),
    [
        ("international_waters", (-96.6, 9.3, 150), "all"),
        ("international_waters", (-62.2, 11.0, 130), "part"),
        ("international_waters", (-67.65, 10.25, 20), "none"),
        ("territorial_sea", (-66.9, 10.75, 0), "all"),
        ("territorial_sea", (-66.9, 10.6167, 3), "part"),
        ("territorial_sea", (-96.6, 9.3, 150), "none"),
    ],
)
def test_a_statement_fits_all_part_or_none_of_a_place(stated, place, answer):
    assert waters.consistent(stated, waters.lens(*place)) == answer


# the coast


def test_states_are_named_in_order_and_have_a_coast():
    found = waters.states()
    assert found["CUW"] == "Curaçao (Netherlands)" and "BOL" not in found
    assert list(found.values()) == sorted(found.values())


@pytest.mark.parametrize("bad", [(0, 91, 1), (0, 0, -1), (0, 0, 5000), (float("nan"), 0, 1)])
def test_a_disc_that_is_none_is_refused(bad):
    with pytest.raises(FilterError, match="radius from 0"):
        waters.lens(*bad)


def test_a_state_without_a_coast_is_refused():
    with pytest.raises(FilterError, match="BOL"):
        waters.coast_bounds(0, 0, 1, "BOL")


def test_a_statement_that_is_none_is_refused():
    with pytest.raises(FilterError, match="high_seas"):
        waters.consistent("high_seas", waters.lens(-96.6, 9.3, 0))


def test_importing_reads_no_coast():
    check = "from geo import coast, waters; assert coast.world.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_every_placed_record_lies_in_the_outline_of_its_sea(data):
    placed = data.tables["incidents"].dropna(subset=["lat"])
    at_sea = placed[placed["theatre"].isin(set(data.theatres))]
    outlines = at_sea["theatre"].map(data.theatres)
    assert shapely.contains_xy(outlines.to_numpy(), at_sea["lon"], at_sea["lat"]).all()


def test_states_have_spanish_names_in_spanish_order():
    with language.spoken("es"):
        found = waters.states()
    assert [found[code] for code in ("CUW", "TTO", "COD", "XSP")] == [
        "Curazao (Países Bajos)",
        "Trinidad y Tobago",
        "República Democrática del Congo",
        "Islas Spratly (en disputa)",
    ]
    names = list(found.values())
    assert names.index("Bélgica") < names.index("Belice") < names.index("Benín") and set(found) == set(waters.states())


def test_a_state_takes_its_article_in_a_spanish_sentence():
    assert waters.in_sentence("GBR") == "United Kingdom"
    with language.spoken("es"):
        assert [waters.in_sentence(code) for code in ("GBR", "COL")] == ["el Reino Unido", "Colombia"]
