"""The command line: check, export, info, ingest and dictionary."""

import argparse
import io
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from geo import dataset, dictionary, export, filters, ingest, provenance, schema, view, words
from geo.dataset import Dataset, Source
from geo.errors import DataError, FilterError, FormatError, GeoError
from geo.export import bulk
from geo.filters import Filters
from geo.ingest import lens, mapping, told


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, like every other error here."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 2 with one line on standard error when not."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without our dashes still gets an answer
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except GeoError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of our output has left; so do we, without Python's complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _complain(f"standard output: cannot be written ({error.strerror}); send it elsewhere")
    return 0


def _complain(message: str) -> int:
    print(f"geo: {' '.join(message.split())}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m geo", description="What is known of US maritime operations, from the command line."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    command = commands.add_parser("export", help="write the records that the filters choose")
    _add_filters(command)
    endings = " or .".join(export.FORMATS)
    command.add_argument(
        "out", nargs="?", metavar="OUT", help=f"file ending in .{endings}; - for GeoJSON on standard output"
    )
    command.set_defaults(run=_export)

    command = commands.add_parser("info", help="say what the filters choose: versions, counts, bounds")
    _add_filters(command)
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=_info)

    command = commands.add_parser("check", help="check the data package, or one table against it")
    command.add_argument("path", nargs="?", type=Path, default=Source().folder, metavar="FILE|DIR")
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "ingest", help="read a file of your own, say what was made of it, write it with waters"
    )
    _add_ingest(command)
    command.set_defaults(run=_ingest)

    command = commands.add_parser("dictionary", help="write data/DICTIONARY.md from the schema")
    command.set_defaults(run=_dictionary)
    return parser


def _add_filters(command: argparse.ArgumentParser) -> None:
    for name in filters.DAYS:
        command.add_argument(f"--{name.replace('_', '-')}", metavar="D", help="day, as 2025-10-31 (UTC)")
    for name in filters.CHOICES:
        command.add_argument(
            f"--{name}", action="append", nargs="+", metavar=name[0].upper(), help="one or more values"
        )
    for name, form in PLACE_FORMS.items():
        command.add_argument(f"--{name}", action="append", metavar="PLACE", help=f"{form}; may be given again")
    command.add_argument("--q", metavar="TEXT", help="words that all occur in the record")
    command.add_argument("--query", metavar="STRING", help="all filters as in a page's address, instead of the others")


def _add_ingest(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", type=Path, metavar="FILE", help="CSV, XLSX, GeoJSON, GeoPackage, KML, zipped shapefile …"
    )
    for field in mapping.COLUMNS:
        command.add_argument(
            f"--{field}", metavar="COLUMN", help=f"column that holds the {field}; recognised otherwise"
        )
    command.add_argument(
        "--crs", metavar="CODE", help="coordinate system, such as EPSG:32619, where the file names none"
    )
    command.add_argument("--month-first", action="store_true", help="read 03/04/2025 as 4 March where nothing tells")
    command.add_argument("--layer", metavar="NAME", help="which layer, sheet or member of the file")
    command.add_argument("--out", type=Path, metavar="OUT", help=f"write the rows, as .{' or .'.join(bulk.FORMATS)}")
    command.add_argument("--no-waters", action="store_true", help="write them without waters, coast and zones")
    command.add_argument(
        "--report", type=Path, metavar="REPORT.csv", help="write what was refused, coerced or suspicious"
    )


PLACE_FORMS = {
    "zone": "id of a zone with an outline",
    "waters": "such as territorial_sea or territorial_sea:VEN",
    "near": "such as VEN:24nm or pl-amuay:50km",
    "area": "west,south,east,north or the corners of a polygon; with an equals sign: --area=-72,10,-70,12",
}


def _filters(options: argparse.Namespace, data: Dataset) -> Filters:
    pairs = []
    for name in filters.NAMES:
        given = getattr(options, name)
        pairs += [(name, value) for value in _flat(given)]
    if options.query is None:
        return filters.from_pairs(pairs, data)
    if pairs:
        raise FilterError(
            f"--query: holds all filters, so --{pairs[0][0].replace('_', '-')} cannot stand beside it; drop one"
        )
    return filters.from_query(options.query, data)


def _flat(given: Any) -> list[str]:
    """What one option was given: nothing, a text, a list of them, or lists in a list."""
    if given is None:
        return []
    return [text for entry in given for text in _flat(entry)] if isinstance(given, list) else [given]


def _read() -> Dataset:
    """The data; rows with a fault are left out, and one line says so."""
    data = dataset.read()
    if data.rejected:
        count = words.number(len(data.rejected), "fault")
        print(f"geo: {count} in the data, rows left out; see python -m geo check", file=sys.stderr)
    return data


