"""Forms of reports: what units write, what reviewers decide, and the rhythm of a plan."""

from reports.forms.rhythm import RhythmForm
from reports.forms.writing import (
    OUTDATED,
    ContentForm,
    FigureField,
    PicksField,
    ReviewForm,
    ReviewManyForm,
    ReviewOneForm,
    RevisionField,
)

__all__ = [
    "OUTDATED",
    "ContentForm",
    "FigureField",
    "PicksField",
    "ReviewForm",
    "ReviewManyForm",
    "ReviewOneForm",
    "RevisionField",
    "RhythmForm",
]
