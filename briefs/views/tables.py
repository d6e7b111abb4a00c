from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefs import excel, letters, paper, queries, word
from briefs.views.shared import attachment
from plans.access import visible_plan
from slips.access import visible_slip
from slips.queries import printed
from units.http import PortalRequest

# With its ending a name must fit into the 255 bytes of a file system, three to a letter.
LONGEST_NAME = 80


@require_safe
def workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """The plan's breakdown of tasks for Excel, in the language of the page."""
    breakdown = queries.breakdown(request.user, visible_plan(request.user, pk))
    content = excel.write_workbook(breakdown, now=timezone.now())
    return attachment(content, excel.MIME, f"{breakdown.title[:LONGEST_NAME]}.xlsx")


@require_safe
def document(request: PortalRequest, pk: int) -> HttpResponse:
    """The plan's breakdown of tasks for Word, in the language of the page."""
    breakdown = queries.breakdown(request.user, visible_plan(request.user, pk))
    content = word.write_document(breakdown, now=timezone.now())
    return attachment(content, paper.MIME, f"{breakdown.title[:LONGEST_NAME]}.docx")


@require_safe
def slip(request: PortalRequest, pk: int) -> HttpResponse:
    """A supervision slip for Word: as it was approved, or as it would be."""
    letter = printed(visible_slip(request.user, pk))
    content = letters.write_letter(letter, now=timezone.now())
    name = f"{letter.name} {letter.number}".strip()
    return attachment(content, paper.MIME, f"{name[:LONGEST_NAME]}.docx")
