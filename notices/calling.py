"""One HTTP request to an outlet, and nowhere else. What comes back is judged by others."""

import socket
import threading
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from urllib.parse import urlsplit

import urllib3.exceptions
from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection

from notices.rules import Allowed, Endpoint, Reply, Trouble, endpoint_of, may_connect
from notices.transport import DeliveryError

# For each turn of the conversation, and for all of it: who answers a letter a second is away, too.
PATIENCE = 5.0
DEADLINE = 10.0
# Of an answer; robots say two lines.
MOST = 64 * 1024
# Of the addresses behind a name, so many are tried.
MOST_DOORS = 3

# Everything that can happen on a line.
Broken = (OSError, HTTPException, urllib3.exceptions.HTTPError)


def allowed() -> Allowed:
    """Where messages may go. Raises ValueError where the settings are no hosts."""
    return Allowed.of(settings.OUTLET_HOSTS, settings.OUTLET_LOCAL_HOSTS)


def post(address: str, body: bytes, headers: dict[str, str]) -> Reply:
    """Raises DeliveryError. Call it outside of transactions.

    Redirects are not followed, no proxy of the environment is asked, and the name is looked up
    once: the addresses that were checked are the ones that are called.
    """
    endpoint, hosts = endpoint_of(address), allowed()
    if endpoint is None or hosts.fault_of(address):
        raise DeliveryError(Trouble.FORBIDDEN, permanent=True)
    connection = _connected(endpoint, _doors(endpoint, local=endpoint in hosts.local))
    line = connection.sock
    end = threading.Timer(DEADLINE, partial(_cut, line))
    end.start()
    try:
        return _asked(connection, address, body, headers | {"Host": urlsplit(address).netloc})
    except Broken as error:
        raise DeliveryError(Trouble.NO_ANSWER, type(error).__name__, permanent=False) from error
    finally:
        end.cancel()
        connection.close()


def _doors(endpoint: Endpoint, *, local: bool) -> list[str]:
    """The addresses behind the name; one that may not be called forbids them all."""
    try:
        found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _away(error) from error
    doors = list(dict.fromkeys(str(where[0]) for *_rest, where in found))
    if not all(may_connect(door, local=local) for door in doors):
        raise DeliveryError(Trouble.FORBIDDEN, "inside", permanent=True)
    return doors[:MOST_DOORS]


def _connected(endpoint: Endpoint, doors: list[str]) -> HTTPConnection:
    trouble: Exception = OSError()
    for door in doors:
        if endpoint.scheme == "https":
            # The certificate must be the name's, though the line goes to the number.
            connection: HTTPConnection = HTTPSConnection(
                door, endpoint.port, timeout=PATIENCE, server_hostname=endpoint.host
            )
        else:
            connection = HTTPConnection(door, endpoint.port, timeout=PATIENCE)
        try:
            connection.connect()
        except Broken as error:
            connection.close()
            trouble = error
        else:
            return connection
    raise _away(trouble) from trouble


def _asked(connection: HTTPConnection, address: str, body: bytes, headers: dict[str, str]) -> Reply:
    parts = urlsplit(address)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    # Packed answers could unpack to more than was read.
    own = {"Accept-Encoding": "identity", "Connection": "close", "User-Agent": "luoshi"}
    connection.request("POST", path, body, headers | own, preload_content=False)
    answer = connection.getresponse()
    try:
        said = b""
        while len(said) < MOST and (more := answer.read1(MOST - len(said), decode_content=False)):
            said += more
        return Reply(answer.status, said, answer.headers.get("Retry-After", ""))
    finally:
        answer.close()


def _cut(line: socket.socket) -> None:
    # Wakes the thread that reads; the line may be gone by then.
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _away(error: Exception) -> DeliveryError:
    # The class says what kind of silence it was; texts of errors hold addresses.
    return DeliveryError(Trouble.UNREACHABLE, type(error).__name__, permanent=False)
