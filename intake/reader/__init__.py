"""Reads a policy document: text in, structure with quotes and places out. Knows no Django.

Files are read by `intake.reader.files`, apart, because the libraries for Word and PDF have no
place in the web process.
"""

from .assembling import read_text
from .reading import Reading
from .unreadable import Unreadable

__all__ = ["Reading", "Unreadable", "read_text"]
