"""What publishing needs of a corrected reading."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.rules import Comparator, Kind
from intake.rules.shapes import Json, amount, day

SENTENCE_END = re.compile("[。！？!?\n]")
LONGEST_REST = 200


@dataclass(frozen=True)
class Entry:
    """A target of a reading with proper types, for the merging of promises."""

    id: str
    indicator: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    op: str
    due: date | None
    every: str | None
    task_id: str | None
    clause: str | None
    quote: str
    start: int | None
    end: int | None


def entries(reading: Json) -> list[Entry]:
    return [entry_of(target) for target in reading["targets"]]


def entry_of(target: Json) -> Entry:
    """Raises ValueError where one of its numbers is none."""
    return Entry(
        id=target["id"],
        indicator=target["indicator"].strip(),
        value=amount(target["value"]),
        value_high=amount(target["value_high"]),
        unit=target["unit"],
        op=target["op"],
        due=day(target["due"]),
        every=target["every"],
        task_id=target["task_id"],
        clause=target["clause"],
        quote=target["quote"],
        start=target["start"],
        end=target["end"],
    )


def unit_names(reading: Json) -> list[str]:
    """Every unit that a task names, as written, each once, in the document's order."""
    named = (
        name for task in reading["tasks"] for name in [*task["lead_units"], *task["assist_units"]]
    )
    return list(dict.fromkeys(named))


def own_texts(text: str, clauses: list[Json]) -> list[str]:
    """Each clause's own words: from its beginning to its first child, else to its end."""
    first_child: dict[str, int] = {}
    for clause in clauses:
        if clause["parent"]:
            first_child.setdefault(clause["parent"], clause["start"])
    return [text[c["start"] : first_child.get(c["id"], c["end"])].strip() for c in clauses]


def to_sentence_end(text: str, item: Json) -> tuple[str, int | None, int | None]:
    """An item's quote with its place, carried on to where its sentence ends.

    The reader quotes a task's first thirty characters, which is enough to find it and too little
    to understand it. Where no sentence ends nearby, or an official added it by hand, it stays.
    """
    start, end = item["start"], item["end"]
    if start is None:
        return item["quote"], None, None
    stop = SENTENCE_END.search(text, end - 1, end + LONGEST_REST)
    quote = text[start : stop.end() if stop else end].rstrip()
    return quote, start, start + len(quote)


# The first line that fits says which kind of number an indicator is. Words are looked for in the
# indicator's name and, for verbs that the name doesn't keep, in the quote around it.
_GROWTH = ("增长", "增速", "增幅", "下降率", "年均增长")
_SHARE = ("比重", "占比", "比例", "率", "强度")
_SUM = ("累计", "新增")
_FLOW = ("额", "收入", "产值", "增加值", "产量", "销售")


def likely_kind(
    *, indicator: str, measure: str | None, op: str, every: str | None, quote: str
) -> str:
    """A first guess at how an indicator counts; the catalogue's keeper may know better."""
    per_cent = (measure or "").strip() in {"%", "％", "百分点", "个百分点", "‰"}
    words = indicator + quote
    if op == Comparator.AT_MOST:
        return Kind.CEILING
    if every:
        return Kind.RECURRING
    if per_cent and any(word in indicator for word in _GROWTH):
        return Kind.GROWTH_RATE
    if per_cent or any(indicator.endswith(word) for word in _SHARE):
        return Kind.RATIO
    if any(word in words for word in _SUM):
        return Kind.CUMULATIVE
    if "年" in words and any(word in indicator for word in _FLOW):
        return Kind.FLOW
    return Kind.STOCK
