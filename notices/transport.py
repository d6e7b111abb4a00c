"""Handing a letter to the mail server, and judging what it answers."""

import smtplib

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

from notices.rules import Trouble

# RFC 5321: 421 means that the server is going away; other 4xx are about this letter, for now.
CLOSING = 421


class DeliveryError(Exception):
    """The letter was not accepted. `permanent`: the same letter never will be.

    `server_away`: no other letter would fare better now.
    """

    def __init__(self, trouble: Trouble, said: str, *, permanent: bool, server_away: bool) -> None:
        super().__init__(f"{trouble}: {said}" if said else str(trouble))
        self.permanent = permanent
        self.server_away = server_away


def send(letter: EmailMessage) -> None:
    """Raises DeliveryError. Call it outside of transactions: a server may take minutes."""
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        # One letter has one recipient.
        code, said = next(iter(error.recipients.values()))
        raise _answered(code, said) from error
    except smtplib.SMTPDataError as error:
        raise _answered(error.smtp_code, error.smtp_error) from error
    except (OSError, ImproperlyConfigured) as error:
        # Connection, greeting, sign-in or sender: nothing that another letter could do better.
        # All errors of smtplib are OSErrors; under the file backend a full disk is one, too.
        raise _away(error) from error
    except ValueError as error:
        # A header or an address that cannot be written down.
        raise DeliveryError(
            Trouble.REFUSED, str(error), permanent=True, server_away=False
        ) from error


def _answered(code: int, said: bytes | str) -> DeliveryError:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return DeliveryError(
        Trouble.REFUSED,
        f"{code} {words}"[:300],
        permanent=code >= 500,
        server_away=code == CLOSING,
    )


def _away(error: Exception) -> DeliveryError:
    # The class says what kind of silence it was; the text may hold a password's echo.
    return DeliveryError(
        Trouble.UNREACHABLE, type(error).__name__, permanent=False, server_away=True
    )
