"""Verbs on tasks."""

from tasks.services.adding import NewTask, Part, add_tasks, draft_task, expand_collectives
from tasks.services.coordinating import ask_for_coordination
from tasks.services.deciding import decide_task
from tasks.services.moving import Outcome, Seen, move, move_each
from tasks.services.parts import answer_part, deem_received, receive_each, receive_part
from tasks.services.reporting import Moved, move_task, move_tasks, note_answers
from tasks.services.step import Papers

__all__ = [
    "Moved",
    "NewTask",
    "Outcome",
    "Papers",
    "Part",
    "Seen",
    "add_tasks",
    "answer_part",
    "ask_for_coordination",
    "decide_task",
    "deem_received",
    "draft_task",
    "expand_collectives",
    "move",
    "move_each",
    "move_task",
    "move_tasks",
    "note_answers",
    "receive_each",
    "receive_part",
]
