"""What documents are made of."""

from briefs.queries.tables import breakdown

__all__ = ["breakdown"]
