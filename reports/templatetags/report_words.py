"""Sentences about reports, for templates that hold a version and nothing else."""

from django import template

from reports import wording
from reports.models import Submission

register = template.Library()


@register.filter
def doubt_sentences(version: Submission | None) -> list[str]:
    """What looked doubtful when this version was sent."""
    return wording.doubts(version.warnings) if version else []
