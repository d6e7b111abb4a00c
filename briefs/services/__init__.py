"""Verbs on circulars."""

from briefs.services.correcting import draft_erratum, note_outdated
from briefs.services.drafting import draft_circular, save_circular
from briefs.services.moving import move_circular
from briefs.services.templates import set_template

__all__ = [
    "draft_circular",
    "draft_erratum",
    "move_circular",
    "note_outdated",
    "save_circular",
    "set_template",
]
