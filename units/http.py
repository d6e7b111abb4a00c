from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from units.models import User


class PortalRequest(HttpRequest):
    """A request behind sign-in: nobody is anonymous here (LoginRequiredMiddleware)."""

    user: User
    htmx: HtmxDetails
