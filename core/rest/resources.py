"""What every address of the API does around its own work."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.rest import conditions, pages, repeats
from core.rest.bodies import require_known
from core.rest.problems import ChangedMeanwhile

Row = TypeVar("Row", bound=Model)
Handler = Callable[..., HttpResponseBase]


class Address(APIView):
    """Unknown parameters are refused; GET answers with an ETag; POST knows Idempotency-Key."""

    # Everything that an answer says moves with an act in the audit trail, or with the day.
    follows_trail = False
    # The shape of what may stand behind the question mark; None where nothing may.
    asks: type[Serializer[Any]] | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require_known(request, self.known_parameters())
        method = str(request.method).lower()
        if handler := getattr(self, method, None):
            around = self._around_read if request.method in SAFE_METHODS else self._around_write
            setattr(self, method, partial(around, handler))

    def known_parameters(self) -> set[str]:
        """What may stand behind the question mark."""
        return set(_names(self.asks)) if self.asks else set()

    def stamp(self) -> str | None:
        """What moves at least whenever the answer does, and costs next to nothing to ask for."""
        if not self.follows_trail:
            return None
        return conditions.trail_stamp(now=timezone.now())  # noqa: TID251 - a face

    def shown(self, request: Request) -> Response | None:
        """What GET shows of the thing that a write is about; None where it is about a list."""
        get = getattr(type(self), "get", None)
        return get(self, request, **self.kwargs) if get else None

    def _around_read(
        self, handler: Handler, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return handler(request, *args, **kwargs)
        make = partial(handler, request, *args, **kwargs)
        return conditions.answer(request, make, stamp=self.stamp)

    def _around_write(
        self, handler: Handler, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        def act() -> HttpResponseBase:
            if "If-Match" in request.headers:
                self._require_seen(request)
            return handler(request, *args, **kwargs)

        return repeats.once(request, act) if request.method == "POST" else act()

    def _require_seen(self, request: Request) -> None:
        """Raises ChangedMeanwhile unless If-Match names what is shown now.

        Between this look and the act another one may come: a service compares the revision under
        its own lock, where there is one.
        """
        shown = self.shown(request)
        if shown is None or not conditions.is_seen(request, shown):
            raise ChangedMeanwhile
        if "revision" in shown.data:
            request.revision_seen = shown.data["revision"]  # type: ignore[attr-defined]  # for read


class Resource(Address, ReadOnlyModelViewSet[Row]):
    """A list, its lines, and what can be done with them."""

    def known_parameters(self) -> set[str]:
        if self.request.method not in SAFE_METHODS or self.action == "retrieve":
            return super().known_parameters()
        filters = getattr(getattr(self, "filterset_class", None), "base_filters", {})
        return {*filters, *(pages.PARAMETERS if self.pagination_class else ())}

    def shown(self, request: Request) -> Response | None:
        if "pk" not in self.kwargs:
            return None
        asked, self.action = self.action, "retrieve"
        try:
            return self.retrieve(request, **self.kwargs)
        finally:
            self.action = asked


@cache
def _names(shape: type[Serializer[Any]]) -> frozenset[str]:
    return frozenset(shape().fields)
