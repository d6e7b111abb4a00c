"""What the facts of a slip were computed from, for whoever reads it later; plain JSON."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from indicators.models import TargetVerdict
from slips.models import Slip
from slips.queries import Known

# The form of `Slip.basis`.
VERSION = 1

Json = dict[str, Any]


def basis_of(known: Known, proposed: Slip, *, now: datetime) -> Json:
    """Everything that was known, and what the portal made of it before officials changed it."""
    plan, period = known.plan, known.period
    return {
        "version": VERSION,
        "computed_at": now.isoformat(),
        "language": get_language() or "",
        "on": known.on.isoformat(),
        "kind": known.kind.value,
        "thing": known.thing_id,
        "plan": {"id": plan.pk, "title": plan.title, "doc_number": plan.doc_number},
        "unit": {"id": known.unit.pk, "name": known.unit.name},
        "subject": known.subject,
        "quote": known.quote,
        "due_on": _iso(known.due_on),
        "days_late": known.days_late,
        "period": [day.isoformat() for day in period] if period else None,
        "returned_on": _iso(known.returned_on),
        "percent": None if known.percent is None else str(known.percent),
        "percent_on": _iso(known.percent_on),
        "task": known.task,
        "verdict": known.verdict and _judged(known.verdict),
        "periods_behind": known.periods_behind,
        "earlier": known.earlier and _before(known.earlier, in_time=known.in_time),
        "proposed": _proposed(proposed),
    }


def _judged(verdict: TargetVerdict) -> Json:
    return {
        "id": verdict.pk,
        "closing_on": verdict.closing_on.isoformat(),
        "lamp": verdict.lamp,
        "inputs": verdict.inputs,
        "rule_version": verdict.rule_version,
        "sentence_zh": verdict.sentence_zh,
        "sentence_en": verdict.sentence_en,
    }


def _before(earlier: Slip, *, in_time: bool) -> Json:
    return {
        "id": earlier.pk,
        "number": earlier.number,
        "grade": earlier.grade,
        "answer_due_on": _iso(earlier.answer_due_on),
        "in_time": in_time,
    }


def _proposed(slip: Slip) -> Json:
    return {
        "grade": slip.grade,
        "facts": slip.facts,
        "demand": slip.demand,
        "answer_due_on": _iso(slip.answer_due_on),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
