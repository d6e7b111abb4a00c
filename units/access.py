"""The only doors to units, people and rights for a user."""

from django.http import Http404

from units import rules
from units.models import Unit, UnitQuerySet, User
from units.rules import Role

KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


def visible_units(user: User) -> UnitQuerySet:
    """Everybody who works in the portal may know which units there are; auditors need not."""
    if user.has_role(rules.BUSINESS_ROLES | KEEPERS):
        return Unit.objects.all()
    return Unit.objects.none()


def require_role(user: User, *roles: Role) -> None:
    """Raises Http404 unless the person holds one of the roles: a page that is not theirs is none."""
    if not user.has_role(roles):
        raise Http404
