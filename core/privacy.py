"""What a person was shown stays on no disk between the portal and their eyes."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStoreMiddleware:
    """Forbids browsers and proxies to keep pages, downloads and answers of the API.

    Static files pass before it, with a cache policy of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response


class HiddenAddresses(logging.Filter):
    """Takes out of the log what is a key by itself: addresses of calendars."""

    KEYS = re.compile(r"(/feeds/)[^/\s\"'?]+")

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (hidden := self.KEYS.sub(r"\1…", said)) != said:
            record.msg, record.args = hidden.replace("%", "%%"), ()
            # Whoever formats the request itself would tell it again.
            record.__dict__.pop("request", None)
        return True
