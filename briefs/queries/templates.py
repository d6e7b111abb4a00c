"""What an office prints in a kind of circular: its own words, or else the portal's."""

from dataclasses import dataclass

from briefs.models import CircularTemplate
from briefs.rules.kinds import CircularKind
from briefs.wording import template as usual
from units.models import Unit


@dataclass(frozen=True)
class Words:
    """Of a template, with the portal's words where the office has none."""

    name: str
    title: str
    addressee: str
    body: str


def template_of(office: Unit, kind: CircularKind) -> CircularTemplate:
    """The office's own; unsaved and empty where it has none."""
    kept = CircularTemplate.objects.filter(office=office, kind=kind.value).first()
    return kept or CircularTemplate(office=office, kind=kind.value)


def words_of_template(template: CircularTemplate) -> Words:
    """In the language that is active."""
    kind = CircularKind(template.kind)
    return Words(
        name=template.name or usual.default_name(kind),
        title=template.title or usual.default_title(kind),
        addressee=template.addressee or usual.default_addressee(kind),
        body=template.body or usual.default_body(kind),
    )
