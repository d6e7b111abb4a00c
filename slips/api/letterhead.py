"""What an office prints on its slips, for programs of its head."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from core.rest import StrictIn, read
from core.rest.resources import Address
from slips import access, services
from slips.models import GradeChoice, Letterhead
from slips.rules import MOST_DAYS, Colour, Grade, Style
from units.http import ApiRequest


class StyleIn(StrictIn):
    """How a grade is printed, and how many working days it gives; an empty word is the usual."""

    grade = serializers.ChoiceField(GradeChoice.choices)
    word = serializers.CharField(max_length=20, allow_blank=True, default="")
    colour = serializers.ChoiceField([each.value for each in Colour])
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS)


class LetterheadIn(StrictIn):
    """All grades, each once."""

    name = serializers.CharField(max_length=20, allow_blank=True, default="")
    sign = serializers.CharField(max_length=20, allow_blank=True, default="")
    grades = serializers.ListField(child=StyleIn(), min_length=len(Grade), max_length=len(Grade))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len({each["grade"] for each in attrs["grades"]}) < len(Grade):
            raise serializers.ValidationError({"grades": [_("Name each grade once.")]})
        return attrs


class LetterheadView(Address):
    """The office that the person heads."""

    request: ApiRequest

    @extend_schema(operation_id="letterhead", responses=LetterheadIn)
    def get(self, request: ApiRequest) -> Response:
        """What is printed on slips."""
        office = access.own_office(request.user)
        kept = Letterhead.objects.filter(office=office).first() or Letterhead(office=office)
        return Response(_shown(kept))

    @extend_schema(operation_id="letterhead_set", request=LetterheadIn, responses=LetterheadIn)
    def put(self, request: ApiRequest) -> Response:
        """For slips that are approved from now on."""
        office = access.own_office(request.user)
        wish = read(LetterheadIn, request)
        grades = {
            Grade(each["grade"]): Style(Colour(each["colour"]), each["days"], each["word"])
            for each in wish.pop("grades")
        }
        act: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        return Response(
            _shown(services.set_letterhead(office=office, grades=grades, **wish, **act))
        )


def _shown(kept: Letterhead) -> dict[str, Any]:
    lines = []
    for grade in Grade:
        style = kept.style(grade)
        line: dict[str, Any] = {"word": style.word, "days": style.days}
        lines.append({"grade": grade.value, "colour": style.colour.value} | line)
    return {"name": kept.name, "sign": kept.sign, "grades": lines}
