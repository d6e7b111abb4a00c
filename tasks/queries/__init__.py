"""Page-shaped reads on tasks."""

from tasks.queries.units import with_units

__all__ = ["with_units"]
