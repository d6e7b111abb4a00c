"""The words of offices: what was learned from corrections, and what was decided about it."""

from collections.abc import Mapping

from django.db.models import Case, QuerySet, Value, When

from intake.access import visible_words
from intake.models import OfficeRule, RuleState
from units.models import User

# What waits for a decision comes first.
_ORDER = Case(*[When(state=state, then=Value(at)) for at, state in enumerate(RuleState.values)])


def word_list(user: User, query: Mapping[str, str]) -> QuerySet[OfficeRule]:
    """By state, with all that a line shows."""
    words = visible_words(user).select_related("office", "unit", "decided_by", "draft__document")
    if (state := query.get("state", "")) in RuleState.values:
        words = words.filter(state=state)
    # Readings are large, and a line shows nothing of them.
    words = words.defer("draft__reading", "draft__corrections")
    return words.order_by(_ORDER, "office__name", "kind", "text")


def offered_by(draft_id: int) -> int:
    """How many words of a draft wait for a decision."""
    return OfficeRule.objects.filter(draft=draft_id, state=RuleState.PROPOSED).count()
