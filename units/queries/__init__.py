"""Page-shaped reads on units, people and the audit trail, and the matching of names."""

from units.queries.naming import Match, issuer_called, match_names, scope_of
from units.queries.people import accounts, audit_entries, grants
from units.queries.units import UnitSheet, groups, unit_list, unit_sheet

__all__ = [
    "Match",
    "UnitSheet",
    "accounts",
    "audit_entries",
    "grants",
    "groups",
    "issuer_called",
    "match_names",
    "scope_of",
    "unit_list",
    "unit_sheet",
]
