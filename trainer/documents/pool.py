"""Come here to have a document made: a worker keeps one `Renderer` and asks it.

This side knows nothing of PDF. It starts the child that does, waits no longer than a document of
that length may take, and replaces a child that overran or died.
"""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from trainer.documents import wire
from trainer.documents.request import RenderFailed, RenderRequest, RenderTimedOut

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
# The child needs to find programs' libraries and fonts, and nothing that is secret.
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE")


class Renderer:
    """One warm render child. Its methods may be called from any thread; documents queue up."""

    def __init__(self, module: str = "trainer.documents.child") -> None:
        self._module = module
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        """Start warming up at once."""
        self.warm()
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self.close()

    def warm(self) -> None:
        """Start the child without waiting for it, so that the first document need not wait."""
        with self._lock:
            self._alive()

    def render(self, request: RenderRequest) -> bytes:
        """Make the document, or raise `RenderFailed` or `RenderTimedOut`."""
        with self._lock, self._replacing_on_failure(request.seconds):
            return self._alive().ask(request)

    def has_network(self) -> bool:
        """Say whether the machine refused to cut the child off from the network."""
        with self._lock, self._replacing_on_failure(SECONDS_TO_START):
            return self._alive().has_network()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._child is not None:
                self._child.end()
                self._child = None

    def _alive(self) -> "_Child":
        if self._child is not None and not self._child.is_running:
            log.warning("The renderer had ended; starting another.")
            self._child.end()
            self._child = None
        if self._child is None:
            self._child = _Child(self._module)
        return self._child

    @contextmanager
    def _replacing_on_failure(self, seconds: float) -> Iterator[None]:
        """Put another child in the place of one that overran or ended."""
        try:
            yield
        except TimeoutError:
            self._replace()
            raise RenderTimedOut(f"No document after {seconds:.0f} seconds.") from None
        except (OSError, EOFError, ValueError) as gone:
            raise RenderFailed(f"The renderer ended with status {self._replace()}.") from gone

    def _replace(self) -> int:
        """End the child, start another, and return how the first one ended."""
        ended = self._child.end() if self._child is not None else 0
        self._child = _Child(self._module)
        return ended


class _Child:
    """The process, the socket to it, and the folder it keeps its fonts in."""

    def __init__(self, module: str) -> None:
        self._folder = TemporaryDirectory(prefix="trainer-render-")
        self._channel, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # Our own module, no shell.
                [sys.executable, "-m", module],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=environment | {"TMPDIR": self._folder.name},
            )
        self._ready: dict[str, bool] | None = None

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def has_network(self) -> bool:
        return self._wait_until_ready()["network"]

    def ask(self, request: RenderRequest) -> bytes:
        self._wait_until_ready()
        deadline = time.monotonic() + request.seconds
        self._channel.settimeout(request.seconds)
        wire.send(self._channel, wire.Kind.REQUEST, request.to_bytes())
        kind, payload = wire.receive(self._channel, deadline)
        if kind is not wire.Kind.DOCUMENT:
            raise RenderFailed(payload.decode(errors="replace"))
        return payload

    def end(self) -> int:
        self._process.kill()
        status = self._process.wait()
        self._channel.close()
        self._folder.cleanup()
        return status

    def _wait_until_ready(self) -> dict[str, bool]:
        if self._ready is None:
            _, payload = wire.receive(self._channel, time.monotonic() + SECONDS_TO_START)
            self._ready = json.loads(payload)
            if self._ready["network"]:
                log.warning("This machine doesn't let the renderer give up the network.")
        return self._ready
