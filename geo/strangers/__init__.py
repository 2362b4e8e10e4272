"""What reads strangers' files: in a process of its own, with limits, and knowing nothing of the rest of the library.

A file from outside may be made to harm. Whatever parses one beyond plain text runs here, in a child that may use so
much memory and time, that has no other readers than those allowed, and that hands back only Arrow columns and WKB.
``geo.ingest.apart`` starts it.
"""
