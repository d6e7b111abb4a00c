"""Circulars for programs."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from briefs.models import Circular, CircularStep, OutdatedFigure
from briefs.rules.kinds import TEMPLATED
from core.rest import DayField, StrictIn
from core.rest.out import Out


class CircularStepOut(Out):
    """One act on a circular, with the reason where one was given."""

    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = CircularStep
        fields = ("verb", "by", "at", "text")


class OutdatedFigureOut(Out):
    """A printed figure that a later correction made wrong; `because` has the corrections' words."""

    because = serializers.SerializerMethodField()

    class Meta:
        model = OutdatedFigure
        fields = ("name", "printed", "now", "because", "found_at", "erratum")

    def get_because(self, row: OutdatedFigure) -> list[str]:
        return [each["words"] for each in row.because]


class FigureOut(serializers.Serializer):
    """A figure: the query that it is asked of, with its arguments, its answer and its rows.

    `value` is a number, a share in percent as text, or what is told of one target or task.
    """

    name = serializers.CharField()
    query = serializers.CharField()
    arguments = serializers.JSONField()
    value = serializers.JSONField()
    words = serializers.CharField()
    cut_off = serializers.CharField()
    rows = serializers.IntegerField()
    rows_hash = serializers.CharField()


class CircularOut(Out):
    """A circular with its figures and its course.

    Whoever takes a step names the `revision` that they have seen. `file_sha256` is the fingerprint
    of the Word document, from the approval on.
    """

    office_name = serializers.CharField(source="office.name", read_only=True)
    figures = serializers.SerializerMethodField()
    steps = CircularStepOut(many=True, read_only=True)
    outdated = OutdatedFigureOut(many=True, read_only=True)

    class Meta:
        model = Circular
        fields = (
            "id",
            "kind",
            "number",
            "title",
            "state",
            "since",
            "office",
            "office_name",
            "plan",
            "known_on",
            "closing_on",
            "addressee",
            "copies",
            "body",
            "corrects",
            "issued_at",
            "printed_sha256",
            "file_sha256",
            "revision",
            "figures",
            "steps",
            "outdated",
        )

    @extend_schema_field(FigureOut(many=True))
    def get_figures(self, circular: Circular) -> list[dict[str, object]]:
        return list(circular.content["figures"].values())


class CircularIn(StrictIn):
    """A new draft: over one plan, or over all that were being carried out on the day."""

    kind = serializers.ChoiceField([each.value for each in TEMPLATED])
    plan = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)
    known_on = DayField()


class CircularStepIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class CircularTextIn(CircularStepIn):
    """`text` is the reason."""

    text = serializers.CharField()


class CircularSaveIn(CircularStepIn):
    """The words of a draft; figures stand in braces, such as `{counted.met}`."""

    title = serializers.CharField(max_length=200)
    addressee = serializers.CharField(max_length=300)
    body = serializers.CharField(max_length=50_000)
    copies = serializers.CharField(max_length=300, allow_blank=True, default="")


class TemplateIn(StrictIn):
    """What the office prints in a kind of circular; what is empty is the portal's own word."""

    name = serializers.CharField(max_length=40, allow_blank=True, default="")
    sign = serializers.CharField(max_length=20, allow_blank=True, default="")
    title = serializers.CharField(max_length=200, allow_blank=True, default="")
    addressee = serializers.CharField(max_length=300, allow_blank=True, default="")
    body = serializers.CharField(max_length=50_000, allow_blank=True, default="")
