"""When a receipt is deemed given (视同签收). Plain Python."""

from datetime import date

from core.calendar import Works, add_working_days


def deemed_before(today: date, *, days: int, works: Works) -> date:
    """What a unit was given before this day has waited so many whole working days by now."""
    return add_working_days(today, -max(days, 1), works=works)
