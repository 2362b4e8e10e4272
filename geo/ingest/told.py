"""What was recognised in a file and what became of its rows, as lines for the command line."""

from geo.ingest.files import FORMATS
from geo.ingest.layer import Layer, Look
from geo.ingest.mapping import COLUMNS
from geo.ingest.report import VERDICTS

MOST_RULES = 12


def seen(look: Look) -> list[str]:
    """What the file is and what its columns seem to hold."""
    rows = "" if look.rows is None else f", {look.rows:,} rows"
    lines = [f"{look.name}: {FORMATS[look.format]}{rows}, {len(look.columns)} columns, {look.encoding}"]
    if look.layers:
        lines.append(f"  layer {look.layer} of {', '.join(look.layers)}")
    if look.crs:
        lines.append(f"  coordinates in {look.crs}")
    return lines


def became(layer: Layer) -> list[str]:
    """Which columns were taken for what, how many rows have a place and a date, and each rule that was broken."""
    total, report = len(layer.row), layer.report
    taken = [f"{field} = {getattr(layer.mapping, field)}" for field in COLUMNS if getattr(layer.mapping, field)]
    refused = f", {report.refused:,} left out" if report.refused else ""
    lines = [
        f"  {', '.join(taken) or 'no column was taken for place, time or label'}",
        f"  {total:,} rows read{refused}: {layer.placed:,} with a place, {layer.dated:,} with a date",
    ]
    counts = report.counts
    lines += [
        f"  {counts[verdict]:,} {verdict} ({meaning})" for verdict, meaning in VERDICTS.items() if counts[verdict]
    ]
    for rule in report.rules[:MOST_RULES]:
        column = f"{rule.column}: " if rule.column else ""
        value = f" “{rule.first_value}”" if rule.first_value else ""
        where = f"{rule.rows:,}×, first in row {rule.first_row}" if rule.first_row else "the file"
        lines.append(f"    {rule.verdict}, {where}: {column}{rule.rule}{value}")
    if len(report.rules) > MOST_RULES:
        lines.append(f"    and {len(report.rules) - MOST_RULES} more rules; --report writes all")
    return lines
