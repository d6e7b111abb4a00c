"""What may be done with a whole plan."""

from typing import NamedTuple

from django.utils.functional import Promise

from plans.models import Plan
from plans.rules import TRANSITIONS
from tasks.wording.plans import TITLES
from units.models import User


class PlanStep(NamedTuple):
    """A step that somebody may take with a plan: the name of its page, and what the button says."""

    address: str
    words: str | Promise


def plan_steps(user: User, plan: Plan) -> list[PlanStep]:
    """Those that start from the plan's state and are this person's to take."""
    roles = {role.value for role in user.roles}
    return [
        PlanStep(f"tasks:plan-{verb}", TITLES[verb])
        for (state, verb), step in TRANSITIONS.items()
        if state == plan.state and roles & step.who
    ]
