from rest_framework import serializers

from core.job_runs import JobState
from core.rest import StrictIn
from units.models import Unit, UnitName


class UnitNameOut(serializers.ModelSerializer):
    class Meta:
        model = UnitName
        fields = ("name", "kind", "valid_from", "valid_to")


class UnitOut(serializers.ModelSerializer):
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


class SignInIn(StrictIn):
    username = serializers.CharField()
    password = serializers.CharField(
        trim_whitespace=False, style={"input_type": "password"}, write_only=True
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


class TokenOut(serializers.Serializer):
    token = serializers.CharField()
