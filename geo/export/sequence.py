"""GeoJSON text sequence (RFC 8142)."""

import orjson

from geo.export import records
from geo.language import N_
from geo.provenance import provenance
from geo.view import View

NOTE = N_("For streams and command-line tools. One record a line.")

RECORD_SEPARATOR = b"\x1e"


def write(shown: View) -> bytes:
    """GeoJSON text sequence: a record separator, a GeoJSON text and a line feed, again and again.

    The first text is a collection without features, which holds ``provenance`` and the ``zones`` in force in the
    period as foreign members; each of the others is a record, the same feature as in GeoJSON.
    """
    head = {
        "type": "FeatureCollection",
        "provenance": provenance(shown),
        "features": [],
        "zones": records.zones(shown),
    }
    return b"".join(RECORD_SEPARATOR + orjson.dumps(text) + b"\n" for text in (head, *records.features(shown)))
