"""Invented plans of a city that does not exist, in many layouts, with what they truly say.

`make(layout, seed)` gives a document and its truth. `cast.py` says who works on what, `aims.py` how
a number is promised, `notes.py` how units are named, `counts.py` how items are numbered, `noise.py`
what copying does to a text, `layouts.py` how all of that is put together in one kind of document.
"""

from .draft import Layout
from .layouts import LAYOUTS
from .making import Document, make

__all__ = ["LAYOUTS", "Document", "Layout", "make"]
