"""Records what the data is now, so that an address that names this version can tell later what changed.

Writes ``versions.json``: for each version a digest of its files, and short digests of each record. Run it whenever
the version in ``datapackage.json`` is raised; a version that was recorded with other data is refused.

    PYTHONPATH=. .venv/bin/python data/build_versions.py [--again] [the data folder of an older tree ...]

Older folders are recorded in the order in which they are given, instead of today's. ``--again`` records the newest
version anew, for data that nobody has been given yet.
"""

import sys
from pathlib import Path

from geo import versions
from geo.errors import GeoError

HERE = Path(__file__).parent


def main(arguments: list[str]) -> None:
    """Record the folders, or today's."""
    folders = [Path(argument) for argument in arguments if argument != "--again"]
    for folder in folders or [HERE]:
        history = versions.record(folder, HERE / versions.FILE, again="--again" in arguments)
        print(f"{folder}: {list(history.versions)[-1]}, {len(history.records)} records")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except GeoError as error:
        sys.exit(f"geo: {error}")
