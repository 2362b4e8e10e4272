"""Evidence packs: what they hold, and that a changed byte is named."""

import csv
import hashlib
import io
import json
import re
import struct
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import dataset, figures, formulas, language, view
from geo.__main__ import main
from geo.errors import DataError
from geo.export import archive, difference, dossier, evidence, figure, pack
from geo.export.verify import verify
from geo.filters import Filters


def of(data, **chosen):
    return view.build(data, Filters(**chosen))


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def whole(sourced):
    """A pack of one record with sources and a claim."""
    return pack.write(of(sourced))


@pytest.fixture
def check(sourced, whole, tmp_path, monkeypatch):
    """What is found in the bytes of a pack; the files are made anew once, not for each."""
    files = opened(whole)
    monkeypatch.setattr(pack, "files", lambda _shown: files)

    def found(content):
        (tmp_path / "pack.zip").write_bytes(content)
        return [str(finding) for finding in verify(tmp_path / "pack.zip", sourced).findings]

    return found


def rebuilt(whole, **changes):
    """A sound zip in which some files are others, are gone (None), or were added; its sums are right."""
    files = {name: content for name, content in (opened(whole) | changes).items() if content is not None}
    files.pop(pack.SUMS)
    return archive.packed(files | {pack.SUMS: pack.sums(files)})


def test_a_pack_built_twice_is_the_same_to_the_byte(data, october):
    assert pack.write(view.build(data, october)) == pack.write(view.build(data, october))


def test_a_pack_of_the_bundled_records_is_verified(data, october, tmp_path):
    (tmp_path / "pack.zip").write_bytes(pack.write(view.build(data, october)))
    found = verify(tmp_path / "pack.zip", data)
    assert found.findings == () and found.made_anew and found.version == data.version


def test_a_pack_in_another_language_is_verified_from_any(sourced, tmp_path):
    with language.spoken("es"):
        (tmp_path / "pack.zip").write_bytes(pack.write(of(sourced)))
    assert "Paquete de pruebas" in opened((tmp_path / "pack.zip").read_bytes())["README.txt"].decode()
    assert verify(tmp_path / "pack.zip", sourced).findings == ()


def test_nothing_in_a_zip_tells_of_the_hour_or_the_machine(whole):
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        told = {(e.date_time, e.compress_type, e.external_attr, e.create_system) for e in archive.infolist()}
    assert told == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0o100644 << 16, 3)}


def test_sums_are_what_sha256sum_reads(whole):
    files = opened(whole)
    lines = dict(reversed(line.split("  ")) for line in files.pop(pack.SUMS).decode().splitlines())
    assert lines == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_records_sources_and_claims_join_by_id(everything):
    sources, cited, claims = (
        rows(formulas.written(*table(everything))) for table in (evidence.sources, evidence.citations, evidence.claims)
    )
    known, named = set(everything.records["id"]), {row["id"] for row in sources}
    assert {row["record"] for row in cited} | {row["record"] for row in claims} <= known
    assert {row["source"] for row in cited} | {row["source"] for row in claims} - {""} == named
    assert len(cited) == sum(len(everything.evidence(record)) for record in known)
    assert len({row["id"] for row in claims}) == len(claims) > 100


def test_what_was_printed_later_stays_out(sourced):
    early, late = (opened(pack.write(of(sourced, known_on=date(2025, 12, day)))) for day in (23, 24))
    assert [len(rows(files["sources.csv"])) for files in (early, late)] == [2, 3]
    assert not any(b"Late News" in content for content in early.values())


def test_the_recipe_makes_the_same_choice_again(data, october):
    recipe = pack.recipe(view.build(data, october))
    assert recipe["query"] == "start=2025-10-01&end=2025-10-31&kind=boat_strike"
    assert recipe["data"]["sha256"] == data.sha256 and recipe["libraries"]["matplotlib"]


def test_the_report_is_one_file_that_fetches_and_runs_nothing(whole):
    report = opened(whole)["report.html"].decode()
    assert "<svg role=" in report and "default-src 'none'" in report and "A title" in report
    assert "<script" not in report and 'src="http' not in report and "@import" not in report


