"""The form by which a reader corrects how a file was understood."""

from streamlit.testing.v1 import AppTest


def form():
    import streamlit as st

    from geo import ingest
    from pages import bring

    st.session_state["mapped"] = bring._fields(ingest.look(b"lat,lon,form\n1,2,POINT(3 4)\n", "x.csv"), "x")


def test_a_column_of_geometries_can_be_chosen_and_goes_before_what_was_guessed():
    page = AppTest.from_function(form, default_timeout=60).run()
    assert (page.session_state["mapped"].lat, page.session_state["mapped"].geometry) == ("lat", None)
    mapped = page.selectbox(key="own geometry x").select("form").run().session_state["mapped"]
    assert (mapped.lat, mapped.lon, mapped.geometry) == (None, None, "form")
