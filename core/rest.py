"""What every resource of the API shares: filters, pages, bodies and keys."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from core.as_of import past_day
from core.calendar import YEARS
from core.forms import NO_DAY, other_years

if TYPE_CHECKING:  # the views read this module while they are being imported
    from rest_framework.views import APIView

# What a bigint column can hold.
BIGGEST_KEY = 2**63 - 1
# What every list and line that changes with time can be asked for.
AS_OF = "as it was known at the end of that day; today where it is left out"
AS_OF_PARAMETER = OpenApiParameter("as_of", OpenApiTypes.DATE, description=AS_OF)


class Pages(PageNumberPagination):
    """`?page=` and `?page_size=`; a larger page than 200 is cut to that."""

    page_query_description = "Which page of the list, counted from 1."
    page_size_query_param = "page_size"
    page_size_query_description = "Lines on a page: 50, up to 200."
    max_page_size = 200


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
        raise ValidationError({"as_of": error.detail}) from error


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


@extend_schema_field(OpenApiTypes.DATE)
class AsOfFilter(django_filters.Filter):
    """Names `?as_of=` among what a list takes; the view has read it before it asks for rows."""

    def __init__(self) -> None:
        super().__init__(label=AS_OF)

    def filter(self, qs: QuerySet[Any], value: object) -> QuerySet[Any]:
        return qs


class StrictFilters(DjangoFilterBackend):
    """Refuses a parameter that the list does not know: a misspelt filter must not show all."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: "APIView"
    ) -> QuerySet[Any]:
        filterset = self.get_filterset_class(view, queryset)
        known = {*(filterset.base_filters if filterset else ()), "page", "page_size"}
        _require_known(request.query_params, known, _("This list has no such filter."))
        return super().filter_queryset(request, queryset, view)


class StrictIn(serializers.Serializer):
    """The shape of a body; what it does not know is refused, not ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            _require_known(data, set(self.fields), _("There is no such field."))
        return super().to_internal_value(data)


def _require_known(given: Mapping[str, Any], known: set[str], sentence: str) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValidationError({name: [sentence] for name in unknown})


class ExactJSONParser(BaseParser):
    """JSON whose numbers stay as they were written: 99.99999999999999999 must not become 100."""

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise ParseError(_("The body is too long."))
        try:
            return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not JSON.")) from error


def _refuse(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are no JSON
