"""Circulars for programs: the same verbs by the same services."""

import pytest
from rest_framework.test import APIClient

from briefs.models import Circular
from tests.briefs.steps import issue

pytestmark = pytest.mark.django_db
LIST = "/api/v1/circulars/"
TEMPLATE = "/api/v1/circular-templates/circular/"


@pytest.fixture
def client_of():
    def client(user):
        made = APIClient()
        made.force_authenticate(user)
        return made

    return client


def test_a_program_takes_a_circular_through_its_life(client_of, circular, ines, otto):
    office, head = client_of(ines), client_of(otto)
    wish = {"kind": "circular", "plan": None, "known_on": "2026-10-13"}
    made = office.post(LIST, wish, format="json").json()
    place = f"{LIST}{made['id']}/"
    words = {name: made[name] for name in ("title", "addressee", "revision")}
    typed = office.post(f"{place}save/", {**words, "body": "有9项。"}, format="json")
    assert typed.json()["errors"][0]["pointer"] == "#/body"
    body = {**words, "body": made["body"], "copies": "市委办公室"}
    assert office.post(f"{place}save/", body, format="json").json()["copies"] == "市委办公室"
    for step, who in (("submit", office), ("approve", head), ("issue", office)):
        revision = Circular.objects.get(pk=made["id"]).revision
        answer = who.post(f"{place}{step}/", {"revision": revision}, format="json")
        assert answer.status_code == 200, answer.json()
    assert answer.json()["file_sha256"]
    assert b"".join(office.get(f"{place}document/").streaming_content)[:2] == b"PK"


def test_figures_name_their_queries(client_of, circular, ines):
    figures = client_of(ines).get(f"{LIST}{circular.pk}/").json()["figures"]
    one = next(figure for figure in figures if figure["name"] == "counted.behind")
    assert (one["value"], one["rows"]) == (1, 1)
    assert one["arguments"]["known_on"] == "2026-10-13"


def test_units_see_what_was_issued(client_of, circular, anna, ines, otto, now):
    assert client_of(anna).get(LIST).json()["results"] == []
    issue(circular, ines, otto, now=now)
    assert len(client_of(anna).get(LIST).json()["results"]) == 1
    step = {"revision": 3}
    assert client_of(anna).post(f"{LIST}{circular.pk}/issue/", step).status_code == 403


def test_the_head_sets_the_template(client_of, circular, otto, ines):
    head = client_of(otto)
    assert head.put(TEMPLATE, {"body": "共7项。"}, format="json").status_code == 400
    kept = head.put(TEMPLATE, {"sign": "督"}, format="json")
    assert kept.json()["sign"] == head.get(TEMPLATE).json()["sign"] == "督"
    assert client_of(ines).get(TEMPLATE).status_code == 403
