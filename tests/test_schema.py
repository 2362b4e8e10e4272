"""The field table, and whether rows obey it."""

import datetime
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import language, schema
from geo.errors import DataError
from geo.schema import Field, ForeignKey, Table


def field(name="n", type_="string", **rules):
    return Field(name=name, type=type_, title=name, description="", **rules)


def table(*fields, key=()):
    return Table("things", "things.csv", "Things", "", fields, primary_key=key or (fields[0].name,))


def cells(**columns):
    return pd.DataFrame(columns, dtype="object", index=range(2, 2 + len(next(iter(columns.values())))))


def rules(found):
    return [(fault.row, fault.field, fault.value, fault.rule) for fault in found]


def test_integers_keep_missing_cells_missing():
    typed, found = schema.check(table(field(type_="integer")), cells(n=["1", None]))
    assert typed["n"].dtype == "Int64" and typed["n"].isna().tolist() == [False, True] and not found


def test_dates_are_days():
    typed, _ = schema.check(table(field(type_="date")), cells(n=["2025-12-30"]))
    assert typed["n"].tolist() == [pd.Timestamp(2025, 12, 30)]


def test_truth_values_are_true_false_or_missing():
    typed, _ = schema.check(table(field("id"), field(type_="boolean")), cells(id=["a", "b"], n=["true", None]))
    assert typed["n"].tolist() == [True, pd.NA]


def test_text_is_left_as_it_is():
    typed, _ = schema.check(table(field()), cells(n=["  007 "]))
    assert typed["n"].tolist() == ["  007 "]


@pytest.mark.parametrize(
    ("type_", "value", "rule"),
    [
        ("integer", "1.5", "is no whole number"),
        ("integer", "three", "is no whole number"),
        ("number", "12°", "is no number"),
        ("number", "inf", "is no number"),
        ("number", "nan", "is no number"),
        ("boolean", "yes", "is no truth value (true or false)"),
        ("date", "2025-2-3", "is no date (year-month-day)"),
        ("date", "2025-02-30", "is no date (year-month-day)"),
    ],
)
def test_a_cell_of_the_wrong_type_is_named(type_, value, rule):
    _, found = schema.check(table(field(type_=type_)), cells(n=[value]))
    assert rules(found) == [(2, "n", value, rule)]


@pytest.mark.parametrize(
    ("limits", "value", "rule"),
    [
        ({"required": True}, None, "is missing but required"),
        ({"labels": {"a": "A", "b": "B"}}, "c", "is none of a, b"),
        ({"pattern": "[a-z]+"}, "abc1", "does not match [a-z]+"),
        ({"type_": "number", "minimum": -90}, "-91", "is below -90"),
        ({"type_": "number", "maximum": 90}, "90.5", "is above 90"),
    ],
)
def test_a_cell_beyond_its_limits_is_named(limits, value, rule):
    _, found = schema.check(table(field("id"), field(**limits)), cells(id=["a"], n=[value]))
    assert rules(found) == [(2, "n", value or "", rule)]


def test_a_repeated_value_of_a_unique_field_is_named():
    _, found = schema.check(table(field("id"), field(unique=True)), cells(id=["a", "b"], n=["x", "x"]))
    assert rules(found) == [(3, "n", "x", "stands in an earlier row but must be unique")]


def test_a_repeated_key_is_named():
    pair = table(field("id"), field("revision"), key=("id", "revision"))
    _, found = schema.check(pair, cells(id=["a", "a", "a"], revision=["1", "2", "2"]))
    assert rules(found) == [(4, "revision", "2", "repeats the key (id, revision) of an earlier row")]


def test_all_faults_of_a_table_are_named_at_once_by_row():
    things = table(field("id", required=True), field(type_="integer"))
    _, found = schema.check(things, cells(id=["a", None, "c"], n=["x", "2", "y"]))
    assert [fault.row for fault in found] == [2, 3, 4]


def test_a_row_with_a_fault_is_left_out_and_the_others_keep_their_numbers():
    typed, _ = schema.check(table(field(type_="integer")), cells(n=["x", "2"]))
    assert typed.index.tolist() == [3]


def test_a_value_that_leads_nowhere_is_named():
    frame = cells(parent=["a", None, "z"])
    found = schema.missing_targets("things", "parent", frame, ["a"], "things")
    assert rules(found) == [(4, "parent", "z", "is no id in things")]


def test_a_fault_reads_as_a_sentence_that_says_where():
    fault = schema.Rejected("incidents", 12, "killed_max", "3", "is below killed_min")
    assert str(fault) == "incidents.csv row 12, killed_max: '3' is below killed_min"


def test_a_long_value_is_shortened_in_its_fault():
    _, found = schema.check(table(field(type_="integer")), cells(n=["x" * 500]))
    assert len(found[0].value) <= 80


def test_a_type_that_the_schema_does_not_know_is_an_error():
    with pytest.raises(DataError, match="type 'money' of the schema is unknown; use"):
        schema.check(table(field(type_="money")), cells(n=["1"]))


def test_the_package_names_its_tables_fields_and_keys(data):
    incidents = data.package["incidents"]
    assert incidents["killed_min"].unit == "people" and incidents["kind"].labels["boat_strike"] == "Strike on a boat"
    assert ForeignKey("parent", "incidents", "id") in incidents.foreign_keys


def test_a_missing_package_says_what_to_name(tmp_path):
    with pytest.raises(DataError, match=r"datapackage\.json: no usable data package .*name a folder"):
        schema.load(tmp_path / "datapackage.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": [{"schema": {}}]}', '{"resources": 3}'])
def test_a_file_that_is_no_package_is_an_error(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(DataError, match="no usable data package"):
        schema.load(tmp_path / "datapackage.json")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (pd.NA, None),
        (pd.NaT, None),
        (float("nan"), None),
        (float("inf"), None),
        (np.bool_(True), True),
        (np.int64(3), 3),
        (3.0, 3),
        (np.float64(0.5), 0.5),
        (pd.Timestamp(2025, 12, 30), "2025-12-30"),
        (datetime.date(2025, 12, 30), "2025-12-30"),
        (("a", 1.0), ["a", 1]),
        ({"day": pd.NaT}, {"day": None}),
    ],
)
def test_every_value_has_a_plain_form(value, expected):
    plain = schema.plain(value)
    assert plain == expected and type(plain) is type(expected)


def test_what_has_no_plain_form_is_a_bug():
    with pytest.raises(TypeError, match="no plain form for object"):
        schema.plain(object())


@given(st.lists(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.floats(), max_size=5))
def test_plain_values_are_json_and_plain_again(values):
    plain = schema.plain(values)
    assert schema.plain(plain) == plain == json.loads(json.dumps(plain, allow_nan=False))


def test_folded_text_has_no_case_accents_or_runs_of_space():
    assert schema.fold("  Güiria \n PARIA ") == "guiria paria"


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert schema.fold(schema.fold(text)) == schema.fold(text)


def test_the_schema_is_told_in_the_language_spoken(data):
    kind = data.package["incidents"]["kind"]
    with language.spoken("es"):
        assert (kind.title, kind.labels["boat_strike"]) == ("Tipo", "Ataque a embarcación")
        assert data.package["zones"].title == "Zonas" and list(kind.labels) == list(
            data.package["incidents"]["kind"].labels
        )
    assert (kind.title, kind.labels["boat_strike"]) == ("Kind", "Strike on a boat")
