"""What documents say besides the words of plans and units."""

from briefs.wording.tables import columns, due_words, listed, table_title

__all__ = ["columns", "due_words", "listed", "table_title"]
