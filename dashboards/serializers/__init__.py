"""What the API of the dashboards takes and says."""

from dashboards.serializers.comparing import (
    LINES,
    CascadeIn,
    CascadeOut,
    IndicatorDetailOut,
    IndicatorOut,
    ResultsIn,
    ResultsOut,
    SuperiorIn,
    SuperiorOut,
)
from dashboards.serializers.overviews import (
    OverviewIn,
    OverviewOut,
    PlanDetailOut,
    SearchIn,
    SearchOut,
    UnitOverviewIn,
    UnitOverviewOut,
)

__all__ = [
    "CascadeIn",
    "CascadeOut",
    "IndicatorDetailOut",
    "IndicatorOut",
    "LINES",
    "OverviewIn",
    "OverviewOut",
    "PlanDetailOut",
    "ResultsIn",
    "ResultsOut",
    "SearchIn",
    "SearchOut",
    "SuperiorIn",
    "SuperiorOut",
    "UnitOverviewIn",
    "UnitOverviewOut",
]
