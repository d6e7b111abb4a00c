"""Their own file as it goes back to people, with everything marked that is to be said about it."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from core.work import WorkItem, WorkState
from sheets.models.sheets import Sheet


class SheetCopy(WorkItem):
    """A marked copy of a sheet in one language, made by a worker when somebody asks for it.

    The row goes as soon as something else is to be said about a line; its file goes with it.
    """

    # Longer than the two throw-away processes may take together.
    LEASE = timedelta(minutes=4)

    sheet = models.ForeignKey(
        Sheet, on_delete=models.CASCADE, related_name="copies", db_index=False
    )
    language = models.CharField(max_length=10)
    # Beside the original; empty until it is made.
    file = models.FileField(upload_to="sheets/%Y/%m", blank=True)
    # Why it cannot be made: a code of sheets.wording, with its facts.
    refusal = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "language"], name="one_copy_per_sheet_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} ({self.language})"

    @property
    def is_working(self) -> bool:
        """Whether a worker has it or will have it."""
        return self.work_state in (WorkState.QUEUED, WorkState.RUNNING)