def test_the_report_of_a_choice_is_not_headed_all_records(data, october):
    told = dossier.write(view.build(data, october), b"<svg></svg>").decode()
    assert "Strike on a boat · Period: 1 Oct 2025 to 31 Oct 2025, UTC" in told and "All records" not in told


def test_the_reports_figures_reach_from_what_is_surely_there_to_what_possibly_is(data):
    shown = view.build(data, Filters(near=("VEN:24nm",)))
    told = dossier.write(shown, b"<svg></svg>").decode()
    for part in ("strikes", "vessels", "killed"):
        label, figure = (figures.live(shown)[name] for name in (f"{part}-label", part))
        assert "–" in figure and f"<dt>{label}</dt><dd>{figure}</dd>" in told
    assert f"<dt>records, surely to possibly</dt><dd>{shown.surely.records}–{shown.counts.records}</dd>" in told
    boats = shown.records[(shown.records["kind"] == "boat_strike") & (shown.records["counted_as"] == "strike")]
    assert f'<p class="lead">{(boats["answer"] == "surely").sum()}–{len(boats)} strikes on boats (' in told


def test_the_reports_figures_of_a_period_tell_what_is_surely_in_it(data):
    shown = view.build(data, Filters(start=date(2025, 12, 1), end=date(2025, 12, 31)))
    told = dossier.write(shown, b"<svg></svg>").decode()
    assert f'<dd class="sure">{figures.live(shown)["killed-sure"]}</dd>' in told


def test_the_report_says_that_records_keep_their_own_language(data, october):
    with language.spoken("es"):
        told = dossier.write(view.build(data, october), b"<svg></svg>").decode()
    assert "se mantienen en su propio idioma" in told


def test_hostile_words_do_not_run_in_the_report(hostile_data, hostile):
    report = dossier.write(of(hostile_data(hostile)), b"<svg></svg>").decode()
    assert not re.search(r"<script|<img|<[^>]*\son\w+=|href=\"javascript", report)


def test_a_sound_pack_has_no_findings(check, whole):
    assert check(whole) == []


@pytest.mark.parametrize(
    "name", ["README.txt", "report.html", "figure.svg", "figure.pdf", "records.geojson", "recipe.json"]
)
def test_one_changed_byte_is_named_with_its_file(check, whole, name):
    files = opened(whole)
    start = whole.index(files[name])
    changed = bytearray(whole)
    changed[start + len(files[name]) - 3] ^= 1
    try:
        found = check(bytes(changed))
    except DataError as error:  # a recipe that is no JSON any more
        found = [str(error)]
    assert found and all(name in line for line in found if not line.startswith("pack: "))


def test_no_changed_byte_goes_unnoticed(check, whole):
    files = opened(whole)
    heads = [at for name in files for at in range(whole.index(name.encode()) - 30, whole.index(name.encode()) + 4)]
    tail = range(len(whole) - 1100, len(whole))
    for at in [*heads, *tail][::25]:
        changed = bytearray(whole)
        changed[at] ^= 0x15
        try:
            assert check(bytes(changed)), at
        except DataError as error:
            assert "pack.zip" in str(error)


def test_a_changed_cell_is_named_by_record_and_field(check, whole):
    table = opened(whole)["records.csv"].replace(b"International waters", b"Somewhere else")
    found = check(rebuilt(whole, **{"records.csv": table}))
    wanted = "records.csv: row 2, record bs-1, location_text is “Somewhere else”, not “International waters”"
    assert wanted in found


def test_a_changed_property_is_named_by_record_and_field(check, whole):
    features = opened(whole)["records.geojson"].replace(b'"killed_min":2', b'"killed_min":3')
    found = check(rebuilt(whole, **{"records.geojson": features}))
    assert any(line == "records.geojson: record bs-1, killed_min is “3”, not “2”" for line in found)


