"""``filter``: CQL2 text, and the older ECQL that pygeoapi reads, on the columns of a layer.

Understood are ``AND``, ``OR``, ``NOT``, comparisons, ``BETWEEN``, ``LIKE`` and ``ILIKE`` (``%`` for any signs, ``_``
for one), ``IN``, ``IS NULL``, and on ``geometry`` the spatial predicates and ``BBOX``. What is not known is neither
equal nor unequal to anything, and a feature without a geometry meets no spatial predicate nor its opposite.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pygeofilter import ast, values
from pygeofilter.parsers import cql2_text, ecql

from geo import schema
from geo.errors import FilterError
from geo.language import _
from geo.ogc import boxes

LONGEST = 2000
"""Characters of a filter."""
DEEPEST = 20
"""Parentheses within parentheses."""

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|[()]|[^\W\d]\w*|\S""")


def parse(text: str) -> Any:
    """The filter as pygeofilter's tree: as CQL2 or else as ECQL; an exception of its parsers' where it is neither."""
    try:
        return cql2_text.parse(text)
    except Exception:  # the parsers raise what they like
        return ecql.parse(text)


def check(text: str) -> None:
    """FilterError for a filter that is too long or too deep, or that the parsers would read wrongly.

    They give AND and OR one rank and read from left to right, where CQL2 binds AND closer: both beside each other need
    parentheses to mean one thing.
    """
    if len(text) > LONGEST:
        raise FilterError(_("filter: has {n} characters; use {most} at most").format(n=len(text), most=LONGEST))
    links: list[set[str]] = [set()]
    between = False
    for token in (found.upper() for found in _TOKEN.findall(text)):
        if token == "(":
            links.append(set())
        elif token == ")" and len(links) > 1:
            links.pop()
        elif token == "BETWEEN":
            between = True
        elif token == "AND" and between:
            between = False
        elif token in ("AND", "OR"):
            links[-1].add(token)
        if len(links) > DEEPEST:
            raise FilterError(_("filter: is nested more than {most} deep; make it flatter").format(most=DEEPEST))
        if len(links[-1]) > 1:
            raise FilterError(_("filter: AND and OR stand side by side; put parentheses around one of them"))
    try:
        parse(text)
    except Exception:  # as above
        told = _("filter: {given!r} is no CQL2 text; write it as: killed_min >= 2 AND attribution = 'contested'")
        raise FilterError(told.format(given=text[:60])) from None


def mask(tree: Any, frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Which rows of a frame a filter chooses; FilterError where it names no column or compares what cannot be."""
    try:
        found = _truth(tree, frame)
    except (TypeError, ValueError, AttributeError, re.error, shapely.errors.ShapelyError) as error:
        raise FilterError(_("filter: this cannot be answered; compare a property with a value of its kind")) from error
    return np.asarray(found.fillna(False), dtype=bool)


_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TURNED: Mapping[str, str] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _truth(node: Any, frame: gpd.GeoDataFrame) -> Any:
    """Of each row whether it is so: true, false, or neither where that is not known."""
    match node:
        case ast.Not():
            return ~_truth(node.sub_node, frame)
        case ast.And():
            return _truth(node.lhs, frame) & _truth(node.rhs, frame)
        case ast.Or():
            return _truth(node.lhs, frame) | _truth(node.rhs, frame)
        case ast.Comparison():
            return _compared(_value(node.lhs, frame), node.op.value, _value(node.rhs, frame))
        case ast.SpatialComparisonPredicate():
            return _meeting(_value(node.lhs, frame), node.op.name.lower(), _value(node.rhs, frame))
        case ast.BBox():
            box = boxes.outline((node.minx, node.miny, node.maxx, node.maxy))
            return _meeting(_value(node.lhs, frame), "intersects", box)
        case ast.IsNull():
            found = _value(node.lhs, frame).isna().astype("boolean")
        case ast.Between():
            of, low, high = (_value(part, frame) for part in (node.lhs, node.low, node.high))
            found = _compared(of, ">=", low) & _compared(of, "<=", high)
        case ast.Like():
            fits = _wildcards(node.pattern, node.nocase)
            found = _value(node.lhs, frame).map(fits, na_action="ignore").astype("boolean")
        case ast.In():
            of = _value(node.lhs, frame)
            options = [_fitting(of, _value(option, frame)) for option in node.sub_nodes]
            found = of.isin(options).astype("boolean").mask(of.isna())
        case _:
            raise TypeError(node)
    return ~found if node.not_ else found


def _value(node: Any, frame: gpd.GeoDataFrame) -> Any:
    """A column as it is compared, a geometry, or a plain value."""
    match node:
        case ast.Attribute(name="geometry"):
            return frame.geometry
        case ast.Attribute() if node.name in frame.columns:
            return comparable(frame[node.name])
        case ast.Attribute():
            told = _("filter: there is no property {name!r}; use one of {known}")
            raise FilterError(told.format(name=node.name[:60], known=", ".join(frame.columns)))
        case values.Geometry():
            return shapely.geometry.shape(node)
        case date():
            return node.strftime("%Y-%m-%d")
        case str() | bool() | int() | float():
            return node
    raise TypeError(node)


def _compared(left: Any, sign: str, right: Any) -> Any:
    if not isinstance(left, pd.Series):
        left, sign, right = right, _TURNED[sign], left
    if not isinstance(left, pd.Series):
        raise TypeError(left)
    return _COMPARED[sign](left, _fitting(left, right)).astype("boolean")


def _meeting(left: Any, predicate: str, right: Any) -> Any:
    """Whether geometries of the rows stand so to a geometry."""
    if not isinstance(left, gpd.GeoSeries):
        left, right = right, left
        predicate = {"contains": "within", "within": "contains"}.get(predicate, predicate)
    if not isinstance(left, gpd.GeoSeries):
        raise TypeError(left)
    found = getattr(left, {"equals": "geom_equals"}.get(predicate, predicate))(right)
    return found.astype("boolean").mask(left.isna())


def _wildcards(pattern: str, nocase: bool) -> Callable[[str], bool]:
    """Whether a text is like a pattern. Its pieces are looked for one after the other, each where it comes first: a
    regular expression of the whole would try every way to place them.
    """
    flags = re.DOTALL | (re.IGNORECASE if nocase else 0)
    pieces = [re.compile(re.escape(piece).replace("_", "."), flags) for piece in pattern.split("%")]

    def fits(text: str) -> bool:
        if len(pieces) == 1:
            return pieces[0].fullmatch(text) is not None
        found = pieces[0].match(text)
        for piece in pieces[1:-1]:
            found = found and piece.search(text, found.end())
        last = len(pattern.rpartition("%")[2])
        return bool(found and found.end() <= len(text) - last and pieces[-1].fullmatch(text, len(text) - last))

    return fits


def comparable(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column as it is compared and sorted: numbers and truth values as they are, all else as its text."""
    if pd.api.types.is_bool_dtype(column):
        return column.astype("boolean")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("Float64")
    return column.map(schema.plain, na_action="ignore").astype("string")


def _fitting(column: pd.Series[Any], value: Any) -> Any:
    """A value as one that the column can hold; a moment becomes its day where the column holds days."""
    if isinstance(value, pd.Series):
        return value
    if column.dtype == "string":
        if not isinstance(value, str):
            raise TypeError(value)
        return re.sub(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\dZ)?$", r"\1", value)
    if isinstance(value, str) or isinstance(value, bool) != (column.dtype == "boolean"):
        raise TypeError(value)
    return value
