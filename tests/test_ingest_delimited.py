"""Text in columns is read all at once or row by row, with the same result."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ingest import Limits, delimited

CELL = st.text(st.sampled_from('ab,;"\n\r é0.'), max_size=6)


def written(rows, quoting):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting).writerows([["name", "lat", "lon"], *rows])
    return text.getvalue().encode()


def both(data):
    layout = delimited._layout(data, "x.csv", Limits())
    return delimited._fast(data, layout), delimited._slow(data, layout, "x.csv", None)


@given(
    st.lists(st.tuples(CELL, CELL, st.just("-66.9")), min_size=1, max_size=8),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_all_at_once_reads_what_row_by_row_does(rows, quoting):
    fast, slow = both(written(rows, quoting))
    assert fast is not None
    assert fast.table.to_pylist() == slow.table.to_pylist() and fast.row.tolist() == slow.row.tolist()


def test_empty_rows_are_left_out_and_counted():
    fast, slow = both(b"name,lat\n\nA,1\n,\nB,2\n")
    assert fast.table["name"].to_pylist() == slow.table["name"].to_pylist() == ["A", "B"]
    assert fast.row.tolist() == slow.row.tolist() == [3, 5]


def test_line_ends_in_cells_do_not_slow_a_file_down():
    fast, _slow = both(b'name,note\nA,"first\nsecond"\nB,"third"\n')
    assert fast.table["note"].to_pylist() == ["first\nsecond", "third"] and fast.row.tolist() == [2, 3]


@pytest.mark.parametrize("stated", ["", '"', "é", ";", "\t"])
def test_a_line_that_states_the_separator_is_no_row(stated):
    sign = stated if stated in (";", "\t") else ","
    raw = delimited.read(f"sep={stated}\nlat{sign}lon\n1{sign}2\n".encode(), "x.csv", Limits())
    assert raw.table.to_pylist() == [{"lat": "1", "lon": "2"}]


@pytest.mark.parametrize(
    "text",
    ['"name\nof ship",lat\nA,1\n', "name,lat\nA,1\nB,1,2\n", 'name,lat\nA,"1\nB,2\n', f'a,b\n"{"x" * 1_000_001}",1\n'],
)
def test_what_is_odd_is_read_row_by_row(text):
    data = text.encode()
    assert delimited._fast(data, delimited._layout(data, "x.csv", Limits())) is None
