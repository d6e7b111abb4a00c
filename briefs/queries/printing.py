"""A circular as it is or would be printed."""

from datetime import date
from typing import Any

from django.utils.translation import pgettext

from briefs.models import Circular, CircularTemplate
from briefs.queries.templates import words_of_template
from briefs.rules.printed import lines_as_printed
from briefs.wording.template import annex_titles
from indicators.wording import day_words


def printed_of(
    circular: Circular, template: CircularTemplate, *, issued_on: date | None = None
) -> dict[str, Any]:
    """Every word in the language that is active. Before the approval it has no number and day."""
    content = circular.content
    return {
        "kind": circular.kind,
        "name": words_of_template(template).name,
        "number": circular.number,
        "title": circular.title,
        "addressee": circular.addressee,
        "copies": copies_words(circular.copies),
        "lines": lines_as_printed(circular.body, figure_words(content)),
        "annexes": annexes_of(content),
        "office": circular.office.name,
        "day": day_words(issued_on) if issued_on else "",
    }


def copies_words(copies: str) -> str:
    """The line of the imprint that names who gets a copy; empty where nobody does."""
    units = copies.strip().rstrip(".。")
    return pgettext("circular", "Copies to: %(units)s.") % {"units": units} if units else ""


def figure_words(content: dict[str, Any]) -> dict[str, str]:
    """What everything that a text can name says."""
    words = {name: figure["words"] for name, figure in content["figures"].items()}
    changes = content.get("changes", {})
    told = {f"change:{name}": change["words"] for name, change in changes.items()}
    return {**content["words"], **words, **told}


def annexes_of(content: dict[str, Any]) -> list[str]:
    """The titles of annexes that have rows; an erratum has none."""
    if content.get("changes"):
        return []
    rows = [content["annex"][name] for name in ("targets", "tasks", "units")]
    return [title for title, some in zip(annex_titles(), rows, strict=True) if some]
