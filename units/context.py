"""What the frame of every page needs: the way to the pages that this person may use."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from units import rules
from units.models import User
from units.rules import Role

Words = str | Promise


@dataclass(frozen=True)
class Entry:
    """A link of the navigation; shown to those who hold one of `roles`.

    What is `rare` is needed a few times a year; it folds away where somebody has many entries.
    """

    url_name: str
    label: Words
    roles: frozenset[Role]
    rare: bool = False


# So many entries are read at a glance; more of them fold what is rare.
AT_A_GLANCE = 8


ENTRIES = (
    Entry("dashboards:leader", _("Overview"), rules.CITY_WIDE_ROLES),
    Entry("dashboards:inbox", _("To do"), rules.OFFICE_ROLES),
    Entry("dashboards:office", _("Office"), rules.OFFICE_ROLES),
    Entry("dashboards:unit", _("My unit"), rules.UNIT_ROLES),
    Entry("reports:mine", _("To report"), frozenset({Role.REPORTER})),
    Entry("reports:review", _("To review"), frozenset({Role.REVIEWER})),
    Entry("tasks:to-receive", _("To receive"), frozenset({Role.REPORTER, Role.REVIEWER})),
    Entry("reports:office-review", _("To adopt"), rules.OFFICE_ROLES),
    Entry("tasks:office", _("Tasks"), rules.CITY_WIDE_ROLES),
    Entry("sheets:index", _("Excel"), frozenset({Role.REPORTER})),
    Entry("sheets:office", _("Sheets"), rules.OFFICE_ROLES | {Role.SYSTEM_ADMIN}, rare=True),
    Entry("dashboards:plans", _("Plans"), rules.BUSINESS_ROLES),
    Entry("intake:index", _("Read in"), rules.OFFICE_ROLES),
    Entry("notices:board", _("Chasing"), rules.OFFICE_ROLES),
    Entry("slips:list", _("Slips"), rules.BUSINESS_ROLES, rare=True),
    Entry("instructions:list", _("Instructions"), rules.CITY_WIDE_ROLES, rare=True),
    Entry("briefs:circulars", _("Circulars"), rules.BUSINESS_ROLES, rare=True),
    Entry(
        "units:list",
        _("Units"),
        rules.CITY_WIDE_ROLES | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN},
        rare=True,
    ),
    Entry("units:accounts", _("Accounts"), frozenset({Role.SYSTEM_ADMIN})),
    Entry("units:grants", _("Rights"), frozenset({Role.SECURITY_ADMIN})),
    Entry("units:requests", _("Requests"), frozenset({Role.SECURITY_ADMIN})),
    Entry(
        "units:stand-ins",
        _("Stand-ins"),
        frozenset({Role.HEAD, Role.OFFICE_HEAD, Role.SECURITY_ADMIN}),
        rare=True,
    ),
    Entry("units:calendar", _("Calendar"), rules.OFFICE_ROLES | {Role.SYSTEM_ADMIN}, rare=True),
    Entry("units:jobs", _("Jobs"), rules.OFFICE_ROLES | {Role.SYSTEM_ADMIN}, rare=True),
    Entry("units:audit", _("Audit trail"), frozenset({Role.AUDITOR})),
)

FIRST_SCREENS = {
    Role.LEADER: "dashboards:leader",
    Role.OFFICE_HEAD: "dashboards:office",
    Role.INSPECTOR: "dashboards:inbox",
    Role.REVIEWER: "reports:review",
    Role.REPORTER: "reports:mine",
    Role.HEAD: "dashboards:unit",
    Role.SYSTEM_ADMIN: "units:accounts",
    Role.SECURITY_ADMIN: "units:grants",
    Role.AUDITOR: "units:audit",
}


def first_screen(user: User) -> str | None:
    """The URL name of what this person must act on first; None for somebody without a role."""
    role = next((role for role in rules.FIRST_SCREEN_ORDER if role in user.roles), None)
    return FIRST_SCREENS[role] if role else None


def navigation(request: HttpRequest) -> dict[str, object]:
    shown, folded = entries_for(request.user) if isinstance(request.user, User) else ([], [])
    searches = isinstance(request.user, User) and request.user.has_role(rules.BUSINESS_ROLES)
    return {
        "navigation": shown,
        "navigation_more": folded,
        "searches": searches,
        "demo": settings.DEMO,
    }


def entries_for(user: User) -> tuple[list[Entry], list[Entry]]:
    """What stands in the navigation, and what is folded behind it."""
    mine = [entry for entry in ENTRIES if user.has_role(entry.roles)]
    if len(mine) <= AT_A_GLANCE:
        return mine, []
    return [e for e in mine if not e.rare], [e for e in mine if e.rare]