def test_a_missing_and_an_extra_file_are_named(check, whole):
    found = check(rebuilt(whole, **{"claims.csv": None, "extra.txt": b"more"}))
    assert "claims.csv: is missing" in found and "extra.txt: does not belong in the pack" in found


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\evil", "C:evil"])
def test_a_name_that_leads_out_of_the_pack_is_named_and_nothing_is_written(check, whole, name, tmp_path):
    before = set(tmp_path.parent.rglob("*"))
    found = check(rebuilt(whole, **{name: b"x"}))
    assert any("leads out of the pack" in line for line in found)
    assert set(tmp_path.parent.rglob("*")) - before <= {tmp_path / "pack.zip"}


def test_a_pack_that_was_packed_otherwise_is_noticed(check, whole):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as other:
        for name, content in opened(whole).items():
            other.writestr(name, content)
    [found] = check(archive.getvalue())
    assert "is right, but what the zip says of it was written otherwise" in found


def bomb(size, name="recipe.json"):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack_of_spaces:
        pack_of_spaces.writestr(name, b" " * size)
    return archive.getvalue()


def lying_bomb():
    """A zip bomb that says that it is small."""
    content = bytearray(bomb(50_000_000))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(signature) + at
        content[start : start + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def many_files():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as full:
        for number in range(100):
            full.writestr(str(number), b"")
    return archive.getvalue()


def damaged(method):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as whole:
        whole.writestr("recipe.json", '{"kind": "x"}' * 1000)
    content = bytearray(archive.getvalue())
    content[42:56] = b"\xff" * 14
    return bytes(content)


def elsewhere(offset):
    """A zip of the larger form that says its list of files begins there, and so its files before the zip."""
    content = archive.packed({"recipe.json": b"{}"})
    end = content.index(b"PK\x05\x06")
    files, size = struct.unpack("<10xH L", content[end : end + 16])
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, files, files, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return content[:end] + record + locator + b"PK\x05\x06" + b"\0\0" * 2 + b"\xff" * 12 + b"\0\0"


def nested(depth=100_000):
    return archive.packed({"recipe.json": b"[" * depth})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no zip that can be read"),
        (b"\x89PNG\r\n\x1a\n", "is no zip that can be read"),
        (bomb(300_000_000), "not opened"),
        (lying_bomb(), "recipe.json cannot be read"),
        (many_files(), "holds 100 files"),
        (nested(), "recipe.json cannot be read"),
        (damaged(zipfile.ZIP_LZMA), "recipe.json cannot be read"),
        (damaged(zipfile.ZIP_BZIP2), "recipe.json cannot be read"),
        (damaged(zipfile.ZIP_DEFLATED), "recipe.json cannot be read"),
        (elsewhere(2**62), "recipe.json cannot be read"),
        (elsewhere(2**64 - 1), "recipe.json cannot be read"),
        (archive.packed({"other.txt": b"x"}), "holds no recipe.json"),
        (archive.packed({"recipe.json": b"[]"}), "recipe.json cannot be read"),
        (archive.packed({"recipe.json": b'{"kind": "x", "form": 1}'}), "is of 'x', form '1'"),
        (
            archive.packed({"recipe.json": json.dumps({"kind": pack.KIND, "form": 1}).encode()}),
            "recipe.json cannot be read (KeyError: 'query')",
        ),
    ],
    ids=[
        "empty",
        "picture",
        "bomb",
        "lying bomb",
        "many files",
        "nested",
        "damaged LZMA",
        "damaged bzip2",
        "damaged deflate",
        "far before",
        "beyond counting",
        "other zip",
        "list",
        "other kind",
        "no query",
    ],
)
def test_a_file_that_is_no_pack_is_refused_in_a_sentence(check, content, told):
    with pytest.raises(DataError) as caught:
        check(content)
    assert told in str(caught.value)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_zip_is_refused_in_a_sentence_whatever_bytes_of_it_are_others(check, changes):
    content = bytearray(archive.packed({"árbol.txt": b"x", "other.txt": b"y"}))
    for share, value in changes:
        content[int(share * len(content))] = value
    with pytest.raises(DataError):
        check(bytes(content))


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"query": "kind=spaceship"}, "asks for what cannot be made"), ({"language": "xx"}, "is none of ours")],
)
def test_a_recipe_that_cannot_be_followed_is_refused(check, whole, changes, told):
    recipe = json.loads(opened(whole)["recipe.json"]) | changes
    with pytest.raises(DataError, match=told):
        check(rebuilt(whole, **{"recipe.json": json.dumps(recipe).encode()}))


