"""Page-shaped reads on tasks."""

from tasks.queries.decided import decided_about
from tasks.queries.desk import Act, Desk, acts, task_desk
from tasks.queries.judged import JudgedTask, judged_tasks, worst_first
from tasks.queries.known import tasks_now, tasks_on
from tasks.queries.milestones import milestones_settled
from tasks.queries.office import LISTS, office_counts, office_tasks, to_receive
from tasks.queries.units import with_units

__all__ = [
    "LISTS",
    "Act",
    "Desk",
    "JudgedTask",
    "acts",
    "decided_about",
    "judged_tasks",
    "milestones_settled",
    "office_counts",
    "office_tasks",
    "task_desk",
    "tasks_now",
    "tasks_on",
    "to_receive",
    "with_units",
    "worst_first",
]
