"""Looking for words in everything that a person may see."""

from dashboards.queries.search.answers import Answer, Hits, answer_to
from dashboards.queries.search.asked import LONGEST, Found, Sought, Trouble
from dashboards.queries.search.hits import Hit, Piece
from dashboards.queries.search.statement import MOST

__all__ = [
    "LONGEST",
    "MOST",
    "Answer",
    "Found",
    "Hit",
    "Hits",
    "Piece",
    "Sought",
    "Trouble",
    "answer_to",
]
