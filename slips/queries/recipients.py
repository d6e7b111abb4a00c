from slips.models import Slip
from slips.rules import ThingKind
from tasks.models import Assignment
from units.models import Unit, UnitQuerySet


def recipients(slip: Slip) -> UnitQuerySet:
    """Units to which a slip about this thing can be addressed."""
    if slip.kind in (ThingKind.REPORT, ThingKind.TARGET):
        return Unit.objects.filter(pk=slip.unit_id)
    task_id = slip.task_id if slip.milestone is None else slip.milestone.task_id
    parts = Assignment.objects.live().of_units().filter(task=task_id)
    return Unit.objects.filter(pk__in=parts.values("unit")).in_protocol_order()
