"""Reads a policy document: text in, structure with quotes and places out. Knows no Django."""

from .files import Unreadable, read_path
from .reading import Reading, read_text

__all__ = ["Reading", "Unreadable", "read_file", "read_text"]


def read_file(path: str) -> Reading:
    """Read a .txt, .md, .html, .docx or .pdf file; raises Unreadable with a sentence for people."""
    return read_text(read_path(path))
