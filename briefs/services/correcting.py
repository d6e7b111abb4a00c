"""Which issued circulars a later correction made wrong, and the notice that puts them right."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from briefs.access import require_office
from briefs.models import Circular, OutdatedFigure
from briefs.queries.content import content_of
from briefs.queries.known import CHANGE, UNIT, outdated_figures
from briefs.queries.sheet import figure_label
from briefs.queries.snapshot import snapshot_of
from briefs.queries.templates import template_of, words_of_template
from briefs.rules.kinds import CircularKind
from briefs.rules.states import PREPARED, STANDING, CircularState
from briefs.services.drafting import LONGEST_TITLE
from briefs.services.steps import DRAFT, LANGUAGE, lock_circular, record_step
from briefs.wording import refusals
from briefs.wording.figures import quotable
from briefs.wording.words import erratum_chart, erratum_closing, erratum_line, erratum_opening
from core.errors import RuleBroken
from units.models import User


@transaction.atomic
def note_outdated(*, circular_id: int, now: datetime) -> int:
    """Write down which printed figures are wrong as known at the end of yesterday, and why."""
    circular = lock_circular(circular_id)
    if circular.state not in STANDING:
        return 0
    with translation.override(LANGUAGE):
        found = outdated_figures(circular, corrected_on=_yesterday(now))
    kept = {row.name: row for row in circular.outdated.all()}
    for each in found:
        row = kept.pop(each.name, None) or OutdatedFigure(circular=circular, name=each.name)
        if row.pk and row.now == each.now:
            continue
        # Another value than the one that was told has to be told anew.
        row.printed, row.now, row.because = each.printed, each.now, list(each.because)
        row.found_at, row.erratum = now, None
        row.save()
    OutdatedFigure.objects.filter(pk__in=[row.pk for row in kept.values()]).delete()
    return len(found)


@transaction.atomic
def draft_erratum(*, circular_id: int, by: User, now: datetime) -> Circular:
    """A notice of correction: what was printed, what is correct, and nothing else."""
    require_office(by)
    first = lock_circular(circular_id)
    if first.state not in STANDING:
        raise RuleBroken(refusals.forbidden(first))
    prepared = first.errata.filter(state__in=PREPARED).first()
    if prepared is not None:
        raise RuleBroken(refusals.correction_is_drafted(prepared))
    with translation.override(LANGUAGE):
        erratum = _erratum(first, corrected_on=_yesterday(now))
    if erratum is None:
        raise RuleBroken(refusals.nothing_outdated())
    erratum.drafted_by, erratum.drafted_at, erratum.since = by, now, now
    erratum.save(force_insert=True)
    record_step(erratum, DRAFT, by=by, now=now)
    return erratum


def _erratum(first: Circular, *, corrected_on: date) -> Circular | None:
    changes: dict[str, Any] = {}
    for each in outdated_figures(first, corrected_on=corrected_on):
        words = erratum_line(label=_called(first, each.name), old=each.printed, new=each.now)
        changes[each.name] = {
            "printed": each.printed,
            "now": each.now,
            "because": list(each.because),
            "words": words,
        }
    if not changes:
        return None
    lines = [f"{{{CHANGE}{name}}}" for name in changes]
    chart = [erratum_chart()] if any(name.startswith(UNIT) for name in changes) else []
    opening = erratum_opening(first, corrected_on=corrected_on)
    body = [opening, *lines, *chart, erratum_closing()]
    snapshot = snapshot_of(first.content["plans"], on=first.known_on, corrected_on=corrected_on)
    template = words_of_template(template_of(first.office, CircularKind.ERRATUM))
    text = "\n".join(body)
    return Circular(
        kind=CircularKind.ERRATUM.value,
        office=first.office,
        title=template.title.replace("{title}", first.title)[:LONGEST_TITLE],
        plan=first.plan,
        known_on=first.known_on,
        closing_on=first.closing_on,
        addressee=first.addressee,
        copies=first.copies,
        body=text,
        content=content_of(snapshot, text) | {"changes": changes},
        corrects=first,
        state=CircularState.DRAFT.value,
    )


def _called(circular: Circular, name: str) -> str:
    """Targets and tasks by their own names, as they were printed."""
    called = figure_label(circular, name)
    return called if ":" not in name or name.startswith(UNIT) else f"“{quotable(called)}”"


def _yesterday(now: datetime) -> date:
    """Of a day that is over nothing more becomes known: the same question has the same answer."""
    return timezone.localtime(now).date() - timedelta(days=1)
