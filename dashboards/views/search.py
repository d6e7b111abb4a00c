from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.errors import RuleBroken
from core.paging import page_of
from dashboards import access, search_words
from dashboards.queries.search import MOST, Answer, Sought, answer_to
from units.http import PortalRequest

PAGE = 20


@require_safe
def search(request: PortalRequest) -> HttpResponse:
    """Plans, targets, tasks, clauses, reports, indicators and units in which words stand."""
    access.require_business(request.user)
    sought = Sought.read(request.user, request.GET)
    broken, this_year = search_words.trouble_words(sought.trouble), timezone.localdate().year
    try:
        answer = answer_to(sought)
    except RuleBroken as error:
        answer, broken = Answer(sought, ()), error.sentence
    context = {
        "answer": answer,
        "sought": sought,
        "broken": broken,
        "page": page_of(answer.chosen, request.GET, size=PAGE) if answer.chosen else None,
        "most": MOST,
        "years": range(this_year + 1, this_year - 10, -1),
    }
    return render(request, "dashboards/search.html", context)
