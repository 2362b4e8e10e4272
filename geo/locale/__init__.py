"""Translations of what a reader is told, and what keeps them up to date."""
