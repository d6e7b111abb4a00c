"""The office's chasing board: who is late with what, who was told, and what will be told next."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.as_of import coming_day
from core.bell import ring
from core.errors import RuleBroken
from core.paging import page_of
from core.working_days import working_calendar
from notices import mail_files, queries, services
from notices.models import Matter, Message
from notices.queries.rehearsal import FURTHEST
from units.access import require_role
from units.http import PortalRequest
from units.rules import OFFICE_ROLES

# A line of the board is tall: it tells everybody who was told.
BOARD_SIZE = 25


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    page = page_of(queries.chased(request.GET), request.GET, size=BOARD_SIZE)
    context = {
        "page": page,
        "lines": queries.board_lines(page),
        "units": queries.chased_units(),
        "plans": queries.chased_plans(),
        "matters": Matter.choices,
        "planned": queries.planned(),
        "now": timezone.now(),
        "mail_is_kept": mail_files.in_use(),
        "missing_year": working_calendar().missing(timezone.localdate()),
    }
    return render(request, "notices/board.html", context)


@require_safe
def upcoming(request: PortalRequest) -> HttpResponse:
    """The next letters with what the sweep will add to them, which takes a moment to find out."""
    require_role(request.user, *OFFICE_ROLES)
    now = timezone.now()
    context = {"next": queries.next_letters(now=now), "now": now}
    return render(request, "notices/next.html", context)


@require_safe
def failures(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    page = page_of(queries.failed_messages(), request.GET)
    context = {"page": page, "mail_is_kept": mail_files.in_use()}
    return render(request, "notices/failures.html", context)


@require_safe
def rehearsal(request: PortalRequest) -> HttpResponse:
    """`?on=2026-11-30`: who would be told what on that day, without telling anybody."""
    require_role(request.user, *OFFICE_ROLES)
    now = timezone.now()
    found = queries.rehearse(on=_day(request, now=now), now=now)
    page = page_of(found.lines, request.GET)
    context = {
        "found": found,
        "page": page,
        "lines": queries.named(page),
        "mail_is_kept": mail_files.in_use(),
    }
    return render(request, "notices/rehearsal.html", context)


@require_safe
def letters(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    now = timezone.now()
    context = {
        "page": page_of(
            queries.letters_by_person(request.GET.get("sort", ""), now=now), request.GET
        ),
        "all": queries.letters_to_all(now=now),
        "months": queries.months(now=now),
        "mail_is_kept": mail_files.in_use(),
    }
    return render(request, "notices/letters.html", context)


@require_POST
def send_again(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    message = get_object_or_404(Message, pk=pk)
    try:
        services.send_again(message_id=message.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        ring("notices.tell_outlets" if message.outlet_id else "notices.deliver")
        messages.success(request, _("The message is on its way again."))
    back = "notices:failures" if request.POST.get("from") == "failures" else "notices:board"
    return redirect(f"{reverse(back)}?{request.GET.urlencode()}")


def _day(request: PortalRequest, *, now: datetime) -> date:
    """The day that the address names; that of the next letters where it names none to come."""
    today = timezone.localtime(now).date()
    day = coming_day(request.GET.get("on", ""), today=today, until=today + FURTHEST)
    return day or timezone.localtime(queries.next_hour(now=now)).date()
