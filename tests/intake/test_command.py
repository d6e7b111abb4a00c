"""publish_document does the whole way in one line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from intake.models import Document
from plans.models import Plan
from tasks.models import Assignment, AssignmentRole
from tests.intake import sample
from units.models import Unit, UnitGroup, UnitKind

SHARED = Path(__file__).parents[3] / "shared" / "extraction" / "dev"
REAL = SHARED / "003_d09f64f5e3d4b173.txt"

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(sample.TEXT, encoding="utf-8")
    return path


def publish(path: Path, issuer: str = "云岭市政府") -> list[str]:
    """The lines that it prints."""
    out = StringIO()
    call_command("publish_document", str(path), "--issuer", issuer, stdout=out)
    return out.getvalue().splitlines()


def test_a_plan_is_published_with_all_that_it_needs(paper) -> None:
    address, counts = publish(paper)
    plan = Plan.objects.get()
    assert address == f"http://localhost:8000/plans/{plan.pk}/"
    assert counts == "2 tasks, 5 targets, 4 clauses"
    issuer = Unit.objects.get(kind=UnitKind.GOVERNMENT)
    assert (issuer.name, plan.issuer) == ("云岭市政府", issuer)
    assert {u.name for u in Unit.objects.filter(parent=issuer)} == {
        "市科技局",
        "市财政局",
        "市农业农村局",
    }
    assert UnitGroup.objects.get().name == "各乡镇政府"


def test_the_same_file_again_changes_nothing(paper) -> None:
    first = publish(paper)
    said, *second = publish(paper)
    assert "already here" in said
    assert second == first
    assert Plan.objects.count() == 1


def test_an_issuer_that_is_known_is_used(paper, city, north) -> None:
    publish(paper)
    assert Plan.objects.get().issuer == city
    assert Assignment.objects.filter(unit=north).exists()


def test_what_an_official_handed_in_is_published_too(paper, city, ines, now) -> None:
    sample.document(city, now, by=ines)
    publish(paper)
    assert Plan.objects.get().draft.document == Document.objects.get()


@pytest.mark.parametrize(("content", "words"), [("", "no text"), ("今天天气很好。", "no title")])
def test_what_cannot_become_a_plan_says_why(content: str, words: str, tmp_path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(content, encoding="utf-8")
    for _time in range(2):
        with pytest.raises(CommandError, match=words):
            publish(path)
    assert not Plan.objects.exists()


def test_a_file_that_is_not_there_says_so(tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        publish(tmp_path / "nothing.txt")


@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not on this machine")
def test_a_real_plan_is_published_as_people_read_it() -> None:
    publish(REAL, "辛集市政府")
    plan = Plan.objects.get()
    gold = json.loads(REAL.with_name(REAL.stem + ".gold.json").read_text(encoding="utf-8"))
    assert (plan.tasks.count(), plan.targets.count()) == (19, 27)
    for task, expected in zip(plan.tasks.in_document_order(), gold["tasks"], strict=True):
        parts = list(task.assignments.as_document())
        assert task.title == expected["title"]
        assert _names(parts, AssignmentRole.LEAD) == expected["lead_units"]
        assert _names(parts, AssignmentRole.ASSIST) == expected["assist_units"]


def _names(parts: list[Assignment], role: str) -> list[str]:
    return [part.as_written for part in parts if part.role == role]
