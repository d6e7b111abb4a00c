"""A mail server by a kept library: keeps the letters, and answers as the test tells it."""

import asyncio
import email
import email.policy
import threading
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

VERBS = {"220": "GREETING", "221": "QUIT", "354": "DATA"}


class MailServer:
    """`answers` replaces its answer to a verb; `None` closes the line instead of answering.

    `pauses` has the seconds that it thinks about one. GREETING comes first, LETTER after its dot.
    """

    def __init__(self) -> None:
        self.answers: dict[str, str | None] = {}
        # Addresses, each with what is said to whoever writes there.
        self.refused: dict[str, str] = {}
        self.pauses: dict[str, float] = {}
        self.pause = 0.0
        # How often somebody began to speak, and after how many letters it hangs up.
        self.greeted = 0
        self.hang_up_after: int | None = None
        self.letters: list[EmailMessage] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # Over there: a browser of other tests may have a loop running in this thread.
        opening = self._loop.create_server(lambda: Conversation(self), "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(opening, self._loop).result(timeout=10)

    @property
    def settings(self) -> dict[str, Any]:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        host, port = self._server.sockets[0].getsockname()[:2]
        return {
            "EMAIL_BACKEND": backend,
            "EMAIL_HOST": host,
            "EMAIL_PORT": port,
            "EMAIL_TIMEOUT": 1,
        }

    def stop(self) -> None:
        """From here on nobody listens."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._server.close)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def keep(self, content: bytes) -> None:
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))


class Conversation(SMTP):
    def __init__(self, house: MailServer) -> None:
        super().__init__(self, enable_SMTPUTF8=True, timeout=60)
        self._house = house
        self._verb = ""

    async def push(self, status: Any) -> None:
        """The library's only mouth."""
        house, words = self._house, status if isinstance(status, str) else status.decode()
        verb = VERBS.get(words[:3], self._verb)
        house.greeted += verb == "GREETING"
        await asyncio.sleep(house.pauses.get(verb, house.pause))
        answer = house.answers.get(verb, words)
        if answer is None:
            self.transport.abort()
        else:
            await super().push(answer)
            if verb == "LETTER" and len(house.letters) == house.hang_up_after:
                self.transport.close()

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802  # the library's word
        self._verb = "MAIL"
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802  # the library's word
        self._verb = "RCPT"
        refusal = next((said for to, said in self._house.refused.items() if to in arg), None)
        await (self.push(refusal) if refusal else super().smtp_RCPT(arg))

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # the library's word
        self._verb = "DATA"
        if "DATA" in self._house.answers:
            await self.push("354 which lets nobody go on")
        else:
            await super().smtp_DATA(arg)

    async def smtp_RSET(self, arg: str) -> None:  # noqa: N802  # the library's word
        self._verb = "RSET"
        await super().smtp_RSET(arg)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # the library's word
        self._verb = "LETTER"
        answer = self._house.answers.get("LETTER", "250 kept")
        # A line that is closed after the letter came in: it was taken, and nobody knows.
        if answer is None or answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self._house.keep(envelope.content)
        return "250 kept"
