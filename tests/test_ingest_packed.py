"""What a zip and a KML say of themselves: which file is meant, in which encoding."""

import pytest

from geo import ingest
from geo.ingest import Limits, layer
from tests.test_ingest_refusals import zipped

KML = "<kml><Placemark><name>Ñandú</name><Point><coordinates>-66,10</coordinates></Point></Placemark></kml>"


@pytest.mark.parametrize("name", ["data.csv", "data.tsv", "data.geojson"])
def test_a_text_that_says_what_is_packed_is_not_what_is_meant(name):
    content = '{"type":"Point","coordinates":[2,1]}' if name.endswith("json") else "lat,lon,n\n1,2,3\n"
    packed = zipped(**{"README.txt": "This archive, made today,\nholds, among others, data\n", name: content})
    assert list(ingest.read(packed, "x.zip").lat) == [1]


def test_a_text_alone_in_a_zip_is_what_is_meant():
    assert list(layer.read(zipped(**{"a.txt": "lat,lon\n1,2\n"}), "x.zip", None, None, Limits()).lat) == [1]


@pytest.mark.parametrize(
    ("start", "encoding", "guessed"),
    [
        ('<?xml version="1.0"?>', "cp1252", True),
        ('<?xml version="1.0"?>', "utf-8", False),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252", False),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16", False),
        ("", "utf-8-sig", False),
    ],
)
def test_kml_is_read_in_the_encoding_that_it_names_or_seems_to_have(start, encoding, guessed):
    layer = ingest.read((start + KML).encode(encoding), "x.kml")
    assert layer.table["name"].to_pylist() == ["Ñandú"]
    assert any("was guessed" in rule.rule for rule in layer.report.rules) == guessed
