"""The pages of circulars, as those see them who may."""

import pytest
from django.urls import reverse

from briefs.models import Circular
from briefs.rules.states import CircularVerb
from tests.briefs.steps import issue, step

pytestmark = pytest.mark.django_db


def address(name, circular, *more):
    return reverse(f"briefs:{name}", args=[circular.pk, *more])


def test_units_see_only_what_was_issued(client, circular, anna, ines, otto, now):
    client.force_login(anna)
    assert client.get(address("circular", circular)).status_code == 404
    issue(circular, ines, otto, now=now)
    page = client.get(address("circular", circular)).content.decode()
    assert circular.title in page


def test_administrators_see_none(client, circular, sam):
    client.force_login(sam)
    for where in (reverse("briefs:circulars"), address("circular", circular)):
        assert client.get(where).status_code in (403, 404)


def test_every_number_of_the_text_opens_its_list(client, circular, ines, behind):
    client.force_login(ines)
    where = address("figure", circular, "counted.behind")
    assert where in client.get(address("circular", circular)).content.decode()
    assert reverse("dashboards:target", args=[behind.pk]) in client.get(where).content.decode()
    assert client.get(address("figure", circular, "nonsense")).status_code == 404


def test_an_inspector_drafts_and_changes_a_circular(client, behind, report, ines, otto):
    client.force_login(ines)
    wish = {"kind": "circular", "plan": "", "known_on": "2026-10-13"}
    made = client.post(reverse("briefs:draft"), wish)
    circular = Circular.objects.get()
    assert made.url == address("circular", circular)
    words = {"revision": 0, "title": "通报", "addressee": "各单位：", "body": "有9项滞后。"}
    refused = client.post(address("edit", circular), words)
    assert refused.status_code == 422
    assert "数字9是手工输入的" in refused.content.decode()
    words |= {"body": "有{counted.behind}项滞后。", "copies": "市委办公室"}
    shown = client.post(address("edit", circular), {**words, "preview": "1"})
    assert ">1</a>项滞后。" in shown.content.decode()
    assert "抄送：市委办公室。" in shown.content.decode()
    assert client.post(address("edit", circular), words).status_code == 302
    assert "抄送：市委办公室。" in client.get(address("circular", circular)).content.decode()


def test_nonsense_drafts_nothing(client, plan, ines, otto):
    client.force_login(ines)
    for day in ("2026-13-40", "", "2999-01-01", "2000-01-01"):
        wish = {"kind": "circular", "plan": "7x", "known_on": day}
        assert client.post(reverse("briefs:draft"), wish).status_code == 422


def test_a_step_that_is_refused_says_why(client, circular, otto, now):
    step(circular, CircularVerb.SUBMIT, otto, now=now)
    client.force_login(otto)
    answer = client.post(address("approve", circular), {"revision": circular.revision + 1})
    assert answer.status_code == 422


def test_the_document_is_the_file_that_was_kept(client, circular, ines, otto, now):
    client.force_login(ines)
    assert client.get(address("paper", circular)).content[:2] == b"PK"
    issued = issue(circular, ines, otto, now=now)
    kept = b"".join(client.get(address("paper", circular)).streaming_content)
    assert kept == issued.file.read()


def test_the_template_of_the_office_is_data(client, circular, otto):
    client.force_login(otto)
    where = reverse("briefs:template", args=["circular"])
    words = {"name": "云岭督查", "sign": "督", "title": "", "addressee": ""}
    refused = client.post(where, {**words, "body": "共{no.such}项。"})
    assert refused.status_code == 422
    assert client.post(where, {**words, "body": "共{counted.listed}项。"}).status_code == 302
    assert "云岭督查" in client.get(where).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_asks_the_same_number_of_queries(
    client, circular, ines, number, django_assert_max_num_queries
):
    for _each in range(number):
        circular.pk = None
        circular.save(force_insert=True)
    client.force_login(ines)
    with django_assert_max_num_queries(9):
        assert client.get(reverse("briefs:circulars"), {"page": 10**9}).status_code == 200


def test_the_sheet_names_its_annexes_in_chinese_whoever_looks(client, circular, ines):
    client.force_login(ines)
    page = client.get(address("circular", circular), headers={"accept-language": "en"})
    assert ">附件：</p>" in page.content.decode()
