"""Waters and zones of each row of a stranger's file: the answers that the records get, for all rows at once."""

import time

import numpy as np
import pytest
import shapely

from geo import ingest, known, waters
from geo.errors import IngestError
from geo.ingest import lens, nearest
from geo.ingest.moments import NO_DAY

SAMPLE = 40
NEVER = 1_000_000


def anywhere(count, seed=1):
    """Points all over the globe, and more of them round the Caribbean and where 180 degrees meets land."""
    rng = np.random.default_rng(seed)
    parts = [rng.uniform((-180, -85), (180, 85), (count, 2)), rng.uniform((-90, 5), (-58, 25), (count, 2))]
    lon, lat = np.concatenate([*parts, rng.uniform((176, -20), (184, -15), (count // 4, 2))]).T
    return (lon + 180) % 360 - 180, lat


def test_waters_are_those_of_the_lens_of_a_point():
    lon, lat = anywhere(SAMPLE)
    found = {name: column.to_pylist() for name, column in lens.of_waters(lon, lat).items()}
    for place, (x, y) in enumerate(zip(lon, lat, strict=True)):
        one = waters.lens(float(x), float(y), 0.0)
        assert found["waters"][place] == one.possible[0].waters
        assert found["coast_nm"][place] == pytest.approx(one.coast.nearest_nm, abs=0.01)
        tied = waters.coast_bounds(float(x), float(y), 0.0, found["nearest_state"][place]).nearest_nm
        assert found["nearest_state"][place] == one.nearest_states[0] or tied <= one.coast.nearest_nm + 0.01


def test_the_nearest_of_some_lines_is_that_of_each_by_itself():
    square = shapely.box(10, 10, 11, 11).exterior
    line = shapely.LineString([(-179.5, 0), (-178, 0)])
    lines = nearest.lines(np.array([square, line], dtype=object), np.array([7, 9]))
    owner, metres = lines.nearest(np.array([10.5, 179.5, 20]), np.array([10.5, 0, 10.5]))
    assert list(owner) == [7, 9, 7]
    assert metres[1] == pytest.approx(111_320, abs=5)  # a degree of the equator
    assert metres[2] == pytest.approx(waters.WGS84.inv(11, 10.5, 20, 10.5)[2], rel=0.002)


def test_zones_that_hold_a_point_and_the_nearest_are_named(data):
    zone, outline = next(iter(data.outlines.items()))
    inside = outline.representative_point()
    found = lens.of_zones(np.array([inside.x, 0.0]), np.array([inside.y, 0.0]), data)
    assert zone in found["zones"][0].as_py().split() and found["zone_nm"][0].as_py() == 0
    assert found["zones"][1].as_py() is None and found["nearest_zone"][1].as_py() in data.outlines
    apart = [
        min(waters.WGS84.inv(0, 0, *xy)[2] for xy in shapely.get_coordinates(shapely.segmentize(shape, 0.05)))
        for shape in data.outlines.values()
    ]
    assert found["zone_nm"][1].as_py() == pytest.approx(min(apart) / 1852, rel=0.001)


def test_a_dataset_without_outlines_has_no_zones(unplaced):
    found = lens.of_zones(np.array([1.0]), np.array([2.0]), unplaced)
    assert [found[name].to_pylist() for name in ("zones", "nearest_zone", "zone_nm")] == [[None]] * 3


def test_a_row_has_only_zones_that_were_in_force_on_one_of_its_days(data):
    zone = "zone-bsh-solas-level2"  # in force from December 2025, without end
    at = data.outlines[zone].representative_point()
    days = ["2025-10-05,", "2025-12-01,", ",", "2025-11-20,2025-12-02", "2025-10-05,2025-11-30"]
    content = "lat,lon,start,end\n" + "".join(f"{at.y},{at.x},{day}\n" for day in days)
    table = lens.columns(ingest.read(content.encode(), "x.csv"), data)
    held = [zone in (zones or "").split() for zones in table["zones"].to_pylist()]
    assert held == [False, True, True, True, False]
    assert table["zones_of"].to_pylist() == ["its day", "its day", "any day", "its day", "its day"]
    assert [near == zone for near in table["nearest_zone"].to_pylist()] == held


def test_zones_in_force_are_those_of_our_own_records(data):
    known_days, outlined = known.on(data, None).zone_days, known.on(data, None).zones["id"].isin(data.outlines)
    bounds = np.concatenate([known_days.first[outlined], known_days.last[outlined]])
    edges = np.unique(bounds[(bounds > -NEVER) & (bounds < NEVER)])
    first, last = (
        side.ravel().astype(np.int32) for side in np.meshgrid(*[np.unique([edges - 1, edges, edges + 1])] * 2)
    )
    first, last = first[first <= last], last[first <= last]
    for zone, outline in data.outlines.items():
        at, row = outline.representative_point(), list(known.on(data, None).zones["id"]).index(zone)
        found = lens.of_zones(np.full(len(first), at.x), np.full(len(first), at.y), data, first, last)["zones"]
        touched = [known_days.touch(*days)[row] for days in zip(first, last, strict=True)]
        assert [zone in (zones or "").split() for zones in found.to_pylist()] == touched


def test_the_day_before_every_zone_has_none(data):
    ancient = np.array([-40_000], dtype=np.int32)
    found = lens.of_zones(np.array([-64.0]), np.array([10.9]), data, ancient, ancient)
    assert [values.to_pylist() for values in found.values()] == [[None], [None], [None], ["its day"]]


def test_rows_without_a_place_have_no_waters(data):
    layer = ingest.read(b"lat,lon,date\n10.9,-64,2025-09-02\n,,2025-09-03\n10.9,-64,\n", "x.csv")
    table = lens.columns(layer, data)
    assert tuple(table.column_names) == lens.COLUMNS and table["coast_nm"].null_count == 1
    assert table["waters_state"].to_pylist() == ["VEN", None, "VEN"]
    assert lens.columns(layer, data, np.array([1])).to_pylist() == [dict.fromkeys(lens.COLUMNS)]
    assert layer.first[2] == NO_DAY


def test_too_many_places_are_refused_before_the_work(data, monkeypatch):
    monkeypatch.setattr(lens, "MOST_PLACES", 1)
    layer = ingest.read(b"lat,lon\n1,2\n3,4\n", "x.csv")
    with pytest.raises(IngestError, match="2 different places"):
        lens.columns(layer, data)


def test_twenty_thousand_points_take_seconds():
    lon, lat = np.random.default_rng(2).uniform((-95, 0), (-55, 30), (20_000, 2)).T
    lens.of_waters(lon[:10], lat[:10])
    begin = time.process_time()
    lens.of_waters(lon, lat)
    assert time.process_time() - begin < 10
