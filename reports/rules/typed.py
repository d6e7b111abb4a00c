"""What people type and repeat: numbers in their spellings, sentences said before. Plain Python."""

import re
from decimal import Decimal
from typing import NamedTuple

from reports.rules.contents import Fault

# Digits and signs of Chinese input methods and of typesetters. A table, not a normal form: NFKC
# would turn ² into 2.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，％＋－−\u00a0\u2009\u202f\u3000", "0123456789.,%+--    "
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?: ?%)?")
_LONGEST_NUMBER = 60


def parse_number(text: str) -> Decimal | None:
    """The number that a person typed; None where nothing was typed.

    Takes full-width digits, thousands separators and a percent sign at the end. Everything else
    raises ValueError: NaN, 1e400, ², a number with words around it.
    """
    plain = text.translate(_PLAIN).strip()
    if not plain:
        return None
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        raise ValueError(Fault.NOT_A_NUMBER)
    return Decimal(plain.rstrip("% ").replace(",", "").replace(" ", ""))


class Fresh(NamedTuple):
    """A sentence of a report, and whether last period's report did not have it."""

    sentence: str
    new: bool


_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]*")


def fresh_sentences(text: str, *, before: str) -> list[Fresh]:
    """The sentences of a text, marked where last period's text did not already say them."""
    known = {bare(sentence) for sentence in sentences_of(before)}
    return [Fresh(sentence, bare(sentence) not in known) for sentence in sentences_of(text)]


def sentences_of(text: str) -> list[str]:
    found = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return [sentence for sentence in found if sentence]


def bare(sentence: str) -> str:
    """What a sentence says, whatever its spaces and its last sign."""
    return "".join(sentence.split()).rstrip("。；！？;!?")
