"""What every resource of the API shares: filters, pages, bodies and keys."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

if TYPE_CHECKING:  # the views read this module while they are being imported
    from rest_framework.views import APIView

# What a bigint column can hold.
BIGGEST_KEY = 2**63 - 1


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
