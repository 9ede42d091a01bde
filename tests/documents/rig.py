"""Come here for a render child that can be made to misbehave: it does what a request names."""

import json
import os
import socket
import tempfile
import time
from collections.abc import Callable

from trainer.documents.child import main
from trainer.documents.render import press, render
from trainer.documents.request import RenderRequest


def set_html(html: str) -> bytes:
    """Set HTML that no template made, as if escaping had failed."""
    return press().set_in_type(html, RenderRequest(template="raw", data={"html": html}), "paper")


def sleep(seconds: str) -> bytes:
    time.sleep(float(seconds))
    return b"late"


def eat(megabytes: str) -> bytes:
    return bytes(int(megabytes) * 1024 * 1024)[:1]


def end(status: str) -> bytes:
    os._exit(int(status))


def environment(_: str) -> bytes:
    return json.dumps(sorted(os.environ)).encode()


def process(_: str) -> bytes:
    return json.dumps(os.getpid()).encode()


def linger(seconds: str) -> bytes:
    time.sleep(float(seconds))
    return process("")


def folder(_: str) -> bytes:
    return json.dumps(tempfile.gettempdir()).encode()


def connect(port: str) -> bytes:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
        return b"connected"


TRICKS: dict[str, Callable[[str], bytes]] = {
    "set_html": set_html,
    "sleep": sleep,
    "eat": eat,
    "end": end,
    "environment": environment,
    "process": process,
    "linger": linger,
    "folder": folder,
    "connect": connect,
}


def perform(request: RenderRequest) -> bytes:
    trick = TRICKS.get(request.template)
    return trick(request.data["of"]) if trick else render(request)


def asking_for(trick: str, of: str = "") -> RenderRequest:
    """Ask the rig to perform one of its tricks."""
    return RenderRequest(template=trick, data={"of": of})


if __name__ == "__main__":
    main(perform)
