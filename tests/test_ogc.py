"""The layers by OGC API – Features: read by GDAL as the export writes them, whatever is asked, and whoever asks."""

import json
import subprocess
import sys
import threading
import time
import warnings
from contextlib import contextmanager

import pandas as pd
import pyogrio
import pytest
import schemathesis
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from starlette.applications import Starlette

from geo import ROOT, export, filters, routes, view
from geo import __main__ as command
from geo.export import records
from geo.filters import Filters
from geo.ogc import boxes, layers
from geo.ogc.layers import LAYERS

INCIDENTS = {
    "boat_strikes_caribbean": "kind=boat_strike&theatre=caribbean",
    "boat_strikes_eastern_pacific": "kind=boat_strike&theatre=eastern_pacific",
    "land_strikes": "kind=land_strike",
    "interdictions": "kind=interdiction",
}
"""What an export of a layer of incidents is asked for."""
ITEMS = "/ogc/collections/interdictions/items"


def served(dataset, base=""):
    return Starlette(routes=routes.under(base, routes.routes(dataset)), middleware=routes.middleware(base))


@contextmanager
def asked(dataset, base=""):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Starlette asks for httpx2 where httpx is installed; both do
        from starlette.testclient import TestClient
    with TestClient(served(dataset, base), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def client(data):
    with asked(data) as client:
        yield client


@pytest.fixture(scope="module")
def small(gallery):
    with asked(gallery) as client:
        yield client


SERVER = """
import socket, uvicorn
from starlette.applications import Starlette
from geo import dataset, routes
app = Starlette(routes=routes.routes(dataset.bundled()), middleware=routes.middleware())
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none")).run([listening])
"""


@pytest.fixture(scope="module")
def address():
    """Where another process answers: GDAL lets nothing of its own process run while it reads."""
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def ids(answer):
    return [feature["id"] for feature in answer.json()["features"]]


def exported(folder, data, query):
    path = folder / "out.geojson"
    path.write_bytes(export.write(view.build(data, filters.from_query(query, data)), "geojson"))
    return pyogrio.read_dataframe(path)


def assert_same(read, written):
    assert list(read.columns) == list(written.columns)
    assert read.geometry.to_wkt().tolist() == written.geometry.to_wkt().tolist()
    read, written = (frame.drop(columns="geometry") for frame in (read, written))
    assert list(read.dtypes) == list(written.dtypes)
    pd.testing.assert_frame_equal(read.map(str), written.map(str))  # lists do not compare


def test_gdal_reads_what_the_command_line_writes(address, tmp_path):
    path = tmp_path / "out.geojson"
    assert command.main(["export", "--kind", "interdiction", "--start", "2026-01-01", str(path)]) == 0
    asked = f"OAPIF:{address}/ogc/collections/interdictions?datetime=2026-01-01/.."
    assert_same(pyogrio.read_dataframe(asked), pyogrio.read_dataframe(path))


@pytest.mark.parametrize("layer", INCIDENTS)
def test_gdal_reads_a_layer_as_it_is_exported(address, data, tmp_path, layer):
    read = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer=layer)
    assert_same(read, exported(tmp_path, data, INCIDENTS[layer]))


@pytest.mark.parametrize(
    ("layer", "period", "bounds"),
    [
        ("boat_strikes_eastern_pacific", "2026-01-01/2026-03-31", "start=2026-01-01&end=2026-03-31"),
        ("boat_strikes_caribbean", "2025-12-01T00:00:00Z/..", "start=2025-12-01"),
        ("boat_strikes_caribbean", "../2025-10-31", "end=2025-10-31"),
        ("land_strikes", "2026-01-03", "start=2026-01-03&end=2026-01-03"),
        ("interdictions", "1999-01-01/1999-12-31", "start=1999-01-01&end=1999-12-31"),
    ],
)
def test_gdal_reads_a_period_as_it_is_exported(address, data, tmp_path, layer, period, bounds):
    read = pyogrio.read_dataframe(f"OAPIF:{address}/ogc/collections/{layer}?datetime={period}")
    assert_same(read, exported(tmp_path, data, f"{INCIDENTS[layer]}&{bounds}"))


@pytest.mark.parametrize(
    ("layer", "box"),
    [
        ("interdictions", "-75,5,-55,20"),
        ("land_strikes", "-67.2,10,-66.5,11"),
        ("boat_strikes_caribbean", "-80,8,-70,12"),
        ("boat_strikes_eastern_pacific", "-75,5,-55,20"),
    ],
)
def test_gdal_reads_a_box_as_what_has_a_position_is_exported(address, data, tmp_path, layer, box):
    read = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer=layer, bbox=tuple(map(float, box.split(","))))
    written = exported(tmp_path, data, f"{INCIDENTS[layer]}&area={box}&precision=place&precision=area")
    assert list(read["id"]) == list(written.get("id", [])) and list(read["answer"]) == list(written.get("answer", []))
    assert read.geometry.to_wkt().tolist() == written.geometry.to_wkt().tolist()


