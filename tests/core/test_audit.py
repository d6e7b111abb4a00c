from datetime import timedelta
from functools import partial
from threading import get_ident

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction

from core import audit
from core.models import AuditEntry
from core.origin import coming_from
from tests.core.forgery import forge
from tests.race import rewritten, slowed, together

LOCK = "SELECT pg_advisory_xact_lock(%s)"


@pytest.fixture
def three_acts(city, otto, now) -> list[AuditEntry]:
    return [
        audit.record(f"city.act_{number}", city, by=otto, now=now + timedelta(minutes=number))
        for number in range(3)
    ]


def test_an_entry_says_who_did_what_to_what_from_where(city, otto, now) -> None:
    with coming_from("page 10.1.2.3"):
        entry = audit.record("unit.renamed", city, by=otto, now=now, details={"old": "云岭"})
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.actor, kept.actor_name, kept.verb) == (otto, "Otto", "unit.renamed")
    assert (kept.object_type, kept.object_id) == ("units.unit", city.pk)
    assert (kept.object_name, kept.origin, kept.at) == ("云岭市政府", "page 10.1.2.3", now)
    assert kept.details == {"old": "云岭"}


def test_a_job_acts_without_a_person(city, now) -> None:
    entry = audit.record("city.counted", city, by=None, now=now)
    assert (entry.actor, entry.actor_name) == (None, "")


def test_each_entry_carries_the_seal_of_the_one_before(three_acts) -> None:
    first, second, third = three_acts
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert third.previous_hash == second.hash
    assert audit.first_break() is None


def test_one_act_on_many_things_continues_the_chain(three_acts, city, north, south, now) -> None:
    entries = audit.record_each("unit.moved", [north, south, city], by=None, now=now)
    assert [entry.object_id for entry in entries] == [north.pk, south.pk, city.pk]
    assert entries[0].previous_hash == three_acts[-1].hash
    assert audit.first_break() is None


def test_an_act_on_nothing_leaves_no_entry(db, now) -> None:
    assert audit.record_each("unit.moved", [], by=None, now=now) == []
    assert audit.first_break() is None


@pytest.mark.parametrize(
    "details",
    [
        {"值": "12.50", "units": [1, 2], "nested": {"none": None, "yes": True}},
        {"long": "长" * 5000, "quote": "\"'\\\n\u2028"},
        {"large": 10**30, "negative": -3},
    ],
)
def test_details_come_back_from_the_database_as_they_were_sealed(details, city, now) -> None:
    audit.record("city.counted", city, by=None, now=now, details=details)
    assert audit.first_break() is None


@pytest.mark.parametrize(
    "details", [{"x": 1e16}, {"deep": [{"x": 0.5}]}, {1: "a number as a name"}]
)
def test_details_that_would_come_back_otherwise_are_refused(details, city, now) -> None:
    with pytest.raises(TypeError):
        audit.record("city.counted", city, by=None, now=now, details=details)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_act_is_refused(city, now) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.record("city.counted", city, by=None, now=now)


def test_an_act_that_is_rolled_back_leaves_no_entry(three_acts, city, now) -> None:
    with transaction.atomic():
        audit.record("city.sold", city, by=None, now=now)
        transaction.set_rollback(True)
    audit.record("city.kept", city, by=None, now=now)
    assert AuditEntry.objects.count() == 4
    assert audit.first_break() is None


def test_the_database_refuses_a_change(three_acts) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        AuditEntry.objects.filter(pk=three_acts[1].pk).update(actor_name="Vera")
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET verb = 'city.act_9'")


def test_the_database_refuses_a_deletion(three_acts) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        three_acts[2].delete()
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry")
    assert AuditEntry.objects.count() == 3


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = 'Vera'",
        "actor_id = NULL",
        "verb = 'city.other'",
        "at = at + interval '1 microsecond'",
        "object_id = object_id + 1",
        "object_type = 'units.user'",
        "object_name = ''",
        "origin = 'page 10.0.0.1'",
        'details = \'{"percent": "90"}\'',
        "hash = repeat('0', 64)",
    ],
)
def test_a_forged_entry_is_found(change: str, three_acts) -> None:
    forge(f"UPDATE core_auditentry SET {change} WHERE id = %s", three_acts[1].pk)
    assert audit.first_break() == audit.Break(three_acts[1].pk, audit.CHANGED)


@pytest.mark.parametrize("gone", [0, 1])
def test_a_missing_entry_is_found(gone: int, three_acts) -> None:
    forge("DELETE FROM core_auditentry WHERE id = %s", three_acts[gone].pk)
    assert audit.first_break() == audit.Break(three_acts[gone + 1].pk, audit.MISSING)


def test_entries_in_another_order_are_found(three_acts) -> None:
    forge("UPDATE core_auditentry SET id = -1 WHERE id = %s", three_acts[1].pk)
    assert audit.first_break() == audit.Break(-1, audit.MISSING)


def test_the_verifier_says_how_far_the_chain_holds(three_acts, capsys) -> None:
    call_command("verify_audit")
    assert f"3 entries hold, up to {three_acts[2].hash}" in capsys.readouterr().out


def test_the_verifier_names_the_entry_that_does_not_hold(three_acts) -> None:
    forge("UPDATE core_auditentry SET verb = 'x' WHERE id = %s", three_acts[1].pk)
    with pytest.raises(CommandError, match=f"entry {three_acts[1].pk}: {audit.CHANGED}"):
        call_command("verify_audit")


def test_the_verifier_misses_a_cut_off_end_unless_it_is_told_where_the_end_was(three_acts) -> None:
    forge("DELETE FROM core_auditentry WHERE id = %s", three_acts[2].pk)
    call_command("verify_audit")
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_audit", "--expect", three_acts[2].hash)


def test_an_earlier_end_is_still_in_the_chain(three_acts, capsys) -> None:
    call_command("verify_audit", "--expect", three_acts[1].hash)
    assert "3 entries hold" in capsys.readouterr().out


def test_an_empty_chain_holds(db, capsys) -> None:
    call_command("verify_audit")
    assert "0 entries hold" in capsys.readouterr().out


def write_own_entry(city, now) -> None:
    with transaction.atomic():
        # Equal entries on one link would be refused by their equal seals.
        audit.record(f"city.counted_{get_ident()}", city, by=None, now=now)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_writers_make_one_chain(city, now) -> None:
    for _round in range(3):
        together(6, partial(write_own_entry, city, now), lambda: slowed("SELECT", seconds=0.02))
    assert AuditEntry.objects.count() == 18
    assert audit.first_break() is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_chain_forks(city, now) -> None:
    unlocked, slow = partial(rewritten, LOCK, "SELECT %s"), partial(slowed, "SELECT")
    together(4, partial(write_own_entry, city, now), unlocked, slow)
    assert AuditEntry.objects.count() == 4
    assert audit.first_break() is not None
