"""What stands behind the map: method, known gaps, dictionary, licence, how to cite."""

import streamlit as st

from geo import ROOT, dictionary, export, html
from geo.view import View


def show(shown: View) -> None:
    """The about page."""
    package = shown.dataset.package
    st.title("About")
    st.markdown((ROOT / "data" / "README.md").read_text(encoding="utf-8").split("\n", 1)[1])
    if shown.dataset.rejected:
        faults = "".join(f"<li>{html.text(fault)}</li>" for fault in shown.dataset.rejected)
        st.html(f"<p>Rows of the data that were refused:</p><ul>{faults}</ul>")
    st.header("Licence and citation")
    st.markdown(
        f"Data: [{package.licence['title']}]({package.licence['path']}). Code: MIT. "
        "Land and borders: Natural Earth, public domain."
    )
    st.code(export.citation(shown), language=None, wrap_lines=True)
    st.caption(f"Data version {package.version}, SHA-256 {shown.dataset.sha256}")
    st.header("Data dictionary")
    st.markdown(dictionary.markdown(package).split("\n", 4)[4])