def test_gdal_follows_the_pages(address):
    whole = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer="boat_strikes_eastern_pacific")
    paged = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer="boat_strikes_eastern_pacific", PAGE_SIZE=7)
    assert list(paged["id"]) == list(whole["id"]) and len(whole) > 14


@pytest.mark.parametrize(
    "where",
    [
        "known_from >= '2026-01-05'",
        "name LIKE '%s%' AND NOT (theatre = 'caribbean')",
        "killed_min > 1 OR revision = 2",
        "announced IS NULL",
        "id = 'tkr-2025-12-10-skipper'",
    ],
)
def test_gdal_hands_its_conditions_on(address, where):
    read = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer="interdictions", where=where)
    held = pyogrio.read_dataframe(f"{address}/view.geojson?kind=interdiction", where=where)
    assert list(read["id"]) == list(held["id"]) and len(held)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_collection_holds_its_layer_of_the_view(client, everything, layer):
    told = client.get(f"/ogc/collections/{layer}/items").json()
    assert [feature["id"] for feature in told["features"]] == list(everything.layers()[layer]["id"])
    assert told["numberMatched"] == told["numberReturned"] == len(told["features"])


def test_there_is_a_collection_for_each_layer_of_a_view(client, everything):
    listed = client.get("/ogc/collections").json()["collections"]
    assert [entry["id"] for entry in listed] == list(LAYERS) == list(everything.layers())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layer=st.sampled_from(["boat_strikes_caribbean", "boat_strikes_undisclosed", "land_strikes"]), drawn=st.data())
def test_filters_of_the_page_choose_the_same_records(small, gallery, any_filters, layer, drawn):
    chosen = drawn.draw(any_filters)
    shown = view.build(gallery, chosen)
    query = [(name, value) for name in layers.ASKED for value in _listed(getattr(chosen, name))]
    if chosen.start or chosen.end:
        query.append(("datetime", "/".join(day.isoformat() if day else ".." for day in (chosen.start, chosen.end))))
    told = small.get(f"/ogc/collections/{layer}/items", params=query).json()
    some = layers.rows(LAYERS[layer], shown)
    assert told["features"] == json.loads(json.dumps(records.features(shown, some)))


def _listed(value):
    return [str(entry) for entry in (value if isinstance(value, tuple) else (value,)) if entry]


def test_zones_are_those_in_force_and_places_have_no_day(client, data):
    shown = view.build(data, Filters(start=pd.Timestamp("2025-12-27").date(), end=pd.Timestamp("2025-12-27").date()))
    answer = client.get("/ogc/collections/zones/items?datetime=2025-12-27")
    assert ids(answer) == list(shown.zones["id"]) and len(shown.zones) < len(data.tables["zones"])
    assert answer.json()["features"] == json.loads(export.write(shown, "geojson"))["zones"]
    assert len(ids(client.get("/ogc/collections/places/items?datetime=1950-01-01"))) == len(data.tables["places"])


def test_what_has_no_position_is_in_no_box_but_may_lie_in_an_area(client):
    box, area = (client.get(f"{ITEMS}?{name}=-180,-90,180,90").json()["features"] for name in ("bbox", "area"))
    assert all(feature["geometry"] for feature in box) and any(feature["geometry"] is None for feature in area)
    assert "null geometry" in client.get("/ogc/collections/interdictions").json()["description"]


@pytest.mark.parametrize("words", ["bbox={}", "filter=BBOX(geometry,{})"])
def test_a_box_may_cross_the_180th_meridian(across_180, words):
    boxes = ("170,0,-170,10", "179,0,181,10", "-181,0,-179,10", "-190,0,190,10", "0,0,179,10", "182,0,183,10")
    with asked(across_180) as client:
        items = "/ogc/collections/boat_strikes_caribbean/items"
        found = [client.get(f"{items}?{words.format(box)}").json()["numberMatched"] for box in boxes]
    assert found == [1, 1, 1, 1, 0, 0]


def test_a_box_written_with_longitudes_beyond_180_meets_both_sides_of_it():
    east, west, far = shapely.Point(175, 0), shapely.Point(-175, 0), shapely.Point(0, 0)
    for sides in ((-190, -170), (170, 190), (170, -170), (530, 550)):
        outline = boxes.outline((sides[0], -10, sides[1], 10))
        assert [outline.intersects(point) for point in (east, west, far)] == [True, True, False]


