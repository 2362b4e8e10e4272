"""Errors that a reader can act on: each names the thing, the rule and the remedy."""


class GeoError(Exception):
    """Base of every error that the library raises on bad input."""


class DataError(GeoError):
    """A data file that cannot be read as what it claims to be."""


class FilterError(GeoError):
    """A filter that names no field, or a value that its field does not have."""


class FormatError(GeoError):
    """An output that cannot be written: unknown format or unwritable place."""


class StoreError(GeoError):
    """A reader's file that can no longer be kept: its session is over, or the server's memory is full."""


class IngestError(GeoError):
    """A stranger's file that is not read: too much of it, not what it says, or broken."""


class AbsentError(GeoError):
    """Something asked for by its name or address that is not there."""


class BusyError(GeoError):
    """Work that cannot be done now, because as much as may be is under way."""
