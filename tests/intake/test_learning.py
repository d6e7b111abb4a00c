"""What corrections teach: words with their places, offered to people, used once accepted."""

from functools import cache

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEntry
from intake import rules, services
from intake.models import Document, Draft, OfficeRule, RuleState
from intake.reader import read_text
from intake.reader.vocabulary import with_words
from intake.rules.learning import LessonKind, is_sane, lessons
from intake.services.learning import (
    accept_rule,
    decline_rule,
    propose_rules,
    reader_environment,
    withdraw_rule,
)
from units.models import UnitName

TEXT = """云岭市乡村道路提升行动方案(2026—2028年)

一、主要目标

到2028年,完成农村公路改造120公里,实施养护工程18标段。

二、重点任务

(一)改造农村公路
分批改造破损路段,完善安保设施。
包抓单位:市科技局、市民政局
挂钩单位:市财政局、市发改局

(二)完善客运网络
优化线路,增开班次。
包抓单位:市财政局
"""


@cache
def _reading():
    return read_text(TEXT).as_json()


@pytest.fixture
def reading():
    return _reading()


def task_id(reading, number):
    return reading["tasks"][number]["id"]


def corrected_task(reading, number=0, corrections=None, **fields):
    task = reading["tasks"][number]
    whole = {name: task[name] for name in rules.FIELDS["tasks"]} | fields
    return rules.with_item(corrections or {}, reading, "tasks", task["id"], whole)


def added_target(reading, words, corrections=None, **fields):
    at = reading["text"].index(words)
    blank = dict.fromkeys(rules.FIELDS["targets"]) | {"op": "at_least", "indicator": "养护工程"}
    place = {"quote": words, "start": at, "end": at + len(words)}
    item = blank | fields | place
    return rules.with_new_item(corrections or {}, "targets", item)[0]


def learned(reading, corrections):
    found = lessons(reading, corrections)
    for lesson in found:
        assert reading["text"][lesson.start : lesson.end] == lesson.text
    return [(lesson.kind, lesson.text, lesson.meaning) for lesson in found]


# --- What is learned ------------------------------------------------------------------------------


def test_labels_in_front_of_units_that_an_official_named(reading):
    corrections = corrected_task(
        reading, lead_units=["市科技局", "市民政局"], assist_units=["市财政局", "市发改局"]
    )
    assert learned(reading, corrections) == [
        (LessonKind.LABEL, "包抓单位", "lead"),
        (LessonKind.LABEL, "挂钩单位", "assist"),
    ]


def test_a_label_whose_units_got_both_roles_teaches_nothing(reading):
    corrections = corrected_task(reading, lead_units=["市科技局"], assist_units=["市民政局"])
    assert learned(reading, corrections) == []


def test_units_that_are_not_printed_behind_a_label_teach_nothing(reading):
    assert learned(reading, corrected_task(reading, lead_units=["市公安局"])) == []
    text = reading["text"].replace("包抓单位:", "由").replace("挂钩单位:", "和")
    bare = reading | {"text": text}
    assert learned(bare, corrected_task(bare, lead_units=["市科技局"])) == []


def test_a_label_that_the_reader_knows_teaches_nothing(reading):
    known = reading | {"text": reading["text"].replace("包抓单位", "联系电话")}
    assert learned(known, corrected_task(known, lead_units=["市科技局"])) == []


def test_a_measure_behind_the_number_of_an_added_target(reading):
    corrections = added_target(reading, "养护工程18标段", value="18", unit="标段")
    assert learned(reading, corrections) == [(LessonKind.MEASURE, "标段", "count")]


@pytest.mark.parametrize("unit", ["公里", "", None, "很长很长的词", "标"])
def test_measures_that_are_known_or_no_words_teach_nothing(reading, unit):
    corrections = added_target(reading, "农村公路改造120公里", value="120", unit=unit)
    assert learned(reading, corrections) == []


def test_a_printed_name_that_an_official_replaced_by_a_known_one(reading):
    task = reading["tasks"][1] | {"lead_units": ["市财政局"]}
    reading = reading | {"tasks": [reading["tasks"][0], task]}
    corrections = corrected_task(reading, 1, lead_units=["市财政事务中心"])
    assert learned(reading, corrections) == [(LessonKind.UNIT_NAME, "市财政局", "市财政事务中心")]


def test_another_printed_name_is_a_correction_and_no_alias(reading):
    task = reading["tasks"][0] | {"lead_units": ["市科技局"]}
    reading = reading | {"tasks": [task, reading["tasks"][1]]}
    assert learned(reading, corrected_task(reading, lead_units=["市民政局"]))[:1] == [
        (LessonKind.LABEL, "包抓单位", "lead")
    ]


