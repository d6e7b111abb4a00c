"""无变化 in one click: what stood last period stands again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from core.errors import RuleBroken
from indicators.rules import Kind
from reports import queries, rules, wording
from reports.models import Report
from reports.rules import Content, Fault, Invalid, Seen, Subject, Writing
from reports.services.reviewing import Outcome
from reports.services.writing import apply_contents
from units.models import User


@transaction.atomic
def report_unchanged(
    *,
    report_id: int,
    revision: int,
    figure: Decimal | None = None,
    by: User,
    now: datetime,
    origin: str = "page",
) -> Report:
    """Send last period's words again, marked as unchanged; it is reviewed like every report.

    What "no change" means for a number: a task's percentage and a stock, a value per head, a
    ratio, a ceiling or a stage stand still while nothing happens, so last period's figure is
    carried over. What is counted within the year or over the plan, a rate of growth and what
    is held against others are statements about this period, which nobody makes by saying nothing:
    their figure must be given. A given figure always comes before the carried one.
    """
    report = Report.objects.with_subject().get(pk=report_id)
    # Whoever has begun to write, or was asked to mend something, has something to say. What was
    # changed since they looked is told below.
    if report.revision == revision and (sentence := wording.something_to_say(report)):
        raise RuleBroken(sentence)
    last = queries.previous_versions([report_id]).get(report_id)
    if last is None:
        raise RuleBroken(wording.nothing_to_repeat(report))
    content = replace(last.content, no_change=True)
    if figure is not None:
        content = with_figure(content, figure, about=report.about)
    elif asks_for_figure(report):
        name = "percent" if report.about is Subject.TASK else "value"
        faults = {report_id: {name: Fault.FIGURE_OF_PERIOD}}
        raise Invalid(wording.refusal(report, faults[report_id]), faults=faults)
    writing = Writing(report_id, revision, content)
    (sent,) = apply_contents(items=[writing], submit=True, origin=origin, by=by, now=now)
    return sent


def report_each_unchanged(*, items: Sequence[Seen], by: User, now: datetime) -> list[Outcome]:
    """Each in a transaction of its own: the one that needs a figure does not hold up the rest."""
    outcomes = []
    for item in items:
        try:
            report_unchanged(**item._asdict(), by=by, now=now)
            outcomes.append(Outcome(item.report_id))
        except RuleBroken as broken:
            outcomes.append(Outcome(item.report_id, broken.sentence))
    return outcomes


def asks_for_figure(report: Report) -> bool:
    """Whether nobody but the unit can say this period's figure, though nothing has changed."""
    return report.target is not None and Kind(report.target.indicator.kind) not in rules.CARRIED


def with_figure(content: Content, figure: Decimal, *, about: Subject) -> Content:
    if about is Subject.TASK:
        return replace(content, percent=figure)
    return replace(content, value=figure)
