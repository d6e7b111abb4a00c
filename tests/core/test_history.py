"""Old and new values of rows are kept by triggers, and keeping them is cheap."""

import pghistory
import pytest
from django.db import connection

from tests import make

pytestmark = pytest.mark.django_db


def asked(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def test_triggers_find_every_setting_that_they_ask_for() -> None:
    """A setting that is missing is an error inside the trigger, caught again for each row."""
    assert asked("SELECT current_setting('pgtrigger.ignore')") == "{}"
    source = asked("SELECT prosrc FROM pg_proc WHERE proname = '_pgh_attach_context'")
    assert "current_setting('pghistory.context_id', true)" in source


def test_rows_that_are_written_in_a_context_tell_it() -> None:
    unit = make.unit("市科技局")
    with pghistory.context(page="units"):
        unit.name = "市科学技术局"
        unit.save(update_fields=["name"])
    event = unit.events.latest("pgh_id")
    assert event.name == "市科学技术局"
    assert event.pgh_context.metadata == {"page": "units"}


def test_rows_that_are_written_without_one_are_kept_as_well() -> None:
    unit = make.unit("市科技局")
    assert unit.events.get().pgh_context is None
