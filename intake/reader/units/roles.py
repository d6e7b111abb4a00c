"""A list of units with words of roles between them → who of them leads and who assists."""

import re

from intake.reader.lines import Span, View
from intake.reader.vocabulary import any_of, words

from .names import Name, split_names
from .parties import FIRST_LEADS, FOR_ALL, Note

UNITS = words("units")
LABELS = {label: role for role, labels in UNITS["roles"].items() for label in labels}
# Behind a colon every short word of a role is a label: 协同:护理部.
LABELS |= {
    word: role for role in ("lead", "assist") for word in UNITS["role_words"][role] if len(word) < 3
}
ROLE_WORDS = {word: role for role, all_words in UNITS["role_words"].items() for word in all_words}
# What may follow a role word that closes its list; else 负责 is 负责人, 协同 is 协同创新.
CLOSED = (
    "(?=$|[,;。、)）\\]】 \n]|[和及](?![\u4e00-\u9fff]{2,})|落实|推进|实施|推动|做好|抓好|完成|制定"
    "|开展|会同|配合|参与|各|按|具体)"
)
NAMED = [
    label
    for label, role in LABELS.items()
    if role in ("lead", "assist", "responsible") and label.endswith(("单位", "部门"))
]
LABEL = re.compile(
    any_of(LABELS)  # 牵头单位:…
    + r"(?:[(（][^()（）]{0,12}[)）])?:|(?<=[【\[])"
    + any_of(LABELS)  # 【牵头单位】…
    + r"[】\]]|(?<=[(（【;,。\n])"
    + any_of(NAMED)  # 牵头单位为…
    + "(?=为|[ ])为?"
)
# 经济发展局(牵头): the role of the name before it, or of all of them (双牵头, 分别牵头).
TAG = re.compile(
    r"[(](?P<all>双|共同|分别|联合|均)?(?P<tag>牵头|主办|主责|总牵头|配合|参与|协办|协同|负责)(?:单位|部门|科室|负责|落实)?[)]"
)
TAG_ROLES = {word: role for role in ("lead", "assist") for word in UNITS["tags"][role]}
ROLE = re.compile(
    f"{TAG.pattern}|(?P<label>{LABEL.pattern})|(?P<word>{any_of(UNITS['role_words']['after'])}|{any_of(ROLE_WORDS)}{CLOSED})"
)
LABEL_WORD = re.compile(any_of(LABELS))
Given = dict[str, list[Name]]


def parse_list(
    view: View, start: int, span: Span, role: str | None, end: int | None = None
) -> Note:
    """Give the names in a span their roles by the words between them."""
    first, last = span[0], _without_rules(view, *span)
    given: Given = {role: [] for role in (*UNITS["roles"],)}
    pending, joined, cut = role, False, first
    for found in ROLE.finditer(view.plain, first, last):
        if found["tag"]:
            _give_tagged(view, given, cut, found, pending or "responsible")
        elif found["label"]:
            given[pending or _rest(given)] += split_names(view, cut, found.start())
            pending, joined = label_role(found), False
        else:
            word_role = ROLE_WORDS[found["word"]]
            cut = _own_part(view, given, pending, cut, found.start(), word_role)
            target = "lead" if word_role == "after" else "assist" if joined else word_role
            given[target] += split_names(view, cut, found.start())
            pending, joined = None, word_role == "after"
        cut = found.end()
    given[pending or ("assist" if joined else _rest(given))] += split_names(view, cut, last)
    names = (tuple(given[each]) for each in ("lead", "responsible", "assist"))
    return Note(start, last if end is None else end, *names)


def _without_rules(view: View, first: int, last: int) -> int:
    """Where a list ends: a sentence about all lists (列第一位的为牵头单位) is no part of it."""
    for rule in (FIRST_LEADS, FOR_ALL):
        if said := rule.search(view.plain, first, last):
            last = max(first, *(view.plain.rfind(mark, first, said.start()) for mark in "。,;("))
    return last


def _give_tagged(view: View, given: Given, cut: int, tag: re.Match[str], role: str) -> None:
    """经济发展局(牵头): the name before the tag, or with 双 and 分别 all of them."""
    names = split_names(view, cut, tag.start())
    kept = 0 if tag["all"] else max(0, len(names) - 1)
    given[role] += names[:kept]
    given[TAG_ROLES[tag["tag"]]] += names[kept:]


def _own_part(view: View, given: Given, pending: str | None, cut: int, stop: int, role: str) -> int:
    """牵头单位:A;B、C配合: what stands before the ; still belongs to the label."""
    if pending is None or pending == role:
        return cut
    part = max(view.plain.rfind(char, cut, stop) for char in ";,。")
    if part <= cut:
        return cut
    given[pending] += split_names(view, cut, part)
    return part + 1


def _rest(given: Given) -> str:
    """The role of names that no word claims: beside a lead they assist."""
    return "assist" if given["lead"] or given["responsible"] else "responsible"


def label_role(found: re.Match[str]) -> str:
    label = LABEL_WORD.match(found[0].lstrip("(（【"))
    return LABELS[label[0]] if label else "responsible"
