"""Pages are sent compressed, by the portal itself: not every house puts a proxy before it."""

from django.http.request import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressedPagesMiddleware(GZipMiddleware):
    """Pages only: files are compressed already, and tags of the API's answers stay strong.

    Django adds some random bytes, so that the length of a page tells nothing of what is in it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
