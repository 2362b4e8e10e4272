"""GeoJSON (RFC 7946)."""

import orjson

from geo.export import records
from geo.language import N_
from geo.provenance import provenance
from geo.view import View

NOTE = N_("For nearly every program and for the web. Holds everything.")


def write(shown: View) -> bytes:
    """GeoJSON (RFC 7946): one feature a record, null geometry where no position was published, one a line.

    Beside ``features`` stand two foreign members: ``provenance``, and ``zones`` with the zones in force in the
    period.
    """
    return b"".join(
        [
            b'{"type":"FeatureCollection","provenance":',
            orjson.dumps(provenance(shown)),
            b',"features":[\n',
            b",\n".join(map(orjson.dumps, records.features(shown))),
            b'\n],"zones":[\n',
            b",\n".join(map(orjson.dumps, records.zones(shown))),
            b"\n]}\n",
        ]
    )
