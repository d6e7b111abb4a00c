"""Forms of reports: what units write, what reviewers decide, and the rhythm of a plan."""

from core.forms import OUTDATED, RevisionField
from reports.forms.fields import FigureField, PicksField
from reports.forms.reviewing import ReviewForm, ReviewManyForm, ReviewOneForm
from reports.forms.rhythm import ReasonForm, RuleForm, SeenForm, WaiverForm
from reports.forms.writing import AskForm, ContentForm, CorrectionForm, TickedForm

__all__ = [
    "OUTDATED",
    "AskForm",
    "ContentForm",
    "CorrectionForm",
    "FigureField",
    "PicksField",
    "ReasonForm",
    "ReviewForm",
    "ReviewManyForm",
    "ReviewOneForm",
    "RevisionField",
    "RuleForm",
    "SeenForm",
    "TickedForm",
    "WaiverForm",
]
