from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import audit
from core.errors import RuleBroken
from core.paging import page_of
from units import access, demo, queries, services
from units.context import first_screen
from units.forms import AccountForm, GrantForm, MemberForm, NameForm, PasswordForm, UnitForm
from units.http import PortalRequest
from units.models import GroupMember, Membership, NameKindChoice, RoleChoice, Unit, UnitKind, User
from units.rules import Role


class SignIn(auth.LoginView):
    template_name = "units/sign_in.html"
    redirect_authenticated_user = True

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


def unit_list(request: PortalRequest) -> HttpResponse:
    """Whoever works with plans or accounts looks units up; the system administrator adds one."""
    access.require_role(request.user, *access.LOOKERS)
    form = UnitForm(request.POST or None)
    if request.method == "POST":
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        unit = _create_unit(request, form) if form.is_valid() else None
        if unit is not None:
            return redirect("units:unit", unit.pk)
    context = {
        "page": page_of(queries.unit_list(request.user, request.GET), request.GET),
        "kinds": UnitKind.choices,
        "form": form if request.user.has_role([Role.SYSTEM_ADMIN]) else None,
    }
    return render(request, "units/list.html", context)


def unit_page(request: PortalRequest, pk: int) -> HttpResponse:
    unit = access.visible_unit(request.user, pk)
    form = NameForm(request.POST or None)
    if request.method == "POST":
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        if form.is_valid() and _name_unit(request, unit, form):
            return redirect("units:unit", unit.pk)
    keeper = request.user.has_role([Role.SYSTEM_ADMIN])
    context = {"sheet": queries.unit_sheet(unit), "form": form if keeper else None}
    return render(request, "units/unit.html", context)


@require_safe
def group_list(request: PortalRequest) -> HttpResponse:
    """Who is meant by collective entries; the system administrator adds members."""
    access.require_role(request.user, *access.LOOKERS)
    keeper = request.user.has_role([Role.SYSTEM_ADMIN])
    context = {
        "page": page_of(queries.groups(request.user, on=timezone.localdate()), request.GET),
        "form": MemberForm() if keeper else None,
    }
    return render(request, "units/groups.html", context)


@require_POST
def add_member(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    group = get_object_or_404(access.visible_groups(request.user), pk=pk)
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            services.add_member(
                group_id=group.pk, **form.cleaned_data, by=request.user, now=timezone.now()
            )
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
    return redirect("units:groups")


@require_POST
def end_member(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SYSTEM_ADMIN)
    member = get_object_or_404(GroupMember, pk=pk)
    services.end_member(member_id=member.pk, by=request.user, now=timezone.now())
    return redirect("units:groups")


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


@require_safe
def audit_trail(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, Role.AUDITOR)
    checked = "check" in request.GET
    context = {
        "page": page_of(queries.audit_entries(request.GET), request.GET),
        "checked": checked,
        "broken": audit.first_break() if checked else None,
    }
    return render(request, "units/audit.html", context)


def password(request: PortalRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _change_password(request, form):
        messages.success(request, _("Your password has been changed."))
        return redirect("units:home")
    return render(request, "units/password.html", {"form": form})


def _create_unit(request: PortalRequest, form: UnitForm) -> Unit | None:
    try:
        return services.create_unit(**form.cleaned_data, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error("name", broken.sentence)
        return None


def _name_unit(request: PortalRequest, unit: Unit, form: NameForm) -> bool:
    try:
        services.add_name(
            form.cleaned_data["name"],
            unit=unit,
            kind=NameKindChoice(form.cleaned_data["kind"]),
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        form.add_error("name", broken.sentence)
        return False
    return True


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
