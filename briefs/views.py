from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from briefs import excel, queries, word
from plans.access import visible_plan
from units.http import PortalRequest

# With its ending a name must fit into the 255 bytes of a file system, three to a letter.
LONGEST_NAME = 80


@require_safe
def workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """The plan's breakdown of tasks for Excel, in the language of the page."""
    breakdown = queries.breakdown(request.user, visible_plan(request.user, pk))
    content = excel.write_workbook(breakdown, now=timezone.now())
    return _attachment(content, excel.MIME, f"{breakdown.title[:LONGEST_NAME]}.xlsx")


@require_safe
def document(request: PortalRequest, pk: int) -> HttpResponse:
    """The plan's breakdown of tasks for Word, in the language of the page."""
    breakdown = queries.breakdown(request.user, visible_plan(request.user, pk))
    content = word.write_document(breakdown, now=timezone.now())
    return _attachment(content, word.MIME, f"{breakdown.title[:LONGEST_NAME]}.docx")


def _attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    header = content_disposition_header(True, " ".join(name.split()))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header or ""})
