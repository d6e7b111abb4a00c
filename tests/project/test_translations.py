"""The tool that keeps the catalogues finds what a reader would miss."""

from pathlib import Path

import pytest

from tools import translations

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
GREETING = _("Hello %(name)s")
COUNT = ngettext("%(n)d plan", "%(n)d plans", 2)
MONTH = pgettext("month", "May")
"""
TEMPLATE = """
{% load i18n %}
    <p title="{% translate 'A hint' %}">{% if it's %}
{% blocktranslate with unit=unit.name trimmed %}
    Led by {{ unit }}
{% endblocktranslate %}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for app, source in {"core": "", "plans": PYTHON}.items():
        (tmp_path / app).mkdir()
        (tmp_path / app / "apps.py").write_text(source)
    (tmp_path / "templates" / "plans").mkdir(parents=True)
    (tmp_path / "templates" / "base.html").write_text('{% translate "Luoshi" %}')
    (tmp_path / "templates" / "plans" / "page.html").write_text(TEMPLATE)
    return tmp_path


def translated(project: Path, app: str, **texts: str) -> Path:
    """The catalogue of the app with these texts (`_` stands for a space) translated."""
    translations.update_all(project)
    file = project / app / translations.CATALOGUE
    content = file.read_text()
    for text, chinese in texts.items():
        head, tail = content.split(f'"{text.replace("_", " ")}"\nmsgstr ""', 1)
        content = f'{head}"{text.replace("_", " ")}"\nmsgstr "{chinese}"{tail}'
    file.write_text(content)
    return file


def test_texts_of_python_and_templates_are_found_with_their_owner(project: Path) -> None:
    assert translations.complaints(project) == [
        "core: 'Luoshi' is not translated",
        "plans: 'Hello %(name)s' is not translated",
        "plans: '%(n)d plan' is not translated",
        "plans: 'May' is not translated",
        "plans: 'A hint' is not translated",
        "plans: 'Led by %(unit)s' is not translated",
    ]


def test_a_translated_text_is_no_complaint(project: Path) -> None:
    translated(project, "core", Luoshi="落实")
    assert not [text for text in translations.complaints(project) if "core" in text]


def test_a_lost_placeholder_is_named(project: Path) -> None:
    file = translated(project, "plans")
    file.write_text(file.read_text().replace('%(unit)s"\nmsgstr ""', '%(unit)s"\nmsgstr "牵头"'))
    damage = "plans: 'Led by %(unit)s': placeholders are [], should be ['%(unit)s']"
    assert damage in translations.complaints(project)


def test_a_text_that_left_the_code_is_named_and_dropped_by_the_next_update(project: Path) -> None:
    translated(project, "core", Luoshi="落实")
    (project / "templates" / "base.html").write_text("")
    assert "core: 'Luoshi' is no longer in the code" in translations.complaints(project)
    translations.update_all(project)
    assert not [text for text in translations.complaints(project) if "core" in text]


def test_a_changed_text_keeps_its_translation_as_a_guess(project: Path) -> None:
    translated(project, "plans", A_hint="提示")
    page = project / "templates" / "plans" / "page.html"
    page.write_text(TEMPLATE.replace("A hint", "A hint."))
    translations.update_all(project)
    guess = "plans: 'A hint.' is a guess (fuzzy): correct it and remove the mark"
    assert guess in translations.complaints(project)


def test_two_apps_cannot_translate_one_text_in_two_ways(project: Path) -> None:
    page = project / "templates" / "plans" / "page.html"
    page.write_text('{% translate "Luoshi" %}')
    translated(project, "core", Luoshi="落实")
    translated(project, "plans", Luoshi="督查")
    contradiction = "plans: 'Luoshi' is translated otherwise in core"
    assert contradiction in translations.complaints(project)


def test_compiling_writes_what_django_reads(project: Path) -> None:
    file = translated(project, "core", Luoshi="落实")
    translations.compile_all(project)
    assert "落实".encode() in file.with_suffix(".mo").read_bytes()
