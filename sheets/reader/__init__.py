"""Reads a workbook from outside in a throw-away process. Pure Python, no Django, no clock.

`python -m sheets.reader FILE` prints one JSON object a line:

    {"sheet": "填报", "state": "visible", "rows": 12}     a sheet, before its rows
    {"row": 2, "cells": {"A": "text", "I": 95.5}}          Excel's own line number and columns
    {"end": 12}                                            all rows of all sheets were printed
    {"refused": "stray_cell", "cell": "XFD1048576", …}     nothing else counts then

Only rows with something in them appear. A cell is a text, a number, or an object for what needs a
second look: {"is": KIND, "found": …} with KIND of `cells.Kind`. A missing last line (neither `end`
nor `refused`) means that the process died.
"""
