from datetime import date

from django.utils import timezone
from rest_framework import serializers

from core.job_runs import JobState
from core.rest.out import Out
from units.models import Token, Unit, UnitName


class UnitNameOut(Out):
    class Meta:
        model = UnitName
        fields = ("name", "kind", "valid_from", "valid_to")


class UnitOut(Out):
    names = UnitNameOut(many=True, read_only=True)

    class Meta:
        model = Unit
        fields = (
            "id",
            "name",
            "kind",
            "level",
            "parent",
            "protocol_order",
            "valid_from",
            "valid_to",
            "successor",
            "names",
        )


class JobRunOut(serializers.Serializer):
    """A scheduled job; `did` is how many things its last run that ended well did."""

    job = serializers.CharField()
    every = serializers.DurationField()
    state = serializers.ChoiceField(choices=[state.value for state in JobState])
    started_at = serializers.DateTimeField(source="run.started_at", default=None)
    ended_at = serializers.DateTimeField(source="run.ended_at", default=None)
    seconds = serializers.CharField(allow_null=True)
    did = serializers.IntegerField(source="run.did", default=None)
    failures = serializers.IntegerField(source="run.failures", default=0)
    failed_at = serializers.DateTimeField(source="run.failed_at", default=None)
    error = serializers.CharField(source="run.error", default="")


class BacklogOut(serializers.Serializer):
    """What waits in one table of work, and since when the oldest does."""

    work = serializers.CharField(source="label")
    ready = serializers.IntegerField()
    since = serializers.DateTimeField(allow_null=True)


class BeatOut(serializers.Serializer):
    alive = serializers.BooleanField()
    seen_at = serializers.DateTimeField(allow_null=True)


class JobsOut(serializers.Serializer):
    scheduler = BeatOut()
    jobs = JobRunOut(many=True)
    backlog = BacklogOut(many=True)


class TokenOut(Out):
    """`is_current` for the one that asks. The day and address of its last use are not exact."""

    ends_on = serializers.DateField(read_only=True)
    last_used_on = serializers.SerializerMethodField()
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = Token
        fields = (
            "id",
            "name",
            "scopes",
            "made_at",
            "ends_on",
            "last_used_on",
            "last_used_from",
            "is_current",
        )

    def get_last_used_on(self, token: Token) -> date | None:
        return timezone.localtime(token.last_used_at).date() if token.last_used_at else None

    def get_is_current(self, token: Token) -> bool:
        return bool(self.context["request"].auth == token)
