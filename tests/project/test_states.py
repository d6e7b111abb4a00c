"""docs/states.md says what the tables say, and no table is left out."""

import re
from pathlib import Path

from django.conf import settings

from config.states import MACHINES, page, steps_of

TABLE = re.compile(r"^([A-Z_]+): dict\[.*Transition\]", re.M)


def test_the_page_is_drawn_from_the_tables() -> None:
    page_in_docs = (settings.BASE_DIR / "docs" / "states.md").read_text(encoding="utf-8")
    assert page_in_docs == page(), "run manage.py draw_states"


def test_no_table_of_states_is_left_out() -> None:
    apps = [Path(app) for app in settings.BASE_DIR.glob("*/rules*")]
    files = [file for app in apps for file in ([app] if app.is_file() else app.rglob("*.py"))]
    found = {
        ".".join((*file.relative_to(settings.BASE_DIR).with_suffix("").parts, name))
        for file in files
        for name in TABLE.findall(file.read_text(encoding="utf-8"))
    }
    assert found == {where for where, _title, _about in MACHINES}


def test_every_step_says_who_takes_it() -> None:
    nobody = [
        (where, step)
        for where, _title, _about in MACHINES
        for step in steps_of(where)
        if not step.who
    ]
    assert nobody == []
