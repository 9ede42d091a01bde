"""A small object storage on loopback that speaks as much S3 as Trainer uses, and can be out of sorts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from trainer.storage.objects import Bucket

KEPT_AT = "Sat, 28 Nov 2026 08:00:00 GMT"


class Mood(Enum):
    """How the storage behaves towards whoever asks."""

    WELL = auto()
    SLOW = auto()
    REFUSING = auto()


class Storage(ThreadingHTTPServer):
    """Objects by their path, kept for as long as it runs."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.objects: dict[str, bytes] = {}
        self.mood = Mood.WELL
        self.over = threading.Event()

    def bucket(self, folder: str = "") -> Bucket:
        """What the settings would say of it."""
        address = f"s3://files/{folder}" if folder else "s3://files"
        return Bucket(address, f"http://127.0.0.1:{self.server_port}", "eu-west-2", "a", "secret")


@contextmanager
def running() -> Iterator[Storage]:
    storage = Storage()
    thread = threading.Thread(target=storage.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield storage
    finally:
        stop(storage)
        thread.join()


def stop(storage: Storage) -> None:
    """End it, as a machine that is switched off."""
    storage.over.set()
    storage.shutdown()
    storage.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: Storage

    def log_message(self, *_said: object) -> None:
        """Say nothing."""

    def do_PUT(self) -> None:
        body = self._read()
        if self._out_of_sorts():
            return
        if self.headers.get("If-None-Match") == "*" and self.path in self.server.objects:
            self._say(412)
            return
        self.server.objects[self.path] = body
        self._say(200)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if self._out_of_sorts():
            return
        at = urlsplit(self.path)
        if at.query.startswith("list-type"):
            self._list(parse_qs(at.query).get("prefix", [""])[0])
        elif self.path not in self.server.objects:
            self._say(404)
        elif span := self.headers.get("Range"):
            self._part(self.server.objects[self.path], span.removeprefix("bytes="))
        else:
            self._say(200, self.server.objects[self.path])

    def do_POST(self) -> None:
        """Delete what the body names."""
        named = ET.fromstring(self._read())
        if self._out_of_sorts():
            return
        gone = [one.text or "" for one in named.iter() if one.tag.endswith("Key")]
        for key in gone:
            self.server.objects.pop(f"/files/{key}", None)
        told = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in gone)
        self._say(200, f"<DeleteResult>{told}</DeleteResult>".encode())

    def _read(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _out_of_sorts(self) -> bool:
        if self.server.mood is Mood.SLOW:
            self.server.over.wait(30)
        elif self.server.mood is Mood.REFUSING:
            self._say(403)
        return self.server.mood is not Mood.WELL

    def _part(self, whole: bytes, span: str) -> None:
        start, _dash, end = span.partition("-")
        last = min(int(end or len(whole)), len(whole) - 1)
        part = whole[int(start) : last + 1]
        self._say(206, part, f"bytes {start}-{last}/{len(whole)}")

    def _list(self, prefix: str) -> None:
        found = "".join(
            f"<Contents><Key>{path.removeprefix('/files/')}</Key><Size>{len(body)}</Size>"
            "<LastModified>2026-11-28T08:00:00.000Z</LastModified></Contents>"
            for path, body in self.server.objects.items()
            if path.startswith(f"/files/{prefix}")
        )
        told = f"<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
        self._say(200, told.encode())

    def _say(self, status: int, body: bytes = b"", span: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{md5(body).hexdigest()}"')
        self.send_header("Last-Modified", KEPT_AT)
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
