"""Tokens: people make and withdraw their own, the system administrator sees who has some."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from units import access, queries, services
from units.forms import TokenForm
from units.http import PortalRequest
from units.models import Token
from units.rules import USUAL_LIFE, Role, Scope
from units.views.telling import answer_to, posted


@require_http_methods(["GET", "HEAD", "POST"])
def own_tokens(request: PortalRequest) -> HttpResponse:
    now = timezone.now()
    usual = {"scopes": [Scope.READ.value], "ends_on": timezone.localdate(now) + USUAL_LIFE}
    form = TokenForm(posted(request), initial=usual)
    key = _made(request, form) if request.method == "POST" and form.is_valid() else ""
    context = {
        # Rendered, not redirected: the key must not survive in a session or an address.
        "key": key,
        "form": TokenForm(initial=usual) if key else form,
        "rows": queries.own_tokens(request.user, now=now),
    }
    return render(request, "units/tokens.html", context, status=200 if key else answer_to(request))


def _made(request: PortalRequest, form: TokenForm) -> str:
    try:
        _token, key = services.make_token(
            name=form.cleaned_data["name"],
            scopes=[Scope(scope) for scope in form.cleaned_data["scopes"]],
            ends_on=form.cleaned_data["ends_on"],
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return ""
    return key


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(queries.tokens_of(request.user), pk=pk)
    _withdraw(request, token)
    return redirect("units:tokens")


@require_safe
def all_tokens(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    page = page_of(queries.all_tokens(request.GET, now=timezone.now()), request.GET)
    return render(request, "units/all_tokens.html", {"page": page})


@require_POST
def withdraw_any(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    _withdraw(request, get_object_or_404(Token, pk=pk))
    return redirect("units:all-tokens")


def _withdraw(request: PortalRequest, token: Token) -> None:
    services.withdraw_token(token_id=token.pk, by=request.user, now=timezone.now())
    messages.success(request, _("The token is withdrawn: it opens nothing from now on."))
