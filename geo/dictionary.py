"""The data dictionary, written from the schema so that the two cannot differ."""

from geo.schema import Field, Package, Table


def markdown(package: Package) -> str:
    """Every table, field and allowed value of the package as one Markdown page."""
    head = [
        "# Data dictionary",
        "",
        "Written by `python -m geo dictionary` from `datapackage.json`; change it there.",
        "",
        f"{package.description} Data version {package.version}, {package.licence['title']}.",
        "",
        "An empty cell means *not looked up or not stated*; it never means zero.",
    ]
    return "\n".join([*head, *(line for table in package.tables.values() for line in _table(table))]) + "\n"


def _table(table: Table) -> list[str]:
    keys = [f"`{key.field}` is found in `{key.table}.{key.target}`." for key in table.foreign_keys]
    rows = [_row(field, table) for field in table.fields]
    vocabularies = [line for field in table.fields if field.labels for line in _vocabulary(field)]
    return [
        "",
        f"## {table.title} (`{table.path}`)",
        "",
        " ".join([table.description, f"Key: {', '.join(f'`{name}`' for name in table.primary_key)}.", *keys]),
        "",
        "| field | type | meaning | example |",
        "|---|---|---|---|",
        *rows,
        *vocabularies,
    ]


def _row(field: Field, table: Table) -> str:
    type_ = f"{field.type}, {field.unit}" if field.unit else field.type
    rules = [
        word
        for word, holds in (
            ("required", field.required),
            ("unique", field.unique or table.primary_key == (field.name,)),
        )
        if holds
    ]
    if field.minimum is not None and field.maximum is not None:
        rules.append(f"{field.minimum:g} to {field.maximum:g}")
    elif field.minimum is not None:
        rules.append(f"at least {field.minimum:g}")
    example = str(field.example).lower() if isinstance(field.example, bool) else str(field.example)
    cells = (f"`{field.name}`", "; ".join([type_, *rules]), field.description, example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _vocabulary(field: Field) -> list[str]:
    entries = (
        f"- `{value}`: {label}" + (f". {field.meanings[value]}" if value in field.meanings else "")
        for value, label in field.labels.items()
    )
    return ["", f"Values of `{field.name}`:", "", *entries]
