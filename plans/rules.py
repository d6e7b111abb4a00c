"""The life of a plan. Plain Python."""

from enum import StrEnum


class PlanState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"
    ARCHIVED = "archived"
