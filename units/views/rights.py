"""Roles: the security administrator gives, ends and hands them over, and sees no business data."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.keys import keys_in
from core.paging import page_of
from units import access, queries, services
from units.forms import FieldForm, GrantForm, PeopleForm
from units.http import PortalRequest
from units.models import Membership, RoleChoice, Unit, User
from units.rules import Role
from units.views.telling import answer_to, posted, tell


def grant_list(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, Role.SECURITY_ADMIN)
    form = GrantForm(posted(request))
    if request.method == "POST" and form.is_valid() and _grant(request, form.cleaned_data):
        return redirect("units:grants")
    page = page_of(queries.grants(request.GET), request.GET)
    context = {"page": page, "form": form, "roles": RoleChoice.choices, "leader": Role.LEADER}
    return render(request, "units/grants.html", context, status=answer_to(request))


def _grant(request: PortalRequest, wish: dict[str, Any]) -> bool:
    grant = partial(
        services.grant_role,
        user_id=wish["user"].pk,
        unit=wish["unit"],
        role=Role(wish["role"]),
        watched_units=wish["watched_units"] if wish["role"] == Role.LEADER else (),
        by=request.user,
        now=timezone.now(),
    )
    return tell(request, grant, done=_("The role has been granted."))


@require_POST
def end_grant(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, Role.SECURITY_ADMIN)
    get_object_or_404(Membership.objects.live(), pk=pk)
    wish: dict[str, Any] = {"membership_id": pk, "by": request.user, "now": timezone.now()}
    tell(request, partial(services.end_role, **wish), done=_("The role has ended."))
    return redirect("units:grants")


def watched_units(request: PortalRequest, pk: int) -> HttpResponse:
    """The units of a leader's field."""
    access.require_role(request.user, Role.SECURITY_ADMIN)
    leaders = Membership.objects.live().own().filter(role=Role.LEADER)
    membership = get_object_or_404(leaders.select_related("user", "unit"), pk=pk)
    form = FieldForm(posted(request), initial={"units": membership.watched_units.all()})
    if request.method == "POST" and form.is_valid():
        wish: dict[str, Any] = {"membership_id": pk, "by": request.user, "now": timezone.now()}
        watch = partial(services.watch_units, units=form.cleaned_data["units"], **wish)
        if tell(request, watch, done=_("The leader's field is set.")):
            return redirect("units:grants")
    context = {"membership": membership, "form": form}
    return render(request, "units/watched.html", context, status=answer_to(request))


def hand_over(request: PortalRequest) -> HttpResponse:
    """Choose two people, read what goes from one to the other, then hand it over in one act."""
    access.require_role(request.user, Role.SECURITY_ADMIN)
    form = PeopleForm(posted(request) or request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if request.method == "POST" and chosen and _hand_over(request, **chosen):
        return redirect("units:grants")
    held = queries.roles_of(chosen["leaver"]) if chosen else []
    context = {"form": form, "held": held, **chosen}
    return render(request, "units/hand_over.html", context, status=answer_to(request))


def _hand_over(request: PortalRequest, *, leaver: User, successor: User) -> bool:
    act = partial(
        services.hand_over,
        leaver_id=leaver.pk,
        successor_id=successor.pk,
        units=list(Unit.objects.filter(pk__in=keys_in(request.POST.getlist("unit")))),
        by=request.user,
        now=timezone.now(),
    )
    names = {"leaver": leaver.name, "successor": successor.name}
    return tell(request, act, done=_("%(successor)s has taken over from %(leaver)s.") % names)
