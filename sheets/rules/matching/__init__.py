"""Understanding a department's own sheet: its header, its lines, and what they are about.

find_table -> (a person's mapping) -> lines_of -> claim_of -> match. Plain Python throughout.
"""

from sheets.rules.matching.above import Above
from sheets.rules.matching.claims import By, Claim, Doubt, Match, Owed, number_key
from sheets.rules.matching.columns import ColumnGuess
from sheets.rules.matching.fractions import fractional
from sheets.rules.matching.headers import Header, find_table
from sheets.rules.matching.lines import Line, Skipped, Why, claim_of, lines_of
from sheets.rules.matching.mapping import (
    ColumnMapping,
    MappingFault,
    Wrong,
    apply,
    faults,
    learned,
    mapping_of,
    remembered,
    signature,
    words_by_letter,
)
from sheets.rules.matching.match import match
from sheets.rules.matching.several import Tables, find_tables
from sheets.rules.matching.survey import Surveyed, Unread, survey
from sheets.rules.matching.vocabulary import IGNORE, header_key, keys_of, words_of

__all__ = [
    "IGNORE",
    "Above",
    "By",
    "Claim",
    "ColumnGuess",
    "ColumnMapping",
    "Doubt",
    "Header",
    "Line",
    "MappingFault",
    "Match",
    "Owed",
    "Skipped",
    "Surveyed",
    "Tables",
    "Unread",
    "Why",
    "Wrong",
    "apply",
    "claim_of",
    "faults",
    "find_table",
    "find_tables",
    "fractional",
    "header_key",
    "keys_of",
    "learned",
    "lines_of",
    "mapping_of",
    "match",
    "number_key",
    "remembered",
    "signature",
    "survey",
    "words_by_letter",
    "words_of",
]
