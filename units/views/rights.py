"""Accounts and roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import RuleBroken
from core.paging import page_of
from units import access, queries, services
from units.forms import AccountForm, GrantForm
from units.http import PortalRequest
from units.models import Membership, RoleChoice, User
from units.rules import Role


def account_list(request: PortalRequest) -> HttpResponse:
    """The system administrator opens and closes accounts and grants nothing."""
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user, password = services.create_account(
            **form.cleaned_data, by=request.user, now=timezone.now()
        )
        # Rendered, not redirected: the password must not survive in a session or an address.
        return render(request, "units/new_account.html", {"account": user, "password": password})
    page = page_of(queries.accounts(request.GET), request.GET)
    return render(request, "units/accounts.html", {"page": page, "form": form})


@require_POST
def switch_account(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    account = get_object_or_404(User, pk=pk)
    active = request.POST.get("active") == "yes"
    try:
        services.set_account_active(
            user_id=account.pk, active=active, by=request.user, now=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("units:accounts")


def grant_list(request: PortalRequest) -> HttpResponse:
    """The security administrator gives and ends roles, and sees no business data."""
    access.require_role(request.user, Role.SECURITY_ADMIN)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _grant(request, form.cleaned_data):
        return redirect("units:grants")
    page = page_of(queries.grants(request.GET), request.GET)
    context = {"page": page, "form": form, "roles": RoleChoice.choices}
    return render(request, "units/grants.html", context)


@require_POST
def end_grant(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SECURITY_ADMIN)
    membership = get_object_or_404(Membership.objects.live(), pk=pk)
    try:
        services.end_role(membership_id=membership.pk, by=request.user, now=timezone.now())
        messages.success(request, _("The role has ended."))
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("units:grants")


def _grant(request: PortalRequest, wish: dict[str, Any]) -> bool:
    try:
        services.grant_role(
            user_id=wish["user"].pk,
            unit=wish["unit"],
            role=Role(wish["role"]),
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return False
    messages.success(request, _("The role has been granted."))
    return True
