"""Signing in, the first screen, one's own password."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import RuleBroken
from core.origin import address_of
from units import demo, queries, services
from units.context import first_screen
from units.forms import PasswordForm
from units.http import PortalRequest
from units.models import User


class SignIn(auth.LoginView):
    template_name = "units/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Every attempt is counted before its password is looked at."""
        form = self.get_form()
        username = request.POST.get("username", "").replace("\x00", "")
        facts: dict[str, Any] = {"address": address_of(request), "now": timezone.now()}
        if not (username and request.POST.get("password")):
            return self.form_invalid(form)
        try:
            services.begin_attempt(username=username, **facts)
        except RuleBroken as broken:
            context = self.get_context_data(form=type(form)(request), locked=broken.sentence)
            return self.render_to_response(context, status=429)
        if form.is_valid():
            services.end_attempt(user=form.get_user(), **facts)
            self._tell_of_tokens(form.get_user(), facts["now"])
            return self.form_valid(form)
        services.fail_attempt(username=username, **facts)
        return self.form_invalid(form)

    def _tell_of_tokens(self, person: User, now: datetime) -> None:
        for row in queries.own_tokens(person, now=now):
            if row.days_left is not None:
                words = _(
                    "The token “%(name)s” of your program works until %(day)s. Make a new one on "
                    "the page “Tokens for programs” before then."
                )
                facts = {"name": row.token.name, "day": row.token.ends_on}
                messages.warning(self.request, words % facts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = demo.demo_accounts() if settings.DEMO else ()
        return super().get_context_data(
            demo_accounts=offered, demo_password=demo.PASSWORD, **kwargs
        )


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """To the screen on which this person must act first."""
    screen = first_screen(request.user)
    if screen is None:
        return render(request, "units/no_role.html")
    return redirect(screen)


def password(request: PortalRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _change_password(request, form):
        messages.success(request, _("Your password has been changed."))
        return redirect("units:home")
    return render(request, "units/password.html", {"form": form})


def _change_password(request: PortalRequest, form: PasswordForm) -> bool:
    if not request.user.check_password(form.cleaned_data["old"]):
        form.add_error("old", _("This is not your current password."))
        return False
    try:
        services.change_password(
            user=request.user, password=form.cleaned_data["new"], now=timezone.now()
        )
    except RuleBroken as broken:
        form.add_error("new", broken.sentence)
        return False
    update_session_auth_hash(request, request.user)
    return True
