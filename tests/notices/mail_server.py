"""A mail server of the tests' own: speaks enough SMTP, keeps letters, and answers as it is told."""

import email
import email.policy
import socketserver
import threading
import time
from email.message import EmailMessage
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` replaces its answer to a verb; `None` closes the line instead of answering."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers: dict[str, str | None] = {}
        self.pause = 0.0
        # How often somebody began to speak, and after how many letters it hangs up.
        self.greeted = 0
        self.hang_up_after: int | None = None
        self.letters: list[EmailMessage] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def settings(self) -> dict[str, Any]:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        host, port = self.server_address[:2]
        return {
            "EMAIL_BACKEND": backend,
            "EMAIL_HOST": host,
            "EMAIL_PORT": port,
            "EMAIL_TIMEOUT": 1,
        }

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.greeted += 1
        if not self.answer("GREETING", "220 tests ready"):
            return
        for line in self.rfile:
            verb = line[:4].decode().upper().strip()
            if verb == "DATA":
                if not self.answer("DATA", "354 go on") or not self.take_letter():
                    return
                if len(self.server.letters) == self.server.hang_up_after:
                    return
            elif not self.answer(verb, "221 bye" if verb == "QUIT" else "250 fine"):
                return

    def take_letter(self) -> bool:
        if "DATA" in self.server.answers:  # which let nobody go on
            return True
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        answer = self.server.answers.get("LETTER", "250 kept")
        # A line that is closed after the letter came in: it was taken, and nobody knows.
        if answer is None or answer.startswith("250"):
            self.server.letters.append(
                email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            )
        return self.answer("LETTER", "250 kept")

    def answer(self, verb: str, usual: str) -> bool:
        time.sleep(self.server.pause)
        answer = self.server.answers.get(verb, usual)
        if answer is None:
            return False
        self.wfile.write(f"{answer}\r\n".encode())
        return True
