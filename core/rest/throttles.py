"""How much one token, one person or one stranger may ask for in a minute.

Counts are kept in Redis, which is a convenience: where it is away, nobody is held up.
"""

import logging
import time
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

log = logging.getLogger(__name__)

# After a failure Redis is left alone for so long: a frozen one costs each question a second.
REST = 10.0
_back_at = 0.0


class Throttle(SimpleRateThrottle):
    """So many requests in each whole period; one question to Redis, and no list of moments."""

    num_requests: int | None
    duration: int | None
    # Until the end of the present period, for `wait`.
    left: float = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        ident = self.ident_of(request) if self.rate else None
        if ident is None:
            return True
        assert self.duration is not None
        assert self.num_requests is not None
        period, gone = divmod(time.time(), self.duration)
        self.left = self.duration - gone
        key = f"throttle:{self.scope}:{ident}:{period:.0f}"
        return counted(key, seconds=self.duration) <= self.num_requests

    def wait(self) -> float:
        return self.left

    def ident_of(self, request: Request) -> str | None:
        """Whose requests are counted together; None where they are not counted."""
        raise NotImplementedError


class PerPerson(Throttle):
    """A person by all ways together; whoever has not signed in by network address."""

    scope = "person"

    def ident_of(self, request: Request) -> str | None:
        if request.user.is_authenticated:
            return f"p{request.user.pk}"
        return f"a{self.get_ident(request)}"


class PerToken(Throttle):
    """One token, so that one program of a person does not use up what the others need."""

    scope = "token"

    def ident_of(self, request: Request) -> str | None:
        return str(request.auth.pk) if request.auth else None


def counted(key: str, *, seconds: float) -> int:
    """How often this was asked, this time included; 0 while Redis is away."""
    global _back_at
    if time.monotonic() < _back_at:
        return 0
    try:
        cache.add(key, 0, timeout=seconds)
        return int(cache.incr(key))
    except (RedisError, OSError, ValueError) as error:
        # ValueError: it ran out between the two questions.
        if not isinstance(error, ValueError):
            _back_at = time.monotonic() + REST
            log.warning("requests not counted: %s", error)
        return 0
