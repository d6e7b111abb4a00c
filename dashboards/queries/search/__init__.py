"""Looking for words in everything that a person may see."""

from dashboards.queries.search.answers import Answer, Hits, answer_to
from dashboards.queries.search.asked import LONGEST, MOST, MOST_OF_EACH, Found, Sought, Trouble
from dashboards.queries.search.hits import Hit, Piece

__all__ = [
    "LONGEST",
    "MOST",
    "MOST_OF_EACH",
    "Answer",
    "Found",
    "Hit",
    "Hits",
    "Piece",
    "Sought",
    "Trouble",
    "answer_to",
]
