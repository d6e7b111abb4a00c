"""One's deadlines in one's own calendar program."""

from hashlib import sha256
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices import queries, services
from notices.calendars import calendar_of
from notices.models import CalendarFeed
from notices.throttling import seconds_to_wait
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: PortalRequest) -> HttpResponse:
    """Whether one's calendar has an address; a new one is shown once, here."""
    require_role(request.user, *BUSINESS_ROLES)
    address = ""
    if request.method == "POST":
        token = services.make_feed(by=request.user, now=timezone.now())
        # Rendered, not redirected: the address must not survive in a session.
        address = urljoin(settings.PORTAL_URL, reverse("notices:feed", args=[token]))
    feed = CalendarFeed.objects.filter(person=request.user).first()
    names_things = queries.manner().names_things
    context = {"feed": feed, "address": address, "names_things": names_things}
    return render(request, "notices/calendar.html", context)


@require_POST
def withdraw(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *BUSINESS_ROLES)
    services.withdraw_feed(by=request.user, now=timezone.now())
    messages.success(request, _("The address leads nowhere from now on."))
    return redirect("notices:calendar")


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that this address leads to, for programs that cannot sign in."""
    if wait := seconds_to_wait(request):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    found = queries.feed_of(services.hash_of(token))
    if found is None:
        return HttpResponse(status=404)
    due = queries.deadlines(found.person, now=timezone.now())
    content = calendar_of(found, due, manner=queries.manner())
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
