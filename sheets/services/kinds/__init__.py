"""What is done with each kind of sheet: where its lines come from, who judges them, who saves."""

from sheets.models import Kind, Sheet
from sheets.services.kinds import measurements, people, reports, units
from sheets.services.kinds.handling import Handling, Judge

KINDS: dict[Kind, Handling] = {
    Kind.REPORTS: reports.HANDLING,
    Kind.CITY: reports.HANDLING,
    Kind.MEASUREMENTS: measurements.HANDLING,
    Kind.UNITS: units.HANDLING,
    Kind.PEOPLE: people.HANDLING,
}

__all__ = ["KINDS", "Handling", "Judge", "handling_of"]


def handling_of(sheet: Sheet) -> Handling:
    return KINDS[Kind(sheet.kind)]
