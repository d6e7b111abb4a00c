"""A plan or a draft beside the plan that it implements, as pages."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from core.calendar import end_of
from core.models import AuditEntry
from indicators.models import Amendment, AmendmentState
from intake import services
from intake.models import Draft
from intake.services.drafts import keep_reading
from intake.services.superior import choose_superior
from plans.models import Plan
from tests import make
from tests.intake import sample
from units.models import UnitKind, UnitLevel

ABOVE = "岚州省科技创新行动计划"


@pytest.fixture
def above(city):
    """The province promises 500 enterprises and 60 stations by the end of 2026."""
    province = make.unit("岚州省政府", kind=UnitKind.GOVERNMENT, level=UnitLevel.PROVINCE)
    plan = make.plan(province, title=ABOVE)
    make.target(plan, name="高新技术企业", value=Decimal(500))
    make.target(plan, name="院士工作站", value=Decimal(60))
    return plan


@pytest.fixture
def ours(city, north, above):
    """The city promises 200 enterprises half a year sooner, and something of its own."""
    plan = make.plan(city, based_on=[f"《{ABOVE}》"])
    plan.superior_plans.add(above)
    make.target(plan, north, name="全市高新技术企业数量", due_on=date(2026, 6, 30))
    make.target(plan, north, name="众创空间")
    return plan


@pytest.fixture
def draft(city, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = sample.draft(city, now)
    found.reading = found.reading | {"based_on": [ABOVE, "岚州省数字经济规划"]}
    found.save(update_fields=["reading"])
    return found


def page(client, user, plan, **query):
    client.force_login(user)
    return client.get(reverse("dashboards:superior", args=[plan.pk]), query)


def names(response):
    return [
        (line.kind.kind, (line.superior or line.ours).name)
        for line in response.context["page"].object_list
    ]


def test_each_promise_of_the_superior_is_shown_with_what_became_of_it(client, anna, ours):
    assert names(page(client, anna, ours)) == [
        ("share", "高新技术企业"),
        ("missing", "院士工作站"),
        ("new", "众创空间"),
    ]


def test_a_filter_in_the_address_shows_one_kind_and_the_counts_stay(client, anna, ours):
    response = page(client, anna, ours, kind="missing")
    assert names(response) == [("missing", "院士工作站")]
    counts = {kind.kind: kind.count for kind in response.context["sheet"].kinds}
    assert (counts["missing"], counts["new"], sum(counts.values())) == (1, 1, 3)


@pytest.mark.parametrize("query", [{"kind": "nonsense"}, {"superior": "x"}, {"superior": "999"}])
def test_nonsense_in_the_address_is_ignored(client, anna, ours, query):
    assert len(names(page(client, anna, ours, **query))) == 3


def test_both_halves_open_their_places_in_their_sources(client, anna, above, ours):
    text = page(client, anna, ours).content.decode()
    for plan in (above, ours):
        assert reverse("dashboards:source", args=[plan.pk]) + "?mark=7-18#mark" in text


def test_the_size_of_a_difference_is_told_in_words(client, anna, above, ours):
    above.targets.filter(value=500).update(value=Decimal(160))
    with translation.override("zh-hans"):
        [line, *_others] = page(client, anna, ours).context["page"].object_list
    assert (line.kind.kind, line.difference) == ("raised", "高25%，早6个月")


def test_an_earlier_day_has_the_numbers_and_dates_that_were_promised_then(
    client, anna, ines, lena, ours, above
):
    amended = above.targets.get(value=500)
    day = timezone.localdate() - timedelta(days=1)
    Amendment.objects.create(
        target=amended,
        state=AmendmentState.APPLIED,
        old_value=Decimal(160),
        new_value=amended.value,
        old_due_on=amended.due_on,
        new_due_on=amended.due_on,
        doc_number="岚政发〔2026〕9号",
        reason="口径调整",
        requested_by=ines,
        requested_at=end_of(day),
        decided_by=lena,
        decided_at=end_of(day),
    )
    assert names(page(client, anna, ours))[0] == ("share", "高新技术企业")
    assert names(page(client, anna, ours, as_of=day))[0] == ("raised", "高新技术企业")
    address = reverse("dashboards:superior-csv", args=[ours.pk])
    for query, kind in (({}, "或为分解数"), ({"as_of": day}, "加码")):
        with translation.override("zh-hans"):
            told = b"".join(client.get(address, query).streaming_content).decode()
        assert kind in told


def test_an_earlier_day_is_said_and_kept_and_nothing_is_decided_on_it(client, ines, ours):
    day = timezone.localdate() - timedelta(days=1)
    shown = page(client, ines, ours, as_of=day).content.decode().split("<main")[1]
    assert f'name="as_of" value="{day}"' in shown
    links = re.findall(r'href="(/(?:plans|targets|tasks)/\d+/[^"]*)"', shown)
    assert links
    assert not [link for link in links if f"as_of={day}" not in link]
    link_address = reverse("dashboards:link_superior", args=[ours.pk])
    assert link_address not in shown
    assert link_address in page(client, ines, ours).content.decode()


def test_what_was_published_later_was_not_promised_on_an_earlier_day(client, ines, ours, above):
    day = timezone.localdate() - timedelta(days=1)
    Plan.objects.filter(pk=above.pk).update(published_at=end_of(day))
    assert page(client, ines, ours).context["sheet"].superior == above
    assert page(client, ines, ours, as_of=day).context["sheet"].superior is None


def test_the_plan_leads_to_the_comparison_where_it_cites_one(client, anna, ours, plan):
    address = reverse("dashboards:superior", args=[ours.pk])
    client.force_login(anna)
    assert address in client.get(reverse("dashboards:plan", args=[ours.pk])).content.decode()
    other = client.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()
    assert reverse("dashboards:superior", args=[plan.pk]) not in other


def test_the_office_links_and_unlinks_a_superior_plan(client, ines, ours, above):
    address = reverse("dashboards:link_superior", args=[ours.pk])
    client.force_login(ines)
    client.post(address, {"superior": above.pk, "unlink": "1"})
    assert not ours.superior_plans.exists()
    client.post(address, {"superior": above.pk})
    assert list(ours.superior_plans.all()) == [above]
    verbs = AuditEntry.objects.filter(verb__startswith="plan.superior").order_by("pk")
    assert [e.verb for e in verbs] == ["plan.superior_unlinked", "plan.superior_linked"]


def test_the_office_names_a_plan_that_the_document_does_not_cite(client, ines, plan, above):
    client.force_login(ines)
    assert page(client, ines, plan).context["sheet"].cited == ()
    client.post(reverse("dashboards:link_superior", args=[plan.pk]), {"superior": above.pk})
    assert page(client, ines, plan).context["sheet"].superior == above


def test_a_choice_of_nothing_is_answered_with_a_sentence(client, ines, plan):
    client.force_login(ines)
    address = reverse("dashboards:link_superior", args=[plan.pk])
    assert b'class="error"' in client.post(address, {"superior": ""}, follow=True).content


def test_a_plan_cannot_stand_above_itself(client, ines, ours):
    client.force_login(ines)
    address = reverse("dashboards:link_superior", args=[ours.pk])
    client.post(address, {"superior": ours.pk})
    assert ours not in ours.superior_plans.all()


def test_only_the_office_decides(client, lena, ours, above):
    client.force_login(lena)
    address = reverse("dashboards:link_superior", args=[ours.pk])
    assert client.post(address, {"superior": above.pk, "unlink": "1"}).status_code == 404
    assert ours.superior_plans.exists()


def test_a_draft_stands_beside_the_plan_whose_title_it_cites(client, ines, draft, above):
    client.force_login(ines)
    response = client.get(reverse("dashboards:draft_superior", args=[draft.document_id]))
    assert response.context["sheet"].superior == above
    assert ("missing", "院士工作站") in names(response)
    assert ("new", "农村电商年销售额") in names(response)


@pytest.mark.parametrize("nonsense", [{"value": "NaN"}, {"indicator": None}, {"op": "range"}])
def test_a_draft_that_cannot_be_published_yet_is_compared_all_the_same(
    client, ines, draft, above, nonsense
):
    first, *others = draft.reading["targets"]
    draft.reading["targets"] = [first | nonsense, *others]
    draft.save(update_fields=["reading"])
    client.force_login(ines)
    response = client.get(reverse("dashboards:draft_superior", args=[draft.document_id]))
    assert ("new", "农村电商年销售额") in names(response)


def test_an_official_says_that_the_portal_has_not_the_plan(client, ines, draft, above):
    client.force_login(ines)
    address = reverse("dashboards:choose_superior", args=[draft.document_id])
    client.post(address, {"cited": ABOVE, "superior": ""})
    response = client.get(reverse("dashboards:draft_superior", args=[draft.document_id]))
    assert response.context["sheet"].superior is None
    assert [(each.plan, each.decided) for each in response.context["sheet"].cited][0] == (
        None,
        True,
    )


@pytest.mark.parametrize("cited", ["", "无人引用的规划", "长" * 999, "\x00"])
def test_a_title_that_is_not_cited_cannot_be_chosen(client, ines, draft, above, cited):
    client.force_login(ines)
    address = reverse("dashboards:choose_superior", args=[draft.document_id])
    response = client.post(address, {"cited": cited, "superior": above.pk})
    assert response.status_code == 302
    assert not draft.superior_choices.exists()


def test_what_was_chosen_stands_above_the_plan_that_the_draft_becomes(draft, ines, above, now):
    cited = "岚州省数字经济规划"
    for title, pk in ((ABOVE, None), (cited, above.pk)):
        choose_superior(draft_id=draft.pk, cited=title, plan_id=pk, by=ines, now=now)
    plan = published(draft, ines, now)
    assert list(plan.superior_plans.all()) == [above]
    assert AuditEntry.objects.filter(verb="draft.superior_chosen").count() == 2


def test_a_certain_title_needs_no_choice(draft, ines, above, now):
    assert list(published(draft, ines, now).superior_plans.all()) == [above]


def test_another_reading_keeps_what_was_chosen(draft, ines, above, now):
    choose_superior(draft_id=draft.pk, cited=ABOVE, plan_id=None, by=ines, now=now)
    keep_reading(draft.document, reading=draft.reading)
    draft = Draft.objects.get(pk=draft.pk)
    assert [choice.plan for choice in draft.superior_choices.all()] == [None]


def published(draft, by, now) -> Plan:
    choices = {
        name: services.UnitChoice(services.CREATE)
        for task in draft.reading["tasks"]
        for name in [*task["lead_units"], *task["assist_units"]]
    }
    draft.refresh_from_db()
    return services.publish_draft(
        draft_id=draft.pk, revision=draft.revision, unit_choices=choices, by=by, now=now
    )


@pytest.mark.parametrize("times", [1, 10])
def test_the_comparison_costs_the_same_for_every_size(
    client, anna, ours, above, north, times, django_assert_num_queries
):
    for number in range(times):
        make.target(above, name=f"指标{number}")
        make.task(ours, north, title=f"事项{number}")
        make.plan(ours.issuer, title=f"方案{number}")
    client.force_login(anna)
    with django_assert_num_queries(13):
        assert client.get(reverse("dashboards:superior", args=[ours.pk])).status_code == 200


@pytest.mark.parametrize("times", [1, 10])
def test_the_comparison_of_a_draft_costs_the_same_for_every_size(
    client, ines, draft, above, times, django_assert_num_queries
):
    for number in range(times):
        make.target(above, name=f"指标{number}")
    client.force_login(ines)
    with django_assert_num_queries(11):
        client.get(reverse("dashboards:draft_superior", args=[draft.document_id]))