def _export(options: argparse.Namespace) -> None:
    data = _read()
    out = options.out or _swallowed(options, data)
    if out is None:
        raise FormatError("OUT: no file is named; name one, or - for standard output")
    name = "geojson" if out == "-" else export.format_of(Path(out))
    content = export.write(view.build(data, _filters(options, data)), name)
    if out == "-":
        sys.stdout.buffer.write(content)
    else:
        write_whole(Path(out), content)


def _swallowed(options: argparse.Namespace, data: Dataset) -> str | None:
    """OUT where it stands behind the values of a choice, which take it for one of theirs."""
    for name, allowed in filters.options(data.package).items():
        for group in getattr(options, name) or []:
            if len(group) > 1 and group[-1] not in allowed:
                return str(group.pop())
    return None


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all; FormatError where its place cannot be written."""
    target = path.resolve()
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise FormatError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _info(options: argparse.Namespace) -> None:
    data = _read()
    facts = view.info(view.build(data, _filters(options, data)))
    if options.json:
        print(json.dumps({"generator": provenance.GENERATOR} | facts, ensure_ascii=False, indent=2))
        return
    print(f"{facts['records']} of {facts['total']} records, {facts['first'] or '?'} to {facts['last'] or '?'}")
    killed = words.killed(facts["killed_min"], facts["killed_max"])
    print(f"{facts['strikes']} strikes, {facts['vessels']} vessels struck, {killed}")
    sure = facts["surely"]
    if sure["records"] < facts["records"]:
        killed = words.killed(sure["killed_min"], sure["killed_max"])
        print(
            f"of these surely in the period and place: {sure['records']} records, {sure['strikes']} strikes, {killed}"
        )
    print(f"{facts['placed']} placed, {facts['areas']} as areas, {facts['unplaced']} without a position")
    print(f"data {facts['data']['version']}, sha256 {facts['data']['sha256']}")


def _ingest(options: argparse.Namespace) -> None:
    name = options.out.suffix.lower().removeprefix(".") if options.out else ""
    if options.out and name not in bulk.FORMATS:
        raise FormatError(f"{options.out}: no such format; end it in .{' or .'.join(bulk.FORMATS)}")
    look = ingest.look(options.file, layer=options.layer)
    layer = ingest.read(options.file, mapping=_chosen(options, look), layer=options.layer)
    print("\n".join([*told.seen(look), *told.became(layer)]))
    if options.report:
        write_whole(options.report, layer.report.to_csv())
    if options.out:
        added = None if options.no_waters else lens.columns(layer, _read())
        write_whole(options.out, bulk.find(name).write(bulk.Writer(layer, added), bulk.ALL))


def _chosen(options: argparse.Namespace, look: ingest.Look) -> ingest.Mapping:
    """The mapping as recognised, but for what was given; a place that is given goes before any recognised."""
    given: dict[str, Any] = {
        field: getattr(options, field) for field in mapping.COLUMNS if getattr(options, field) is not None
    }
    guessed = look.mapping
    if given.keys() & mapping.PLACE:
        guessed = replace(guessed, lat=None, lon=None, position=None, geometry=None)
    crs = options.crs or (None if given.keys() & mapping.PLACE else guessed.crs)
    return replace(guessed, **given | {"crs": crs, "day_first": not options.month_first})


def _check(options: argparse.Namespace) -> None:
    path: Path = options.path
    if not path.exists():
        raise DataError(f"{path}: is not there; name a folder with datapackage.json, or one of its tables")
    folder = path.parent if path.name == "datapackage.json" else path
    found = dataset.read(Source(folder)).rejected if folder.is_dir() else _check_table(path)
    for fault in found:
        print(fault)
    if found:
        raise DataError(f"{path}: {words.number(len(found), 'fault')}; correct the rows named above")
    print(f"{path}: no fault")


def _check_table(path: Path) -> Sequence[schema.Rejected]:
    package = schema.load(Source().folder / "datapackage.json")
    table = next((table for table in package.tables.values() if table.path == path.name), None)
    if table is None:
        names = ", ".join(table.path for table in package.tables.values())
        raise DataError(f"{path}: no table of that name in the package; name it as one of {names}")
    return dataset.check_table(path, table.name)


def _dictionary(_: argparse.Namespace) -> None:
    folder = Source().folder
    text = dictionary.markdown(schema.load(folder / "datapackage.json"))
    write_whole(folder / "DICTIONARY.md", text.encode())
    print(folder / "DICTIONARY.md")


if __name__ == "__main__":
    sys.exit(main())