def test_an_untouched_draft_teaches_nothing(reading):
    assert lessons(reading, {}) == []


@pytest.mark.parametrize(
    ("kind", "text", "sane"),
    [
        (LessonKind.LABEL, "包抓单位", True),
        (LessonKind.LABEL, "包", False),
        (LessonKind.LABEL, "包抓单位和其他各类单位", False),
        (LessonKind.LABEL, "包抓a", False),
        (LessonKind.LABEL, "工作目标", False),
        (LessonKind.MEASURE, "标段", True),
        (LessonKind.MEASURE, "家", False),
        (LessonKind.MEASURE, "km", False),
        (LessonKind.UNIT_NAME, "市科创办（市科技局）", True),
        (LessonKind.UNIT_NAME, "a.*", False),
    ],
)
def test_only_words_of_sane_shape_become_rules(kind, text, sane):
    assert is_sane(kind, text) is sane


# --- The reader's vocabulary ----------------------------------------------------------------------


def test_an_offices_words_stand_behind_the_vocabularys_own():
    known = {"roles": {"lead": ["牵头单位"], "assist": []}, "count": ["家"]}
    own = {"roles": {"lead": ["包抓单位", "牵头单位"]}}
    merged = with_words(known, own)
    assert merged == {"roles": {"lead": ["牵头单位", "包抓单位"], "assist": []}, "count": ["家"]}
    assert known["roles"]["lead"] == ["牵头单位"]


@pytest.mark.parametrize(
    "own", [{"nothing": ["词"]}, {"count": "词"}, {"count": [1]}, {"count": {"家": ["词"]}}]
)
def test_words_of_another_shape_are_refused(own):
    with pytest.raises(ValueError, match="READER_WORDS"):
        with_words({"count": ["家"]}, own)


# --- From a draft to a rule -----------------------------------------------------------------------


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def handed_in(city, now, text=TEXT) -> Document:
    file = ContentFile(text.encode(), "plan.txt")
    return services.upload_document(file=file, name="plan.txt", issuer=city, by=None, now=now)


@pytest.fixture
def draft(media, city, now, reading):
    document = handed_in(city, now)
    Document.objects.filter(pk=document.pk).update(work_state="done")
    corrections = corrected_task(
        reading, lead_units=["市科技局", "市民政局"], assist_units=["市财政局", "市发改局"]
    )
    corrections = added_target(reading, "养护工程18标段", corrections, value="18", unit="标段")
    return Draft.objects.create(document=document, reading=reading, corrections=corrections)


@pytest.fixture
def label(draft, now) -> OfficeRule:
    offered = propose_rules(draft, by=None, now=now)
    return next(rule for rule in offered if rule.text == "包抓单位")


def test_publishing_offers_what_the_corrections_teach(draft, ines, now):
    names = rules.unit_names(rules.corrected(draft.reading, draft.corrections))
    choices = {name: services.UnitChoice(services.CREATE) for name in names}
    services.publish_draft(draft_id=draft.pk, revision=0, unit_choices=choices, by=ines, now=now)
    offered = OfficeRule.objects.order_by("quote_start")
    assert [(rule.text, rule.state) for rule in offered] == [
        ("标段", "proposed"),
        ("包抓单位", "proposed"),
        ("挂钩单位", "proposed"),
    ]
    assert offered[1].quote == "包抓单位:市科技局、市民政局"


def test_a_name_of_which_somebody_said_whom_it_means_is_in_use_at_once(
    draft, north, south, ines, now
):
    choice = {"verb": "same", "unit_id": north.pk}
    draft.corrections = rules.with_units(draft.corrections, {"市民政局": choice})
    kept = {rule.text: rule for rule in propose_rules(draft, by=ines, now=now)}
    rule = kept["市民政局"]
    assert (rule.state, rule.unit, rule.decided_by) == ("accepted", north, ines)


def test_a_word_is_offered_once(draft, label, ines, now):
    decline_rule(rule_id=label.pk, by=ines, now=now)
    assert propose_rules(draft, by=None, now=now) == []


def test_the_reader_hears_of_accepted_words_only(label, city, office, ines, now):
    assert reader_environment(city) == {}
    accept_rule(rule_id=label.pk, by=ines, now=now)
    expected = '{"units": {"roles": {"lead": ["包抓单位"]}}, "measures": {"count": []}}'
    assert reader_environment(city) == {"READER_WORDS": expected}
    assert reader_environment(office) == {}
    withdraw_rule(rule_id=label.pk, by=ines, now=now)
    assert reader_environment(city) == {}


