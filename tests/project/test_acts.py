"""Every act that the audit trail keeps has words for people, and no words are left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from core import audit_words
from core.models import AuditEntry
from tests.project import world

VERB = re.compile("[a-z_]+[.][a-z_]+")
NO_THINGS = {"intake", "sheets", "workbook"}
WRITERS = {"audit.record", "audit.record_each"}
# Services that write entries, and the table that plans keep beside their states.
TABLE = "\nDONE = "


def _sources() -> Iterator[ast.Module]:
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.parent == settings.BASE_DIR:
            for file in sorted(folder.rglob("*.py")):
                text = "" if "migrations" in file.parts else file.read_text()
                if "audit." in text or TABLE in text:
                    yield ast.parse(text)


def _verbs_in(tree: ast.AST) -> set[str]:
    """Texts of the shape of verbs, less names of modules and files."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    found = {text for text in texts if isinstance(text, str) and VERB.fullmatch(text)}
    return {text for text in found if text.split(".")[0] not in NO_THINGS}


def _written_by(tree: ast.AST) -> Iterator[ast.expr]:
    """What stands for the verb in each call that writes an entry."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS:
            yield node.args[0]


def test_every_verb_in_the_code_has_words():
    used = {verb for tree in _sources() for verb in _verbs_in(tree)}
    assert len(used) > 100
    assert used - set(audit_words.words()) == set()
    assert set(audit_words.words()) - used == set()


def test_verbs_are_written_out():
    """One that is put together on the way would be missed by the test above."""
    calls = [verb for tree in _sources() for verb in _written_by(tree)]
    assert len(calls) > 60
    assert [
        ast.unparse(verb) for verb in calls if isinstance(verb, ast.JoinedStr | ast.BinOp)
    ] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_words_are_words(language):
    with translation.override(language):
        told = {
            verb: str(text)
            for verb, text in {**audit_words.words(), **audit_words.things()}.items()
        }
    chinese = re.compile("[\u4e00-\u9fff]")
    wrong = [
        verb for verb, text in told.items() if bool(chinese.search(text)) != (language != "en")
    ]
    assert wrong == []


def test_what_a_city_does_is_told_in_words(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world.build()
    kinds = set(AuditEntry.objects.values_list("object_type", flat=True))
    assert len(kinds) >= 5
    assert kinds - set(audit_words.things()) == set()
    assert all(apps.get_model(label) for label in audit_words.things())


def test_what_nobody_gave_words_is_shown_as_it_is():
    assert (audit_words.act("thing.done"), audit_words.thing("app.thing")) == (
        "thing.done",
        "app.thing",
    )
