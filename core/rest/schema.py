"""What every operation has in common: problems, conditions, repeats, limits."""

from copy import deepcopy
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.permissions import SAFE_METHODS

from core.rest.bodies import StrictIn
from core.rest.kinds import KINDS
from core.rest.problems import MEDIA_TYPE, PAGE
from core.rest.resources import Address, Resource

_TEXT = {"type": "string"}
_ERROR = {
    "type": "object",
    "description": "Exactly one of `pointer` and `parameter` says where.",
    "required": ["code", "detail"],
    "properties": {
        "pointer": _TEXT | {"description": "The place in the body: `#/reports/3/percent`."},
        "parameter": _TEXT | {"description": "The parameter of the address, or the header."},
        "code": _TEXT,
        "detail": _TEXT | {"description": "For people, in their language."},
    },
}
_SLUGS = {f"{PAGE}#{kind.slug}" for kind in KINDS.values()}
PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457). `type` is the address of a page that explains it.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "enum": sorted(_SLUGS)},
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _TEXT | {"description": "What happened this time, for people."},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemError"}},
    },
    "example": {
        "type": f"{PAGE}#invalid",
        "title": "Something that was sent is wrong",
        "status": 400,
        "detail": "There is no such field.",
        "instance": "/api/v1/reports/7/submit/",
        "errors": [
            {"pointer": "#/percents", "code": "unknown", "detail": "There is no such field."}
        ],
    },
}


def _parameter(name: str, told: str, **shape: Any) -> dict[str, Any]:
    return {"in": "header", "name": name, "description": told, "schema": _TEXT | shape}


IF_NONE_MATCH = _parameter(
    "If-None-Match", "ETags that the client has; 304 where one of them still holds."
)
IF_MATCH = _parameter(
    "If-Match",
    "The ETag that GET gave of the thing: 412 where it has changed. With it the body need not "
    "name the `revision`.",
)
IDEMPOTENCY_KEY = _parameter(
    "Idempotency-Key",
    "Made up by the client for this request. What comes again with it within a day is not carried "
    "out again and gets the first answer, with `Idempotent-Replayed: true`. Refusals are not kept.",
    minLength=1,
    maxLength=255,
    pattern="^[!-~]+$",
    example="6f1c2f0e-6a52-4f0a-9d0b-0d2f6f3c8a11",
)
_SENT = {
    "ETag": "Names this very answer, for If-None-Match and If-Match.",
    "Link": "The pages after and before this one (RFC 8288).",
    "Retry-After": "So many seconds later it may be asked again.",
    "Idempotent-Replayed": "`true` where this is the answer of an earlier request.",
}


def header(name: str) -> dict[str, Any]:
    return {name: {"description": _SENT[name], "schema": _TEXT}}


class ProblemSchema(AutoSchema):
    """An operation with everything that `Address` and `explain` add to it."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None or not isinstance(self.view, Address):
            return operation
        self._register_problems()
        responses = operation["responses"]
        for refused in self._refusals():
            responses.setdefault(str(refused), _refusal(refused))
        operation["parameters"] = [*operation.get("parameters", ()), *self._headers()]
        if self.method == "GET":
            responses["304"] = {"description": "As If-None-Match names it."}
            sent = header("ETag") | (header("Link") if self._is_list_view() else {})
            responses["200"].setdefault("headers", {}).update(sent)
            _name_files(responses["200"].get("content", {}))
        elif self.method == "POST":
            for status in ("200", "201", "202"):
                if status in responses:
                    responses[status]["headers"] = header("Idempotent-Replayed")
        return operation

    def _map_serializer_field(self, field: Any, *args: Any, **kwargs: Any) -> Any:
        shape = super()._map_serializer_field(field, *args, **kwargs)  # type: ignore[no-untyped-call]  # theirs
        if isinstance(shape, dict) and shape.get("format") == "time":
            # That of JSON Schema has a time zone; ours are the clock on the office's wall.
            del shape["format"]
            shape["examples"] = ["17:30"]
        return shape

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> dict[str, Any]:
        told: dict[str, Any] = super()._get_serializer_field_meta(  # type: ignore[no-untyped-call]  # theirs
            field, direction
        )
        # What an answer may leave out is null there.
        if direction == "response" and getattr(field, "default", "") is None:
            told["nullable"] = True
        return told

    def _map_serializer(self, serializer: Any, *args: Any, **kwargs: Any) -> Any:
        shape = super()._map_serializer(serializer, *args, **kwargs)  # type: ignore[no-untyped-call]  # theirs
        if isinstance(serializer, StrictIn) and shape.get("type") == "object":
            shape["additionalProperties"] = False
        return shape

    def _register_problems(self) -> None:
        """Names the shape of a problem once for all operations."""
        for name, shape in (("Problem", PROBLEM), ("ProblemError", _ERROR)):
            kind = ResolvedComponent.SCHEMA
            # A copy: what comes after writes into it. The library has no types.
            found = ResolvedComponent(name, kind, deepcopy(shape), name)  # type: ignore[no-untyped-call]  # theirs
            self.registry.register_on_missing(found)

    def _headers(self) -> list[dict[str, Any]]:
        if self.method in SAFE_METHODS:
            return [IF_NONE_MATCH]
        matched = [IF_MATCH] if self._shows_one() else []
        return [*matched, IDEMPOTENCY_KEY] if self.method == "POST" else matched

    def _shows_one(self) -> bool:
        if isinstance(self.view, Resource):
            return "{" in self.path
        return hasattr(self.view, "get")

    def _refusals(self) -> list[int]:
        common = [400, 401, 403, 404, 406, 429, 500]
        if self.method in SAFE_METHODS:
            return common
        writes = [409, *([412] if self._shows_one() else []), 413, 415]
        return sorted([*common, *writes, *([422] if self.method == "POST" else [])])


def _name_files(content: dict[str, Any]) -> None:
    """A file comes in the form in which somebody once handed it in."""
    held = content.get("application/json", {})
    if held.get("schema", {}).get("format") == "binary":
        content["application/octet-stream"] = content["*/*"] = content.pop("application/json")


def _refusal(status: int) -> dict[str, Any]:
    kinds = [kind for kind in KINDS.values() if kind.status == status]
    told = {
        "description": " / ".join(f"`{kind.slug}`" for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return told | ({"headers": header("Retry-After")} if status in (409, 429) else {})
