"""Two documents of one office teach the same word at the same moment."""

from functools import partial
from queue import SimpleQueue

import pytest
from django.db import IntegrityError, transaction

from intake import rules
from intake.models import Document, Draft, OfficeRule
from intake.services.learning import propose_rules
from tests import make
from tests.intake import sample
from tests.race import rewritten, slowed, together
from units.models import UnitKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def drafts(transactional_db, now) -> SimpleQueue[Draft]:
    """Each with a target whose measure an official entered."""
    city = make.unit("云岭市政府", kind=UnitKind.GOVERNMENT)
    waiting: SimpleQueue[Draft] = SimpleQueue()
    for copy in range(2):
        text = sample.TEXT + "实施养护工程18标段。" + "\n" * copy
        document = sample.document(city, now, text=text)
        Document.objects.filter(pk=document.pk).update(work_state="done")
        words = {"quote": "养护工程18标段", "start": len(sample.TEXT), "end": len(sample.TEXT) + 10}
        fields = dict.fromkeys(rules.FIELDS["targets"]) | words | {"value": "18", "unit": "标段"}
        corrections = rules.with_new_item({}, "targets", fields)[0]
        reading = sample.reading(text=text)
        waiting.put(
            Draft.objects.create(document=document, reading=reading, corrections=corrections)
        )
    return waiting


def teach(drafts: SimpleQueue[Draft], now) -> int:
    with transaction.atomic():
        return len(propose_rules(drafts.get(), by=None, now=now))


def test_a_word_taught_twice_at_once_is_one_rule(drafts, now):
    gap = partial(slowed, 'FROM "intake_officerule"')
    assert sorted(together(2, partial(teach, drafts, now), gap)) == [0, 1]
    assert OfficeRule.objects.get().text == "标段"


def test_without_the_guard_one_of_the_two_could_not_be_published(drafts, now):
    gap = partial(slowed, 'FROM "intake_officerule"')
    off = partial(rewritten, "ON CONFLICT DO NOTHING", "")
    with pytest.raises(IntegrityError):
        together(2, partial(teach, drafts, now), gap, off)
