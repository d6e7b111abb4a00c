"""Page-shaped reads: each page gets one frozen dataclass of plain values."""

from dashboards.queries.leader import LeaderOverview, leader_overview, overview_with_course

__all__ = ["LeaderOverview", "leader_overview", "overview_with_course"]
