"""Which plan of the portal a document means by the title that it cites.

A title is certain where it is the same once spacing, brackets, the covering letter
(关于印发…的通知) and the issuer's name are taken off, or where the document number printed behind
it is the plan's. Everything else is a proposal for an official: plans of one series differ by a
year or a place only.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from intake.superior.words import WORDS

WRAPPER = re.compile(WORDS["titles"]["wrapper"])
ABOUT = re.compile(WORDS["titles"]["about"])
NEVER = WORDS["titles"]["never"]
YEAR = re.compile(r"(?:19|20)\d\d")
# The years that a plan covers, with their bracket: (2025-2027年).
SPAN = re.compile(r"\([^()]*(?:19|20)\d\d[^()]*\)|(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年?度?")
# 云政发〔2025〕17号, with whatever brackets a copy has left.
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(]((?:19|20)\d\d)[〕\])]第?(\d{1,4})号")
# Whose plan it is: 云岭市科技创新行动计划.
PLACE = re.compile("[\u4e00-\u9fff]{2,6}?(?:省|自治区|市|县|区|州|旗)(?!级)")
# How much of two titles must be alike to be worth a look, and how many are shown.
NEAR, MOST = 72, 3
# How far behind a title its number may stand.
BEHIND = 60


@dataclass(frozen=True)
class Known:
    """A plan that the portal has."""

    pk: int
    title: str
    doc_number: str
    issued_on: date | None


@dataclass(frozen=True)
class Match:
    """A plan that may be meant; `likeness` is in per cent."""

    plan: Known
    likeness: int
    certain: bool


def title_key(title: str) -> str:
    """The form under which titles are compared."""
    key = "".join(unicodedata.normalize("NFKC", title).split())
    key = re.sub("[—–―‐-]+", "-", re.sub("[《》〈〉“”\"'〔〕]", "", key))
    wrapped = WRAPPER.match(key)
    key = ABOUT.sub("", wrapped["title"] if wrapped else key)
    for word in NEVER:
        key = key.replace(word, "")
    return key.strip("。,;:")


def number_key(number: str) -> str:
    """津南政办发[2020]第11号 and 津南政办发〔2020〕11号 are one."""
    found = NUMBER.search("".join(unicodedata.normalize("NFKC", number).split()))
    if not found:
        return ""
    return f"{found[0][: found.start(1) - found.start() - 1]}{found[1]}-{int(found[2])}"


def number_behind(text: str, title: str) -> str:
    """The document number that a text prints behind a title, as it is compared; else empty."""
    at = text.find(title)
    if at < 0:
        return ""
    end = at + len(title)
    behind = text[end : end + BEHIND]
    stop = min((at for at in (behind.find(mark) for mark in "。；\n《") if at >= 0), default=BEHIND)
    return number_key(behind[:stop])


def matches(
    cited: str, known: Iterable[Known], *, number: str = "", issued_on: date | None = None
) -> list[Match]:
    """The plans that a cited title may mean, nearest first; at most one of them is certain.

    `number` is what `number_behind` found, `issued_on` the day of the document that cites: nothing
    that was issued later can stand above it.
    """
    key, years = title_key(cited), set(YEAR.findall(title_key(cited)))
    earlier = [
        plan for plan in known if not (issued_on and plan.issued_on and plan.issued_on > issued_on)
    ]
    same = [
        plan
        for plan in earlier
        if title_key(plan.title) == key or (number and number_key(plan.doc_number) == number)
    ]
    near = [plan for plan in earlier if plan not in same]
    alike = [(plan, round(_likeness(key, years, title_key(plan.title)))) for plan in near]
    found = [Match(plan, 100, certain=len(same) == 1) for plan in same]
    found += [Match(plan, score, certain=False) for plan, score in alike if score >= NEAR]
    return sorted(found, key=lambda match: (-match.likeness, match.plan.title))[:MOST]


def _likeness(key: str, years: set[str], other: str) -> float:
    """Plans of other years or places are other plans, however alike their titles are."""
    theirs = set(YEAR.findall(other))
    if years and theirs and years != theirs:
        return 0.0
    places = [place[0] for place in map(PLACE.match, (key, other)) if place]
    if len(places) == 2 and places[0] != places[1]:
        return 0.0
    if years != theirs:
        key, other = SPAN.sub("", key), SPAN.sub("", other)
    # Never as sure as what is the same.
    return min(99.0, max(fuzz.ratio(key, other), _without_place(key, other)))


def _without_place(key: str, other: str) -> float:
    """科技创新行动计划 may be short for 云岭市科技创新行动计划; a word inside another may not."""
    short, long = sorted((key, other), key=len)
    return 90.0 if len(short) >= 8 and long.endswith(short) else 0.0


def settled(
    cited: Sequence[str],
    found: Mapping[str, Sequence[Match]],
    chosen: Mapping[str, int | None],
) -> dict[str, int]:
    """Cited title -> plan, where it is certain or an official chose; who chose none is heeded."""
    result: dict[str, int] = {}
    for title in cited:
        certain = next((match.plan.pk for match in found.get(title, ()) if match.certain), None)
        pk = chosen.get(title, certain)
        if pk is not None:
            result[title] = pk
    return result
