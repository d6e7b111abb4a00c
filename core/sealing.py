"""Secrets that the portal must be able to read again: kept encrypted, never shown.

The keys come from SECRET_KEY, which is not in the database: whoever reads a dump or a backup of
it reads no secret. Retired keys (SECRET_KEY_FALLBACKS) still open what was sealed under them.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """The secret was sealed under a key that is gone: somebody has to fill it in again."""


def seal(secret: str) -> str:
    """Empty stays empty, so that a page can tell whether there is a secret."""
    return _box().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def fingerprint(secret: str) -> str:
    """The same for the same secret, and tells nothing about it."""
    return hmac.digest(
        _derived(settings.SECRET_KEY, b"fingerprint"), secret.encode(), "sha256"
    ).hex()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, b"seal"))) for key in keys])


def _derived(key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"luoshi " + purpose).derive(key.encode())
