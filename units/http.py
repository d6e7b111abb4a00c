from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from units.models import User


class PortalRequest(HttpRequest):
    """A request behind sign-in: nobody is anonymous here (LoginRequiredMiddleware)."""

    user: User
    htmx: HtmxDetails


class ApiRequest(Request):
    """A request of the API behind sign-in: nobody is anonymous here (IsAuthenticated)."""

    user: User
