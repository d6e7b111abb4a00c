"""Roles, kinds of units, the matching of names and the lives of accounts. Plain Python."""

from units.rules.names import (
    NameKind,
    is_collective,
    likely_kind,
    likely_level,
    may_abbreviate,
    name_key,
    plates,
)
from units.rules.roles import (
    ADMIN_ROLES,
    BUSINESS_ROLES,
    CITY_WIDE_ROLES,
    FIRST_SCREEN_ORDER,
    OFFICE_ROLES,
    UNIT_ROLES,
    Role,
    excluded_by,
)

__all__ = [
    "ADMIN_ROLES",
    "BUSINESS_ROLES",
    "CITY_WIDE_ROLES",
    "FIRST_SCREEN_ORDER",
    "OFFICE_ROLES",
    "UNIT_ROLES",
    "NameKind",
    "Role",
    "excluded_by",
    "is_collective",
    "likely_kind",
    "likely_level",
    "may_abbreviate",
    "name_key",
    "plates",
]
