"""Units, people and their rights."""

from units.models.accounts import (
    AccountRequest,
    Guarded,
    RequestState,
    RoleWish,
    SignInCount,
)
from units.models.people import (
    Membership,
    MembershipQuerySet,
    RoleChoice,
    StandIn,
    StandInQuerySet,
    StandInState,
    User,
    UserManager,
)
from units.models.tokens import ScopeChoice, Token, TokenQuerySet
from units.models.units import (
    GroupMember,
    NameKindChoice,
    Unit,
    UnitGroup,
    UnitKind,
    UnitLevel,
    UnitName,
    UnitNameQuerySet,
    UnitQuerySet,
)

__all__ = [
    "AccountRequest",
    "GroupMember",
    "Guarded",
    "Membership",
    "MembershipQuerySet",
    "NameKindChoice",
    "RequestState",
    "RoleChoice",
    "RoleWish",
    "ScopeChoice",
    "SignInCount",
    "StandIn",
    "StandInQuerySet",
    "StandInState",
    "Token",
    "TokenQuerySet",
    "Unit",
    "UnitGroup",
    "UnitKind",
    "UnitLevel",
    "UnitName",
    "UnitNameQuerySet",
    "UnitQuerySet",
    "User",
    "UserManager",
]
