"""Every act of the API says which scope a token needs for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver
from drf_spectacular.generators import SchemaGenerator

from config import api, scopes
from units.rules import Scope

SAFE = {"get", "head", "options"}


def acts() -> set[str]:
    """Names of the routes that take anything but questions."""
    return {str(each.name) for each in _routes(api.urlpatterns) if _methods(each) - SAFE}


def _routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from _routes(each.url_patterns)


def _methods(route: URLPattern) -> set[str]:
    view: Any = route.callback
    return set(getattr(view, "actions", None) or {m for m in dir(view.cls) if m in METHODS})


METHODS = SAFE | {"post", "put", "patch", "delete"}


def test_a_route_that_nobody_wrote_down_would_be_closed_to_tokens():
    assert acts() - set(scopes.BY_ROUTE) == scopes.FREE


def test_no_scope_is_left_for_an_act_that_is_gone():
    assert set(scopes.BY_ROUTE) - acts() == set()


def test_an_act_has_one_scope_only():
    names = [name for lines in scopes.ACTS.values() for line in lines for name in line.split()]
    assert len(names) == len(set(names))


def test_reading_asks_for_no_more_than_reading():
    assert scopes.scope_of("report-submit", "GET") is Scope.READ
    assert scopes.scope_of("whatever-comes-next", "POST") is None


@pytest.mark.parametrize(
    ("path", "method", "scope"),
    [
        ("/api/v1/reports/", "get", "read"),
        ("/api/v1/reports/{id}/submit/", "post", "report"),
        ("/api/v1/reports/{id}/approve/", "post", "review"),
        ("/api/v1/sheets/", "post", "upload"),
        ("/api/v1/tasks/{id}/dispatch/", "post", "office"),
    ],
)
def test_the_schema_names_the_scope_of_each_act(path, method, scope):
    schema = SchemaGenerator().get_schema(request=None, public=True)
    assert {"token": [scope]} in schema["paths"][path][method]["security"]
