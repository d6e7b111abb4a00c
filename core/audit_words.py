"""What people read of the audit trail: its codes in words.

Each app says in its `acts.py` what its acts, things and jobs are called; here they are gathered.
What was recorded before a word changed keeps its code, because no entry is ever rewritten.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import pgettext


@cache
def words() -> Mapping[str, Any]:
    """Verb -> what was done."""
    return {verb: text for module in _modules() for verb, text in module.ACTS.items()}


@cache
def things() -> Mapping[str, Any]:
    """Type of object -> what it is."""
    return {label: text for module in _modules() for label, text in module.THINGS.items()}


@cache
def jobs() -> Mapping[str, Any]:
    """Scheduled job -> what it does."""
    return {job: text for module in _modules() for job, text in getattr(module, "JOBS", {}).items()}


def _modules() -> list[Any]:
    return [
        import_module(f"{app.name}.acts")
        for app in apps.get_app_configs()
        if app.module and module_has_submodule(app.module, "acts")
    ]


def act(verb: str) -> str:
    return str(words().get(verb, verb))


def thing(label: str) -> str:
    return str(things().get(label, label))


def job(name: str) -> str:
    return str(jobs().get(name, name))


def verbs_like(text: str) -> list[str]:
    """The verbs whose words have this in them, in the language of whoever asks."""
    wanted = text.casefold()
    return [verb for verb, said in words().items() if wanted in str(said).casefold()]


def origin(code: str) -> str:
    """From where an act came, such as `page 10.1.2.3`."""
    face, _space, rest = code.partition(" ")
    faces = {
        "page": pgettext("origin", "page"),
        "api": pgettext("origin", "program"),
        "job": pgettext("origin", "background job"),
        "command": pgettext("origin", "command"),
    }
    if face == "job":
        rest = job(rest)
    return f"{faces.get(face, face)} {rest}".strip()
