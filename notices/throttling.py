"""How often programs may ask for calendars. Counted in the cache, which may be away."""

import logging
from math import ceil

from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.throttling import SimpleRateThrottle

from core.origin import address_of

log = logging.getLogger(__name__)


class _CalendarThrottle(SimpleRateThrottle):
    scope = "calendar"

    def get_cache_key(self, request: HttpRequest, view: object) -> str:
        return self.cache_format % {"scope": self.scope, "ident": address_of(request)}


def seconds_to_wait(request: HttpRequest) -> int:
    """0 where this network address may ask now."""
    throttle = _CalendarThrottle()
    try:
        if throttle.allow_request(request, None):  # type: ignore[arg-type]  # no view is asked
            return 0
    except (RedisError, OSError) as error:
        log.warning("calendars are not counted: %s", type(error).__name__)
        return 0
    return ceil(throttle.wait() or 1)
