"""What reviewers decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, Form, RevisionField
from reports import rules, wording
from reports.forms.fields import PicksField
from reports.models import Decision
from reports.queries import Desk


class ReviewForm(Form):
    """One decision about one report, or about those that are ticked in a list."""

    decision = forms.ChoiceField(choices=Decision)
    reason = forms.CharField(required=False, max_length=rules.TEXT_LIMIT)
    # By when it is due again; without a day the usual time.
    again_on = DayField(_("due again"), required=False)

    def clean(self) -> None:
        returns = self.cleaned_data.get("decision") == Decision.RETURNED
        reason = self.cleaned_data.get("reason", "").strip()
        wrong = wording.wrong_reason(reason) if returns else ""
        if wrong and "reason" not in self.errors:
            self.add_error("reason", wrong)


class ReviewOneForm(ReviewForm):
    revision = RevisionField()


class ReviewManyForm(ReviewForm):
    picks = PicksField()
    desk = forms.ChoiceField(
        choices=[(Desk.UNIT.value, ""), (Desk.OFFICE.value, "")], required=False
    )
