"""What a breakdown of tasks is made of."""

from collections.abc import Iterable, Mapping, Sequence

from briefs import rules, wording
from briefs.rules import Breakdown, Heading, Item
from plans.models import Clause, Plan
from tasks.access import visible_tasks
from tasks.models import AssignmentRole, Task
from tasks.queries import with_units
from tasks.rules import PROPOSED_STATES
from units.models import User

Clauses = Mapping[int, Clause]


def breakdown(user: User, plan: Plan) -> Breakdown:
    """The plan's tasks as they stand now; three queries, however many there are."""
    clauses = plan.clauses.defer("text").in_bulk()
    tasks = visible_tasks(user).filter(plan=plan).exclude(state__in=PROPOSED_STATES)
    # The document writes the deadline of a task into its targets as often as beside it.
    loaded = list(with_units(tasks.in_document_order()).prefetch_related("targets"))
    return Breakdown(
        title=rules.plain(wording.table_title(plan.title)),
        note=rules.plain(plan.doc_number),
        issuer=plan.issuer.name,
        rows=tuple(_rows(plan.source_text, loaded, clauses)),
    )


def _rows(text: str, tasks: Sequence[Task], clauses: Clauses) -> Iterable[Heading | Item]:
    paths = [_path(text, task, clauses) for task in tasks]
    shared = rules.shared_depth(paths)
    before: Sequence[str] = ()
    for number, (task, path) in enumerate(zip(tasks, paths, strict=True), start=1):
        yield from rules.new_headings(before, path, shared=shared)
        following = tasks[number] if number < len(tasks) else None
        yield _item(number, task, _words(text, task, following, clauses))
        before = path


def _item(number: int, task: Task, words: str) -> Item:
    parts = task.named  # type: ignore[attr-defined]  # by with_units
    names = [part["as_written"] for part in parts]
    leads = [part["as_written"] for part in parts if part["role"] == AssignmentRole.LEAD]
    promised = {target.due_on for target in task.targets.all() if target.due_on}
    days = [task.due_on] if task.due_on else sorted(promised)
    work = rules.work_of(words, title=task.title, names=names, has_due=bool(task.due_on))
    return Item(
        number=number,
        title=rules.plain(task.title),
        work=rules.plain(work),
        leads=rules.plain(wording.listed(leads)),
        assists=rules.plain(wording.listed(names[len(leads) :])),
        due="\n".join(wording.due_words(day) for day in days),
    )


def _words(text: str, task: Task, following: Task | None, clauses: Clauses) -> str:
    """From the task's first word to the end of its clause, or to the next task in the same one."""
    start, clause = task.quote_start, clauses.get(task.clause_id or 0)
    if start is None or clause is None or not clause.start <= start < clause.end:
        return task.quote
    end = clause.end
    if following is not None and following.quote_start is not None:
        # The number printed before the next task belongs to its clause, if it has one of its own.
        own = clauses.get(following.clause_id or 0)
        begins = own.start if own and own.start > start else following.quote_start
        end = min(end, begins) if begins > start else end
    return text[start:end]


def _path(text: str, task: Task, clauses: Clauses) -> list[str]:
    """The headings above the task, outermost first, as the document prints them."""
    clause = clauses.get(task.clause_id or 0)
    if clause is not None and _is_own(task, clause):
        clause = clauses.get(clause.parent_id or 0)
    path: list[str] = []
    while clause is not None:
        path.append(rules.plain(_printed(text, clause)))
        clause = clauses.get(clause.parent_id or 0)
    return path[::-1]


def _is_own(task: Task, clause: Clause) -> bool:
    """Whether the clause is the task itself, and not the section in which it stands."""
    return task.number == clause.number or clause.heading.startswith(task.title)


def _printed(text: str, clause: Clause) -> str:
    at = text.find(clause.heading, clause.start, clause.end) if clause.heading else -1
    return text[clause.start : at + len(clause.heading)] if at >= 0 else str(clause)
