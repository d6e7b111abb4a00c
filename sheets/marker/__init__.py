"""Marks cells of a person's own workbook, in a throw-away process. Pure Python, no Django.

`python -m sheets.marker BOOK TROUBLES` prints the workbook again, with the cells that `TROUBLES`
names coloured and commented; the file holds `[[sheet, cell, severity, text], …]` as JSON.

The workbook is changed where it has to be and otherwise copied byte for byte, so that pictures,
charts, formulas and whatever else an office put in come back as they were. Libraries that load a
workbook and save it again lose what they do not know.
"""
