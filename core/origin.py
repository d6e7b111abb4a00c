"""From where the current act comes: set by the faces, read by the audit trail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_origin: ContextVar[str] = ContextVar("origin", default="")


def current() -> str:
    """Such as `page 10.1.2.3`, `api 10.1.2.3`, `job reports.open_periods`; empty when unknown."""
    return _origin.get()


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


class OriginMiddleware:
    """Names the face and the network address of every request for the audit trail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        face = "api" if request.path.startswith("/api/") else "page"
        with coming_from(f"{face} {address_of(request)}"):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """The client's, not the proxy's: each of our proxies adds the address that asked it."""
    asked = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.PROXIES and asked[0]:
        return asked[-min(settings.PROXIES, len(asked))].strip()[:45]
    return str(request.META.get("REMOTE_ADDR", ""))
