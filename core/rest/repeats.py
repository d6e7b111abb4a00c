"""Idempotency-Key: a POST that comes twice is carried out once, and answered twice.

The key is claimed in a row of its own first, so that others see it. What is answered is written
into that row in the transaction of the act itself, by whoever still holds the claim: an act and
its answer are kept together or not at all, whatever dies in between. A refusal changed nothing and
is not kept, so the key serves for the mended request.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.models import KeptAnswer
from core.rest.problems import BadParameter, InProgress, KeyReused
from core.rest.rendering import QuickJSONRenderer

HEADER = "Idempotency-Key"
# Longer than the web server lets a request run.
LEASE = timedelta(minutes=2)
KEPT_FOR = timedelta(days=1)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def once(request: Request, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `act` answers, or what it answered when this request came before."""
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not _KEY.fullmatch(key):
        sentence = _("Write 1 to 255 letters, digits or signs without spaces.")
        raise BadParameter({HEADER: [sentence]})
    now = timezone.now()  # noqa: TID251 - a face: it serves those that are one
    claim = _claim(request, key, now=now)
    if claim.status is not None:
        return _again(claim)
    try:
        with transaction.atomic():
            made = act()
            kept = isinstance(made, Response) and _keep(claim, made)
    except BaseException:
        _let_go(claim)
        raise
    if not kept:
        _let_go(claim)
    return made


def forget_answers(*, now: datetime) -> int:
    """Delete what is older than it is kept for. How many."""
    return KeptAnswer.objects.filter(claimed_at__lt=now - KEPT_FOR).delete()[0]


def _claim(request: Request, key: str, *, now: datetime) -> KeptAnswer:
    """The row of this key, ours to act for, or with the answer that was given."""
    wanted = _hash_of(request)
    mine = {"request_hash": wanted, "claimed_at": now, "leased_until": now + LEASE}
    who = {"person_id": request.user.pk, "key": key}
    try:
        row, is_new = KeptAnswer.objects.get_or_create(**who, defaults=mine)
    except KeptAnswer.DoesNotExist as gone:
        raise InProgress from gone  # another had it, and was refused at this moment
    if is_new:
        return row
    if row.claimed_at >= now - KEPT_FOR:
        if row.request_hash != wanted:
            raise KeyReused
        if row.status is not None:
            return row
    # Compare and set: of many who find a claim lapsed, one gets it.
    lapsed = Q(claimed_at__lt=now - KEPT_FOR) | Q(status=None, leased_until__lt=now)
    free = KeptAnswer.objects.filter(lapsed, pk=row.pk, attempt=row.attempt)
    if not free.update(attempt=F("attempt") + 1, status=None, **mine):
        raise InProgress
    row.attempt, row.status = row.attempt + 1, None
    return row


def _keep(claim: KeptAnswer, made: Response) -> bool:
    """Whether it is an answer to be kept. Raises InProgress, so that the act is rolled back, where
    somebody took over meanwhile."""
    if made.status_code >= 300:
        return False
    body = QuickJSONRenderer().render(made.data).decode() if made.data is not None else ""
    headers = {"Location": made["Location"]} if "Location" in made else {}
    held = KeptAnswer.objects.filter(pk=claim.pk, attempt=claim.attempt, status=None)
    if not held.update(status=made.status_code, body=body, headers=headers):
        raise InProgress
    return True


def _let_go(claim: KeptAnswer) -> None:
    KeptAnswer.objects.filter(pk=claim.pk, attempt=claim.attempt, status=None).delete()


def _again(kept: KeptAnswer) -> HttpResponse:
    told = kept.headers | {"Idempotent-Replayed": "true"}
    return HttpResponse(kept.body, "application/json", kept.status, headers=told)


def _hash_of(request: Request) -> str:
    """Of what was asked for; files count by their content, wherever a boundary was drawn."""
    body = json.dumps(_plain(request.data), sort_keys=True, default=str)
    asked = f"{request.method} {request.get_full_path()}\n{body}"
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(data: Any) -> Any:
    if isinstance(data, QueryDict):
        return {name: _plain(data.getlist(name)) for name in data}
    if isinstance(data, Mapping):
        return {str(name): _plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return _digest(data) if isinstance(data, UploadedFile) else data


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256((file.name or "").encode())
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
