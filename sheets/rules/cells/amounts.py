"""A number with its unit of measure and what stands around it: 约50个, ≥3.2%, 20-25人."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sheets.rules.cells.found import Unreadable, plain
from sheets.rules.cells.measures import known_part, normal
from sheets.rules.cells.numerals import SIGNS, numeral
from sheets.rules.cells.plainly import tight
from sheets.rules.words import any_of, file

NUMBER = r"[+-]?(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?"
_MEASURE = r"[^0-9 ,;、。:!?]{1,14}?"
LONGEST_NUMBER = 60
# Behind the longest figure that anybody keeps there are as many zeros.
_FARTHEST = 40
# No number with its words is longer, and nothing unclear that is meant for one.
_LONGEST, _LONGEST_UNCLEAR = 200, 14
_COIN = "元"
_COUNTED = re.compile(f"(?:(?![之{SIGNS}])[\u4e00-\u9fff]){{1,6}}")
# 每万人2.2件 is 2.2件/万人.
_PER_HEAD = re.compile(r"^每([^0-9]{1,6}?)((?:达到?)?[0-9].*)$")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


class Amount(NamedTuple):
    """What a cell says of a number. `measure` is what stands behind it, 万 and 亿 included."""

    value: Decimal
    high: Decimal | None = None
    # One of ≥ ≤ > < ≈, or empty.
    op: str = ""
    measure: str = ""
    # Whether words around it say what was done.
    told: bool = False

    @property
    def printed(self) -> str:
        high = "" if self.high is None else f"-{plain(self.high)}"
        return f"{self.op}{plain(self.value)}{high}{self.measure}"


def amount_in(text: str, wanted: str = "") -> Amount | None:
    """The number that the whole text is; None where it is something else.

    `wanted` is the measure of its line, which may be one that nobody else uses. Raises Unreadable
    for what may be read in two ways.
    """
    if len(text) > _LONGEST:
        return None
    bare = _PER_HEAD.sub(r"\2/\1", tight(text))
    try:
        match = _pattern().fullmatch(_in_digits(_put_together(bare)))
    except ValueError as error:
        if len(bare) > _LONGEST_UNCLEAR:
            return None  # 千方百计抓好落实
        raise Unreadable("ambiguous", text) from error
    return _amount(match, wanted) if match else None


def _amount(match: re.Match[str], wanted: str) -> Amount | None:
    low, high = _decimal(match["low"]), _decimal(match["high"]) if match["high"] else None
    behind = _behind_number(match["measure"] or match["low_measure"] or "", wanted)
    if behind is None or (high is not None and high <= low):
        return None
    measure, about, counted = behind
    if match["coin"] and _COIN not in measure:
        measure += _COIN
    op = _before().get(match["op"] or "") or _after().get(match["tail"] or "")
    op = op or ("≈" if match["more"] or about else "")
    return Amount(low, high, op, measure, told=bool(match["said"] or match["said2"] or counted))


def _decimal(text: str) -> Decimal:
    digits = text.replace(",", "").replace(" ", "")
    if len(digits) > LONGEST_NUMBER:
        raise Unreadable("long", text[:100])
    number = Decimal(digits)
    if number and abs(number.adjusted()) > _FARTHEST:
        raise Unreadable("infinite", text)
    return number


class _Behind(NamedTuple):
    """What follows a number: its measure, whether 余 or 多 stands before it, what is counted."""

    measure: str
    about: bool
    counted: str


def _behind_number(text: str, wanted: str) -> _Behind | None:
    """None where it is no measure: 三分之二 is no 三分, 家 of 家企业 is one."""
    rest = re.sub("^([十百千万亿]*)[余多]", r"\1", text)
    measure = known_part(rest, wanted)
    counted = rest[len(measure) :]
    if (rest and not measure) or (counted and not _COUNTED.fullmatch(counted)):
        return None
    return _Behind(measure, rest != text, counted)


def _put_together(text: str) -> str:
    """1亿2000万 becomes 120000000, 3万5千 becomes 35000; 3万5 is read in two ways."""
    match = _PARTS.search(text)
    if match is None:
        return text
    big, small, follows = match["big"], match["small"], match["follows"] or ""
    power = sum(_POWERS[sign] for sign in match["scale"])
    less = sum(_POWERS[sign] for sign in follows)
    if less >= power or (not follows and len(small) != power):
        raise ValueError(text)
    number = Decimal(big) * 10**power + Decimal(small) * 10**less
    return f"{text[: match.start()]}{number:f}{text[match.end() :]}"


_PARTS = re.compile(
    r"(?<![0-9.,])(?P<big>[0-9]{1,12}(?:\.[0-9]{1,4})?)(?P<scale>万亿|[十百千]?万|[百千]?亿|千|百)"
    r"(?P<small>[0-9]{1,8})(?![0-9.,])(?P<follows>[十百千]?万|[十百千])?"
)


def _in_digits(text: str) -> str:
    """百分之六十五 becomes 65%, 六成五 65%, 三百家 300家."""
    if re.search(r"[0-9]", text):
        return re.sub(rf"百分之({NUMBER})", r"\1%", text)
    if share := re.search(f"百分之([{SIGNS}]+)", text):
        number = 100 if share[1] == "百" else numeral(share[1])
        return text.replace(share[0], f"{number}%")
    if tenths := re.search("([一二两三四五六七八九])成([一二三四五六七八九半])?", text):
        rest = {"": Decimal(0), "半": Decimal(5)}.get(tenths[2] or "")
        number = numeral(tenths[1]) * 10 + (numeral(tenths[2]) if rest is None else rest)
        return text.replace(tenths[0], f"{number}%")
    return _numeral().sub(_replaced, text, count=1)


def _replaced(match: re.Match[str]) -> str:
    """万 and 亿 stay with the measure: 三百万元 is 300 万元."""
    words = match["words"]
    if not words.strip("万亿") or match.string == "一":
        # A lone 一 may be a dash.
        raise ValueError(match.string)
    scale = words[len(words.rstrip("万亿")) :]
    return f"{match['said']}{plain(numeral(words[: len(words) - len(scale)]))}{scale}"


@cache
def _numeral() -> re.Pattern[str]:
    words = file("cells")["numbers"]
    said = any_of([*words["done"], *_before(), *words["coins"]])
    return re.compile(f"^(?P<said>{said}*)(?P<words>[{SIGNS}]+)")


@cache
def _pattern() -> re.Pattern[str]:
    words = file("cells")["numbers"]
    said, ops = any_of(words["done"]), any_of(_before())
    return re.compile(
        rf"(?P<said>{said}*)(?P<op>{ops})?(?P<said2>{said}*)(?P<coin>{any_of(words['coins'])})?"
        rf"(?P<low>{NUMBER})(?P<more>余|多|来)?"
        rf"(?:(?P<low_measure>{_MEASURE})?(?:[-~—–]|至|到)(?P<high>{NUMBER}))?"
        rf"(?P<measure>{_MEASURE})?(?P<tail>{any_of(_after())})?[。.]?",
        re.IGNORECASE,
    )


@cache
def _before() -> dict[str, str]:
    words = file("cells")["numbers"]["before"]
    return {word: op for op, group in words.items() for word in group}


@cache
def _after() -> dict[str, str]:
    words = file("cells")["numbers"]["behind"]
    return {word: op for op, group in words.items() for word in group}


def is_percent(measure: str) -> bool:
    """Whether numbers in this measure are percentages."""
    return normal(measure) in ("%", "percent", "百分比")
