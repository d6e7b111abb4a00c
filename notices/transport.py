"""Handing letters to the mail server, and judging what it answers."""

import smtplib
import time
from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from notices.rules import Trouble

# RFC 5321: 421 means that the server is going away; other 4xx are about this letter, for now.
CLOSING = 421


class DeliveryError(Exception):
    """The letter was not accepted. `permanent`: the same letter never will be.

    `server_away`: no other letter would fare better now. `wait`: the other side asked for so much
    silence.
    """

    def __init__(
        self,
        trouble: Trouble,
        said: str = "",
        *,
        permanent: bool,
        server_away: bool = False,
        wait: timedelta | None = None,
    ) -> None:
        super().__init__(f"{trouble}: {said}" if said else str(trouble))
        self.permanent = permanent
        self.server_away = server_away
        self.wait = wait


class Line:
    """A line to the mail server, held for a shift: a greeting for each letter doubles the time.

    Use as a context; opens when the first letter goes.
    """

    def __init__(self) -> None:
        # How long the server has taken for all letters so far, also for those that failed.
        self.waited = timedelta(0)
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_error: object) -> None:
        self._hang_up()

    def send(self, letter: EmailMessage) -> None:
        """Raises DeliveryError. Call it outside of transactions: a server may take minutes."""
        begun = time.monotonic()
        try:
            self._judged(letter)
        finally:
            self.waited += timedelta(seconds=time.monotonic() - begun)

    def _judged(self, letter: EmailMessage) -> None:
        try:
            self._send(letter)
        except smtplib.SMTPRecipientsRefused as error:
            # One letter has one recipient.
            code, said = next(iter(error.recipients.values()))
            self._hang_up()
            raise _answered(code, said) from error
        except smtplib.SMTPDataError as error:
            self._hang_up()
            raise _answered(error.smtp_code, error.smtp_error) from error
        except (OSError, ImproperlyConfigured) as error:
            # Connection, greeting, sign-in or sender: nothing that another letter could do better.
            # All errors of smtplib are OSErrors; under the file backend a full disk is one, too.
            self._hang_up()
            raise _away(error) from error
        except ValueError as error:
            # A header or an address that cannot be written down.
            raise DeliveryError(
                Trouble.REFUSED, str(error), permanent=True, server_away=False
            ) from error

    def _send(self, letter: EmailMessage) -> None:
        reused = self._connection is not None
        try:
            self._once(letter)
        except (smtplib.SMTPException, ConnectionError) as error:
            if not (reused and _hung_up(error)):
                raise
            # Servers hang up on those who said nothing for a while, or enough; greeted anew, they
            # listen.
            self._hang_up()
            self._once(letter)

    def _once(self, letter: EmailMessage) -> None:
        if self._connection is None:
            self._connection = get_connection()
            self._connection.open()
        self._connection.send_messages([letter])

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
            self._connection = None


def _hung_up(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == CLOSING for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == CLOSING
    return isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError)


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
