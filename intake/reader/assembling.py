"""All stages put together: a text → a Reading."""

from collections.abc import Iterable, Mapping
from datetime import date

from .confidence import confidence, sure
from .head.heads import Head, read_head
from .lines import Span, View, read_lines
from .outline import Clause, read_outline
from .reading import ClauseRead, Doubt, Marks, Reading, Target, Task, UnitMark
from .tables.rows import read_tables
from .targets.found import Found
from .targets.promised import promised
from .units.parties import Parties
from .work.item import Work, without_note
from .work.walking import QUOTE, read_work

HEAD_FIELDS = ("title", "issuer", "doc_number", "issued_on", "period", "based_on")
TARGET_FIELDS = ("indicator", "value", "value_high", "unit", "op", "due", "every")
TASK_FIELDS = ("number", "title", "due")


def read_text(text: str) -> Reading:
    """Read a policy document. Any text gives a reading; what is missing stays empty."""
    view, tables = read_tables(read_lines(text))
    outline = read_outline(view, [(table.start, table.end) for table in tables])
    head = read_head(view, outline)
    work, notes = read_work(view, outline, head, tables)
    named = any(item.parties.lead or item.parties.assist for item in work)
    tasks = tuple(_task(view, index, item, named=named) for index, item in enumerate(work, 1))
    found = promised(view, outline, head, tables, notes)
    targets = tuple(_targets(view, found, work, tasks))
    return Reading(
        text=text,
        title=head.title,
        issuer=head.issuer,
        doc_number=head.doc_number,
        issued_on=head.issued_on,
        period=(head.start, head.end),
        based_on=head.based_on,
        marks=_marks(view, head.marks, HEAD_FIELDS),
        confidence=confidence(head.evidence),
        clauses=tuple(_clause(view, clause) for clause in outline.clauses),
        tasks=tasks,
        targets=targets,
        doubts=tuple(_document_doubts(head, tasks, targets)),
    )


def _clause(view: View, clause: Clause) -> ClauseRead:
    start, end = view.span(*view.trim(clause.start, clause.end))
    return ClauseRead(
        id=f"c{clause.index + 1}",
        parent=None if clause.parent is None else f"c{clause.parent + 1}",
        level=clause.level,
        number=clause.number,
        heading=view.words(*clause.heading),
        start=start,
        end=end,
    )


def _task(view: View, index: int, work: Work, *, named: bool) -> Task:
    start, _ = view.span(*work.span)
    _, stop = view.span(*view.trim(work.span[0], max(work.text_end, work.title[1])))
    quote = view.source[start : min(start + QUOTE, max(stop, start + 1))].rstrip()
    return Task(
        id=f"t{index}",
        clause=f"c{work.clause.index + 1}" if work.clause else None,
        number=work.number,
        title=view.words(*work.title),
        path=tuple(_path_entry(view, span) for span in work.path),
        lead_units=tuple(name.text for name in work.parties.lead),
        assist_units=tuple(name.text for name in work.parties.assist),
        due=work.due.on if work.due else None,
        quote=quote,
        start=start,
        end=start + len(quote),
        unit_marks=tuple(_unit_marks(view, work.parties)),
        doubts=tuple(_task_doubts(work, named=named)),
        marks=_marks(view, work.marks, TASK_FIELDS),
        confidence=confidence(work.evidence),
    )


def _task_doubts(work: Work, *, named: bool) -> Iterable[Doubt]:
    """`named` says that the plan names units at all: only then one without any is doubtful."""
    lead, assist = work.parties.lead, work.parties.assist
    if named and not lead:
        yield Doubt("no_lead" if assist else "no_units", "lead_units")
    if any(name.how == "restored" for name in (*lead, *assist)):
        yield Doubt("name_restored", "assist_units")


def _marks(view: View, marks: Mapping[str, Span], fields: tuple[str, ...]) -> Marks:
    return {name: view.span(*marks[name]) if name in marks else None for name in fields}


def _path_entry(view: View, span: Span) -> str:
    return without_note(view.words(*span)).rstrip("。")


def _unit_marks(view: View, parties: Parties) -> Iterable[UnitMark]:
    for role, names in (("lead", parties.lead), ("assist", parties.assist)):
        for name in names:
            place = view.span(name.start, name.end)
            share, inherited = sure("unit_name", name.how), name.how == "for_all"
            yield UnitMark(name.text, role, *place, share, inherited)


# ---------------------------------------------------------------- targets and where they stand


def _targets(
    view: View,
    all_found: list[tuple[Clause | None, Found]],
    work: list[Work],
    tasks: tuple[Task, ...],
) -> Iterable[Target]:
    for count, (clause, found) in enumerate(all_found, 1):
        task = _task_at(work, tasks, found.start)
        first, last = view.span(found.start, found.end)
        yield Target(
            id=f"g{count}",
            clause=f"c{clause.index + 1}" if clause else None,
            task_id=task.id if task else None,
            indicator=found.indicator,
            value=found.value,
            value_high=found.high,
            unit=found.unit,
            op=found.op,
            due=found.due,
            every=found.every,
            task=task.title if task else None,
            quote=view.source[first:last],
            start=first,
            end=last,
            doubts=tuple(_target_doubts(found)),
            marks=_marks(view, found.marks, TARGET_FIELDS),
            confidence=confidence(found.evidence),
        )


def _target_doubts(found: Found) -> Iterable[Doubt]:
    yield from (Doubt(code, "value") for code in found.doubts)
    if found.value is None and not found.doubts:
        yield Doubt("no_value", "value")


def _task_at(work: list[Work], tasks: tuple[Task, ...], place: int) -> Task | None:
    low, high = 0, len(work)
    while low < high:
        middle = (low + high) // 2
        if work[middle].span[0] <= place:
            low = middle + 1
        else:
            high = middle
    return tasks[low - 1] if low and place < work[low - 1].span[1] else None


def _document_doubts(
    head: Head, tasks: tuple[Task, ...], targets: tuple[Target, ...]
) -> Iterable[Doubt]:
    if not head.title:
        yield Doubt("no_title")
    if not tasks:
        yield Doubt("no_tasks")
    known: dict[tuple[str, str | None, date | None], tuple[int, Target]] = {}
    for index, target in enumerate(targets):
        if target.value is None or target.every:
            continue
        first, other = known.setdefault(
            (target.indicator, target.unit, target.due), (index, target)
        )
        # 20万千瓦,力争25万千瓦 is one promise with an ambition, not two that disagree.
        apart = index - first > 1 or other.clause != target.clause
        if other.value != target.value and other.op == target.op and target.due and apart:
            yield Doubt("two_values", at=target.id)
