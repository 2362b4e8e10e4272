"""The floor: a slider that changes one word."""

import streamlit as st

number = st.slider("Number", 0, 100, 50)
st.text(f"Number {number}")
