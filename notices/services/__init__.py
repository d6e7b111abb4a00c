"""Verbs on notices: find what waits, tell it, mark it as read, tell it again."""

from notices.services.finding import find_waiting, plan_letters
from notices.services.reading import mark_read
from notices.services.sending import deliver_letters, send_again

__all__ = ["deliver_letters", "find_waiting", "mark_read", "plan_letters", "send_again"]
