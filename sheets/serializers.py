"""What the API says about sheets, and what it takes."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.rest import BIGGEST_KEY, DayField, StrictIn, UploadField
from core.rest.out import Out
from sheets import queries, wording
from sheets.models import Choice, Kind, Outcome, Sheet, SheetLine, Stage
from units.models import Unit

# What `?show=` takes: an outcome, or a sort of lines that wait for somebody.
SHOWN = (*Outcome.values, "doubtful", "incomplete", "left")
# So many lines are decided in one request.
MOST_DECIDED = 5_000


class SheetIn(StrictIn):
    """A file, and what it does not say itself."""

    file = UploadField()
    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.REPORTS.value)
    unit = serializers.PrimaryKeyRelatedField(
        queryset=Unit.objects.current(), required=False, help_text="whose reports they are"
    )
    ends_on = DayField(required=False, help_text="closing date of a sheet of one's own")
    carried_for = serializers.CharField(
        required=False, max_length=60, help_text="who filled it in, where the office brings it"
    )


class SheetOut(Out):
    """An uploaded file and how far it has come. `refusal` says why it was not taken."""

    unit_name = serializers.CharField(source="unit.name", default="", read_only=True)
    uploaded_by = serializers.CharField(source="uploaded_by.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None)
    working = serializers.BooleanField(source="is_working", help_text="ask again in a moment")
    refusal = serializers.SerializerMethodField()

    class Meta:
        model = Sheet
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "kind",
            "stage",
            "working",
            "name",
            "sha256",
            "format",
            "unit",
            "unit_name",
            "ends_on",
            "carried_for",
            "uploaded_by",
            "uploaded_at",
            "lines_total",
            "lines_read",
            "refusal",
            "submit",
            "confirmed_by",
            "confirmed_at",
            "saved_at",
            "withdrawn_at",
        )

    def get_refusal(self, sheet: Sheet) -> str:
        return wording.refusal(sheet.refusal)


class ColumnOut(serializers.Serializer):
    """A column as it was understood; `key` is empty where nobody knows."""

    letter = serializers.CharField()
    words = serializers.CharField()
    key = serializers.CharField(allow_blank=True)
    sure = serializers.BooleanField()
    samples = serializers.ListField(child=serializers.CharField())
    fraction = serializers.CharField(
        required=False, help_text="a number that may be a fraction, where somebody has to say so"
    )


class TableOut(serializers.Serializer):
    """A table of somebody's own sheet; columns are said by its `signature`."""

    page = serializers.IntegerField()
    signature = serializers.CharField()
    skipped = serializers.BooleanField(default=False, help_text="said to be none")
    faults = serializers.SerializerMethodField()
    columns = ColumnOut(many=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_faults(self, table: Mapping[str, Any]) -> list[str]:
        kind = self.context["sheet"].columns
        return [wording.column_fault(fault, kind=kind) for fault in table["faults"]]


class SheetDetailOut(SheetOut):
    """With the count of every sort of lines, and the columns where somebody has to say them."""

    counts = serializers.SerializerMethodField()
    notes = serializers.SerializerMethodField()
    tables = serializers.SerializerMethodField()
    closing_dates = serializers.SerializerMethodField()

    class Meta(SheetOut.Meta):
        fields: ClassVar[tuple[str, ...]] = (
            *SheetOut.Meta.fields,
            "counts",
            "notes",
            "tables",
            "closing_dates",
        )

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_counts(self, sheet: Sheet) -> dict[str, int]:
        return vars(queries.tally(sheet)).copy()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_notes(self, sheet: Sheet) -> list[str]:
        return [wording.note(sheet, each) for each in sheet.notes]

    @extend_schema_field(TableOut(many=True))
    def get_tables(self, sheet: Sheet) -> Any:
        tables = sheet.layout.get("tables", [])
        return TableOut(tables, many=True, context={"sheet": sheet}).data

    @extend_schema_field(serializers.ListField(child=serializers.DateField()))
    def get_closing_dates(self, sheet: Sheet) -> list[str]:
        """Those that a sheet which asks can be about."""
        asks = sheet.stage == Stage.ASKING and sheet.columns == "reports"
        return queries.open_days(sheet) if asks else []


class OfferOut(serializers.Serializer):
    """A figure that stands in a sentence and may be what is meant."""

    figure = serializers.CharField()
    words = serializers.CharField()
    is_chosen = serializers.BooleanField()


class TroubleOut(serializers.Serializer):
    cell = serializers.CharField()
    code = serializers.CharField()
    level = serializers.CharField()
    sentence = serializers.CharField()
    key = serializers.CharField(help_text="the column that one of several figures is for")
    offers = OfferOut(many=True)


class DoubtOut(serializers.Serializer):
    """What looks doubtful and wants a word of explanation before the line can be sent."""

    cell = serializers.CharField()
    code = serializers.CharField()
    sentence = serializers.CharField()


class PictureOut(serializers.Serializer):
    cell = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class LineOut(Out):
    """What becomes of a line. `content` is what would be saved, `before` what it replaces."""

    page = serializers.SerializerMethodField()
    troubles = serializers.SerializerMethodField()
    doubts = serializers.SerializerMethodField()
    pictures = serializers.SerializerMethodField()

    class Meta:
        model = SheetLine
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "page",
            "row",
            "about_id",
            "subject",
            "outcome",
            "choice",
            "content",
            "before",
            "troubles",
            "doubts",
            "pictures",
        )

    def get_page(self, line: SheetLine) -> str:
        return wording.page_name(line, self.context["sheet"])

    @extend_schema_field(PictureOut(many=True))
    def get_pictures(self, line: SheetLine) -> list[dict[str, Any]]:
        """Those that become evidence, unless the line is refused or left out."""
        return [PictureOut(each).data for each in line.pictures]

    @extend_schema_field(TroubleOut(many=True))
    def get_troubles(self, line: SheetLine) -> list[dict[str, Any]]:
        return [asdict(wording.trouble(facts)) | {"code": facts["code"]} for facts in line.troubles]

    @extend_schema_field(DoubtOut(many=True))
    def get_doubts(self, line: SheetLine) -> list[dict[str, str]]:
        return [vars(each) for each in wording.doubts(line, self.context["sheet"])]


