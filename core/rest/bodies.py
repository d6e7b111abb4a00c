"""What a request carries: exact numbers, storable text, and nothing that nobody asked for."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from core.rest.problems import BadParameter, TooLarge

# Only these can stand for what no table takes; a body without any need not be walked through.
_ESCAPED = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class StrictIn(serializers.Serializer):
    """The shape of a body; what it does not know is refused, not ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                sentence = _("There is no such field.")
                raise ValidationError({str(name): [sentence] for name in unknown}, code="unknown")
        return super().to_internal_value(data)


class NothingIn(StrictIn):
    """No body."""


def read(shape: type[StrictIn], request: Request) -> dict[str, Any]:
    """The body in that shape. Raises ValidationError for what it does not fit."""
    return dict(read_shape(shape, request).validated_data)


def read_shape(shape: type[StrictIn], request: Request) -> Any:
    """The same with what else the shape makes of it.

    Whoever sends If-Match need not name the revision as well: it is that of what they saw.
    """
    data, seen = request.data, getattr(request, "revision_seen", None)
    if seen is not None and isinstance(data, Mapping) and "revision" in shape().fields:
        data = {"revision": seen, **data}
    wish = shape(data=data)
    wish.is_valid(raise_exception=True)
    return wish


def require_known(request: Request, known: set[str]) -> None:
    """Raises BadParameter for a parameter of the address that nobody reads, or that stands twice.

    A misspelt filter must not show everything, and one of two must not pass for both.
    """
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        sentence = _("This address has no such parameter.")
        raise BadParameter({name: [sentence] for name in unknown}, code="unknown")
    twice = [name for name, values in request.query_params.lists() if len(values) > 1]
    if twice:
        sentence = _("This parameter stands more than once. Ask once for each value.")
        raise BadParameter({name: [sentence] for name in twice}, code="repeated")


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
            raise TooLarge
        try:
            data = json.loads(
                body,
                parse_float=Decimal,
                parse_constant=_refuse,
                object_pairs_hook=_once_each,
            )
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not JSON.")) from error
        if _ESCAPED.search(body) and (found := list(_unstorable(data))):
            told = _("This text has characters that cannot be stored.")
            raise ValidationError(_at(found[0], [told]))
        return data


def _refuse(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are no JSON


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two fields of one name nobody knows which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _unstorable(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where NUL or half a character stands, in a name or in a text."""
    if isinstance(data, str):
        if _UNSTORABLE.search(data):
            yield place
    elif isinstance(data, dict):
        for name, value in data.items():
            if _UNSTORABLE.search(name):
                yield place
            else:
                yield from _unstorable(value, (*place, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _unstorable(value, (*place, number))


def _at(place: tuple[str | int, ...], told: Any) -> Any:
    for step in reversed(place):
        told = {step: told}
    return told
