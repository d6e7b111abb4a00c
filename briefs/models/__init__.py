"""Circulars, their templates, their course, and figures that a later correction made wrong."""

from briefs.models.circular import Circular, CircularQuerySet, KindChoice, StateChoice
from briefs.models.steps import CircularStep, OutdatedFigure
from briefs.models.template import CircularTemplate

__all__ = [
    "Circular",
    "CircularQuerySet",
    "CircularStep",
    "CircularTemplate",
    "KindChoice",
    "OutdatedFigure",
    "StateChoice",
]