def test_data_of_another_version_are_named_and_the_sums_still_checked(whole, unplaced, tmp_path):
    (tmp_path / "pack.zip").write_bytes(whole.replace(b"A spokesman", b"A spokesmaX"))
    found = verify(tmp_path / "pack.zip", unplaced)
    told = [str(finding) for finding in found.findings]
    assert not found.made_anew and any("in SHA256SUMS it is" in line for line in told)
    assert told[-1].startswith("pack: was made from data version") and "--data FOLDER" in told[-1]


def test_other_libraries_are_named_where_something_differs(check, whole):
    recipe = json.loads(opened(whole)["recipe.json"])
    recipe["libraries"]["matplotlib"] = "9.9"
    found = check(rebuilt(whole, **{"recipe.json": json.dumps(recipe, indent=2).encode()}))
    assert any("was made with matplotlib 9.9" in line for line in found)


def test_a_stranger_s_words_cannot_drive_the_terminal(check, whole):
    found = check(rebuilt(whole, **{"a\x1b[31mb.txt": b"x", "README.txt": b"\x1b[2J"}))
    assert found and not any("\x1b" in line for line in found)


@pytest.mark.parametrize(
    ("name", "given", "wanted", "told"),
    [
        ("a.txt", b"one\ntwo", b"one\n2", "line 2 is “two”, not “2”"),
        ("a.txt", b"one", b"one\n2", "line 2 is nothing, not “2”"),
        ("a.pdf", b"abc", b"abd", "byte 3 is 0x63, not 0x64"),
        ("a.pdf", b"ab", b"abd", "has 2 bytes, not 3"),
        ("a.json", b'{"a": {"b": 1}}', b'{"a": {"b": 2}}', "a.b is “1”, not “2”"),
        ("a.json", b'{"a": 1}', b'{"a":1}', "byte 6 is 0x20, not 0x31"),
        ("a.json", b'{"a": 1', b'{"a": 1}', 'line 1 is “{"a": 1”, not “{"a": 1}”'),
        ("a.csv", b"id,b\r\nx,1\r\n", b"id,b\r\nx,2\r\n", "row 2, record x, b is “1”, not “2”"),
        ("a.csv", b"id,b\r\n", b"id,b\r\nx,2\r\n", "row 2, x: is missing"),
        ("a.txt", b"same", b"same", ""),
    ],
)
def test_a_difference_is_told_in_the_file_s_own_terms(name, given, wanted, told):
    assert difference.told(name, given, wanted) == told


def run(*arguments):
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as left:
        return left.code


def test_the_command_line_says_what_differs(whole, sourced, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(dataset, "read", lambda _source: sourced)
    sound, changed = tmp_path / "sound.zip", tmp_path / "changed.zip"
    sound.write_bytes(whole)
    changed.write_bytes(whole.replace(b"It was a fishing boat,", b"It was a fishing boaX,"))
    assert run("verify", sound) == 0 and "all of them as made anew" in capsys.readouterr().out
    assert run("verify", changed) == 2
    told = capsys.readouterr()
    assert "claims.csv: row 2, record bs-1-c1, claim" in told.out and "made anew and compared" in told.err
    assert run("verify", tmp_path / "none.zip") == 2


def test_a_figure_of_a_column_s_width_comes_from_the_command_line(unplaced, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(dataset, "read", lambda _source=None: unplaced)
    assert run("export", "--width-mm", "85", tmp_path / "a.svg") == 0
    assert (tmp_path / "a.svg").read_bytes() == figure.svg(of(unplaced), 85)
    assert run("export", "--width-mm", "85", tmp_path / "a.csv") == 2
    assert "--width-mm: is for figures" in capsys.readouterr().err


def test_what_a_pack_holds_is_told_in_its_readme(whole):
    files = opened(whole)
    told = files["README.txt"].decode()
    assert [name for name in files if name not in told] == ["README.txt"]


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        verify(tmp_path, SimpleNamespace(sha256=""))
