from rest_framework import serializers

from notices import wording
from notices.models import Notice


class NoticeOut(serializers.ModelSerializer):
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
