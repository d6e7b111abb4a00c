"""A file of any office becomes text: Word, PDF, web pages, encodings, and what is refused."""

from .opening import read_bytes, read_file, read_path

__all__ = ["read_bytes", "read_file", "read_path"]
