"""Rows go into tables by COPY, whatever columns the tables have got since this was written."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.fields import NOT_PROVIDED

from core.copying import cell, copy_text

BATCH = 50_000


class Table:
    """Takes lines for the named columns of a model; all other columns get what Django gives them.

    A column that must be filled and has no default is an error when the table is made: then the
    generator has to say what belongs into it.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        known = {field.attname: field for field in model._meta.local_concrete_fields}
        unknown = [name for name in columns if name not in known]
        others = [field for name, field in known.items() if name not in columns]
        rest = {field.column: _default(field) for field in others if _needs_value(field)}
        if unknown or None in rest.values():
            missing = [name for name, value in rest.items() if value is None]
            raise TypeError(f"{model._meta.label}: no column {unknown}, no value for {missing}")
        self.name = model._meta.db_table
        self.columns = [str(known[name].column) for name in columns] + list(map(str, rest))
        self._tail = "".join(f"\t{value}" for value in rest.values()) + "\n"
        self.lines: list[str] = []

    def fill(self, lines: Iterable[str]) -> None:
        self.lines.extend(lines)
        self.flush()

    def flush(self, *, at_least: int = 1) -> None:
        """Send what was collected, once it is worth a statement."""
        if len(self.lines) < at_least:
            return
        copy_text(self.name, self.columns, self._tail.join(self.lines) + self._tail)
        self.lines.clear()


def _needs_value(field: Any) -> bool:
    """Whether COPY must name the column: the database itself knows neither a default nor NULL."""
    if isinstance(field, models.AutoField | models.GeneratedField):
        return False
    return field.db_default is NOT_PROVIDED and (field.has_default() or not field.null)


def _default(field: Any) -> str | None:
    if field.has_default():
        return cell(field.get_default())
    return "" if field.blank and field.empty_strings_allowed else None
