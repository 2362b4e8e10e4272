"""A stranger's rows beside ours: which are shown, how they are told apart, and when they happened."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import dataset, ingest, overlay, sample
from geo.overlay import Asked, Overlay
from tests.layers import NO_DAY, layer

EPOCH = date(1970, 1, 1)
DAY = 20_400


def laid(**columns):
    """Four rows: on a day, over three days, undated, and without a place."""
    first, last = [DAY, DAY + 1, NO_DAY, DAY + 9], [DAY, DAY + 3, NO_DAY, DAY + 9]
    return Overlay(layer([-70, -71, -72, np.nan], [10, 11, 12, np.nan], first, last, **columns), NO_DAY)


def on(day):
    return EPOCH + timedelta(days=day)


def test_a_row_is_in_a_period_that_any_of_its_days_lies_in_and_undated_ones_in_every():
    found = laid()
    assert found.within(on(DAY + 2), on(DAY + 2)).tolist() == [False, True, True, False]
    assert found.within(None, on(DAY)).tolist() == [True, False, True, False]
    assert found.within(None, None).all() and found.placed == 3


@given(st.integers(-20, 20) | st.none(), st.integers(-20, 20) | st.none())
def test_the_period_is_the_comparison_of_each_row_by_itself(start, end):
    found = laid()
    bounds = [None if day is None else on(DAY + day) for day in (start, end)]
    slow = [
        first == NO_DAY or ((end is None or first <= DAY + end) and (start is None or last >= DAY + start))
        for first, last in zip(found.layer.first, found.layer.last, strict=True)
    ]
    assert found.within(*bounds).tolist() == slow


def test_text_is_found_in_any_text_in_whatever_case_and_values_narrow_further():
    found = laid(flag=["Panama", "LIBERIA", None, "panama"], tons=[1, 2, 3, 4])
    assert found.chosen(Asked(text=" PANAMA ")).tolist() == [True, False, False, True]
    assert found.chosen(Asked(text="row")).all()
    assert found.chosen(Asked(text="panama", column="flag", values=("Panama",))).tolist() == [True, False, False, False]
    assert found.chosen(Asked(column="flag", values=("nowhere",))).tolist() == [False] * 4
    assert found.chosen(Asked(column=None, values=("Panama",))).all()


def test_text_is_taken_as_it_stands():
    found = laid(note=["50 %", "a.c", "abc", None])
    assert found.chosen(Asked(text="a.c")).tolist() == [False, True, False, False]


def test_columns_that_tell_kinds_apart_are_offered():
    found = laid(kind=["a", "b", "a", "b"], same=["x"] * 4, size=[1.5, 2.5, 1.5, 2.5], on=[True, False, None, True])
    assert found.kinds == ("kind", "on")


def test_the_most_frequent_values_have_a_colour_and_the_rest_the_last():
    words = [letter for n, letter in enumerate("abcdefghijkl") for _ in range(20 - n)] + [None]
    found = Overlay(layer([0.0] * len(words), [0.0] * len(words), kind=words), NO_DAY)
    codes = found.codes("kind")
    assert codes[0] == 0 and codes[-1] == overlay.MOST_VALUES == codes.max()
    told = overlay.counted(found.values("kind"), np.ones(len(words), bool))
    assert told[0] == ("a", 20, 0) and told[-1][::2] == ("", overlay.MOST_VALUES)
    assert sum(count for _name, count, _mark in told) == len(words)


def test_rows_without_a_value_have_the_last_mark_however_few_the_values_are():
    found = laid(kind=["a", "b", "a", None])
    assert found.codes("kind").tolist() == [0, 1, 0, overlay.MOST_VALUES]
    assert overlay.counted(found.values("kind"), np.ones(4, bool)) == [("a", 2, 0), ("b", 1, 1), ("", 1, 8)]


def test_bins_hold_every_dated_row_and_the_undated_are_counted():
    found = laid()
    told = found.days(np.ones(4, bool))
    assert told == {"axis": [DAY, DAY + 9], "step": 1, "counts": [1, 1, 0, 0, 0, 0, 0, 0, 0, 1], "undated": 1}
    assert Overlay(layer([0.0], [0.0]), NO_DAY).days(np.ones(1, bool)) is None


def test_a_slip_of_a_century_does_not_stretch_the_axis():
    days = np.concatenate([np.arange(DAY, DAY + 2000), [0]])
    found = Overlay(layer(np.zeros(2001), np.zeros(2001), days), NO_DAY)
    assert found.axis[0] > DAY - 5 and len(found.days(np.ones(2001, bool))["counts"]) <= overlay.MOST_BINS


def test_a_row_is_told_by_its_label_and_what_it_has():
    found = Overlay(layer([1.0], [2.0], label="name", hours=[1.5], when=[None], note=["x" * 999]), NO_DAY)
    told = found.told(0)
    assert told["title"] == "row 0" and told["row"] == "Row 2"
    assert told["values"] == [["hours", "1.5"], ["note", "x" * 300 + "…"]]
    assert found.told(1) is None and found.told(-1) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12345.6789, "12345.6789"),
        (-179.9999, "-179.9999"),
        (7.0, "7"),
        (datetime(2025, 9, 2, tzinfo=UTC), "2025-09-02"),
        (datetime(2025, 9, 2, 0, 0, 30, tzinfo=UTC), "2025-09-02 00:00"),
    ],
)
def test_a_value_is_told_with_all_its_digits(value, text):
    assert overlay.plain(value) == text


def test_columns_that_were_added_filter_and_are_told_and_never_replace_the_files_own():
    found = Overlay(
        layer([1.0, 2.0], [2.0, 3.0]), NO_DAY, pa.table({"waters": ["high seas", "land"], "name": ["x", "y"]})
    )
    assert found.table.column_names == ["name", "waters"] and found.table["name"].to_pylist() == ["row 0", "row 1"]
    assert found.chosen(Asked(text="high")).tolist() == [True, False]


@pytest.fixture(scope="module")
def tried():
    return ingest.read(sample.sample(dataset.bundled()), sample.NAME)


def test_the_sample_is_read_as_it_says(tried):
    assert len(tried.row) > 30 and tried.label == "Name"
    assert np.count_nonzero(np.isnan(tried.lon)) == 1 and tried.report.counts["refused"] == 1
    places = dataset.bundled().tables["places"].dropna(subset=["lat"])
    assert abs(tried.lat[0] - places["lat"].iloc[0]) < 0.002 and abs(tried.lon[0] - places["lon"].iloc[0]) < 0.002
