"""ETags: what was read already is not sent again, and nobody writes over what they did not see.

An ETag is the hash of the answer, so it changes when the answer does and at no other time. Where
a view knows a stamp that moves with everything its answer is made of, the answer need not even be
made to learn that it is the old one.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import get_language
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.response import Response

from core.models import AuditEntry
from core.rest.rendering import QuickJSONRenderer

log = logging.getLogger(__name__)

# So long an ETag is remembered with its stamp.
REMEMBERED = 60 * 60


def trail_stamp(*, now: datetime) -> str:
    """Moves with every act and every day. One query.

    Entries of the audit trail are written one after the other (`core.audit`), so the last one
    tells of all that are committed.
    """
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{last}:{timezone.localtime(now).date()}"


def answer(
    request: Request, make: Callable[[], HttpResponseBase], *, stamp: Callable[[], str | None]
) -> HttpResponseBase:
    """What `make` answers, with its ETag; 304 where the client has it already.

    The stamp is asked for before the answer is made: an act between the two must not hide behind
    it. Who sends no ETag does not pay for it.
    """
    now = stamp() if "If-None-Match" in request.headers else None
    key = _memo_key(request, now) if now else None
    if key and (known := _recall(key)) and _names(request, "If-None-Match", known):
        return _not_modified(known)
    made = make()
    if isinstance(made, Response) and made.status_code == 200:
        made.add_post_render_callback(lambda done: _finish(request, done, key))
    elif (tag := made.headers.get("ETag", "")) and _names(request, "If-None-Match", tag):
        return _not_modified(tag)
    return made


def is_seen(request: Request, shown: Response | None) -> bool:
    """Whether If-Match names what is shown at this moment."""
    if shown is None:
        return False
    return _names(request, "If-Match", _tag(request, QuickJSONRenderer().render(shown.data)))


def _finish(request: Request, made: HttpResponse, key: str | None) -> HttpResponse | None:
    tag = _tag(request, made.content)
    if key:
        _remember(key, tag)
    if _names(request, "If-None-Match", tag):
        return _not_modified(tag, made)
    made["ETag"] = tag
    return None


def _not_modified(tag: str, made: HttpResponse | None = None) -> HttpResponse:
    answer = HttpResponseNotModified(headers={"ETag": tag})
    if made is not None:
        for name in ("Vary", "Allow", "Link"):
            if name in made:
                answer[name] = made[name]
    return answer


def _tag(request: Request, body: bytes) -> str:
    """Two languages and two days never share one, even where the answers are alike."""
    asked = f"{get_language()} {request.query_params.get('as_of', '')}\n"
    return f'"{hashlib.sha256(asked.encode() + body).hexdigest()[:32]}"'


def _names(request: Request, header: str, tag: str) -> bool:
    """A proxy that packs the answer marks its ETag as weak; ours are of what was packed."""
    given = request.headers.get(header, "")
    wanted = {each.removeprefix("W/") for each in parse_etags(given)} if given else set()
    return "*" in wanted or tag in wanted


def _memo_key(request: Request, stamp: str) -> str:
    asked = f"{request.user.pk} {get_language()} {request.get_full_path()} {stamp}"
    return f"etag:{hashlib.sha256(asked.encode()).hexdigest()}"


def _recall(key: str) -> str | None:
    try:
        found: str | None = cache.get(key)
    except (RedisError, OSError) as error:
        log.warning("ETag not recalled: %s", error)
        return None
    return found


def _remember(key: str, tag: str) -> None:
    try:
        cache.set(key, tag, REMEMBERED)
    except (RedisError, OSError) as error:
        log.warning("ETag not remembered: %s", error)
