"""The description of the API, and the pages that show it, a resource at a time."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.plumbing import set_query_parameters
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

Schema = dict[str, Any]


@cache
def described(language: str | None) -> Schema:
    """Made once in a process: it takes seconds, and changes with releases only."""
    # The same for everybody: who may do what is not part of it.
    made: Schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # theirs
    return made


def resources(schema: Schema) -> list[str]:
    """The names that operations are sorted by."""
    return sorted({tag for path in schema["paths"].values() for tag in _tags(path)})


def only(schema: Schema, resource: str) -> Schema:
    """The operations of one resource, with no more components than they need."""
    paths = {name: path for name, path in schema["paths"].items() if resource in _tags(path)}
    kept: dict[str, dict[str, Any]] = {"securitySchemes": schema["components"]["securitySchemes"]}
    left = list(_references(paths))
    while left:
        _hash, _components, kind, name = left.pop().split("/")
        if name not in kept.setdefault(kind, {}):
            kept[kind][name] = schema["components"][kind][name]
            left += _references(kept[kind][name])
    return schema | {"paths": paths, "components": kept}


def _tags(path: dict[str, Any]) -> set[str]:
    return {tag for each in path.values() for tag in each.get("tags", ())}


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _references(each)


class KeptGenerator(SchemaGenerator):
    def get_schema(self, request: Any = None, public: bool = False) -> Schema:
        whole, resource = described(get_language()), request.GET.get("resource")
        return whole if resource is None else only(whole, resource)


class SchemaView(SpectacularAPIView):
    """All of it, or what `?resource=` names; as JSON, or as YAML for whoever accepts that."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer]
    generator_class = KeptGenerator


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI takes half a minute for three hundred operations at once, and no time for ten."""

    url_name = "api-schema"
    template_name = "config/api_docs.html"

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # theirs
        answer.data |= {"resources": self._resources(), "chosen": self._chosen(request)}
        return answer

    def _get_schema_url(self, request: HttpRequest) -> str:
        whole = super()._get_schema_url(request)  # type: ignore[no-untyped-call]  # theirs
        return str(set_query_parameters(whole, resource=self._chosen(request)))

    def _resources(self) -> list[str]:
        return resources(described(get_language()))

    def _chosen(self, request: HttpRequest) -> str:
        every, asked = self._resources(), request.GET.get("resource", "")
        return asked if asked in every else every[0]
