"""Come here for what a confined child may use, and how long it lives.

A module that is one calls `serve` when it is run as a program, with one socket as its standard
input. What strangers wrote is worked on here, so it has no network, little memory, no secrets in
its environment, and an alarm that ends it if the parent that should have ended it is gone.
"""

import ctypes
import gc
import json
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable

from trainer.confined import wire

log = logging.getLogger(__name__)

MEMORY = 512 * 1024 * 1024
LARGEST_FILE = 64 * 1024 * 1024
SECONDS_OF_GRACE = 5
NEW_USER_NAMESPACE = 0x10000000
NEW_NETWORK_NAMESPACE = 0x40000000
NO_NEW_PRIVILEGES = 38
OBJECTS_BEFORE_COLLECTING = 20_000
"""Thirty times what is usual: a document makes tens of thousands, and lets nearly all go at once."""

Work = Callable[[bytes], bytes]


def serve(work: Work, *, warm: Callable[[], object] = lambda: None) -> None:
    """Warm up, confine, say so, and answer requests until the parent goes away."""
    channel = socket.socket(fileno=os.dup(0))
    warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    ready = {"network": not _confine()}
    wire.send(channel, wire.Kind.READY, json.dumps(ready).encode())
    while True:
        try:
            _, request = wire.receive(channel)
        except EOFError:
            return
        seconds, payload = wire.unwrap(request)
        signal.alarm(int(seconds) + SECONDS_OF_GRACE)
        wire.send(channel, *_answer(payload, work))
        signal.alarm(0)


def _confine() -> bool:
    """Take away what such a child doesn't need; say whether the network went too.

    The network goes by moving into an empty network namespace. A machine may refuse that (no
    user namespaces, or a container that filters the call); what the child's own work refuses to
    fetch then stands alone, and the parent is told.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return any(
        libc.unshare(namespaces) == 0
        for namespaces in (NEW_USER_NAMESPACE | NEW_NETWORK_NAMESPACE, NEW_NETWORK_NAMESPACE)
    )


def _answer(payload: bytes, work: Work) -> tuple[wire.Kind, bytes]:
    try:
        return wire.Kind.ANSWER, work(payload)
    except MemoryError:
        # What is left of this process can't be trusted; the parent starts another.
        raise
    except Exception as failure:
        log.exception("What was asked of a confined child could not be done.")
        return wire.Kind.FAILURE, f"{type(failure).__name__}: {failure}".encode()
