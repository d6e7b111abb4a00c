"""What every resource of the API shares: fields, filters, bodies, pages, problems and conditions.

This file holds fields and filters. The settings name classes of this package, so only `resources`
and `schema` may import views.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from core.as_of import past_day
from core.calendar import YEARS
from core.forms import NO_DAY, other_years
from core.forms import DayField as FormDayField
from core.rest.bodies import ExactJSONParser, NothingIn, StrictIn, read, read_shape
from core.rest.problems import BadParameter

__all__ = [
    "AS_OF",
    "AS_OF_PARAMETER",
    "BIGGEST_KEY",
    "AsOfField",
    "AsOfFilter",
    "AsOfViews",
    "DayField",
    "DayFilter",
    "ExactJSONParser",
    "FlagFilter",
    "KeyFilter",
    "NothingIn",
    "StrictFilters",
    "StrictIn",
    "UploadField",
    "asked_day",
    "past_day_asked",
    "read",
    "read_shape",
]

if TYPE_CHECKING:  # the views read this module while they are being imported
    from rest_framework.views import APIView

# What a bigint column can hold.
BIGGEST_KEY = 2**63 - 1
# What every list and line that changes with time can be asked for.
AS_OF = "as it was known at the end of that day; today where it is left out"
AS_OF_PARAMETER = OpenApiParameter("as_of", OpenApiTypes.DATE, description=AS_OF)


@extend_schema_field(OpenApiTypes.INT)
class KeyFilter(django_filters.Filter):
    """The key of a row; one that does not exist, or may not be known, finds nothing.

    Not a ModelChoiceFilter, which tells strangers which keys exist, and not a NumberFilter, which
    spends minutes on turning 1e99999999 into a whole number.
    """

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=BIGGEST_KEY, **kwargs)


class DayField(serializers.DateField):
    """A day of the years that the portal works with, as forms take it."""

    default_error_messages = {"invalid": NO_DAY, "datetime": NO_DAY}

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if day.year not in YEARS:
            raise ValidationError(other_years(), code="other_years")
        return day


@extend_schema_field(OpenApiTypes.BINARY)
class UploadField(serializers.FileField):
    """A file in a body. A plain FileField is described as the address of one, as answers have it.

    What is empty or has no name is told by whoever takes the file, in words of its own.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)


class DayFilter(django_filters.DateFilter):
    """A day of those years; any other one is a slip of the pen, and no list is empty for it."""

    field_class = FormDayField


class FlagField(forms.Field):
    """`true` or `false`. Django's own field takes every other word for "whatever"."""

    def to_python(self, value: str | None) -> bool | None:
        if value in self.empty_values:
            return None
        if value not in ("true", "false"):
            raise forms.ValidationError(_("Say true or false."))
        return value == "true"


class FlagFilter(django_filters.BooleanFilter):
    field_class = FlagField


class AsOfField(serializers.DateField):
    """A day on which anything can have been known.

    What is none is refused: a program would take today's answer for the one that it asked for.
    """

    default_error_messages = {"none": gettext_lazy("Write a day up to today, such as 2026-09-30.")}

    def to_internal_value(self, value: Any) -> date:
        today = timezone.localdate()  # noqa: TID251 - reads an address for the faces
        day = past_day(str(value), today=today)
        if day is None:
            self.fail("none")
        return day


def asked_day(request: Request) -> date:
    """The day of `?as_of=`; today where it is left out. Raises ValidationError for nonsense."""
    text = request.query_params.get("as_of")
    if text is None:
        return timezone.localdate()  # noqa: TID251 - as above
    try:
        return AsOfField().run_validation(text)
    except ValidationError as error:
        raise BadParameter({"as_of": error.detail}) from error


def past_day_asked(request: Request) -> date | None:
    """The same; None for today, when the rows say what is known."""
    day, today = asked_day(request), timezone.localdate()  # noqa: TID251 - as above
    return day if day < today else None


class AsOfViews:
    """Mixed into resources whose list and lines take `?as_of=`. Acts are always about now."""

    action: str
    request: Any

    def past_day(self) -> date | None:
        """The day that is asked about; None for today."""
        reads = self.action in ("list", "retrieve")
        return past_day_asked(self.request) if reads else None

    def known_parameters(self) -> set[str]:
        known: set[str] = super().known_parameters()  # type: ignore[misc]  # of the resource
        return known | {"as_of"} if self.action == "retrieve" else known


@extend_schema_field(OpenApiTypes.DATE)
class AsOfFilter(django_filters.Filter):
    """Names `?as_of=` among what a list takes; the view has read it before it asks for rows."""

    def __init__(self) -> None:
        super().__init__(label=AS_OF)

    def filter(self, qs: QuerySet[Any], value: object) -> QuerySet[Any]:
        return qs


class StrictFilters(DjangoFilterBackend):
    """Filters lists only: a line is named by its address and by nothing else.

    What a list does not know is refused before (`Address.known_parameters`).
    """

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: "APIView"
    ) -> QuerySet[Any]:
        filters = getattr(self.get_filterset_class(view, queryset), "base_filters", {})
        # A form of nothing but empty fields takes as long as the rows that it leaves alone.
        if getattr(view, "detail", False) or request.query_params.keys().isdisjoint(filters):
            return queryset
        return super().filter_queryset(request, queryset, view)
