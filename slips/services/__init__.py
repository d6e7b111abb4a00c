"""Verbs on slips."""

from slips.services.drafting import draft_slip, save_slip
from slips.services.heading import set_letterhead
from slips.services.moving import Papers, move_slip

__all__ = ["Papers", "draft_slip", "move_slip", "save_slip", "set_letterhead"]
