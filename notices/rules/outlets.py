"""Places outside of the portal that may be told how many things wait. Plain Python."""

import ipaddress
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

MINUTE = timedelta(minutes=1)
# What the three products take of one robot; one of them is deaf for ten minutes after more.
MOST_A_MINUTE = 20
# A second more than their minute, because their clock is not ours.
WINDOW = MINUTE + timedelta(seconds=1)

PORTS = {"https": 443, "http": 80}
# Shorter names of folders and longer ones than these are typing errors.
FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class OutletKind(StrEnum):
    """Who listens there."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    # Any program, by Standard Webhooks.
    WEBHOOK = "webhook"
    # A gateway on this machine that collects files.
    FOLDER = "folder"


# Those that may sign what they are told, so that nobody else can write into the group.
SIGNING = frozenset({OutletKind.DINGTALK, OutletKind.FEISHU, OutletKind.WEBHOOK})


class Endpoint(NamedTuple):
    """Where an address leads, without what it says there."""

    scheme: str
    host: str
    port: int


class AddressFault(StrEnum):
    """Why an address may not be kept."""

    NO_ADDRESS = "no_address"
    NOT_HTTPS = "not_https"
    NOT_LISTED = "not_listed"
    NO_FOLDER = "no_folder"
    NO_KEY = "no_key"


def endpoint_of(address: str) -> Endpoint | None:
    """None where it is no plain address of the web: no sign-in, no fragment, no odd letters."""
    # Parsers drop or read such letters each in their own way; an address has none of them.
    if re.search(r"[^!-~]|[\\#]", address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc or port == 0:
        return None
    return Endpoint(parts.scheme, parts.hostname.rstrip("."), port or PORTS[parts.scheme])


@dataclass(frozen=True)
class Allowed:
    """Where messages may go: the settings OUTLET_HOSTS and OUTLET_LOCAL_HOSTS.

    Entries are `host` or `host:port`, by https. Those inside the office's own network may have
    private addresses, and may do without encryption where the entry says `http://`.
    """

    public: frozenset[Endpoint]
    local: frozenset[Endpoint]

    @classmethod
    def of(cls, public: Collection[str], local: Collection[str]) -> "Allowed":
        """Raises ValueError for what is no entry."""
        return cls(
            frozenset(_entry(each, schemes={"https"}) for each in public),
            frozenset(_entry(each, schemes=set(PORTS)) for each in local),
        )

    def fault_of(self, address: str) -> AddressFault | None:
        endpoint = endpoint_of(address)
        if endpoint is None:
            return AddressFault.NO_ADDRESS
        if endpoint in self.public | self.local:
            return None
        return AddressFault.NOT_LISTED if endpoint.scheme == "https" else AddressFault.NOT_HTTPS


def _entry(text: str, *, schemes: Collection[str]) -> Endpoint:
    address = text if "://" in text else f"https://{text}"
    endpoint = endpoint_of(address)
    if endpoint is None or endpoint.scheme not in schemes or urlsplit(address).path.strip("/"):
        raise ValueError(f"no host of an outlet: {text}")
    return endpoint


def may_connect(ip: str, *, local: bool) -> bool:
    """Whether a name that leads to this address may be called.

    A public name may only lead to public addresses: who answers for the name could otherwise have
    the portal knock on any door of the office's own network. `local` names lead there on purpose,
    but never to the link's own addresses, where machines keep their secrets.
    """
    address = _carried(ipaddress.ip_address(ip.partition("%")[0]))
    if address.is_multicast or address.is_unspecified or address.is_link_local:
        return False
    return local or address.is_global


def _carried(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The old address inside of a new one, of all ways in which new ones carry old ones."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def masked(address: str) -> str:
    """What pages and the audit trail show: robots' addresses hold the key to their group."""
    endpoint = endpoint_of(address)
    if endpoint is None:
        return address if FOLDER.fullmatch(address) else "…"
    host = f"[{endpoint.host}]" if ":" in endpoint.host else endpoint.host
    port = "" if endpoint.port == PORTS[endpoint.scheme] else f":{endpoint.port}"
    # Enough to tell two robots apart, too little to guess the rest.
    end = address[-4:] if len(address) > len(endpoint.host) + 28 else ""
    return f"{endpoint.scheme}://{host}{port}/…{end}"


def free_at(passed: Sequence[datetime], *, now: datetime) -> datetime:
    """When the next message may go after those that passed: `now`, or when a minute is over."""
    latest = sorted(each for each in passed if each > now - WINDOW)[-MOST_A_MINUTE:]
    return now if len(latest) < MOST_A_MINUTE else latest[0] + WINDOW


# Groups read plain text, but their programs make links of whatever looks like one, some read
# tags and Markdown in it, and gateways do what they like. Wide letters look the same to people.
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "<>[]()*_`#@|~\\!&$"})


def harmless(title: str, *, longest: int = 80) -> str:
    """A title that no program reads as a link, a mention or mark-up."""
    # Controls, and signs that turn the direction of letters.
    text = "".join(sign for sign in title if sign.isprintable() or sign.isspace())
    text = " ".join(text.split()).translate(_WIDE).replace("://", "：//")
    text = re.sub(r"\.(?=[^\W\d])", "．", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
