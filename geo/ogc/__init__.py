"""OGC API – Features under ``/ogc``: the layers of a view for QGIS, GDAL and other programs that speak the standard.

pygeoapi speaks it; one provider of ours answers from the library. What is asked of an address becomes ``Filters`` where
they have a word for it, so that the answers are the library's own:

- ``datetime`` is the period (whole days, UTC). A record that may have happened in it is in the answer, and its
  ``answer`` says whether surely or possibly; a zone is in it that was in force on a day of it.
- ``bbox`` is the drawn area, and by the standard only features whose geometry meets the box are in the answer: never a
  record or zone without one. ``area``, ``zone``, ``near`` and ``waters`` ask as the page does, and keep records without
  a position that may have happened there.
- Other names of filters (``known_on``, ``kind``, ``answer``, ``q`` ...) work as in the page's address, other columns by
  equality, and ``filter`` takes CQL2 text.
"""
