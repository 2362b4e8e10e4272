"""What the peers of the points layer share: generated rows with a place and a day, and a slider for the last day."""

import numpy as np
import pandas as pd
import streamlit as st

FIRST = np.datetime64("2025-09-01")
DAYS = 400


def made(number: int) -> pd.DataFrame:
    """So many rows in order of their days: ``lon``, ``lat`` (EPSG:4326), ``day`` (0 to ``DAYS``), ``kind``."""
    random = np.random.default_rng(1)
    centre = random.integers(0, 40, number)
    return pd.DataFrame(
        {
            "lon": (-70 + 18 * np.sin(centre) + random.normal(0, 1.5, number)).round(4),
            "lat": (14 + 8 * np.cos(1.7 * centre) + random.normal(0, 1.2, number)).round(4),
            "day": np.sort(random.integers(0, DAYS, number)),
            "kind": np.array(["cargo", "fishing", "passenger", "tanker"])[random.integers(0, 4, number)],
        }
    )


rows = st.cache_data(made)


def until(number: int) -> pd.DataFrame:
    """The rows until the day that the slider says."""
    found = rows(number)
    return found[found["day"] <= st.slider("Until day", 0, DAYS, DAYS, step=40)]
