"""Reads a file of rows and columns in a throw-away process. Pure Python, no Django, no clock.

`python -m sheets.reader FILE [--lines N] [--pictures FOLDER]` prints one JSON value a line:

    [7, ["text", 95.5, ""], [], ["other"]]                row 7 from column A on, row 8 blank, row 9
    {"end": 2, "format": "xlsx", "pages": […], …}         the last line: all rows were printed
    {"refused": "stray_cell", "cell": "XFD1048576", …}     nothing else counts then

The batches of the sheets follow one another; a page's entry says how many are its own:

    {"name": "填报", "state": "visible", "batches": 1, "rows": 2, "hidden_rows": [9],
     "hidden_columns": ["C"], "merges": ["A1:C1"], "filtered": false}

Only rows with something in them count. A cell is a text, a number, "" where it is empty, or an
object for what needs a second look: {"is": KIND, "found": …} with KIND of `cells.Kind`. A cell that
holds a picture is empty; the last line tells the pictures. A missing last line means that the
process died.
"""
