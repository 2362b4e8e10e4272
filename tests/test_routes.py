"""What the server answers beside the pages."""

import json
import warnings
from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from geo import __version__, headers, known, routes
from geo.maps import basemap, scene


@pytest.fixture(scope="module")
def client(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Starlette asks for httpx2 where httpx is installed; both do
        from starlette.testclient import TestClient
    pages = [Route(path, lambda _: HTMLResponse("<head></head>")) for path in ("/", "/report", headers.MAP_FRAME)]
    pages += [Route("/static/js/index.abc.js", lambda _: Response("word " * 9000, media_type="text/javascript"))]
    app = Starlette(routes=[*routes.routes(data), *pages], middleware=routes.middleware())
    with TestClient(app) as client:
        yield client


def test_it_says_that_it_is_well(client, data):
    assert client.get("/healthz").json() == {"status": "ok", "version": __version__, "data": data.version}


def test_all_stands_below_the_path_of_the_app(data):
    below = [route.path for route in routes.under("/maps", routes.routes(data))]
    assert below == [f"/maps{route.path}" for route in routes.routes(data)] and "/maps/view.{name}" in below


def test_leaflet_comes_from_our_own_process(client):
    answer = client.get("/assets/leaflet/leaflet.js")
    assert answer.status_code == 200 and "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize("name", ["world.geojson", "region.geojson", "labels.json"])
def test_the_base_map_comes_from_our_own_process(client, name):
    assert json.loads(client.get(f"/assets/basemap/{name}").content)


@pytest.mark.parametrize("name", sorted(basemap.files()))
def test_a_file_of_the_map_is_kept_under_the_address_of_its_content_and_no_other(client, name):
    file = basemap.files()[name]
    answer = client.get(file.address)
    assert answer.content == file.content and answer.headers["content-type"].startswith(file.media_type.split(";")[0])
    assert answer.headers["content-encoding"] == "gzip" and "immutable" in answer.headers["cache-control"]
    assert client.get(f"{file.path}?v=older").headers["cache-control"] == "no-cache"
    plain = client.get(file.address, headers={"accept-encoding": "identity"})
    assert plain.content == file.content and "content-encoding" not in plain.headers


@pytest.mark.parametrize("known_on", [None, date(2025, 12, 30)])
def test_the_scene_of_a_day_is_a_file_of_the_map(client, data, known_on):
    of = known.on(data, known_on)
    answer = client.get(scene.address(of).removeprefix(basemap.UP))
    assert answer.json() == json.loads(scene.file(of).content) and "immutable" in answer.headers["cache-control"]


def test_a_scene_of_no_day_is_refused(client):
    answer = client.get(f"{scene.PATH}?known_on=soon")
    assert answer.status_code == 400 and "known_on" in answer.json()["detail"]


def test_scripts_of_the_pages_are_compressed_once_and_whole_for_who_takes_no_gzip(client):
    first, again = (client.get("/static/js/index.abc.js") for _ in range(2))
    assert first.headers["content-encoding"] == "gzip" and int(first.headers["content-length"]) < 1000
    assert first.text == again.text == "word " * 9000
    whole = client.get("/static/js/index.abc.js", headers={"accept-encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in whole.headers and whole.text == first.text


def test_the_maps_document_begins_with_its_ground_and_what_it_will_need(client):
    answer = client.get(headers.MAP_FRAME)
    assert answer.text.startswith("<head><style>") and answer.headers["cache-control"] == "no-store"
    for name in ("leaflet.js", "map.js", "map.css", "world.geojson"):
        assert f'href="../..{basemap.files()[name].address}"' in answer.text


@pytest.mark.parametrize("path", ["..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/app.py", "....//app.py"])
def test_assets_end_at_their_folder(client, path):
    assert client.get(f"/assets/basemap/{path}").status_code == 404


@pytest.mark.parametrize("address", ["/view.csv", "/healthz", "/assets/map/map.js", "/view.docx", "/elsewhere"])
def test_every_answer_carries_the_headers(client, address):
    answer = client.get(address)
    assert {name: answer.headers[name.decode()].encode() for name in headers.HEADERS} == headers.HEADERS
    assert answer.headers["content-security-policy"] == headers.policy({})
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_names_no_host():
    words = headers.policy({}).replace(";", " ").split()
    assert "default-src 'self'" in headers.policy({})
    assert not [word for word in words if "//" in word or "*" in word or "." in word]


def policy(client, address, **asked) -> dict[str, list[str]]:
    told = client.get(address, headers={name.replace("_", "-"): value for name, value in asked.items()})
    return {part.split()[0]: part.split()[1:] for part in told.headers["content-security-policy"].split("; ")}


OURS = "http://testserver"


@pytest.mark.parametrize(
    ("page", "hosts"),
    [
        ("/?tiles=osm", ["https://tile.openstreetmap.org"]),
        ("/?kind=boat_strike&tiles=seamarks", ["https://tiles.openseamap.org"]),
        ("/?tiles=osm%2Cseamarks", ["https://tile.openstreetmap.org", "https://tiles.openseamap.org"]),
        ("/?tiles=osm,other", []),
        ("/?tiles=https://other.example", []),
        ("/?tiles=*", []),
        ("/?q=tiles=osm", []),
        ("/report?tiles=osm", []),
        ("/" + "?a=b" * 999, []),
        ("", []),
    ],
)
def test_the_maps_frame_may_load_tiles_of_exactly_the_hosts_that_its_page_asks_for(client, page, hosts):
    told = policy(client, headers.MAP_FRAME, referer=OURS + page)
    assert told["img-src"] == ["'self'", "data:", "blob:", *hosts]
    assert {**told, "img-src": []} == {**policy(client, "/"), "img-src": []}
    assert policy(client, f"/{page[1:]}")["img-src"] == ["'self'", "data:", "blob:"]


@pytest.mark.parametrize("query", ["embed=true", "kind=boat_strike&embed=TRUE", "embed=false&embed=true"])
def test_other_sites_may_frame_the_map_that_is_to_be_embedded(client, query):
    assert policy(client, f"/?{query}")["frame-ancestors"] == ["*"]
    assert policy(client, headers.MAP_FRAME, referer=f"{OURS}/?{query}")["frame-ancestors"] == ["*"]


@pytest.mark.parametrize("address", ["/", "/?embed=1", "/?q=embed=true", "/report?embed=true", "/view.csv?embed=true"])
def test_other_sites_frame_nothing_else(client, address):
    assert policy(client, address)["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"referer": "https://other.example/?embed=true&tiles=osm"},
        {"referer": "http://testserver.other.example/?embed=true"},
        {"referer": "http://testserver/report?embed=true"},
        {"referer": "http://testserver/?embed=true", "sec_fetch_site": "cross-site"},
        {"referer": "http://[broken/?embed=true"},
    ],
)
def test_nobody_gets_the_maps_frame_without_our_page_around_it(client, asked):
    told = policy(client, f"{headers.MAP_FRAME}?embed=true&tiles=osm", **asked)
    assert told == policy(client, "/")
