"""由市科技局牵头,市财政局配合…: units in the sentences of an item that has no other note."""

import re
from dataclasses import replace

from intake.reader.lines import View
from intake.reader.vocabulary import any_of, words

from .names import Name, is_body, split_names
from .parties import Note
from .roles import ROLE_WORDS, parse_list

LONGEST_LIST = 600
# 进景区, 整合货运场站 end like bodies and begin like work.
WORK = re.compile(any_of(words("targets")["promise"]["verbs"]) + "|[进入到向在对把将]")
STATE_COMPANY = re.compile(
    "(?:供电|电网|投资|城投|交投|水务|燃气|热力|公交|铁塔|移动|联通|电信|发展|建设)[^、,;]{0,6}(?:公司|集团)$"
)
TOGETHER = re.compile("会同|会商")  # who is named behind it assists
LEADING = re.compile("牵头(?!人)|负责(?!人|任|制)")


def running_note(view: View, start: int, end: int) -> Note | None:
    """由市科技局牵头,市财政局配合… in the sentences of a clause that has no other note."""
    for found in LEADING.finditer(view.plain, start, end):
        near = max(start, found.start() - LONGEST_LIST // 2)
        first = max(near, *(view.plain.rfind(char, near, found.start()) + 1 for char in "。;:\n!?"))
        by = view.plain.rfind("由", first, found.start())
        first = by if by >= 0 else first
        joined = TOGETHER.search(view.plain, first, found.start())
        names = split_names(view, first, joined.start() if joined else found.start())
        # Every word before 牵头 must be a name, else it is somebody's description.
        if not names or not all(_is_office(name.text) for name in names) or len(names) > 8:
            continue
        if found[0] == "负责" and by < 0:
            continue
        stop = _sentence_stop(view.plain, first, min(end, first + LONGEST_LIST))
        note = parse_list(view, first, (first, stop), None)
        keep = [
            tuple(name for name in part if name.how == "body" and not WORK.match(name.text))
            for part in (note.responsible, note.assist)
        ]
        parts = tuple(
            tuple(replace(name, how="running") for name in part)
            for part in (names, _without(keep[0], names), _without(keep[1], names))
        )
        return Note(
            first, _behind(view.plain, [name for part in parts for name in part], stop), *parts
        )
    return None


def _sentence_stop(text: str, start: int, end: int) -> int:
    return min(
        at for at in (text.find("。", start, end), text.find("\n", start, end), end) if at >= 0
    )


def _behind(text: str, names: list[Name], stop: int) -> int:
    """The end of the words that say who, before those that say what."""
    last = max(name.end for name in names)
    word = re.compile(any_of(ROLE_WORDS)).match(text, last, stop)
    return word.end() if word else last


def _is_office(text: str) -> bool:
    """A body of the state: 龙头企业牵头 says who works together, not who answers."""
    if STATE_COMPANY.search(text):
        return True
    return is_body(text) and not re.search(
        "(?:企业|机构|组织|院所|联盟|单位|高校|学校|医院|公司)$", text
    )


def _without(names: tuple[Name, ...], others: list[Name]) -> tuple[Name, ...]:
    return tuple(name for name in names if name.text not in {other.text for other in others})
