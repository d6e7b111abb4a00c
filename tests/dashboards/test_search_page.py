"""The page of the search."""

import pytest
from django.urls import reverse

from tests.dashboards import city as small_city

SEARCH = reverse("dashboards:search")


def found(client, words, **query):
    return client.get(SEARCH, {"q": words, **query})


@pytest.fixture
def live(plan, north, south, vera):
    small_city.fill(plan, north, south, vera)
    return plan


def test_words_of_every_kind_are_found(client, live, lena):
    client.force_login(lena)
    page = found(client, "企业")
    assert [hits.kind for hits in page.context["answer"].kinds] == ["target", "task"]
