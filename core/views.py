from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker, worker and beat are alive, else 503 and which one is not.

    A broken audit chain is told as well, and is no reason to take the portal away from people.
    """
    pulses = health.pulses(now=timezone.now())
    body = {pulse.name: "alive" if pulse.alive else pulse.note for pulse in pulses}
    alive = all(pulse.alive for pulse in pulses if pulse.vital)
    return JsonResponse(body, status=200 if alive else 503)
