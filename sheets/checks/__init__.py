"""What becomes of the lines of a sheet."""

from sheets.checks.contents import content_of, texts
from sheets.checks.lines import STORED, Judged, Line, Trouble
from sheets.checks.reports import Claim, ReportJudge

__all__ = ["STORED", "Claim", "Judged", "Line", "ReportJudge", "Trouble", "content_of", "texts"]
