"""What people do not want letters about where it is not their duty."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from notices.models.words import Matter


class Mute(models.Model):
    """No letters to this person about this matter, unless the person must act; the inbox has it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes", db_index=False
    )
    matter = models.CharField(max_length=15, choices=Matter)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "matter"], name="one_mute_per_person_and_matter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.matter}"
