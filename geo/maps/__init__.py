"""The map: a base that never changes, and one group that holds all that does."""
