"""A time-stamp authority on this machine, which can also be told to misbehave."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from trainer.core import clock
from trainer.signing.profiles import named

REPLY = "application/timestamp-reply"


@dataclass
class Manners:
    """How the authority answers; each request it was sent is kept."""

    status: int = 200
    kind: str = REPLY
    body: bytes | None = None
    location: str = ""
    other_digest: bool = False
    asked: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def authority(manners: Manners) -> Iterator[str]:
    """Answer on a free port of this machine; give the address."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            manners.asked.append(body)
            manners.headers.append(dict(self.headers))
            answer = manners.body if manners.body is not None else stamp(body, manners)
            self.send_response(manners.status)
            self.send_header("Content-Type", manners.kind)
            if manners.location:
                self.send_header("Location", manners.location)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Desk) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/stamp"
        finally:
            server.shutdown()
            thread.join()


def stamp(body: bytes, manners: Manners) -> bytes:
    request = tsp.TimeStampReq.load(body)
    if manners.other_digest:
        request["message_imprint"]["hashed_message"] = b"\x00" * 32
    key, certificate = clerk()
    return DummyTimeStamper(certificate, key).request_tsa_response(request).dump()


@cache
def clerk() -> tuple[keys.PrivateKeyInfo, asn1_x509.Certificate]:
    key, name, now = rsa.generate_private_key(65537, 2048), named("Time", "stamps"), clock.now()
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 9, now, now + timedelta(days=9))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return (
        keys.PrivateKeyInfo.load(private),
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
    )