class ConfirmIn(StrictIn):
    submit = serializers.BooleanField(default=False, help_text="send reports, not only keep drafts")
    only_good = serializers.BooleanField(
        default=False, help_text="save the good lines where others are refused"
    )


class LineDecisionIn(StrictIn):
    """About one line, by its `id`."""

    line = serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY)
    choice = serializers.ChoiceField(choices=Choice.choices, required=False)
    explanation = serializers.CharField(required=False, allow_blank=True)


class DecideIn(StrictIn):
    lines = serializers.ListField(child=LineDecisionIn(), required=False, max_length=MOST_DECIDED)
    explain_all = serializers.CharField(required=False, allow_blank=True, default="")


class ColumnsIn(StrictIn):
    """`columns` are signature of the table -> letter -> key, or `ignore`."""

    columns = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField()), required=False
    )
    ends_on = DayField(required=False)
    reports = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY),
        required=False,
        help_text="`page:row` of a line that nobody knows -> the report that it is about",
    )
    figures = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField()),
        required=False,
        help_text="`page:row` of a line -> key of the column -> one of the figures on offer",
    )
    fractions = serializers.DictField(
        child=serializers.DictField(child=serializers.BooleanField()),
        required=False,
        help_text="signature of the table -> letter -> whether 0.65 stands for 65 %",
    )
    skipped = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="signatures of the tables that are none; what is left out stays as it was",
    )


class ShownIn(StrictIn):
    """What the list of lines can be asked for."""

    show = serializers.ChoiceField(choices=SHOWN, required=False)
