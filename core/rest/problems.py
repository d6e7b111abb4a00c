"""Errors of the API as problems (RFC 9457), in the language of whoever asked.

A problem names its kind by an address that explains it, says in `detail` what happened this time,
and points in `errors` at every field or parameter that is wrong.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.settings import api_settings

from core.errors import Invalid, RuleBroken, Stale
from core.rest.kinds import KINDS, Kind

MEDIA_TYPE = "application/problem+json"
# Where the kinds are explained, for people.
PAGE = "/api/problems/"
Place = tuple[str | int, ...]


class BadParameter(exceptions.ValidationError):
    """What the address asks for makes no sense; of a body it would be ValidationError."""


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too_large"


class ChangedMeanwhile(exceptions.APIException):
    """What If-Match names is no longer how things are."""

    status_code = 412
    default_code = "changed_meanwhile"


class KeyReused(exceptions.APIException):
    """An Idempotency-Key came before with another request."""

    status_code = 422
    default_code = "key_reused"


class InProgress(exceptions.APIException):
    """The same request is being carried out at this moment."""

    status_code = 409
    default_code = "in_progress"
    wait = 1


@dataclass(frozen=True)
class Problem:
    """What is told; `extra` are members beyond those of the RFC."""

    kind: Kind
    detail: str = ""
    status: int = 0
    errors: tuple[Mapping[str, str], ...] = ()
    extra: Mapping[str, Any] | None = None

    def body(self, request: HttpRequest) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": f"{PAGE}#{self.kind.slug}",
            "title": str(self.kind.title),
            "status": self.status or self.kind.status,
            "detail": self.detail or str(self.kind.what),
            "instance": escape_uri_path(request.path),
        }
        return (
            told | ({"errors": list(self.errors)} if self.errors else {}) | dict(self.extra or {})
        )

    def answer(self, request: HttpRequest) -> HttpResponse:
        """As JSON, whatever the client would rather have: there is no other form."""
        body = json.dumps(self.body(request), ensure_ascii=False)
        return HttpResponse(body, MEDIA_TYPE, self.status or self.kind.status)


def explain(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The answer to what a view raised; None for a fault of ours, which Django logs and tells."""
    request = context["request"]
    problem = _problem(error, request)
    if problem is None:
        return None
    answer = problem.answer(request)
    if header := getattr(error, "auth_header", None):
        answer["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        answer["Retry-After"] = str(ceil(wait))
    return answer


def _problem(error: Exception, request: Any) -> Problem | None:
    if isinstance(error, Stale) and "If-Match" in request.headers:
        return Problem(KINDS["changed_meanwhile"])
    if isinstance(error, Invalid):
        return invalid(error.faults)
    if isinstance(error, RuleBroken):
        return Problem(KINDS["stale" if isinstance(error, Stale) else "rule_broken"], str(error))
    if isinstance(error, Http404):
        return Problem(KINDS["not_found"])
    if isinstance(error, PermissionDenied):
        return Problem(KINDS["permission_denied"])
    if isinstance(error, exceptions.ValidationError):
        in_address = isinstance(error, BadParameter) or request.method in SAFE_METHODS
        return invalid(error.detail, in_address=in_address)
    if isinstance(error, exceptions.APIException):
        return Problem(_kind(error), _detail(error), error.status_code, (), _extra(error))
    return None


def invalid(told: Any, *, in_address: bool = False, **extra: Any) -> Problem:
    """Each sentence of a tree of errors, with the place that it is about."""
    errors = tuple(_errors(told, in_address=in_address))
    one = errors[0]["detail"] if len(errors) == 1 else ""
    return Problem(KINDS["invalid"], one, 0, errors, extra)


def _errors(told: Any, *, in_address: bool) -> Iterator[dict[str, str]]:
    for place, sentence in _leaves(told):
        about = (
            {"parameter": str(place[0])} if in_address and place else {"pointer": _pointer(place)}
        )
        yield about | {"code": getattr(sentence, "code", "invalid"), "detail": str(sentence)}


def _leaves(told: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(told, Mapping):
        for name, value in told.items():
            whole = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from _leaves(value, place if whole else (*place, name))
    elif isinstance(told, list | tuple):
        for number, value in enumerate(told):
            # Lines of a list are told one by one, sentences about one thing side by side.
            line = isinstance(value, Mapping | list)
            yield from _leaves(value, (*place, number) if line else place)
    else:
        yield place, told


def _pointer(place: Place) -> str:
    """RFC 6901 as a fragment: `#/reports/3/percent`, `#` for the whole."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in place)
    return "#" + "".join(f"/{step}" for step in steps)


def _kind(error: exceptions.APIException) -> Kind:
    # Django REST framework says it in these words, and in no other way.
    if str(error.detail).startswith("CSRF Failed"):
        return KINDS["csrf_failed"]
    return KINDS.get(error.default_code, KINDS["error"])


def _detail(error: exceptions.APIException) -> str:
    """What is said about this very case, where anything is."""
    if isinstance(error, exceptions.Throttled):
        wait = {"wait": ceil(getattr(error, "wait", None) or 1)}
        return _("Too many requests. Ask again in %(wait)s seconds.") % wait
    plain = isinstance(error, exceptions.MethodNotAllowed | exceptions.UnsupportedMediaType)
    if plain or _kind(error).slug == "csrf-failed":
        return ""
    said = str(error.detail)
    return "" if said == str(error.default_detail) else said


def _extra(error: exceptions.APIException) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(error, "extra", {})
    return found
