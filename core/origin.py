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
        with coming_from(f"{face} {_address(request)}"):
            return self.get_response(request)


def _address(request: HttpRequest) -> str:
    """The client's, not the proxy's; a header is believed only where a proxy is known to set it."""
    named = request.headers.get("X-Real-IP", "") if settings.BEHIND_PROXY else ""
    return str(named or request.META.get("REMOTE_ADDR", ""))[:45]
