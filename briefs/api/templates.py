"""What an office prints in its circulars, for programs of its head."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from briefs import access, services
from briefs.models import CircularTemplate
from briefs.queries.templates import template_of
from briefs.rules.kinds import TEMPLATED, CircularKind
from briefs.serializers import TemplateIn
from core.rest import read
from core.rest.resources import Address
from units.access import require_role
from units.http import ApiRequest
from units.models import Unit
from units.rules import BUSINESS_ROLES, Role


class CircularTemplateView(Address):
    """The office that the person heads; `kind` is `circular` or `brief`."""

    request: ApiRequest

    @extend_schema(operation_id="circular_template", responses=TemplateIn)
    def get(self, request: ApiRequest, kind: str) -> Response:
        """The office's own words; empty ones are the portal's."""
        return Response(_shown(template_of(_own(request), _kind(kind))))

    @extend_schema(operation_id="circular_template_set", request=TemplateIn, responses=TemplateIn)
    def put(self, request: ApiRequest, kind: str) -> Response:
        """For circulars that are drafted from now on."""
        office, wish = _own(request), read(TemplateIn, request)
        act: dict[str, Any] = {"kind": _kind(kind), "by": request.user, "now": timezone.now()}
        kept = services.set_template(office=office, **wish, **act)
        return Response(_shown(kept))


def _own(request: ApiRequest) -> Unit:
    require_role(request.user, *BUSINESS_ROLES)
    return access.own_office(request.user, frozenset({Role.OFFICE_HEAD}))


def _kind(kind: str) -> CircularKind:
    if kind not in {each.value for each in TEMPLATED}:
        raise Http404
    return CircularKind(kind)


def _shown(template: CircularTemplate) -> dict[str, str]:
    names = ("name", "sign", "title", "addressee", "body")
    return {name: getattr(template, name) for name in names}
