from briefs.views.circulars import (
    act,
    circular,
    circulars,
    correct,
    draft,
    edit,
    figure,
    paper,
    portable,
)
from briefs.views.tables import document, slip, workbook
from briefs.views.templates import template

__all__ = [
    "act",
    "circular",
    "circulars",
    "correct",
    "document",
    "draft",
    "edit",
    "figure",
    "paper",
    "portable",
    "slip",
    "template",
    "workbook",
]
