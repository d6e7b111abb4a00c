"""Units, their names, and collective entries."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from units import access, queries, services
from units.forms import MemberForm, NameForm, UnitForm
from units.http import PortalRequest
from units.models import GroupMember, NameKindChoice, Unit, UnitKind
from units.rules import Role


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
