from typing import ClassVar

from rest_framework import serializers

from core.rest.out import Out
from plans.models import Clause, Plan, PlanState


class PlanOut(Out):
    """A plan without its text; `issuer_name` is the issuing unit's short name.

    Needs `PlanQuerySet.as_known_now` or `as_known_on`.
    """

    issuer_name = serializers.CharField(source="issuer.name", read_only=True)
    state = serializers.ChoiceField(source="known_state", choices=PlanState.choices, read_only=True)
    based_on = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Plan
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "title",
            "doc_number",
            "issuer",
            "issuer_name",
            "issued_on",
            "starts_on",
            "ends_on",
            "state",
            "based_on",
            "published_at",
        )


class ClauseOut(Out):
    class Meta:
        model = Clause
        fields = ("id", "parent", "position", "level", "number", "heading", "text", "start", "end")
