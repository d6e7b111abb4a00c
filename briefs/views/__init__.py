from briefs.views.circulars import (
    act,
    circular,
    circulars,
    circulars_file,
    correct,
    draft,
    edit,
    figure,
    figure_file,
    paper,
    portable,
)
from briefs.views.tables import document, slip, workbook
from briefs.views.templates import template

__all__ = [
    "act",
    "circular",
    "circulars",
    "circulars_file",
    "correct",
    "document",
    "draft",
    "edit",
    "figure",
    "figure_file",
    "paper",
    "portable",
    "slip",
    "template",
    "workbook",
]
