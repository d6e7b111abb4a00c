"""Verbs on units and their names, on people and their rights, and on the working calendar."""

from units.services.accounts import (
    change_password,
    create_account,
    issue_token,
    set_account_active,
    withdraw_token,
)
from units.services.groups import add_member, create_group, end_member
from units.services.naming import NewUnit, add_name, create_unit, create_units, remove_name
from units.services.rights import end_role, grant_role

__all__ = [
    "NewUnit",
    "add_member",
    "add_name",
    "change_password",
    "create_account",
    "create_group",
    "create_unit",
    "create_units",
    "end_member",
    "end_role",
    "grant_role",
    "issue_token",
    "remove_name",
    "set_account_active",
    "withdraw_token",
]
