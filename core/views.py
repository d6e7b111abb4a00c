from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import health
from core.rest.kinds import KINDS
from core.rest.problems import Problem


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker, worker and beat are alive, else 503 and which one is not.

    A broken audit chain and silent jobs are told as well, and are no reason to take the portal away
    from people.
    """
    pulses = health.pulses(now=timezone.now())
    body = {pulse.name: "alive" if pulse.alive else pulse.note for pulse in pulses}
    alive = all(pulse.alive for pulse in pulses if pulse.vital)
    return JsonResponse(body, status=200 if alive else 503)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What each kind of problem means that the API tells of, and what to do about it."""
    return render(request, "core/problems.html", {"kinds": KINDS.values()})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form with too much text is told so; what else is suspicious gets no explanation."""
    is_long = isinstance(exception, RequestDataTooBig)
    if _is_for_program(request):
        return Problem(KINDS["too_large" if is_long else "parse_error"]).answer(request)
    if not is_long:
        return defaults.bad_request(request, exception)
    limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) / 2**20
    page = render_to_string("413.html", {"limit": number_format(limit, decimal_pos=1)})
    return HttpResponse(page, status=413)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_program(request):
        return Problem(KINDS["not_found"]).answer(request)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if _is_for_program(request):
        return Problem(KINDS["error"]).answer(request)
    return defaults.server_error(request)


def _is_for_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
