"""Accounts: the system administrator asks for them, the security administrator decides."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from units import access, queries, services
from units.forms import AccountForm, RefusalForm
from units.http import PortalRequest
from units.models import AccountRequest, SignInCount, User
from units.rules import Role
from units.views.telling import answer_to, posted, tell


def account_list(request: PortalRequest) -> HttpResponse:
    """The system administrator asks for accounts, closes them and grants nothing."""
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    form = AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        user, password = services.create_account(
            **form.cleaned_data, by=request.user, now=timezone.now()
        )
        # Rendered, not redirected: the password must not survive in a session or an address.
        return render(request, "units/new_account.html", {"account": user, "password": password})
    page = page_of(queries.accounts(request.GET), request.GET)
    context = {"page": page, "form": form}
    return render(request, "units/accounts.html", context, status=answer_to(request))


@require_POST
def issue_password(request: PortalRequest, pk: int) -> HttpResponse:
    """Shown once, for an account that came in a sheet and that nobody has used yet."""
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    account = get_object_or_404(User, pk=pk)
    wish: dict[str, Any] = {"user_id": account.pk, "by": request.user, "now": timezone.now()}
    try:
        user, password = services.issue_password(**wish)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("units:accounts")
    return render(request, "units/new_account.html", {"account": user, "password": password})


@require_POST
def switch_account(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    account = get_object_or_404(User, pk=pk)
    wish: dict[str, Any] = {"user_id": account.pk, "by": request.user, "now": timezone.now()}
    if request.POST.get("active") == "yes":
        tell(request, partial(services.ask_to_reopen, **wish), done=_("The request is sent."))
    else:
        tell(request, partial(services.close_account, **wish), done=_("The account is closed."))
    return redirect("units:accounts")


@require_safe
def request_list(request: PortalRequest) -> HttpResponse:
    """What waits for the security administrator: accounts to approve, and locks."""
    access.require_role(request.user, Role.SECURITY_ADMIN)
    context = {
        "page": page_of(queries.account_requests(), request.GET),
        "locks": queries.locks(now=timezone.now())[:50],
    }
    return render(request, "units/requests.html", context)


@require_POST
def approve_account(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SECURITY_ADMIN)
    asked = get_object_or_404(AccountRequest, pk=pk)
    wish: dict[str, Any] = {"request_id": asked.pk, "by": request.user, "now": timezone.now()}
    tell(request, partial(services.approve_account, **wish), done=_("The account is open."))
    return redirect("units:requests")


@require_POST
def refuse_account(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SECURITY_ADMIN)
    asked = get_object_or_404(AccountRequest, pk=pk)
    form = RefusalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    wish: dict[str, Any] = {"request_id": asked.pk, "by": request.user, "now": timezone.now()}
    done = _("The request is refused.")
    tell(request, partial(services.refuse_account, reason=reason, **wish), done=done)
    return redirect("units:requests")


@require_POST
def unlock(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SECURITY_ADMIN)
    count = get_object_or_404(SignInCount, pk=pk)
    services.unlock(count_id=count.pk, by=request.user, now=timezone.now())
    return redirect("units:requests")
