"""Roles and which of them exclude one another."""

from enum import StrEnum


class Role(StrEnum):
    REPORTER = "reporter"
    REVIEWER = "reviewer"
    HEAD = "head"
    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"
    LEADER = "leader"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


UNIT_ROLES = frozenset({Role.REPORTER, Role.REVIEWER, Role.HEAD})
OFFICE_ROLES = frozenset({Role.INSPECTOR, Role.OFFICE_HEAD})
# Who sees every plan: the supervision office and the leaders it works for.
CITY_WIDE_ROLES = OFFICE_ROLES | {Role.LEADER}
BUSINESS_ROLES = UNIT_ROLES | CITY_WIDE_ROLES
# 三员: they exclude one another and every business role (GB/T 22239, 8.1.5; domain: three admins).
ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

# What a person with several roles sees first: whoever must act most comes first.
FIRST_SCREEN_ORDER = (
    Role.LEADER,
    Role.OFFICE_HEAD,
    Role.INSPECTOR,
    Role.REVIEWER,
    Role.REPORTER,
    Role.HEAD,
    Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN,
    Role.AUDITOR,
)


def excluded_by(role: Role, held: set[Role]) -> Role | None:
    """The held role that forbids `role` to the same person, or None."""
    if role in ADMIN_ROLES:
        return next((other for other in sorted(held) if other != role), None)
    return next((other for other in sorted(held) if other in ADMIN_ROLES), None)
