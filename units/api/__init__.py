from units.api.accounts import AccountRequestViewSet, AccountViewSet, LockViewSet
from units.api.places import CalendarViewSet, GroupViewSet, UnitActViewSet
from units.api.rights import GrantViewSet, StandInViewSet
from units.api.units import JobsView, TokenViewSet, UnitViewSet

__all__ = [
    "AccountRequestViewSet",
    "AccountViewSet",
    "CalendarViewSet",
    "GrantViewSet",
    "GroupViewSet",
    "JobsView",
    "LockViewSet",
    "StandInViewSet",
    "TokenViewSet",
    "UnitActViewSet",
    "UnitViewSet",
]
