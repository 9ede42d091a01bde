"""A small scanner that speaks ClamAV's protocol, on a real socket."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = b"EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + MARK + b"!$H+H*"
"""What every scanner takes for a virus: put together here, so that it stands in no file."""

LIMIT = 1_000_000


class _Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        sent = b""
        while length := int.from_bytes(self.rfile.read(4)):
            sent += self.rfile.read(length)
            if len(sent) > LIMIT:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Eicar-Test-Signature FOUND\0" if MARK in sent else b"stream: OK\0"
        self.wfile.write(found)


@contextmanager
def listening(path: Path | None = None) -> Iterator[str]:
    """Answer at an address until the end of the block: a socket in a folder, or a port."""
    server: socketserver.BaseServer
    if path is not None:
        server, address = socketserver.UnixStreamServer(str(path), _Scan), f"unix://{path}"
    else:
        server = socketserver.TCPServer(("127.0.0.1", 0), _Scan)
        address = "tcp://{}:{}".format(*server.server_address)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
