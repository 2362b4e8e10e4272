"""A stranger's rows as bytes, what is chosen of them, and the shelf on which they lie for one session."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, box
from starlette.applications import Starlette

from geo.errors import StoreError
from geo.maps import basemap, points, private, selection
from geo.maps.blobs import Columns
from geo.maps.store import Store
from geo.style import STRANGERS

DAYS = np.array([20_000, 20_001, 20_002], dtype=np.int32)


def columns(shapes=None, last=DAYS):
    return Columns(np.array([-70.0, np.nan, 179.5]), np.array([12.0, np.nan, -5.0]), DAYS, last, shapes)


def counts(blob):
    return [blob[:4], *np.frombuffer(blob, "<u4", 3, 4).tolist()]


def test_a_blob_holds_places_and_days_of_each_row():
    blob = columns(last=DAYS + 1).points
    assert counts(blob) == [b"MPT1", 3, 0, 0] and len(blob) == 16 + 3 * 16
    assert np.frombuffer(blob, "<f4", 3, 16).tolist()[::2] == [-70.0, 179.5]
    assert np.frombuffer(blob, "<i4", 3, 16 + 36).tolist() == [20_001, 20_002, 20_003]


def test_last_days_are_left_out_where_each_is_the_first():
    blob = columns().points
    assert counts(blob) == [b"MPT1", 3, 1, 0] and len(blob) == 16 + 3 * 12


def test_lines_and_areas_go_by_vertices_and_are_no_points():
    holed = box(0, 0, 9, 9) - box(2, 2, 3, 3)
    of = columns(
        np.array([LineString([(0, 0), (1, 1), (2, 0)]), Point(5, 5), MultiPolygon([holed, box(20, 0, 21, 1)])])
    )
    assert of.outlined.tolist() == [True, False, True]
    assert np.isnan(np.frombuffer(of.points, "<f4", 3, 16)).tolist() == [True, True, True]
    blob = of.outlines
    assert counts(blob) == [b"MSH1", 4, 18, 0]
    assert np.frombuffer(blob, "<u4", 4, 16).tolist() == [0, 2, 2, 2]
    assert np.frombuffer(blob, "<u4", 4, 32).tolist() == [3, 8, 13, 18]
    assert list(blob[48:52]) == [0, 1, 2, 1]
    assert np.frombuffer(blob, "<f4", 6, 52).tolist() == [0, 0, 1, 1, 2, 0]


@given(st.lists(st.booleans(), max_size=60))
def test_runs_and_bits_say_what_the_mask_says(rows):
    mask = np.array(rows, dtype=bool)
    lengths = selection.runs(mask)
    assert selection.mask(lengths, len(mask)).tolist() == rows
    assert len(lengths) == selection.run_count(mask)
    assert all(length > 0 for length in lengths[1:])
    bits = np.unpackbits(np.frombuffer(selection.bits(mask), np.uint8), bitorder="little", count=len(mask))
    assert bits.astype(bool).tolist() == rows


@pytest.fixture(scope="module")
def client():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Starlette asks for httpx2 where httpx is installed; both do
        from starlette.testclient import TestClient
    with TestClient(Starlette(routes=private.routes())) as client:
        yield client


@pytest.fixture
def shelf():
    key = private.STORE.open(lambda: True)
    yield key
    private.STORE._shelves.pop(key, None)


def payload(shelf, mask, codes=None):
    guise = points.Guise(codes, STRANGERS[:1], [("all", 3, 0)])
    return points.payload(shelf, columns(), points.Chosen(mask), guise, "rows")


def test_few_runs_go_along_and_many_under_an_address(shelf):
    assert payload(shelf, np.array([True, True, False]))["selection"] == {"runs": [0, 2]}
    striped = np.arange(10_000) % 2 == 0
    sent = payload(shelf, striped)["selection"]
    assert set(sent) == {"bits"} and len(str(sent)) < 80


def test_the_same_content_has_the_same_address_and_other_content_another(shelf):
    codes = np.array([0, 1, 2], dtype=np.uint8)
    one, again, other = (
        payload(shelf, np.ones(3, bool), c)["codes"] for c in (codes, codes.copy(), codes[::-1].copy())
    )
    assert one == again != other


def served(address):
    return address.removeprefix(basemap.UP)


def test_an_address_answers_only_who_sends_the_key(client, shelf):
    address = served(payload(shelf, np.ones(3, bool))["columns"])
    assert shelf not in address
    answer = client.get(address, headers={private.KEY: shelf})
    assert answer.content == columns().points and answer.headers["cache-control"] == "no-store"
    other = private.STORE.open(lambda: True)
    for headers in ({}, {private.KEY: other}, {private.KEY: ""}):
        assert client.get(address, headers=headers).status_code == 404
    private.STORE.clear(shelf)
    assert client.get(address, headers={private.KEY: shelf}).status_code == 404


def test_a_row_is_told_by_its_number_to_who_has_the_key(client, shelf):
    private.STORE.keep(shelf, private.ROWS, lambda row: {"title": f"row {row}"} if row < 3 else None, 0)
    assert client.get("/private/row/2", headers={private.KEY: shelf}).json() == {"title": "row 2"}
    assert client.get("/private/row/3", headers={private.KEY: shelf}).status_code == 404
    assert client.get("/private/row/2").status_code == 404


class Clock:
    def __init__(self):
        self.time_s, self.alive = 0.0, True

    def __call__(self):
        return self.time_s


def test_a_shelf_outlives_its_session_by_the_grace_and_no_longer():
    clock = Clock()
    store = Store(grace_s=100, sweep_s=0.01, now=clock)
    key = store.open(lambda: clock.alive)
    store.keep(key, "layer", object(), 10)
    clock.time_s, clock.alive = 50, True
    store.sweep()
    clock.time_s, clock.alive = 149, False
    store.sweep()
    assert store.has(key)
    clock.time_s = 151
    store.sweep()
    assert not store.has(key) and store.get(key, "layer") is None and store.size_bytes == 0


def test_what_does_not_fit_on_the_shelf_leaves_there_what_it_would_replace():
    store = Store(most_bytes=100)
    key = store.open(lambda: True)
    store.keep(key, "layer", "old", 60)
    store.keep(key, "points-1", "old", 30)
    for name in ("layer", "points-2"):
        with pytest.raises(StoreError, match="as many files as it can"):
            store.keep(key, name, "new", 90)
    assert store.get(key, "layer") == store.get(key, "points-1") == "old" and store.size_bytes == 90


def test_a_thing_that_comes_instead_of_all_needs_only_its_own_room():
    store = Store(most_bytes=100)
    key = store.open(lambda: True)
    store.keep(key, "layer", "old", 60)
    store.keep(key, "points-1", "old", 30)
    with pytest.raises(StoreError, match="as many files as it can"):
        store.keep(key, "layer", "new", 101, instead_of_all=True)
    assert store.get(key, "layer") == store.get(key, "points-1") == "old"
    store.keep(key, "layer", "new", 100, instead_of_all=True)
    assert store.get(key, "layer") == "new" and store.size_bytes == 100


def test_the_store_refuses_what_is_too_much_for_all_and_keeps_the_rest():
    store = Store(most_bytes=100)
    one, other = store.open(lambda: True), store.open(lambda: True)
    store.keep(one, "layer", "a", 60)
    with pytest.raises(StoreError, match="as many files as it can"):
        store.keep(other, "layer", "b", 60)
    store.keep(one, "layer", "c", 90)
    assert store.get(one, "layer") == "c" and store.size_bytes == 90


def test_of_a_kind_the_newest_stay():
    store = Store()
    key = store.open(lambda: True)
    for name in ("bits-1", "bits-2", "points-1", "bits-3", "bits-1", "bits-4"):
        store.keep(key, name, name, 1, most=3)
    assert [name for name in ("bits-1", "bits-2", "bits-3", "bits-4", "points-1") if store.get(key, name)] == [
        *("bits-1", "bits-3", "bits-4", "points-1")
    ]
    with pytest.raises(StoreError, match="cleared away"):
        store.keep("no key", "x", "x", 1)
