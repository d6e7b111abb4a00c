"""The head of the office says which programs are told what happens; the office sees them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.bell import ring
from core.errors import RuleBroken
from core.paging import page_of
from notices import mail_files, queries, services
from notices.forms import SubscriptionForm
from notices.models import Subscription
from units.access import require_role
from units.http import PortalRequest
from units.rules import OFFICE_ROLES, Role

UNPROCESSABLE = 422
JOB = "notices.tell_programs"


@require_safe
def subscriptions(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    context = {
        "page": page_of(queries.subscriptions(), request.GET),
        "keeps": request.user.has_role([Role.OFFICE_HEAD]),
        "mail_is_kept": mail_files.in_use(),
    }
    return render(request, "notices/subscriptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    form = SubscriptionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = _act(request)
        try:
            made, secret = services.add_subscription(wanted=form.wanted, **act)
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            return _with_secret(request, made, secret)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "notices/subscription.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    found = get_object_or_404(Subscription, pk=pk)
    if request.method != "POST":
        return _page(request, found, SubscriptionForm.about(found))
    form = SubscriptionForm(request.POST)
    if form.is_valid():
        act = _act(request)
        try:
            services.change_subscription(subscription_id=pk, wanted=form.wanted, **act)
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("notices:subscription", pk)
    return _page(request, found, form, status=UNPROCESSABLE)


def _page(
    request: PortalRequest, found: Subscription, form: SubscriptionForm, *, status: int = 200
) -> HttpResponse:
    page = page_of(queries.deliveries(found), request.GET)
    context = {"subscription": found, "form": form, "page": page}
    return render(request, "notices/subscription.html", context, status=status)


@require_POST
def renew_secret(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    found = get_object_or_404(Subscription, pk=pk)
    facts: dict[str, Any] = {"subscription_id": found.pk} | _act(request)
    return _with_secret(request, *services.renew_secret(**facts))


def _with_secret(request: PortalRequest, found: Subscription, secret: str) -> HttpResponse:
    # Rendered, not redirected: the secret must not survive in a session.
    context = {"subscription": found, "secret": secret}
    return render(request, "notices/subscription_secret.html", context)


@require_POST
def resume(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    found = get_object_or_404(Subscription, pk=pk)
    facts: dict[str, Any] = {"subscription_id": found.pk} | _act(request)
    services.resume_subscription(**facts)
    ring(JOB)
    messages.success(request, _("What waited is on its way."))
    return redirect("notices:subscription", pk)


@require_POST
def replay(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    found = get_object_or_404(Subscription, pk=pk)
    facts: dict[str, Any] = {"subscription_id": found.pk} | _act(request)
    try:
        number = services.replay(**facts)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        ring(JOB)
        told = ngettext("%(n)d event goes out again.", "%(n)d events go out again.", number)
        messages.success(request, told % {"n": number})
    return redirect("notices:subscription", pk)


@require_POST
def end(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    found = get_object_or_404(Subscription, pk=pk)
    facts: dict[str, Any] = {"subscription_id": found.pk} | _act(request)
    services.end_subscription(**facts)
    messages.success(request, _("The program is told nothing any more."))
    return redirect("notices:subscriptions")


def _act(request: PortalRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
