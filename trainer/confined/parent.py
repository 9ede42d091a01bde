"""Come here to have something done by a confined child that is kept warm.

This side knows nothing of what is done. It waits no longer than that may take, and replaces a
child that overran or died.
"""

import json
import logging
import os
import select
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

from trainer.confined import wire

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
# The child needs to find programs' libraries and fonts, and nothing that is secret.
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE")


class ChildFailed(Exception):  # It says what happened, as events do.
    """What was asked could not be done; it may be asked again."""


class ChildTimedOut(ChildFailed):
    """It took longer than it may."""


class ConfinedChild:
    """One warm child. Its methods may be called from any thread; what is asked queues up."""

    def __init__(self, module: str, *, called: str, lasts: int | None = None) -> None:
        self._module = module
        self._called = called
        self._lasts = lasts
        """After so many answers another takes its place, once it is warm; nobody waits for it."""
        self._successor: _Child | None = None
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
        """Start the child without waiting for it, so that the first who asks need not wait."""
        with self._lock:
            self._alive()

    def ask(self, payload: bytes, seconds: float) -> bytes:
        """Have it done within so many seconds, or raise `ChildFailed` or `ChildTimedOut`."""
        with self._lock, self._replacing_on_failure(seconds):
            return self._alive().ask(payload, seconds)

    def has_network(self) -> bool:
        """Say whether the machine refused to cut the child off from the network."""
        with self._lock, self._replacing_on_failure(SECONDS_TO_START):
            return self._alive().has_network()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            for child in (self._child, self._successor):
                if child is not None:
                    child.end()
            self._child = self._successor = None

    def _alive(self) -> "_Child":
        if self._child is not None and not self._child.is_running:
            log.warning("The %s had ended; starting another.", self._called)
            self._child.end()
            self._child = None
        if self._child is None:
            self._child = _Child(self._module)
        if self._lasts is not None and self._child.answers >= self._lasts:
            self._child = self._succeeded(self._child)
        return self._child

    def _succeeded(self, child: "_Child") -> "_Child":
        """Return the successor if it is warm; until then, the child that was there."""
        if self._successor is not None and not self._successor.is_running:
            self._successor.end()
            self._successor = None
        if self._successor is None:
            self._successor = _Child(self._module)
        if not self._successor.has_spoken:
            return child
        child.end()
        successor, self._successor = self._successor, None
        return successor

    @contextmanager
    def _replacing_on_failure(self, seconds: float) -> Iterator[None]:
        """Put another child in the place of one that overran or ended."""
        try:
            yield
        except TimeoutError:
            self._replace()
            raise ChildTimedOut(f"Nothing from the {self._called} after {seconds:.0f} s.") from None
        except (OSError, EOFError, ValueError) as gone:
            raise ChildFailed(f"The {self._called} ended with status {self._replace()}.") from gone

    def _replace(self) -> int:
        """End the child, start another, and return how the first one ended."""
        ended = self._child.end() if self._child is not None else 0
        self._child = _Child(self._module)
        return ended


class _Child:
    """The process, the socket to it, and the folder it keeps files in."""

    def __init__(self, module: str) -> None:
        self._folder = TemporaryDirectory(prefix="trainer-child-")
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
        self.answers = 0

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def has_spoken(self) -> bool:
        """Say whether something of it is there to be read: that it is warm."""
        return bool(select.select([self._channel], [], [], 0)[0])

    def has_network(self) -> bool:
        return self._wait_until_ready()["network"]

    def ask(self, payload: bytes, seconds: float) -> bytes:
        self._wait_until_ready()
        deadline = time.monotonic() + seconds
        self._channel.settimeout(seconds)
        wire.send(self._channel, wire.Kind.REQUEST, wire.wrap(seconds, payload))
        kind, answer = wire.receive(self._channel, deadline)
        self.answers += 1
        if kind is not wire.Kind.ANSWER:
            raise ChildFailed(answer.decode(errors="replace"))
        return answer

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
                log.warning("This machine doesn't let a child give up the network.")
        return self._ready
