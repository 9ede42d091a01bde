"""Come here for how a parent and its confined child speak: a kind, a length, the bytes."""

import socket
import struct
import time
from enum import IntEnum

HEAD = struct.Struct("!BI")
SECONDS = struct.Struct("!d")
LONGEST = 256 * 1024 * 1024


class Kind(IntEnum):
    """What a message is."""

    READY = 1
    REQUEST = 2
    ANSWER = 3
    FAILURE = 4


def wrap(seconds: float, payload: bytes) -> bytes:
    """Put what is asked for together with how long it may take."""
    return SECONDS.pack(seconds) + payload


def unwrap(request: bytes) -> tuple[float, bytes]:
    """Take apart what `wrap` put together."""
    (seconds,) = SECONDS.unpack_from(request)
    return seconds, request[SECONDS.size :]


def send(channel: socket.socket, kind: Kind, payload: bytes) -> None:
    """Send one message."""
    channel.sendall(HEAD.pack(kind, len(payload)) + payload)


def receive(channel: socket.socket, deadline: float | None = None) -> tuple[Kind, bytes]:
    """Wait for one message, until a moment of the monotonic clock if one is given.

    `EOFError` means that the other side has gone, `TimeoutError` that the moment has come.
    """
    kind, length = HEAD.unpack(_exactly(channel, HEAD.size, deadline))
    if length > LONGEST:
        raise EOFError("The other side no longer makes sense.")
    return Kind(kind), _exactly(channel, length, deadline)


def _exactly(channel: socket.socket, length: int, deadline: float | None) -> bytes:
    received = bytearray()
    while len(received) < length:
        if deadline is not None:
            # Zero would mean "don't wait", and be reported as something else.
            channel.settimeout(max(deadline - time.monotonic(), 0.001))
        part = channel.recv(min(length - len(received), 1 << 20))
        if not part:
            raise EOFError("The other side has gone.")
        received += part
    return bytes(received)
