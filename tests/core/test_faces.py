"""What all faces share: where an act comes from, pages of lists, numbers and lamps."""

from decimal import Decimal

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from core import origin
from core.errors import RuleBroken, Stale
from core.paging import page_of


def face_of(path: str, **headers: str) -> str:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(origin.current())

    request = RequestFactory().get(path, REMOTE_ADDR="10.1.2.3", headers=headers)
    return origin.OriginMiddleware(answer)(request).content.decode()


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/reports/", "page 10.1.2.3"), ("/api/v1/plans/", "api 10.1.2.3")],
)
def test_a_request_is_named_by_face_and_address(path: str, expected: str) -> None:
    assert face_of(path) == expected
    assert origin.current() == ""


@pytest.mark.parametrize(
    ("proxies", "address"),
    [(0, "10.1.2.3"), (1, "192.0.2.7"), (2, "198.51.100.1"), (9, "203.0.113.66")],
)
def test_only_as_many_proxies_as_there_are_may_name_an_address(settings, proxies, address) -> None:
    settings.PROXIES = proxies
    asked = {"X-Forwarded-For": "203.0.113.66, 198.51.100.1, 192.0.2.7"}
    assert face_of("/reports/", **asked) == f"page {address}"


def test_an_origin_ends_with_its_block_even_after_an_error() -> None:
    with origin.coming_from("job a"):
        with pytest.raises(ValueError), origin.coming_from("job b"):
            raise ValueError
        assert origin.current() == "job a"
    assert origin.current() == ""


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("", 1), ("x", 1), ("99", 3), ("-1", 3)])
def test_nonsense_asks_for_the_first_or_the_last_page(asked: str, number: int) -> None:
    assert page_of(range(25), QueryDict(f"page={asked}"), size=10).number == number


def test_a_broken_rule_carries_its_sentence() -> None:
    assert str(RuleBroken("Send it again.")) == "Send it again."
    assert isinstance(Stale("x"), RuleBroken)


def render(template: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/{query}")
    return Template(template).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("value", "text"),
    [("12.50", "12.5"), ("100", "100"), ("1E+3", "1000"), ("0.00", "0"), ("-0.25", "-0.25")],
)
def test_numbers_are_shown_as_people_write_them(value: str, text: str) -> None:
    assert render("{{ value|number }}", value=Decimal(value)) == text


def test_a_missing_number_is_a_dash() -> None:
    assert render("{{ value|number }}", value=None) == "—"


def test_a_lamp_has_a_colour_a_shape_and_a_word(settings) -> None:
    settings.LANGUAGE_CODE = "en"
    red = render("{% lamp 'red' %}")
    assert "lamp-red" in red and "bi-octagon-fill" in red and "far behind" in red


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "?page=2"),
        ("?unit=3&page=9", "?unit=3&amp;page=2"),
        ("?unit=3&unit=4", "?unit=3&amp;unit=4&amp;page=2"),
        ("?q=%26%3Cb%3E", "?q=%26%3Cb%3E&amp;page=2"),
    ],
)
def test_one_parameter_of_the_address_changes(query: str, expected: str) -> None:
    assert render("{% with_query page=2 %}", query) == expected


def test_a_parameter_can_be_taken_away() -> None:
    assert render("{% with_query page=None %}", "?page=2&unit=3") == "?unit=3"
