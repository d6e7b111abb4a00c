"""What people do not want letters about."""

from notices import access
from notices.rules import Matter, Party
from units.models import User
from units.rules import Role

# Others are only told what they must do themselves.
TOLD_BESIDE = frozenset(Role(party.value) for party in Party if party is not Party.HOLDER)


def muted(user: User) -> list[Matter]:
    """In the order of the matters."""
    held = set(access.own_mutes(user).values_list("matter", flat=True))
    return [matter for matter in Matter if matter.value in held]


def is_told_beside(user: User) -> bool:
    """Whether the person is ever told what others must do."""
    return user.has_role(TOLD_BESIDE)
