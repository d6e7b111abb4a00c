"""The state machines of the portal as a page of docs/: drawn from the tables that services ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

# Where each table stands, with what a reader must know before looking at it.
MACHINES = (
    (
        "plans.rules.TRANSITIONS",
        "A plan",
        "A closed plan takes no reports and gets no tasks; in an archived one nothing moves.",
    ),
    ("tasks.rules.states.TRANSITIONS", "A task", "From the draft to the archive (立项 to 归档)."),
    (
        "tasks.rules.parts.TRANSITIONS",
        "The part of an assisting unit",
        "Refused by its unit, decided by the office; the task itself does not move.",
    ),
    (
        "tasks.rules.milestones.TRANSITIONS",
        "A milestone",
        "A dated stage (节点): it counts once the lead unit's reviewer has approved it.",
    ),
    (
        "tasks.rules.extensions.TRANSITIONS",
        "An extension",
        "A later due date (延期): the lamp counts against the old one until it is granted.",
    ),
    (
        "tasks.rules.coordination.TRANSITIONS",
        "A request for coordination",
        "What a unit asks others to settle (需协调事项), with a clock on whoever holds it.",
    ),
    (
        "indicators.rules.amendments.TRANSITIONS",
        "An amendment",
        "Another value or date for a target (调整), by a document and a second person.",
    ),
    (
        "reports.rules.states.TRANSITIONS",
        "A report",
        "Drawn for an office where the unit and then the supervision office review. Where fewer"
        " review, a report goes on at once past the wait for those who are not asked.",
    ),
    (
        "slips.rules.states.TRANSITIONS",
        "A supervision slip",
        "Drafted and approved by the office, sent to one unit, which answers it (督办单).",
    ),
    (
        "instructions.rules.states.TRANSITIONS",
        "An instruction",
        "What a leader wants done about something (批示), until they have seen what came of it.",
    ),
    (
        "briefs.rules.states.TRANSITIONS",
        "A circular",
        "Drafted from a template, approved and numbered by the head, issued and frozen (督查通报).",
    ),
    (
        "sheets.rules.outcomes.TRANSITIONS",
        "A sheet",
        "A file on its way into the reports: read and saved by workers, confirmed by a person.",
    ),
    (
        "units.rules.states.STAND_INS",
        "A stand-in",
        "Somebody else acts for a person who is away (AB角).",
    ),
    (
        "units.rules.states.ACCOUNT_REQUESTS",
        "A request for an account",
        "The system administrator asks, the security administrator decides.",
    ),
)
BACK = "where it was before"

HEAD = """# What may follow what

Drawn by `manage.py draw_states` from the tables that the services ask; a test keeps this page equal
to them. What stands in no table is refused. Late, overdue, due soon, pace and lamps are derived and
never a state.
"""


@dataclass(frozen=True)
class Step:
    """One line of a table; `to` is empty where the step leads back."""

    state: str
    verb: str
    to: str
    who: tuple[str, ...]
    needs: tuple[str, ...]


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join([HEAD, *(_section(*machine) for machine in MACHINES)])


def steps_of(where: str) -> list[Step]:
    """The lines of the table that stands at this dotted path."""
    module, _dot, name = where.rpartition(".")
    table: Mapping[tuple[str, str], Any] = getattr(import_module(module), name)
    return [
        Step(
            str(state),
            str(verb),
            str(follows.to) if follows.to else "",
            tuple(sorted(map(str, follows.who))),
            tuple(sorted(map(str, follows.needs))),
        )
        for (state, verb), follows in table.items()
    ]


def _section(where: str, title: str, about: str) -> str:
    steps = steps_of(where)
    lines = [f"## {title}", "", about, "", f"`{where}`", "", *_drawing(steps), "", *_table(steps)]
    return "\n".join([*lines, ""])


def _drawing(steps: list[Step]) -> Iterator[str]:
    """One arrow for each pair of states, with all verbs that lead from one to the other."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        if step.to:
            arrows.setdefault((step.state, step.to), []).append(_words(step.verb))
    yield "```mermaid"
    yield "stateDiagram-v2"
    for (state, to), verbs in arrows.items():
        yield f"    {state} --> {to}: {', '.join(verbs)}"
    yield "```"


def _table(steps: list[Step]) -> Iterator[str]:
    yield "| from | verb | to | who | needs |"
    yield "| --- | --- | --- | --- | --- |"
    for step in steps:
        to = _words(step.to) if step.to else f"*{BACK}*"
        who, needs = (", ".join(map(_words, words)) for words in (step.who, step.needs))
        yield f"| {_words(step.state)} | {_words(step.verb)} | {to} | {who} | {needs} |"


def _words(name: str) -> str:
    return name.replace("_", " ")
