from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from briefs.models.circular import KindChoice
from units.models import Unit


@pghistory.track()
class CircularTemplate(models.Model):
    """What one office prints in one kind of circular, as data.

    What is empty is the portal's own word. Its row is also the lock behind which circulars get
    their numbers.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="circular_templates")
    kind = models.CharField(_("kind"), max_length=10, choices=KindChoice)
    # 云岭政务督查, in red above the line.
    name = models.CharField(_("name in the red head"), max_length=40, blank=True)
    # 督 in 督〔2026〕3号; without a sign circulars are numbered as issues (第3期).
    sign = models.CharField(
        pgettext_lazy("circular", "sign of the number"), max_length=20, blank=True
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    addressee = models.CharField(_("addressed to"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "kind"], name="one_template_per_office_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.get_kind_display()}"
