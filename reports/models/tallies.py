"""How many reports stand how, without counting them."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from core.kept import Marks
from core.tallies import KEY, Count, Tally
from reports import rules

UNSENT = ", ".join(f"'{state}'" for state in rules.UNSENT)


# What is put together again by `fold` is the same number as before.
MARKS = Marks(
    ("'portal'", "'plan:' || period.plan_id", "'unit:' || row.unit_id"),
    source="{rows} AS row JOIN reports_period AS period ON period.id = row.period_id",
    only="NOT row.is_folded",
)


class ReportTally(Tally):
    """Reports of a unit for a period, by state; what is still to be sent by its deadline as well,
    so that what is late can be counted at any moment."""

    COUNT = Count(
        into="reports_reporttally",
        table="reports_report",
        keys={
            "period_id": "row.period_id",
            "unit_id": "row.unit_id",
            "state": "row.state",
            "due_at": f"CASE WHEN row.state IN ({UNSENT}) THEN row.due_at END",
        },
    )

    period = models.ForeignKey("reports.Period", **KEY)
    unit = models.ForeignKey("units.Unit", **KEY)
    state = models.CharField(max_length=15)
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["period"], name="report_tally_by_period"),
            # For what is late.
            models.Index(fields=["due_at"], name="report_tally_unsent", condition=~Q(due_at=None)),
            models.Index(fields=["unit"], name="report_tally_of_unit", condition=~Q(due_at=None)),
            models.Index(fields=["id"], name="report_tally_to_fold", condition=Q(is_folded=False)),
        ]
        triggers: ClassVar = [MARKS.on(pgtrigger.Insert, new="new_rows")]

    def __str__(self) -> str:
        return f"{self.period} {self.unit} {self.state}: {self.number}"
