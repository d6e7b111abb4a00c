"""Verbs on units and their names, on people and their rights, and on the working calendar."""

from units.services.accounts import (
    approve_account,
    ask_to_reopen,
    change_password,
    close_account,
    create_account,
    issue_password,
    refuse_account,
)
from units.services.calendar import import_days, set_day
from units.services.groups import add_member, create_group, end_member
from units.services.importing import NewAccount, Planted, create_accounts, plant_units
from units.services.naming import (
    NewUnit,
    add_name,
    add_names,
    create_unit,
    create_units,
    remove_name,
)
from units.services.rights import end_role, grant_role, hand_over, watch_units
from units.services.signing_in import begin_attempt, end_attempt, fail_attempt, unlock
from units.services.stand_ins import Absence, give_stand_in, keep_stand_ins, withdraw_stand_in
from units.services.tokens import make_token, withdraw_token

__all__ = [
    "Absence",
    "NewAccount",
    "NewUnit",
    "Planted",
    "add_member",
    "add_name",
    "add_names",
    "approve_account",
    "ask_to_reopen",
    "begin_attempt",
    "change_password",
    "close_account",
    "create_account",
    "create_accounts",
    "create_group",
    "create_unit",
    "create_units",
    "end_member",
    "end_role",
    "give_stand_in",
    "grant_role",
    "hand_over",
    "import_days",
    "issue_password",
    "keep_stand_ins",
    "make_token",
    "plant_units",
    "refuse_account",
    "remove_name",
    "set_day",
    "end_attempt",
    "fail_attempt",
    "unlock",
    "watch_units",
    "withdraw_stand_in",
    "withdraw_token",
]
