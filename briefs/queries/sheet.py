"""Everything that the page of one circular shows."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation

from briefs import access
from briefs.models import Circular, CircularStep, OutdatedFigure
from briefs.queries.content import content_of
from briefs.queries.known import clashes_of, rows_behind, snapshot_again, text_troubles, unit_name
from briefs.queries.printing import printed_of
from briefs.queries.templates import template_of
from briefs.rules import figures
from briefs.rules.facts import Expected, Group, Thing
from briefs.rules.kinds import CircularKind
from briefs.rules.states import PREPARED, STANDING, CircularState, CircularVerb, verbs_of
from briefs.wording.figures import label, report_words
from briefs.wording.refusals import unsound
from briefs.wording.words import did, in_annex
from units.models import User

# Documents are printed in Chinese, whoever looks at them.
LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class CircularSheet:
    """A circular with its course, as it is or would be printed, and what the person may do now.

    `doubts` are sentences about what contradicts itself, `wrote_it` says that the person laid it
    before the head and may not approve it.
    """

    circular: Circular
    printed: dict[str, Any]
    steps: tuple[CircularStep, ...]
    verbs: tuple[CircularVerb, ...]
    may_edit: bool
    may_correct: bool
    wrote_it: bool
    doubts: tuple[str, ...]
    outdated: tuple[tuple[OutdatedFigure, str], ...]
    errata: tuple[Circular, ...]

    @property
    def history(self) -> list[tuple[CircularStep, str]]:
        return [(step, did(step.verb)) for step in self.steps]


def circular_sheet(user: User, circular: Circular) -> CircularSheet:
    """Few queries; one that is being prepared is asked again whether it agrees with itself."""
    steps = tuple(circular.steps.select_related("by").order_by("pk"))
    laid = [step for step in steps if step.verb == CircularVerb.SUBMIT]
    actors = access.circular_actors(user)
    verbs = verbs_of(CircularState(circular.state), actors)
    outdated = circular.outdated.select_related("erratum").order_by("pk") if actors else ()
    errata = access.visible_circulars(user).filter(corrects=circular).order_by("pk")
    return CircularSheet(
        circular=circular,
        printed=printed(circular),
        steps=steps,
        verbs=tuple(v for v in verbs if v not in (CircularVerb.SAVE, CircularVerb.CORRECT)),
        may_edit=CircularVerb.SAVE in verbs,
        may_correct=bool(actors) and circular.state in STANDING and bool(outdated),
        wrote_it=bool(laid) and laid[-1].by_id == user.pk,
        doubts=_doubts(circular) if actors else (),
        outdated=tuple((row, figure_label(circular, row.name)) for row in outdated),
        errata=tuple(errata.defer("content", "printed")),
    )


def printed(circular: Circular) -> dict[str, Any]:
    """As it was approved, or as it would be."""
    if circular.printed is not None:
        kept: dict[str, Any] = circular.printed
        return kept
    with translation.override(LANGUAGE):
        return printed_of(circular, template_of(circular.office, CircularKind(circular.kind)))


def preview(
    circular: Circular, title: str, addressee: str, body: str, copies: str = ""
) -> dict[str, Any]:
    """As it would be printed with these words; nothing is kept."""
    with translation.override(LANGUAGE):
        snapshot = snapshot_again(circular)
        shown = Circular(
            office=circular.office,
            kind=circular.kind,
            title=title,
            addressee=addressee,
            copies=copies,
            body=body,
        )
        changes = circular.content.get("changes")
        shown.content = content_of(snapshot, body) | ({"changes": changes} if changes else {})
        return printed_of(shown, template_of(circular.office, CircularKind(circular.kind)))


def figure_label(circular: Circular, name: str) -> str:
    """What a figure is called; what is told of a thing has the name of the thing."""
    if ":" not in name:
        return label(name)
    annex = circular.content["annex"]
    things = {row["key"]: row["name"] for row in (*annex["targets"], *annex["tasks"])}
    units = {unit_name(row["pk"]): in_annex(row["name"]) for row in annex["units"]}
    return things.get(name) or units.get(name) or name


@dataclass(frozen=True)
class FigureLine:
    """One of the things, or of the reports, behind a figure, as known at the cut-off.

    `page` and `pk` lead to it.
    """

    page: str
    pk: int
    name: str
    plan: str
    unit: str
    reached: str
    expected: str
    standing: str


def figure_lines(circular: Circular, name: str) -> list[FigureLine]:
    """The list behind a figure; empty where nothing is counted."""
    return [
        _thing_line(row) if isinstance(row, Thing) else _report_line(row)
        for row in rows_behind(circular, name) or ()
    ]


def _thing_line(thing: Thing) -> FigureLine:
    page = "task" if thing.group is Group.TASKS else "target"
    return FigureLine(
        page=f"dashboards:{page}",
        pk=thing.pk,
        name=thing.name,
        plan=thing.plan,
        unit=thing.unit,
        reached=thing.reached,
        expected=thing.expected,
        standing=thing.sentence,
    )


def _report_line(report: Expected) -> FigureLine:
    return FigureLine(
        page="reports:report",
        pk=report.pk,
        name=report.subject,
        plan="",
        unit=report.unit,
        reached="",
        expected="",
        standing=report_words(received=report.received, late=report.late),
    )


def legend(circular: Circular) -> list[tuple[str, str, str]]:
    """Of each figure that the text may name: its name, what it is called, what it says now."""
    kept, words = circular.content["figures"], circular.content["words"]
    rows = [(name, label(name), kept[name]["words"]) for name in figures.names() if name in kept]
    annex = circular.content["annex"]
    late = (row for row in (*annex["targets"], *annex["tasks"]) if row["standing"] == "behind")
    rows += [(name, "", said) for name, said in words.items() if said]
    changes = circular.content.get("changes", {})
    rows += [(f"change:{name}", "", change["words"]) for name, change in changes.items()]
    return [*rows, *((row["key"], row["name"], row["unit"]) for row in late)]


def _doubts(circular: Circular) -> tuple[str, ...]:
    if circular.state not in PREPARED:
        return ()
    return tuple(unsound(text_troubles(circular), clashes_of(circular)))