def test_pages_go_forth_and_back_and_end(client):
    def page(address):
        told = client.get(address).json()
        return told, {link["rel"]: link["href"] for link in told["links"]}

    seen, links = [], {"next": f"{ITEMS}?limit=10&sortby=-id"}
    while "next" in links:
        told, links = page(links["next"])
        seen += [feature["id"] for feature in told["features"]]
    assert len(seen) == told["numberMatched"] == 25 and seen == sorted(seen, reverse=True) and "prev" in links
    assert "next" not in page(f"{ITEMS}?limit=25")[1] and "next" not in page(f"{ITEMS}?resulttype=hits&limit=2")[1]


def test_links_begin_as_the_address_that_was_asked(client):
    told = client.get("/ogc/collections?lang=es", headers={"host": "maps.example:8080"}).text
    assert "http://maps.example:8080/ogc/collections/zones/items" in told and ".invalid" not in told


def test_links_keep_the_path_under_which_the_app_stands(data):
    with asked(data, "/maps") as client:
        told = [client.get(f"/maps/{path}").text for path in ("ogc", "ogc/collections/zones/items", "changes.json")]
    assert (
        "http://testserver/maps/ogc/collections" in told[0]
        and '"http://testserver/maps/ogc/collections/zones"' in told[1]
    )
    assert '"home_page_url": "http://testserver/maps/"' in told[2]


def test_properties_choose_and_are_chosen(client):
    answer = client.get(f"{ITEMS}?sanctioned=true&event=seizure&properties=name,sanctioned&skipGeometry=true").json()
    assert answer["features"] and all(
        set(feature["properties"]) == {"name", "sanctioned"} and feature["geometry"] is None
        for feature in answer["features"]
    )


CQL = [
    ("killed_min >= 0 AND theatre = 'caribbean'", lambda r: (r["killed_min"] >= 0) & (r["theatre"] == "caribbean")),
    ("name ILIKE 'S%' OR name LIKE '%o_ia%'", lambda r: r["name"].str.match("(?i)s|.*o.ia").fillna(False)),
    ("known_from BETWEEN '2026-01-01' AND '2026-01-31'", lambda r: r["known_from"].between("2026-01-01", "2026-01-31")),
    ("known_from > DATE('2026-01-31')", lambda r: r["known_from"] > "2026-01-31"),
    ("theatre NOT IN ('caribbean', 'atlantic')", lambda r: ~r["theatre"].isin(["caribbean", "atlantic"])),
    ("NOT killed_min > 0", lambda r: r["killed_min"] <= 0),
    ("5 > revision AND flag IS NOT NULL", lambda r: (r["revision"] < 5) & r["flag"].notna()),
    ("S_INTERSECTS(geometry, POLYGON((-75 5,-55 5,-55 20,-75 20,-75 5)))", lambda r: r.cx[-75:-55, 5:20].index),
    ("BBOX(geometry, -75, 5, -55, 20)", lambda r: r.cx[-75:-55, 5:20].index),
]


