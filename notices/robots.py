"""How each kind of outlet wants to be told. Sends, and says what the other side meant."""

import base64
import hmac
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

from django.conf import settings
from standardwebhooks import Webhook

from notices import calling
from notices.groups import Told
from notices.rules import FOLDER, OutletKind, Trouble, judged
from notices.transport import DeliveryError

# Shorter parts of an address are no secrets, but words.
SHORTEST_SECRET = 8


@dataclass(frozen=True)
class Ear:
    """An outlet with its secrets open; made for one message and not kept."""

    kind: OutletKind
    address: str
    secret: str


@dataclass(frozen=True)
class Call:
    """What goes over the line."""

    address: str
    body: bytes
    headers: dict[str, str]


def tell(ear: Ear, told: Told, *, key: str, now: datetime) -> None:
    """Raises DeliveryError. The same `key` again makes the same message for the other side."""
    if ear.kind is OutletKind.FOLDER:
        _drop(ear, told, key=key, now=now)
        return
    _send(ear, _CALLS[ear.kind](ear, told, key, now), now=now)


def tell_program(ear: Ear, facts: dict[str, Any], *, key: str, now: datetime) -> None:
    """Raises DeliveryError. `facts` go by Standard Webhooks: type, timestamp and data."""
    _send(ear, _signed_call(ear, facts, key=key, now=now), now=now)


def _send(ear: Ear, call: Call, *, now: datetime) -> None:
    verdict = judged(ear.kind, calling.post(call.address, call.body, call.headers), now=now)
    if not verdict.taken:
        raise DeliveryError(
            Trouble.REFUSED,
            _masked(verdict.said, ear),
            permanent=verdict.permanent,
            wait=verdict.wait,
        )


def is_signing_key(secret: str) -> bool:
    """Whether programs can check signatures with it, as Standard Webhooks asks: 24 to 64 bytes."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:
        return False
    return 24 <= len(key) <= 64


def _wecom(ear: Ear, told: Told, _key: str, _now: datetime) -> Call:
    return _robot(ear.address, {"msgtype": "text", "text": {"content": told.text}})


def _dingtalk(ear: Ear, told: Told, _key: str, now: datetime) -> Call:
    address = ear.address
    if ear.secret:
        moment = str(int(now.timestamp() * 1000))
        signed = _signed(ear.secret, f"{moment}\n{ear.secret}")
        address += "&" if "?" in address else "?"
        address += f"timestamp={moment}&sign={quote_plus(signed)}"
    return _robot(address, {"msgtype": "text", "text": {"content": told.text}})


def _feishu(ear: Ear, told: Told, _key: str, now: datetime) -> Call:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": told.text}}
    if ear.secret:
        moment = str(int(now.timestamp()))
        # There the words are the key, and nothing is what is signed.
        body |= {"timestamp": moment, "sign": _signed(f"{moment}\n{ear.secret}", "")}
    return _robot(ear.address, body)


def _webhook(ear: Ear, told: Told, key: str, now: datetime) -> Call:
    return _signed_call(ear, _facts(told, now=now), key=key, now=now)


def _signed_call(ear: Ear, facts: dict[str, Any], *, key: str, now: datetime) -> Call:
    body = _as_json(facts)
    # The library takes the clock's figures for those of UTC.
    signature = Webhook(ear.secret).sign(key, now.astimezone(UTC), body.decode())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    return Call(ear.address, body, headers)


_CALLS: dict[OutletKind, Callable[[Ear, Told, str, datetime], Call]] = {
    OutletKind.WECOM: _wecom,
    OutletKind.DINGTALK: _dingtalk,
    OutletKind.FEISHU: _feishu,
    OutletKind.WEBHOOK: _webhook,
}


def _robot(address: str, body: dict[str, Any]) -> Call:
    return Call(address, _as_json(body), {"Content-Type": "application/json; charset=utf-8"})


def _signed(key: str, text: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()


def _facts(told: Told, *, now: datetime) -> dict[str, Any]:
    data = {**told.facts, "text": told.text}
    return {"type": "notices.waiting", "timestamp": now.isoformat(), "data": data}


def _as_json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _drop(ear: Ear, told: Told, *, key: str, now: datetime) -> None:
    """One file for each message; whoever collects them never sees half of one."""
    if settings.OUTLET_FOLDER is None or not FOLDER.fullmatch(ear.address):
        raise DeliveryError(Trouble.FORBIDDEN, permanent=True)
    content = _as_json({"id": key, **_facts(told, now=now)})
    try:
        _write(Path(settings.OUTLET_FOLDER) / ear.address, f"{key}.json", content)
    except OSError as error:
        raise DeliveryError(Trouble.UNREACHABLE, error.strerror or "", permanent=False) from error


def _write(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(mode=0o750, exist_ok=True)
    # By its descriptor, and no link: the folder's owner could lead us to another one otherwise.
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    half = f".{name}.{os.getpid()}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(half, flags, 0o640, dir_fd=place), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, name, src_dir_fd=place, dst_dir_fd=place)
        os.fsync(place)
    except OSError:
        with suppress(OSError):
            os.unlink(half, dir_fd=place)
        raise
    finally:
        os.close(place)


def _masked(said: str, ear: Ear) -> str:
    """Some answers repeat what they were asked, secrets included."""
    parts = urlsplit(ear.address)
    words = [*parts.path.split("/"), *(value for _name, value in parse_qsl(parts.query))]
    for word in sorted({ear.address, ear.secret, *words}, key=len, reverse=True):
        if len(word) >= SHORTEST_SECRET:
            said = said.replace(word, "…")
    return said
