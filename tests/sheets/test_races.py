"""Two people at once, on real PostgreSQL; each race has a control that loses without the guard."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from core.errors import Stale
from reports.models import Report, Submission
from sheets import services
from sheets.models import Sheet
from tests import make
from tests.sheets import books
from tests.sheets.books import filled, upload, worked, write
from units.models import Unit, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PEOPLE = 6


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What each of several threads got, or the error that it met."""
    barrier = Barrier(PEOPLE)

    def run(_: int) -> Any:
        barrier.wait()
        try:
            return act()
        except (Stale, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same code on a database that locks no rows when asked to."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())


def test_of_many_confirmations_exactly_one_is_applied(good: Sheet, anna: User) -> None:
    results = at_once(
        lambda: services.confirm_sheet(sheet_id=good.pk, submit=False, by=anna, now=make.NOW)
    )
    assert sum(isinstance(result, Sheet) for result in results) == 1
    assert all(isinstance(result, Sheet | Stale) for result in results)
    worked(good)
    assert Submission.objects.get().origin == f"sheet {good.pk}"


def test_without_locks_several_confirmations_would_be_applied(
    good: Sheet, anna: User, no_locks: None
) -> None:
    results = at_once(
        lambda: services.confirm_sheet(sheet_id=good.pk, submit=False, by=anna, now=make.NOW)
    )
    assert sum(isinstance(result, Sheet) for result in results) > 1


def test_the_same_file_from_many_hands_is_received_once(north: Unit, anna: User) -> None:
    sheets = at_once(lambda: upload(b"the same", north, anna))
    assert {sheet.pk for sheet in sheets} == {Sheet.objects.get().pk}


@pytest.fixture
def no_constraint(transactional_db: None) -> Iterator[None]:
    """The control: a database that takes the same file twice."""
    (unique,) = Sheet._meta.constraints
    with connection.schema_editor() as editor:
        editor.remove_constraint(Sheet, unique)
    yield
    Sheet.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Sheet, unique)


def test_without_the_constraint_one_file_would_be_received_several_times(
    no_constraint: None, north: Unit, anna: User
) -> None:
    sheets = at_once(lambda: upload(b"the same", north, anna))
    assert len({sheet.pk for sheet in sheets}) > 1


def test_many_workers_read_each_workbook_once(north: Unit, anna: User, report: Report) -> None:
    for percent in range(3):
        upload(filled(north, partial(write, row=2, percent=percent)), north, anna)
    found = at_once(lambda: services.work_on_one_sheet(now=make.NOW))
    assert sum(found) == 3
    assert [books.outcomes(sheet) for sheet in Sheet.objects.all()] == [{2: "new"}] * 3
    assert set(Sheet.objects.values_list("attempts", flat=True)) == {1}
