"""What the pages and the workers read about sheets."""

from sheets.queries.bulk import (
    Standing,
    TargetFacts,
    UnitFacts,
    indicator_names,
    known_units,
    names_of_accounts,
    targets_called,
    values_at,
)
from sheets.queries.outcomes import (
    Tally,
    explain,
    lines_of,
    lines_to_save,
    tally,
    unexplained,
    uploads_of,
)
from sheets.queries.owing import (
    CityDate,
    ClosingDate,
    city_dates,
    city_lines,
    closing_dates,
    owed_lines,
)
from sheets.queries.subjects import (
    names_of,
    names_of_others,
    notes_of,
    open_days,
    owed_subjects,
)

__all__ = [
    "CityDate",
    "ClosingDate",
    "Standing",
    "Tally",
    "TargetFacts",
    "UnitFacts",
    "city_dates",
    "city_lines",
    "closing_dates",
    "explain",
    "indicator_names",
    "known_units",
    "lines_of",
    "lines_to_save",
    "names_of",
    "names_of_accounts",
    "names_of_others",
    "notes_of",
    "open_days",
    "owed_lines",
    "owed_subjects",
    "tally",
    "targets_called",
    "unexplained",
    "uploads_of",
    "values_at",
]
