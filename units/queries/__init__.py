"""Page-shaped reads on units, people and the audit trail, and the matching of names."""

from units.queries.calendar import (
    calendar_warning,
    calendar_year,
    missing_next_year,
    preview,
)
from units.queries.naming import Match, issuer_called, match_names, scope_of
from units.queries.people import (
    account_requests,
    accounts,
    audit_entries,
    grants,
    last_check,
    leaders,
    locks,
    people_of,
    roles_of,
    stand_ins,
    watched_unit_ids,
)
from units.queries.tokens import all_tokens, own_tokens, tokens_of
from units.queries.units import (
    UnitSheet,
    groups,
    office_of,
    unit_list,
    unit_sheet,
    with_subordinates,
)

__all__ = [
    "Match",
    "UnitSheet",
    "account_requests",
    "accounts",
    "all_tokens",
    "audit_entries",
    "calendar_warning",
    "calendar_year",
    "grants",
    "groups",
    "issuer_called",
    "last_check",
    "leaders",
    "locks",
    "match_names",
    "missing_next_year",
    "office_of",
    "own_tokens",
    "people_of",
    "preview",
    "roles_of",
    "scope_of",
    "stand_ins",
    "tokens_of",
    "unit_list",
    "unit_sheet",
    "watched_unit_ids",
    "with_subordinates",
]