def test_the_next_document_is_read_with_the_label_that_was_accepted(label, city, ines, now):
    """Through the real child process."""
    before = leads(handed_in(city, now, TEXT + "\n"), now)
    accept_rule(rule_id=label.pk, by=ines, now=now)
    after = leads(handed_in(city, now, TEXT + "\n\n"), now)
    assert (before, after) == ([[], []], [["市科技局", "市民政局"], ["市财政局"]])


def leads(document, now):
    assert services.read_next(now=now)
    return [task["lead_units"] for task in document.draft.reading["tasks"]]


def test_another_name_of_a_unit_counts_once_it_is_accepted(draft, north, city, ines, now):
    task = draft.reading["tasks"][0] | {"lead_units": ["市科学事务局"], "assist_units": []}
    text = draft.reading["text"].replace("市科技局", "市科学事务局")
    draft.reading = draft.reading | {"text": text, "tasks": [task]}
    draft.corrections = corrected_task(draft.reading, lead_units=["市科技局"], assist_units=[])
    [rule] = propose_rules(draft, by=None, now=now)
    assert (rule.kind, rule.text, rule.unit) == ("unit_name", "市科学事务局", north)
    accept_rule(rule_id=rule.pk, by=ines, now=now)
    assert UnitName.objects.called("市科学事务局", scope=city).get().unit == north
    withdraw_rule(rule_id=rule.pk, by=ines, now=now)
    assert not UnitName.objects.called("市科学事务局", scope=city).exists()
    assert UnitName.objects.called("市科技局", scope=city).exists()


def test_decisions_are_on_record_and_made_once(label, ines, now):
    for verb in (accept_rule, accept_rule, withdraw_rule, withdraw_rule):
        verb(rule_id=label.pk, by=ines, now=now)
    entries = AuditEntry.objects.filter(verb__startswith="office_rule.", object_id=label.pk)
    verbs = [entry.verb.split(".")[1] for entry in entries.order_by("pk")]
    assert verbs == ["proposed", "accepted", "withdrawn"]


# --- The page -------------------------------------------------------------------------------------


def test_the_office_accepts_declines_and_withdraws(client, label, ines):
    client.force_login(ines)
    address = reverse("intake:decide_word", args=[label.pk])
    states = []
    for do in ("decline", "accept", "decline", "withdraw", "nonsense"):
        client.post(address, {"do": do})
        label.refresh_from_db()
        states.append(label.state)
    assert states == ["declined", "accepted", "accepted", "withdrawn", "withdrawn"]


def test_the_page_shows_each_word_with_the_place_where_it_was_met(client, label, ines):
    client.force_login(ines)
    page = client.get(reverse("intake:words"), {"state": "proposed"}).content.decode()
    assert f"?mark={label.quote_start}-{label.quote_end}#mark" in page
    assert "包抓单位:市科技局、市民政局" in page
    assert (
        "包抓单位"
        not in client.get(reverse("intake:words"), {"state": "declined"}).content.decode()
    )


def test_nobody_but_the_office_knows_of_the_page(client, label, anna, sam):
    for user in (anna, sam):
        client.force_login(user)
        assert client.get(reverse("intake:words")).status_code == 404
        address = reverse("intake:decide_word", args=[label.pk])
        assert client.post(address, {"do": "accept"}).status_code == 404
    label.refresh_from_db()
    assert label.state == RuleState.PROPOSED


@pytest.mark.parametrize("times", [1, 10])
def test_the_page_costs_the_same_for_every_size(
    client, label, ines, now, times, django_assert_num_queries
):
    for number in range(times):
        OfficeRule.objects.create(
            office=label.office,
            kind="measure",
            text=f"词{number}",
            draft=label.draft,
            quote_start=0,
            quote_end=1,
            proposed_at=now,
        )
    client.force_login(ines)
    with django_assert_num_queries(6):
        assert client.get(reverse("intake:words")).status_code == 200


@given(
    st.lists(
        st.sampled_from(["市科技局", "市民政局", "市财政局", "市公安局", "(", ""]), max_size=4
    ),
    st.lists(st.sampled_from(["市发改局", "市民政局", "乡"]), max_size=3),
    st.sampled_from(["标段", "公里", "[", "", None]),
)
def test_whatever_an_official_writes_teaches_only_words_that_are_printed(leads, assists, unit):
    reading = _reading()
    corrections = corrected_task(reading, lead_units=leads, assist_units=assists)
    corrections = added_target(reading, "养护工程18标段", corrections, value="18", unit=unit)
    for lesson in lessons(reading, corrections):
        assert reading["text"][lesson.start : lesson.end] == lesson.text
        assert is_sane(lesson.kind, lesson.text)
