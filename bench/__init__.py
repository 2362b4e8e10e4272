"""How quick the app is, beside the usual way and beside an empty page."""
