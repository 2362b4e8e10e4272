"""The data dictionary, written from the schema."""

import re
from datetime import date

import pytest

from geo import dictionary, language
from geo.schema import Field, ForeignKey, Package, Table


@pytest.fixture
def page():
    """The dictionary of one table with a field of each kind."""
    fields = (
        Field("id", "string", "Id", "Its name.", example="a", required=True),
        Field("width", "number", "Width", "How wide.", unit="km", example=2, minimum=0, maximum=9),
        Field("depth", "integer", "Depth", "Either | or.", example=1, minimum=0),
        Field("open", "boolean", "Open", "Whether.", example=True),
        Field(
            "kind", "string", "Kind", "Sort.", example="x", labels={"x": "X", "y": "Y"}, meanings={"y": "The other."}
        ),
    )
    key = ForeignKey("kind", "kinds", "id")
    table = Table("things", "things.csv", "Things", "All of them.", fields, ("id",), (key,))
    licence = {"title": "A licence"}
    return dictionary.markdown(
        Package("Title", "Some data.", "1.2", licence, {"things": table}, date(2026, 1, 1), ("things.csv",))
    )


def test_a_table_says_its_file_and_its_keys(page):
    assert "## Things (`things.csv`)" in page
    assert "All of them. Key: `id`. `kind` is found in `kinds.id`." in page


@pytest.mark.parametrize(
    "row",
    [
        "| `id` | string; required; unique | Its name. | a |",
        "| `width` | number, km; 0 to 9 | How wide. | 2 |",
        "| `depth` | integer; at least 0 | Either \\| or. | 1 |",
        "| `open` | boolean | Whether. | true |",
    ],
)
def test_a_field_is_a_row(page, row):
    assert row in page.splitlines()


def test_allowed_values_are_listed_with_their_meanings(page):
    assert "Values of `kind`:\n\n- `x`: X\n- `y`: Y. The other.\n" in page


def test_version_and_licence_are_named(page):
    assert "Data version 1.2, A licence." in page


def test_every_field_of_the_data_is_described(data):
    page = dictionary.markdown(data.package)
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert named == {field.name for table in data.package.tables.values() for field in table.fields}


def test_every_row_of_the_dictionary_has_four_cells(data):
    rows = [line for line in dictionary.markdown(data.package).splitlines() if line.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_the_dictionary_is_told_in_spanish(data):
    with language.spoken("es"):
        page = dictionary.markdown(data.package)
    assert page.startswith("# Diccionario de datos") and "| campo | tipo | significado | ejemplo |" in page
    assert "Valores de `kind`:" in page and "- `boat_strike`: Ataque a embarcación" in page
