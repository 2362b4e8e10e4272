"""What the server answers beside the pages."""

import json
import warnings

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from geo import __version__, export, filters, routes, view
from geo.maps import basemap

QUERY = "start=2025-10-01&end=2025-10-31&kind=boat_strike"


@pytest.fixture(scope="module")
def client(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Starlette asks for httpx2 where httpx is installed; both do
        from starlette.testclient import TestClient
    app = Starlette(routes=routes.routes(data), middleware=[Middleware(routes.SecurityHeaders)])
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("query", ["", QUERY, f"{QUERY}&known_on=2026-01-02&theatre=caribbean&theatre=eastern_pacific"])
@pytest.mark.parametrize("name", export.FORMATS)
def test_a_file_is_what_the_export_writes(client, data, query, name):
    answer = client.get(f"/view.{name}?{query}")
    assert answer.status_code == 200
    assert answer.content == export.write(view.build(data, filters.from_query(query, data)), name)


@pytest.mark.parametrize(
    ("name", "media_type"), [("geojson", "application/geo+json"), ("csv", "text/csv; charset=utf-8")]
)
def test_a_file_says_what_it_is_and_how_to_call_it(client, name, media_type):
    answer = client.get(f"/view.{name}?{QUERY}")
    assert answer.headers["content-type"] == media_type
    assert f'filename="maritime-operations_2025-10-01_2025-10-31.{name}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    "address", ["/view.pdf", "/view.geojson?colour=red", "/view.csv?start=soon", "/view.csv?q=a&q=b"]
)
def test_a_wrong_question_is_answered_with_the_remedy(client, address):
    answer = client.get(address)
    assert answer.status_code in (400, 404) and set(answer.json()) == {"error"} and " " in answer.json()["error"]


def test_hostile_words_in_a_question_are_data(client):
    answer = client.get("/view.csv", params={"kind": "<script>alert(1)</script>\r\nset-cookie: a=b"})
    assert answer.headers["content-type"] == "application/json" and "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/view", "/view.", "/view.geojson/", "/elsewhere"])
def test_other_addresses_are_not_found(client, address):
    assert client.get(address, follow_redirects=False).status_code in (307, 400, 404)


def test_it_says_that_it_is_well(client, data):
    assert client.get("/healthz").json() == {"status": "ok", "version": __version__, "data": data.version}


def test_leaflet_comes_from_our_own_process(client):
    answer = client.get("/assets/leaflet/leaflet.js")
    assert answer.status_code == 200 and "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize("name", ["world.geojson", "region.geojson", "labels.json"])
def test_the_base_map_comes_from_our_own_process(client, name):
    assert json.loads(client.get(f"/assets/basemap/{name}").content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [("map.js", basemap.script(), "text/javascript"), ("map.css", basemap.styles(), "text/css")],
)
def test_script_and_style_of_the_map_are_served_under_their_address(client, name, content, media_type):
    answer = client.get(basemap.versioned(name, content).removeprefix("../.."))
    assert answer.content == content and answer.headers["content-type"].startswith(media_type)


@pytest.mark.parametrize("path", ["..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/app.py", "....//app.py"])
def test_assets_end_at_their_folder(client, path):
    assert client.get(f"/assets/basemap/{path}").status_code == 404


@pytest.mark.parametrize("address", ["/view.csv", "/healthz", "/assets/map/map.js", "/view.pdf", "/elsewhere"])
def test_every_answer_carries_the_headers(client, address):
    answer = client.get(address)
    assert {name: answer.headers[name.decode()].encode() for name in routes.HEADERS} == routes.HEADERS
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_names_no_host():
    words = routes.CONTENT_SECURITY_POLICY.replace(";", " ").split()
    assert "default-src 'self'" in routes.CONTENT_SECURITY_POLICY
    assert not [word for word in words if "//" in word or "*" in word or "." in word]
