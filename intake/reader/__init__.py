"""Reads a policy document: text in, structure with quotes and places out. Knows no Django."""

from pathlib import Path

from .assembling import read_text
from .files import read_path
from .reading import Reading
from .unreadable import Unreadable

__all__ = ["Reading", "Unreadable", "read_file", "read_text"]


def read_file(path: str | Path) -> Reading:
    """Read a .txt, .md, .html, .docx or .pdf file; raises Unreadable with a sentence for people."""
    return read_text(read_path(path))
