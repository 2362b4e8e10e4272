"""The bench of formats: its rows, its steps, and the words of its report."""

import pyarrow as pa
import pyarrow.feather
import pytest

from bench import formats, steps
from bench.formats import Row, promises, report
from bench.rows import rows
from bench.steps import STEPS, Taken

HEAD = [("Machine", "a small one")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two hundred rows, laid out for the steps."""
    path = tmp_path_factory.mktemp("rows")
    steps.lay_out(path, 200, 5)
    return path


def row(usual_s, ours_s):
    return Row("CSV", [Taken(usual_s, 200, 900), Taken(usual_s, 220, 800)], [Taken(ours_s, 100, 300)])


def test_rows_are_the_same_for_the_same_seed():
    assert rows(50, 1).equals(rows(50, 1)) and not rows(50, 1).equals(rows(50, 2))


def test_rows_are_such_as_strangers_have():
    table = rows(500)
    text = " ".join(filter(None, table["note"].to_pylist() + table["vessel"].to_pylist()))
    assert table.num_columns == 12 and {'"', "\n", "ñ", "ü"} <= set(text)
    assert all(table[name].null_count for name in ("flag", "note", "crew", "speed_kn", "end"))
    assert pa.compute.is_valid(table["lon"]).to_pylist() == [True] * 500


@pytest.mark.parametrize("side", formats.SIDES)
@pytest.mark.parametrize("key", STEPS)
def test_every_step_can_be_done_both_ways(folder, key, side):
    taken = steps.take(STEPS[key], side, folder)
    assert len(taken.times_s) == STEPS[key].times and min(taken.times_s) > 0
    assert taken.peak_mb > 50 and taken.before_mb > 50


def test_both_ways_write_the_same_rows(folder):
    table = pyarrow.feather.read_table(folder / steps.ROWS)
    usual, ours = STEPS["csv"].usual(folder)(), STEPS["csv"].ours(folder)()
    for content in (usual.encode(), ours):
        parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
        found = pyarrow.csv.read_csv(pa.BufferReader(content), parse_options=parse)
        assert found.column_names == table.column_names and found["id"].equals(table["id"])


def test_a_process_tells_what_it_took(folder):
    assert len(steps.measured("filter", "ours", folder).times_s) == STEPS["filter"].times


def test_a_process_that_fails_says_why(tmp_path):
    with pytest.raises(RuntimeError, match=r"(?s)csv, ours: .*No such file"):
        steps.measured("csv", "ours", tmp_path)


def test_the_shortest_time_of_either_side_counts():
    assert row([9, 10, 1000], [3, 2]).times_quicker == pytest.approx(9 / 2)


def test_the_report_says_what_does_not_hold():
    last = report(HEAD, {"csv": row([7.9], [1.0])}).splitlines()[-1]
    assert last.split() == ["CSV,", "times", "quicker", "than", "DataFrame.to_csv", "7.90", "≥", "8", "NO"]
    assert report(HEAD, {"csv": row([8.0], [1.0])}).endswith("yes")


def test_the_report_gives_the_largest_memory():
    lines = report(HEAD, {"gpkg": row([2], [1])}).splitlines()
    assert lines[-1].split()[-4:] == ["210", "900", "100", "300"]


def test_reading_is_judged_by_how_much_longer_it_takes():
    (promise,) = promises({"ingest": row([1.0], [4.1])})
    assert promise.measured == pytest.approx(4.1) and not promise.holds


def test_what_was_not_measured_is_not_promised():
    assert promises({"gpkg": row([2], [1])}) == []


def test_every_promise_is_of_a_step():
    assert set(formats.LEAST) <= set(STEPS)


@pytest.mark.parametrize("options", [["--rows", "0"], ["--only", "nothing"], ["--rounds", "x"]])
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(SystemExit):
        formats.main(options)


def test_one_step_is_measured_and_told(capsys):
    assert formats.main(["--rows", "50", "--rounds", "1", "--only", "csv"]) == 0
    told = capsys.readouterr()
    assert "Rows" in told.out and "50 of 12 columns, seed 5" in told.out and "CSV, ours: 1 of 1" in told.err
