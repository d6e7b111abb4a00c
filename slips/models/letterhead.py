import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from slips.rules import USUAL, Colour, Grade, Style
from units.models import Unit


@pghistory.track()
class Letterhead(models.Model):
    """What one office prints on its slips, as data: their name, its sign, words of the grades.

    What is empty is the portal's own word. Its row is also the lock behind which slips get their
    numbers.
    """

    office = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="slip_letterhead")
    # 督 in 督〔2026〕3号.
    sign = models.CharField(pgettext_lazy("slip", "sign of the number"), max_length=20, blank=True)
    name = models.CharField(_("name of the document"), max_length=20, blank=True)
    # Colour, days and word by grade, where they are not the usual ones.
    grades = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.office)

    def style(self, grade: Grade) -> Style:
        own = self.grades.get(grade.value)
        if own is None:
            return USUAL[grade]
        return Style(Colour(own["colour"]), own["days"], own["word"])
