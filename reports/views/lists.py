"""Lists of reports, and the page of one."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.as_of import Moment
from core.paging import page_of
from reports import access, queries
from reports.forms import AskForm, ContentForm, CorrectionForm, ReviewOneForm
from reports.models import Report, ReportQuerySet
from reports.queries import Filters, LateReports, Newest, ReportSheet
from tasks.queries import to_receive
from units import rules
from units.access import require_role
from units.http import PortalRequest
from units.rules import Role

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """The reporter's first screen: what is to be written over all plans."""
    require_role(request.user, Role.REPORTER)
    filters = Filters.read(request.GET)
    reports = queries.to_write(request.user, filters)
    mine = access.editable_reports(request.user)
    more: dict[str, object] = {
        "summary": queries.summary(mine, now=timezone.now()),
        # Whoever reports for several units must know for which.
        "several": len(request.user.unit_ids({Role.REPORTER})) > 1,
        "to_receive": to_receive(request.user).count(),
    }
    return list_page(request, "reports/mine.html", reports, of=mine, more=more)


@require_safe
def late(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *rules.BUSINESS_ROLES)
    filters, scope = Filters.read(request.GET), Moment.read(request, now=timezone.now())
    reports = queries.overdue(request.user, filters, now=scope.until, on=scope.past)
    visible = access.visible_reports(request.user)
    by_unit = queries.overdue_by_unit(reports)
    more: dict[str, object] = {"by_unit": page_of(by_unit, request.GET, asked_as="units")}
    lines = LateReports(reports, by_unit)
    return list_page(request, "reports/late.html", lines, of=visible, more=more, scope=scope)


@require_safe
def report_list(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *rules.BUSINESS_ROLES)
    filters, scope = Filters.read(request.GET), Moment.read(request, now=timezone.now())
    reports = queries.all_reports(request.user, filters, on=scope.past)
    visible = access.visible_reports(request.user)
    newest = Newest(reports)
    more: dict[str, object] = {"newest": newest}
    return list_page(request, "reports/list.html", newest, of=visible, more=more, scope=scope)


@require_safe
def report(request: PortalRequest, pk: int) -> HttpResponse:
    found = access.visible_report(request.user, pk)
    now = timezone.now()
    scope = Moment.read(request, now=now, since=found.expected_at or found.period.opened_at)
    sheet = queries.report_sheet(request.user, found.pk, now=now, on=scope.past)
    if "correct" in request.GET and sheet.may_correct:
        form: ContentForm = CorrectionForm(initial=sheet.start_correction(), report=sheet.report)
    else:
        form = blank_form(sheet, copy="copy" in request.GET)
    return report_page(request, sheet, form, ReviewOneForm(), scope=scope)


def list_page(
    request: PortalRequest,
    template: str,
    reports: Sequence[Report] | ReportQuerySet,
    *,
    of: ReportQuerySet,
    more: dict[str, object] | None = None,
    scope: Moment | None = None,
    status: int = 200,
) -> HttpResponse:
    """One page of a list of reports, with filters that offer what `of` holds.

    Desks are about now, and compare with last period; the other lists say by `scope` as of which
    day they are.
    """
    page, on = page_of(reports, request.GET), scope.past if scope else None
    filters, is_desk = Filters.read(request.GET), scope is None
    context = {
        "page": page,
        "lines": queries.lines(page.object_list, now=timezone.now(), on=on, compared=is_desk),
        "filters": filters,
        "choices": queries.choices(request.user, of, chosen=filters.plan, on=on),
        "scope": scope,
        **(more or {}),
    }
    return render(request, template, context, status=status)


def report_page(
    request: PortalRequest,
    sheet: ReportSheet,
    form: ContentForm,
    review: ReviewOneForm,
    *,
    ask: AskForm | None = None,
    scope: Moment | None = None,
    status: int = 200,
) -> HttpResponse:
    """`scope` says as of which day; a page that answers a form has none, it is about now."""
    context = {
        "sheet": sheet,
        "report": sheet.report,
        "form": form,
        "review": review,
        "ask": ask,
        "correcting": isinstance(form, CorrectionForm),
        "again_on": sheet.again_on,
        "scope": scope,
    }
    return render(request, "reports/report.html", context, status=status)


def blank_form(sheet: ReportSheet, *, copy: bool = False) -> ContentForm:
    """The form as the writer finds it: the draft, what was returned, or last period's texts."""
    return ContentForm(initial=sheet.start(copy=copy), report=sheet.report)
