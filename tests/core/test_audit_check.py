"""The nightly walk along the audit trail."""

from datetime import timedelta

import pytest

from core import audit
from core.audit_check import check_chain, trouble
from core.models import AuditCheck
from tests import make
from tests.core.forgery import forge
from tests.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def three_acts(city) -> list:
    user = make.user("anna")
    return [audit.record("thing.done", user, by=user, now=NOW) for _ in range(3)]


def test_a_night_goes_on_where_the_last_one_stopped(three_acts) -> None:
    first = check_chain(now=NOW)
    audit.record("thing.done", make.user("rita"), by=None, now=NOW)
    second = check_chain(now=NOW + DAY)
    assert [(first.whole, first.entries), (second.whole, second.entries)] == [(True, 3), (False, 1)]
    assert second.broken_id is None


def test_a_night_without_new_entries_holds(three_acts) -> None:
    check_chain(now=NOW)
    again = check_chain(now=NOW + DAY)
    assert (again.entries, again.upto_id, again.broken_id) == (0, three_acts[2].pk, None)


def test_an_empty_trail_holds(db) -> None:
    assert check_chain(now=NOW).broken_id is None
    assert check_chain(now=NOW + DAY).broken_id is None


def test_the_last_entry_that_was_walked_is_looked_at_again(three_acts) -> None:
    check_chain(now=NOW)
    forge("UPDATE core_auditentry SET verb = 'x' WHERE id = %s", three_acts[2].pk)
    found = check_chain(now=NOW + DAY)
    assert (found.broken_id, found.reason) == (three_acts[2].pk, audit.CHANGED)


def test_an_end_that_was_cut_off_is_found(three_acts) -> None:
    check_chain(now=NOW)
    forge("DELETE FROM core_auditentry WHERE id = %s", three_acts[2].pk)
    assert check_chain(now=NOW + DAY).reason == audit.MISSING


def test_an_old_entry_that_was_changed_is_found_within_the_week(three_acts) -> None:
    check_chain(now=NOW)
    forge("UPDATE core_auditentry SET verb = 'x' WHERE id = %s", three_acts[0].pk)
    found = [check_chain(now=NOW + DAY * day) for day in range(1, 8)]
    assert [each.broken_id for each in found] == [None] * 6 + [three_acts[0].pk]


def test_what_broke_stays_broken_the_night_after(three_acts) -> None:
    check_chain(now=NOW)
    new = audit.record("thing.done", make.user("rita"), by=None, now=NOW)
    forge("UPDATE core_auditentry SET verb = 'x' WHERE id = %s", new.pk)
    assert [check_chain(now=NOW + DAY * day).broken_id for day in (1, 2)] == [new.pk] * 2


@pytest.mark.parametrize(
    ("days", "broken", "said"),
    [(0, None, ""), (2, None, ""), (3, None, "not checked"), (0, 7, "broken at entry 7")],
)
def test_the_health_page_says_what_the_walk_found(days, broken, said) -> None:
    AuditCheck.objects.create(checked_at=NOW, whole=True, entries=1, broken_id=broken)
    told = trouble(now=NOW + DAY * days)
    assert told.startswith(said) if said else told == ""


def test_a_new_portal_is_not_in_trouble(db) -> None:
    assert trouble(now=NOW) == ""


def test_a_broken_chain_takes_the_portal_from_nobody(client, db) -> None:
    AuditCheck.objects.create(checked_at=NOW, whole=True, entries=1, broken_id=7)
    body = client.get("/healthz").json()
    assert body["audit"] == "broken at entry 7"


def test_the_auditor_reads_what_the_night_found(client, ada, three_acts) -> None:
    check_chain(now=NOW)
    client.force_login(ada)
    context = client.get("/audit/").context
    assert (context["last"].entries, context["last"].broken_id) == (3, None)
