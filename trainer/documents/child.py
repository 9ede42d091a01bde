"""Come here for the process that renders: what it may use, and how long it lives.

Started by `trainer.documents.pool` as `python -m trainer.documents.child`, with one socket as its
standard input. Untrusted words are laid out here, so it has no network, little memory, no secrets
in its environment, and an alarm that ends it if the worker that should have ended it is gone.
"""

import ctypes
import json
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable

from trainer.documents import wire
from trainer.documents.render import press, render
from trainer.documents.request import RenderRequest

log = logging.getLogger(__name__)

MEMORY = 512 * 1024 * 1024
LARGEST_FILE = 64 * 1024 * 1024
SECONDS_OF_GRACE = 5
NEW_USER_NAMESPACE = 0x10000000
NEW_NETWORK_NAMESPACE = 0x40000000
NO_NEW_PRIVILEGES = 38


def confine() -> bool:
    """Take away what a renderer doesn't need; say whether the network went too.

    The network goes by moving into an empty network namespace. A machine may refuse that (no
    user namespaces, or a container that filters the call); the fetcher that serves only our own
    files then stands alone, and the worker is told.
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


def serve(channel: socket.socket, setter: Callable[[RenderRequest], bytes]) -> None:
    """Answer requests until the worker goes away."""
    while True:
        try:
            _, payload = wire.receive(channel)
        except EOFError:
            return
        request = RenderRequest.from_bytes(payload)
        signal.alarm(int(request.seconds) + SECONDS_OF_GRACE)
        wire.send(channel, *_answer(request, setter))
        signal.alarm(0)


def _answer(
    request: RenderRequest, setter: Callable[[RenderRequest], bytes]
) -> tuple[wire.Kind, bytes]:
    try:
        return wire.Kind.DOCUMENT, setter(request)
    except MemoryError:
        # What is left of this process can't be trusted; the worker starts another.
        raise
    except Exception as failure:
        log.exception("A document of the kind %s could not be made.", request.template)
        return wire.Kind.FAILURE, f"{type(failure).__name__}: {failure}".encode()


def main(setter: Callable[[RenderRequest], bytes] = render) -> None:
    """Warm up, confine, say so, and serve."""
    channel = socket.socket(fileno=os.dup(0))
    press()
    ready = {"network": not confine()}
    wire.send(channel, wire.Kind.READY, json.dumps(ready).encode())
    serve(channel, setter)


if __name__ == "__main__":
    main()
