"""Catalogues without the gettext programs: update, check, compile.

    .venv/bin/python tools/translations.py update|check|compile

Each app has a catalogue for what its Python and its templates say; templates that belong to no
app go to core. English is the language of the code, so only Simplified Chinese has catalogues.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*[a-z]|%[sd]|\{\w*\}")
# Dates and tool names in a header would change with every update and say nothing.
HEADER = """\
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass
class App:
    """One app: where its texts stand, and where its catalogue lies."""

    name: str
    root: Path
    texts: Catalog = field(default_factory=lambda: Catalog(locale="zh_Hans"))

    @property
    def file(self) -> Path:
        return self.root / self.name / CATALOGUE

    def catalogue(self) -> Catalog:
        if not self.file.exists():
            return Catalog(locale="zh_Hans")
        return read_po(io.BytesIO(self.file.read_bytes()), locale="zh_Hans")


def update_all(root: Path = ROOT) -> None:
    """Add what the code says now, mark guesses as fuzzy, drop what it no longer says."""
    for app in _apps(root):
        catalogue = app.catalogue()
        before = len(catalogue)
        catalogue.update(app.texts)
        _write(app.file, catalogue)
        print(f"{app.name}: {before} -> {len(catalogue)} texts")


def complaints(root: Path = ROOT) -> list[str]:
    """What is missing, guessed, left over or damaged; empty when every text is translated."""
    apps = _apps(root)
    return [*(text for app in apps for text in _complaints(app)), *_contradictions(apps)]


def compile_all(root: Path = ROOT) -> None:
    """Write the .mo files that Django reads, where the .po is newer."""
    for source in sorted(root.glob(f"*/{CATALOGUE}")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale="zh_Hans")
        fresh = target.with_suffix(f".{os.getpid()}.new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)


def _apps(root: Path) -> list[App]:
    apps = {file.parent.name: App(file.parent.name, root) for file in root.glob("*/apps.py")}
    for app in apps.values():
        for file in sorted((root / app.name).rglob("*.py")):
            if "migrations" not in file.parts:
                _read(file, file.read_text(), app)
    for file in sorted((root / "templates").rglob("*.*")):
        owner = file.relative_to(root / "templates").parts[0]
        app = apps.get(owner) or apps["core"]
        _read(file, _as_python(file.read_text()), app)
    return [apps[name] for name in sorted(apps) if apps[name].texts or apps[name].file.exists()]


def _as_python(template: str) -> str:
    # Django turns tags into calls and blanks the rest; an indented line is no Python by itself.
    lines = templatize(template).splitlines()
    return "\n".join(line.strip() for line in lines)


def _read(file: Path, source: str, app: App) -> None:
    where = file.relative_to(app.root).as_posix()
    for line, text, _comments, context in _extract(source):
        app.texts.add(text, locations=[(where, line)], context=context)


def _extract(source: str) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)


def _complaints(app: App) -> Iterator[str]:
    known = app.catalogue()
    for text in app.texts:
        if not text.id:
            continue
        entry = known.get(text.id, text.context)
        name = f"{app.name}: {_first(text.id)!r}"
        if entry is None or not _forms(entry.string) or not all(_forms(entry.string)):
            yield f"{name} is not translated"
        elif entry.fuzzy:
            yield f"{name} is a guess (fuzzy): correct it and remove the mark"
        elif damage := _damage(entry):
            yield f"{name}: {damage}"
    wanted = {(_first(text.id), text.context) for text in app.texts}
    for entry in known:
        if entry.id and (_first(entry.id), entry.context) not in wanted:
            yield f"{app.name}: {_first(entry.id)!r} is no longer in the code"


def _contradictions(apps: Sequence[App]) -> Iterator[str]:
    """Django merges the catalogues: of two translations of one text, one would never be seen."""
    seen: dict[tuple[str, str | None], tuple[str, list[str]]] = {}
    for app in apps:
        for entry in app.catalogue():
            key, forms = (_first(entry.id), entry.context), _forms(entry.string)
            other, known = seen.setdefault(key, (app.name, forms))
            if entry.id and all(forms) and all(known) and forms != known:
                yield f"{app.name}: {key[0]!r} is translated otherwise in {other}"


def _damage(entry: Message) -> str:
    """How the placeholders of a translation differ from those of the text."""
    # The last form of the text is the plural, the only one that Chinese has.
    wanted = sorted(PLACEHOLDER.findall(_forms(entry.id)[-1]))
    for form in _forms(entry.string):
        if (found := sorted(PLACEHOLDER.findall(form))) != wanted:
            return f"placeholders are {found}, should be {wanted}"
    return ""


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _first(text: str | list[str] | tuple[str, ...]) -> str:
    return _forms(text)[0]


def _write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    options = {"include_lineno": False, "sort_output": True, "ignore_obsolete": True}
    write_po(body, catalogue, omit_header=True, **options)
    file.write_bytes(HEADER.encode() + body.getvalue())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("update", "check", "compile"))
    command = parser.parse_args().command
    if command == "update":
        update_all()
    elif command == "compile":
        compile_all()
    else:
        found = complaints()
        print("\n".join(found) or "Every text is translated.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
