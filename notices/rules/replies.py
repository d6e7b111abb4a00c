"""What the other side meant by its answer. Plain Python.

Robots answer 200 to nearly everything; whether they took the message stands in the body.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from notices.rules.outlets import OutletKind

# Who asks for more patience than that gets tomorrow's message.
MOST_PATIENCE = timedelta(hours=12)
# So long robots are deaf after too many messages.
DEAF = timedelta(minutes=10)
# What is kept of an answer for people to read.
LONGEST = 200

TOO_MANY = 429
# Statuses below 500 that are about this moment, not about this message.
PASSING = frozenset({408, 425, TOO_MANY})

# Field of the code, field of the words.
_FIELDS = {
    OutletKind.WECOM: ("errcode", "errmsg"),
    OutletKind.DINGTALK: ("errcode", "errmsg"),
    OutletKind.FEISHU: ("code", "msg"),
}
# The same message will never be taken: no such robot, a wrong signature, a keyword that is missing,
# an address that the group does not know, a form that is not understood.
_FINAL = {
    OutletKind.WECOM: {40008, 40033, 40035, 40058, 41001, 44004, 45002, 93000, 93004, 93008},
    OutletKind.DINGTALK: {
        404, 40035, 43004, 300001, 300005, 310000, 400013, 400101, 400102, 400105, 400106,
        430101, 430102, 430103, 430104, 460101,
    },
    OutletKind.FEISHU: {19001, 19002, 19021, 19022, 19024},
}  # fmt: skip
_TOO_FAST = {
    OutletKind.WECOM: {45009, 45033},
    OutletKind.DINGTALK: {130101, 410100},
    OutletKind.FEISHU: {9499, 11232, 11233},
}


@dataclass(frozen=True)
class Reply:
    """What came back over the line."""

    status: int
    body: bytes = b""
    retry_after: str = ""


@dataclass(frozen=True)
class Verdict:
    """What it means. `wait`: so long nothing else should be sent there, where they said so."""

    taken: bool
    permanent: bool = False
    said: str = ""
    wait: timedelta | None = None


def judged(kind: OutletKind, reply: Reply, *, now: datetime) -> Verdict:
    """Whether the other side took it, and else whether it ever will."""
    if not 200 <= reply.status < 300:
        return _refused(reply, now=now)
    if kind not in _FIELDS:
        return Verdict(taken=True)
    return _by_code(kind, reply)


def _refused(reply: Reply, *, now: datetime) -> Verdict:
    words = reply.body.decode(errors="replace")
    return Verdict(
        taken=False,
        # Below 400 it sends us elsewhere, where nobody allowed us to go.
        permanent=reply.status < 500 and reply.status not in PASSING,
        said=_short(f"{reply.status} {words}"),
        wait=patience(reply.retry_after, now=now),
    )


def _by_code(kind: OutletKind, reply: Reply) -> Verdict:
    code_field, words_field = _FIELDS[kind]
    answer = _object(reply.body)
    code = answer.get(code_field)
    if code == 0 and not isinstance(code, bool):
        return Verdict(taken=True)
    if not isinstance(code, int):
        # Some other page answered in the robot's place; the robot may be back later.
        words = reply.body.decode(errors="replace")
        return Verdict(taken=False, said=_short(f"{reply.status} {words}"))
    return Verdict(
        taken=False,
        permanent=code in _FINAL[kind],
        said=_short(f"{code} {answer.get(words_field, '')}"),
        wait=DEAF if code in _TOO_FAST[kind] else None,
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def patience(asked: str, *, now: datetime) -> timedelta | None:
    """How long a Retry-After asks us to wait, in seconds or until a moment; None without one."""
    if asked.isascii() and asked.isdigit():
        wait = timedelta(seconds=min(int(asked[:9]), MOST_PATIENCE.total_seconds()))
    else:
        try:
            moment = parsedate_to_datetime(asked)
        except ValueError:
            return None
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    return min(max(wait, timedelta(0)), MOST_PATIENCE)


def _short(words: str) -> str:
    plain = "".join(sign for sign in words if sign.isprintable() or sign.isspace())
    return " ".join(plain.split())[:LONGEST]
