"""An HTTP receiver of the tests' own: keeps every request, and answers as it is told."""

import json
import ssl
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message as Headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Heard:
    path: str
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Receiver(ThreadingHTTPServer):
    """`status`, `headers` and `answer` are what it says; `pause` how long it thinks about it.

    With `drops` it closes the line after it has heard everything; with `drips` it says one byte a
    moment for ever; `garbage` is what it says instead of HTTP.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.status = 200
        self.headers: dict[str, str] = {}
        self.answer: bytes = b'{"errcode": 0, "errmsg": "ok"}'
        self.pause = 0.0
        self.drops = False
        self.drips = False
        self.garbage = b""
        self.heard: list[Heard] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def texts(self) -> list[str]:
        return [each.json["text"]["content"] for each in self.heard]

    def speak_tls(self, folder: Path, names: list[str]) -> Path:
        """From now on; returns the certificate, which nobody signed but itself."""
        key = generate_private_key(SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        today = datetime.now(UTC)
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        certificate = (
            x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=1))
            .add_extension(alternatives, critical=False)
            .sign(key, SHA256())
        )
        file = folder / "certificate.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        return file

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Conversation(BaseHTTPRequestHandler):
    server: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(Heard(self.path, self.headers, body))
        time.sleep(self.server.pause)
        if self.server.garbage:
            self.close_connection = True
            self.wfile.write(self.server.garbage)
            return
        if self.server.drops:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        if self.server.drips:
            self.end_headers()
            self.drip()
            return
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def drip(self) -> None:
        self.close_connection = True
        while True:
            try:
                self.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *_args: Any) -> None:
        """Quiet: the tests look at `heard`."""
