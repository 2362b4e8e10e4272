"""The data dictionary, written from the schema so that the two cannot differ."""

from geo.language import N_, _
from geo.schema import Field, ForeignKey, Package, Table

TYPES = (N_("string"), N_("integer"), N_("number"), N_("boolean"), N_("date"))
UNITS = (N_("people"), N_("km"), N_("degree"), N_("degrees"))


def markdown(package: Package) -> str:
    """Every table, field and allowed value of the package as one Markdown page."""
    version = _("Data version {version}, {licence}.").format(version=package.version, licence=package.licence["title"])
    head = [
        _("# Data dictionary"),
        "",
        _("Written by `python -m geo dictionary` from `datapackage.json`; change it there."),
        "",
        f"{package.description} {version}",
        "",
        _("An empty cell means *not looked up or not stated*; it never means zero."),
    ]
    return "\n".join([*head, *(line for table in package.tables.values() for line in _table(table))]) + "\n"


def _table(table: Table) -> list[str]:
    primary = _("Key: {fields}.").format(fields=", ".join(f"`{name}`" for name in table.primary_key))
    rows = [_row(field, table) for field in table.fields]
    vocabularies = [line for field in table.fields if field.labels for line in _vocabulary(field)]
    return [
        "",
        f"## {table.title} (`{table.path}`)",
        "",
        " ".join([table.description, primary, *map(_key, table.foreign_keys)]),
        "",
        _("| field | type | meaning | example |"),
        "|---|---|---|---|",
        *rows,
        *vocabularies,
    ]


def _key(key: ForeignKey) -> str:
    return _("`{field}` is found in `{target}`.").format(field=key.field, target=f"{key.table}.{key.target}")


def _row(field: Field, table: Table) -> str:
    type_ = f"{_(field.type)}, {_(field.unit)}" if field.unit else _(field.type)
    rules = [
        word
        for word, holds in (
            (_("required"), field.required),
            (_("unique"), field.unique or table.primary_key == (field.name,)),
        )
        if holds
    ]
    if field.minimum is not None and field.maximum is not None:
        least, most = f"{field.minimum:g}", f"{field.maximum:g}"
        rules.append(_("{least} to {most}").format(least=least, most=most))
    elif field.minimum is not None:
        rules.append(_("at least {n}").format(n=f"{field.minimum:g}"))
    example = str(field.example).lower() if isinstance(field.example, bool) else str(field.example)
    cells = (f"`{field.name}`", "; ".join([type_, *rules]), field.description, example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _vocabulary(field: Field) -> list[str]:
    entries = (
        f"- `{value}`: {label}" + (f". {field.meanings[value]}" if value in field.meanings else "")
        for value, label in field.labels.items()
    )
    return ["", _("Values of `{field}`:").format(field=field.name), "", *entries]
