"""Words and addresses of what waits, for templates."""

from datetime import datetime

from django import template

from core.models import AuditEntry
from notices import wording
from notices.models import Matter, Notice
from notices.rules import Step

register = template.Library()


@register.filter
def heading(notice: Notice) -> str:
    return wording.heading(notice)


@register.filter
def step_words(notice: Notice) -> str:
    return wording.step_words(notice)


@register.filter
def place(notice: Notice) -> str:
    return wording.place_of(notice)


@register.filter
def moment_of(step: Step) -> str:
    return wording.moment_of(step)


@register.filter
def change(entry: AuditEntry) -> str:
    return wording.change(entry)


@register.filter
def matter_words(matter: str) -> str:
    return str(Matter(matter).label)


@register.filter
def day_words(at: datetime, now: datetime) -> str:
    return wording.day(at, now=now)


@register.filter
def parties(step: Step) -> str:
    return wording.parties(step)


@register.filter
def ways(step: Step) -> str:
    return wording.ways(step)
