"""Passages that name units (labels, brackets, 由…牵头) → notes of who leads and who assists."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .lines import Span, View, within
from .names import Name, is_body, split_names
from .vocabulary import any_of, words

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
    label for label, role in LABELS.items() if role != "other" and label.endswith(("单位", "部门"))
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
FIRST_LEADS = re.compile(UNITS["rules"]["first_leads"])
LEADS_BEFORE = re.compile(UNITS["rules"]["leads_before"])
MARKS = UNITS["rules"]["marks"]
FOR_ALL = re.compile(UNITS["rules"]["for_all"])
DASHED = re.compile("(?<=[。;])[—-]{2}(?P<names>[^\\n。]{3,300})(?=。?\\n|。?$)")
LONGEST_LIST = 600
LONGEST_BRACKET = 700
BETWEEN = re.compile(r"[;,。、.0 \n\t()（）【】\[\]]*")


@dataclass(frozen=True)
class Note:
    """One statement of who answers for what stands before it."""

    start: int
    end: int
    lead: tuple[Name, ...] = ()
    responsible: tuple[Name, ...] = ()
    assist: tuple[Name, ...] = ()

    def plus(self, other: "Note") -> "Note":
        """Both of them as one."""
        return Note(
            min(self.start, other.start),
            max(self.end, other.end),
            self.lead + other.lead,
            self.responsible + other.responsible,
            self.assist + other.assist,
        )

    @property
    def names(self) -> tuple[Name, ...]:
        """All of them, whatever their role."""
        return (*self.lead, *self.responsible, *self.assist)


@dataclass(frozen=True)
class Parties:
    """Who leads and who assists, settled."""

    lead: tuple[Name, ...] = ()
    assist: tuple[Name, ...] = ()


def settle(note: Note, *, first_leads: bool, above: tuple[Name, ...] = ()) -> Parties:
    """Responsible units assist beside a lead; without one they lead, or the first of them does.

    `above` are the leads that a chapter's heading names for everything below it.
    """
    lead, assist = (
        note.lead or above,
        sorted((*note.responsible, *note.assist), key=lambda name: name.start),
    )
    if not lead and note.responsible:
        lead, assist = note.responsible, list(note.assist)
        if first_leads:
            lead, assist = lead[:1], sorted((*lead[1:], *assist), key=lambda name: name.start)
    lead = _once(lead, set())
    return Parties(lead, _once(tuple(assist), {name.text for name in lead}))


def _once(names: tuple[Name, ...], seen: set[str]) -> tuple[Name, ...]:
    kept = []
    for name in names:
        if name.text not in seen:
            seen.add(name.text)
            kept.append(name)
    return tuple(kept)


def first_leads_from(view: View, notes: list[Note]) -> int | None:
    """From where on the first unit of a list leads, if the document says so anywhere."""
    said = FIRST_LEADS.search(view.plain)
    if not said:
        return None
    line = view.plain.rfind("\n", 0, said.start()) + 1
    return line if any(note.end > line for note in notes) else 0


def for_all(view: View) -> tuple[int, tuple[Name, ...]] | None:
    """Units that a sentence adds to every task below it (以下任务均需…落实)."""
    said = FOR_ALL.search(view.plain)
    if not said:
        return None
    return said.end(), tuple(split_names(view, *said.span("names")))


def find_notes(view: View, stops: list[int], end: int) -> list[Note]:
    """All notes with a label or in brackets. `stops` are the places where clauses begin."""
    labelled = _labelled(view, stops, end)
    taken = [(note.start, note.end) for note in labelled]
    notes = [*labelled, *_bracketed(view, taken, end), *_dashed(view, end)]
    notes = _restored(sorted(notes, key=lambda note: note.start))
    said = LEADS_BEFORE.search(view.plain)
    return [_split_at(view, note, MARKS[said["mark"]]) for note in notes] if said else notes


def _split_at(view: View, note: Note, mark: str) -> Note:
    """逗号前为牵头单位: those before the first such mark lead, the others assist."""
    at = view.plain.find(mark, note.start, note.end)
    if note.lead or at < 0:
        return note
    lead = tuple(name for name in note.responsible if name.start < at)
    rest = tuple(name for name in note.responsible if name.start >= at)
    return replace(note, lead=lead, responsible=rest)


# ---------------------------------------------------------------- labels


def _labelled(view: View, stops: list[int], end: int) -> list[Note]:
    notes: list[Note] = []
    rules = [found.span() for found in FIRST_LEADS.finditer(view.plain, 0, end)]
    labels = [
        found for found in LABEL.finditer(view.plain, 0, end) if not within(rules, found.start())
    ]
    for index, found in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else end
        role = _label_role(found)
        span = _list_span(view.plain, found, min(following, _next_stop(stops, found.start(), end)))
        note = parse_list(view, found.start(), span, role)
        touching = notes and _touches(view.plain, notes[-1].end, note.start, stops)
        if role == "other" and not touching:
            continue
        if role == "other":
            notes[-1] = replace(notes[-1], end=max(notes[-1].end, span[1]))
        elif touching:
            notes[-1] = notes[-1].plus(note)
        elif note.names:
            notes.append(note)
    return [note for note in notes if note.names]


def _label_role(found: re.Match[str]) -> str:
    label = LABEL_WORD.match(found[0].lstrip("(（【"))
    return LABELS[label[0]] if label else "responsible"


def _next_stop(stops: list[int], after: int, end: int) -> int:
    index = bisect_right(stops, after)
    return min(stops[index] if index < len(stops) else end, end)


def _list_span(text: str, label: re.Match[str], limit: int) -> Span:
    """From the label to the end of its list: a full stop, a line, or the bracket around it."""
    start = label.end()
    while start < limit and text[start] in " \t\n":
        start += 1
    limit, depth = min(limit, start + LONGEST_LIST), 0
    for at in range(start, limit):
        char = text[at]
        if char in "(（[【":
            depth += 1
        elif char in ")）]】":
            depth -= 1
            if depth < 0:
                return start, at
        elif char in "。\n\t" and depth <= 0:
            return start, at
    return start, limit


def _touches(text: str, end: int, start: int, stops: list[int]) -> bool:
    """Whether nothing but punctuation and no new clause stands between two parts of a note."""
    between = BETWEEN.match(text, end, start)
    return (
        between is not None
        and between.end() == start
        and _next_stop(stops, end - 1, start) >= start
    )


# ---------------------------------------------------------------- brackets


def _bracketed(view: View, taken: list[Span], end: int) -> list[Note]:
    notes = []
    for start, stop in _pairs(view.plain, end):
        if any(start < other and first < stop for first, other in _near(taken, start, stop)):
            continue
        inside = (start + 1, stop - 1)
        words_of_role = ROLE.search(view.plain, *inside)
        note = parse_list(view, start, inside, None, stop)
        offices = any(is_body(name.text) for name in note.names)
        if offices if words_of_role else _is_bare_list(view.plain, start, stop, note):
            notes.append(note)
    return notes


def _dashed(view: View, end: int) -> Iterator[Note]:
    """…1200套。——区人社局、区总工会: a list behind a dash at the end of an item."""
    for found in DASHED.finditer(view.plain, 0, end):
        note = parse_list(view, found.start(), found.span("names"), None, found.end())
        if note.names and all(is_body(name.text) for name in note.names):
            yield note


def _near(taken: list[Span], start: int, stop: int) -> list[Span]:
    index = bisect_right(taken, (start, stop))
    return taken[max(0, index - 1) : index + 1]


def _pairs(text: str, end: int) -> list[Span]:
    """Outermost brackets, in order; one that never closes is skipped."""
    pairs, begin, depth = [], 0, 0
    for found in re.finditer(r"[()\[\]【】\n]", text[:end]):
        char, at = found[0], found.start()
        if depth and (
            at - begin > LONGEST_BRACKET or (char == "\n" and at - begin > LONGEST_BRACKET // 2)
        ):
            depth = 0
        if char in "([【":
            begin = at if depth == 0 else begin
            depth += 1
        elif char in ")]】" and depth:
            depth -= 1
            if depth == 0:
                pairs.append((begin, at + 1))
    return pairs


def _is_bare_list(text: str, start: int, stop: int, note: Note) -> bool:
    """(市科技局、市财政局) behind a full stop, with nothing in it but names."""
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if before not in ("。", ";", "!") and (
        before not in ("\n", "”", "") or after not in ("", "\n", "。")
    ):
        return False
    separators = sum(text[start:stop].count(char) for char in "、,;")
    every = all(is_body(name.text) for name in note.names)
    return bool(note.names) and every and len(note.names) >= separators


# ---------------------------------------------------------------- roles inside a list


def parse_list(
    view: View, start: int, span: Span, role: str | None, end: int | None = None
) -> Note:
    """Give the names in a span their roles by the words between them."""
    first, last = span
    said = FIRST_LEADS.search(view.plain, first, last)
    if said:
        last = max(first, *(view.plain.rfind(mark, first, said.start()) for mark in "。,;("))
    given: dict[str, list[Name]] = {"lead": [], "responsible": [], "assist": [], "other": []}
    pending, joined, cut = role, False, first
    for found in ROLE.finditer(view.plain, first, last):
        if found["tag"]:
            names, tagged = split_names(view, cut, found.start()), TAG_ROLES[found["tag"]]
            kept = 0 if found["all"] else max(0, len(names) - 1)
            given[pending or "responsible"] += names[:kept]
            given[tagged] += names[kept:]
        elif found["label"]:
            given[pending or _rest(given)] += split_names(view, cut, found.start())
            pending, joined = _label_role(found), False
        else:
            word_role = ROLE_WORDS[found["word"]]
            cut = _own_part(view, given, pending, cut, found.start(), word_role)
            target = "lead" if word_role == "after" else "assist" if joined else word_role
            given[target] += split_names(view, cut, found.start())
            pending, joined = None, word_role == "after"
        cut = found.end()
    given[pending or ("assist" if joined else _rest(given))] += split_names(view, cut, last)
    return Note(
        start,
        end if end is not None else last,
        tuple(given["lead"]),
        tuple(given["responsible"]),
        tuple(given["assist"]),
    )


def _own_part(
    view: View, given: dict[str, list[Name]], pending: str | None, cut: int, stop: int, role: str
) -> int:
    """牵头单位:A;B、C配合: what stands before the ; still belongs to the label."""
    if pending is None or pending == role:
        return cut
    part = max(view.plain.rfind(char, cut, stop) for char in ";,。")
    if part <= cut:
        return cut
    given[pending] += split_names(view, cut, part)
    return part + 1


def _rest(given: dict[str, list[Name]]) -> str:
    """The role of names that no word claims: beside a lead they assist."""
    return "assist" if given["lead"] or given["responsible"] else "responsible"


# ---------------------------------------------------------------- running text


LEADING = re.compile("牵头(?!人)|负责(?!人|任|制)")


def running_note(view: View, start: int, end: int) -> Note | None:
    """由市科技局牵头,市财政局配合… in the sentences of a clause that has no other note."""
    for found in LEADING.finditer(view.plain, start, end):
        near = max(start, found.start() - LONGEST_LIST // 2)
        first = max(near, *(view.plain.rfind(char, near, found.start()) + 1 for char in "。;:\n!?"))
        by = view.plain.rfind("由", first, found.start())
        first = by if by >= 0 else first
        names = split_names(view, first, found.start())
        # Every word before 牵头 must be a name, else it is somebody's description.
        if not names or not all(_is_office(name.text) for name in names) or len(names) > 8:
            continue
        if found[0] == "负责" and by < 0:
            continue
        stop = _sentence_stop(view.plain, first, min(end, first + LONGEST_LIST))
        note = parse_list(view, first, (first, stop), None)
        keep = [
            tuple(name for name in part if is_body(name.text))
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
    return is_body(text) and not re.search(
        "(?:企业|机构|组织|院所|联盟|单位|高校|学校|医院|公司)$", text
    )


def _without(names: tuple[Name, ...], others: list[Name]) -> tuple[Name, ...]:
    return tuple(name for name in names if name.text not in {other.text for other in others})


# ---------------------------------------------------------------- letters lost in the copy


def _restored(notes: list[Note]) -> list[Note]:
    """市经济和信息化 is completed where the document prints exactly one longer name elsewhere."""
    known = Counter(name.text for note in notes for name in note.names)
    bodies = [text for text in known if is_body(text)]
    whole = {}
    for text in known:
        if not is_body(text) and len(text) >= 4:
            longer = [
                body for body in bodies if body.startswith(text) and len(body) - len(text) <= 2
            ]
            if len(longer) == 1:
                whole[text] = longer[0]
    if not whole:
        return notes

    def fix(names: tuple[Name, ...]) -> tuple[Name, ...]:
        return tuple(
            replace(name, text=whole[name.text], how="restored") if name.text in whole else name
            for name in names
        )

    return [
        replace(
            note, lead=fix(note.lead), responsible=fix(note.responsible), assist=fix(note.assist)
        )
        for note in notes
    ]
