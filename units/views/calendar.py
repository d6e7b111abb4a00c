"""The working calendar: read by year, edited day by day, imported from the yearly notice."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core import notice_lines
from core.calendar import YEARS
from units import access, queries, services, wording
from units.forms import LinesForm, SpecialDayForm
from units.http import PortalRequest
from units.views.telling import answer_to, posted, tell


def calendar(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, *access.CALENDAR_KEEPERS)
    form = SpecialDayForm(posted(request))
    if request.method == "POST" and form.is_valid() and _set(request, form):
        return redirect(f"{request.path}?year={form.cleaned_data['on'].year}")
    today = timezone.localdate()
    year = _year(request, default=today.year)
    context = {
        "sheet": queries.calendar_year(year),
        "weekdays": wording.weekdays(),
        "today": today,
        "form": form,
        "lines": LinesForm(),
        "warning": queries.calendar_warning(today) or queries.missing_next_year(today),
        "earlier": year - 1 if year - 1 in YEARS else None,
        "later": year + 1 if year + 1 in YEARS else None,
    }
    return render(request, "units/calendar.html", context, status=answer_to(request))


def _year(request: PortalRequest, *, default: int) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else default
    return year if year in YEARS else default


def _set(request: PortalRequest, form: SpecialDayForm) -> bool:
    act = partial(services.set_day, **form.cleaned_data, by=request.user, now=timezone.now())
    return tell(request, act, done=_("The day is set."))


@require_POST
def import_days(request: PortalRequest) -> HttpResponse:
    """First what the lines would change; with `save` they are taken over."""
    access.require_role(request.user, *access.CALENDAR_KEEPERS)
    form = LinesForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "units/import_days.html", {"lines": form}, status=422)
    text = form.cleaned_data["text"]
    reading = notice_lines.read(text, year=timezone.localdate().year)
    if "save" in request.POST:
        days = list(reading.days.values())
        count = services.import_days(days, by=request.user, now=timezone.now())
        return _saved(request, count, year=max(reading.days).year if days else None)
    context = {
        "lines": LinesForm(initial={"text": text}),
        "preview": queries.preview(reading),
        "unread": [
            {"number": each.line, "text": each.text, "why": wording.line_fault(each.fault)}
            for each in reading.unread
        ],
    }
    return render(request, "units/import_days.html", context)


def _saved(request: PortalRequest, count: int, *, year: int | None) -> HttpResponse:
    sentence = ngettext(
        "%(count)d day is new or different.", "%(count)d days are new or different.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect(reverse("units:calendar") + (f"?year={year}" if year else ""))