@pytest.mark.parametrize(("text", "expected"), CQL)
def test_cql_text_is_answered(client, everything, text, expected):
    rows = layers.rows(LAYERS["interdictions"], everything)
    found = expected(rows)
    wanted = rows[found.fillna(False).astype(bool)] if isinstance(found, pd.Series) else rows.loc[found]
    answer = client.get(ITEMS, params={"filter": text, "filter-lang": "cql2-text"})
    assert ids(answer) == list(wanted["id"]) and len(wanted)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"filter": "a AND"}, "CQL2"),
        ({"filter": "nothing = 1"}, "nothing"),
        ({"filter": "__class__ = 1"}, "filter"),
        ({"filter": "killed_min = 'x'"}, "kind"),
        ({"filter": "name = 1"}, "kind"),
        ({"filter": "name"}, "CQL2"),
        ({"filter": "eval('1') = 1"}, "kind"),
        ({"filter": "revision = 1 OR revision = 2 AND kind = 'x'"}, "parentheses"),
        ({"filter": "(" * 60 + "revision = 1" + ")" * 60}, "nested"),
        ({"filter": " OR ".join(["revision = 1"] * 500)}, "characters"),
        ({"filter": "name LIKE '" + "%a" * 400 + "%b'"}, ""),
        ({"filter-lang": "sql"}, ""),
        ({"limit": "0"}, "limit"),
        ({"limit": "1e5"}, "limit"),
        ({"limit": "9" * 40}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "nan,0,1,1"}, "bbox"),
        ({"bbox": "0,0,inf,1"}, "bbox"),
        ({"bbox": "0,10,1,5"}, "bbox"),
        ({"bbox": "0,0,1,1", "bbox-crs": "EPSG:4326"}, "bbox-crs"),
        ({"datetime": "yesterday"}, "datetime"),
        ({"datetime": "2025-02-30"}, "datetime"),
        ({"datetime": "2026-01-02/2026-01-01"}, "datetime"),
        ({"datetime": "../../.."}, "datetime"),
        ({"sortby": ""}, "sortby"),
        ({"sortby": "sources"}, "sort"),
        ({"properties": "nothing"}, "properties"),
        ({"crs": "http://www.opengis.net/def/crs/EPSG/0/32619"}, "CRS"),
        ({"kind": "x"}, "kind"),
        ({"killed_min": "some"}, "number"),
        ({"sanctioned": "maybe"}, "true"),
        ({"start": "2026-01-01"}, "start"),
        ({"nothing": "1"}, "nothing"),
        ({"f": "html5"}, "json"),
        ({"limit": ["1", "2"]}, "twice"),
        ({"q": "a" * 9000}, "long"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_rule(client, query, word):
    begun = time.monotonic()
    answer = client.get(ITEMS, params=query)
    if "LIKE" not in str(query):
        assert answer.status_code in (400, 414) and word in answer.json()["detail"]
    assert answer.status_code < 500 and time.monotonic() - begun < 2


def test_refusals_are_told_in_the_language_asked_for(client):
    assert "no es un recuadro" in client.get(f"{ITEMS}?bbox=x&lang=es").json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/collections/x",
        "/collections/zones/x",
        "/processes",
        "/jobs",
        "/stac",
        "/collections/zones/items/x",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    answer = client.get(f"/ogc/{path}")
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_writes(client, method):
    assert client.request(method, ITEMS, content="{}").status_code == 405


def test_who_has_a_page_is_told_that_nothing_changed(client):
    first = client.get(ITEMS)
    again = client.get(ITEMS, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and first.headers["access-control-allow-origin"] == "*"
    assert client.get("/ogc/collections/zones/items/x", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize("path", ["", "/collections", "/openapi"])
def test_a_browser_gets_a_page_that_needs_nobody_else(client, path):
    answer = client.get(f"/ogc{path}", headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html") and "Accept" in answer.headers["vary"]
    assert "<script" not in answer.text and "src=" not in answer.text and "<link" not in answer.text
    assert "http://testserver/ogc/" in answer.text and answer.text.count("http://") == answer.text.count(
        "http://testserver"
    )


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_openapi_document_is_valid_and_leans_on_no_other_host(client, code):
    document = client.get(f"/ogc/openapi?lang={code}").json()
    validate(document)
    assert all(ref.startswith("#/") for ref in _references(document)) and document["servers"][0]["url"].endswith("/ogc")


def _references(part):
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [ref for value in part.values() for ref in _references(value)]
    return [ref for value in part for ref in _references(value)] if isinstance(part, list) else []


def test_every_document_has_only_links_that_lead_somewhere(client):
    for path in (
        "",
        "/collections",
        "/collections/zones",
        "/collections/zones/items",
        "/collections/places/items/pl-amuay",
    ):
        told = client.get(f"/ogc{path}", headers={"accept": "application/json"}).json()
        for link in told["links"]:
            assert link["href"].startswith("http://testserver/ogc"), link
            assert client.get(link["href"]).status_code == 200, link


def test_hostile_words_of_the_data_stay_words(hostile_data, hostile):
    with asked(hostile_data(hostile)) as client:
        features = client.get("/ogc/collections/boat_strikes_caribbean/items").json()["features"]
        assert len(features) == 1
        page = client.get("/ogc", headers={"accept": "text/html"}).text
    assert "<script" not in page and "onerror" not in page


@pytest.mark.parametrize("dataset", ["unplaced", "undated", "zoned", "across_180"])
def test_other_data_is_served_as_well(request, dataset):
    with asked(request.getfixturevalue(dataset)) as client:
        for path in ("", "/collections", "/openapi", *(f"/collections/{name}/items" for name in LAYERS)):
            assert client.get(f"/ogc{path}").status_code == 200


def test_many_first_questions_at_once_start_one_service(unplaced):
    with asked(unplaced) as client:
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(client.get("/ogc").status_code)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert answers == [200] * 8


@pytest.fixture(scope="module")
def operations(data):
    schema = schemathesis.openapi.from_asgi("/ogc/openapi", served(data))
    return [operation.ok() for operation in schema.get_all_operations()]


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_whatever_the_document_allows_and_more_is_answered(operations, drawn):
    operation = drawn.draw(st.sampled_from(operations))
    case = drawn.draw(operation.as_strategy())
    assert case.call().status_code < 500
