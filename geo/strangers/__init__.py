"""What parses strangers' files of formats beyond plain text, knowing nothing of the rest of the library.

A file from outside may be made to harm. All that reads one, this and ``geo.ingest.layer``, runs in a child that may use
so much memory and time, that has no other readers than those allowed, and that hands back only Arrow columns, JSON and
the WKB of shapes that it has read and mended. ``geo.ingest.apart`` starts it.
"""
