"""Lists as files: one table becomes an .xlsx or a .csv, with the same lines in both.

    due = Column(_("Due"), lambda task: task.due_on, kind=Kind.DATE)
    return file_of(Table(_("Tasks"), [due], tasks), "xlsx", now=timezone.now())

Lines may be made while they are written; neither file keeps them.
"""

from core.tables.answer import ENDINGS, answer, file_of, file_paths
from core.tables.table import BATCH, MOST_LINES, Column, Kind, Table, batches, require_fit

__all__ = [
    "BATCH",
    "ENDINGS",
    "MOST_LINES",
    "Column",
    "Kind",
    "Table",
    "answer",
    "batches",
    "file_of",
    "file_paths",
    "require_fit",
]
