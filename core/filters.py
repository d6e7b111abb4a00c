"""What an address asks of a list in vain. Whoever typed or forwarded it would take the whole list
for what was asked."""

from collections.abc import Mapping, Sequence

from django.utils.translation import pgettext, pgettext_lazy

WORDS = {
    "as_of": pgettext_lazy("filter", "day"),
    "certifier": pgettext_lazy("filter", "certifying unit"),
    "changed": pgettext_lazy("filter", "change of the lamp"),
    "family": pgettext_lazy("filter", "family"),
    "grade": pgettext_lazy("filter", "grade"),
    "kind": pgettext_lazy("filter", "kind"),
    "lamp": pgettext_lazy("filter", "lamp"),
    "leader": pgettext_lazy("filter", "leader"),
    "period": pgettext_lazy("filter", "period"),
    "plan": pgettext_lazy("filter", "plan"),
    "state": pgettext_lazy("filter", "state"),
    "target": pgettext_lazy("filter", "target"),
    "task": pgettext_lazy("filter", "task"),
    "unit": pgettext_lazy("filter", "unit"),
}


def lost_filters(query: Mapping[str, str], *read: object) -> list[str]:
    """The names of those that the address asks for and that fit nothing.

    `read` are the objects whose attributes hold what was read of them, by the same names.
    """
    return [name for name in WORDS if query.get(name) and _is_lost(name, read)]


def in_words(names: Sequence[str]) -> str:
    return pgettext("between filters", ", ").join(str(WORDS[name]) for name in names)


def _is_lost(name: str, read: Sequence[object]) -> bool:
    told = [getattr(each, name) for each in read if hasattr(each, name)]
    return bool(told) and not any(told)
