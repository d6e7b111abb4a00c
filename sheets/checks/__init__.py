"""What becomes of the lines of a sheet."""

from sheets.checks.lines import STORED, Judged, Line, Trouble
from sheets.checks.measurements import MeasurementJudge
from sheets.checks.people import PeopleJudge
from sheets.checks.reports import Claim, ReportJudge
from sheets.checks.units import UnitJudge

__all__ = [
    "STORED",
    "Claim",
    "Judged",
    "Line",
    "MeasurementJudge",
    "PeopleJudge",
    "ReportJudge",
    "Trouble",
    "UnitJudge",
]
