from rest_framework import serializers

from core.rest import StrictIn
from core.rest.out import Out
from notices import wording
from notices.models import Matter, Notice, Outlet


class NoticeOut(Out):
    """One step of the ladder about one thing; `waits` while it is unread and the thing waits.

    `step` counts working days from `due_on`; of `pace` it counts periods in a row.
    """

    heading = serializers.SerializerMethodField()
    unit_name = serializers.CharField(source="unit.name", read_only=True, default="")
    due_on = serializers.DateField(read_only=True)
    place = serializers.SerializerMethodField()
    waits = serializers.BooleanField(read_only=True)

    class Meta:
        model = Notice
        fields = (
            "id",
            "matter",
            "heading",
            "thing_id",
            "subject",
            "plan",
            "unit",
            "unit_name",
            "due_on",
            "step",
            "role",
            "is_duty",
            "words",
            "place",
            "written_at",
            "read_at",
            "settled_at",
            "waits",
        )

    def get_heading(self, notice: Notice) -> str:
        return wording.heading(notice)

    def get_place(self, notice: Notice) -> str:
        return wording.place_of(notice)


class MutesIn(StrictIn):
    """About which matters no letters come where they are not one's duty."""

    matters = serializers.ListField(
        child=serializers.ChoiceField(choices=Matter.choices), max_length=len(Matter)
    )


class OutletOut(Out):
    """`unit` is null for the office's own, which are told about every unit."""

    unit_name = serializers.CharField(source="unit.name", read_only=True, default="")
    address = serializers.CharField(source="shown_address", read_only=True)
    is_signed = serializers.SerializerMethodField()

    class Meta:
        model = Outlet
        fields = ("id", "name", "kind", "unit", "unit_name", "address", "is_signed", "is_active")

    def get_is_signed(self, outlet: Outlet) -> bool:
        return outlet.sealed_secret != ""
