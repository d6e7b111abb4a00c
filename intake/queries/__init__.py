"""Page-shaped reads: the list of documents, and the page where a reading is checked."""

from intake.queries.documents import STATES, document_list
from intake.queries.naming import Likely, Stranger, names_in_use, strangers
from intake.queries.sheets import Line, Remark, Sheet, sheet, source

__all__ = [
    "STATES",
    "Likely",
    "Line",
    "Remark",
    "Sheet",
    "Stranger",
    "document_list",
    "names_in_use",
    "sheet",
    "source",
    "strangers",
]
