"""The view as a figure to print: the same symbols, areas and trays as on the page, drawn with matplotlib."""
