"""Words and addresses of what waits, for templates."""

from django import template

from notices import wording
from notices.models import Notice

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
