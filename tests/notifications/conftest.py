"""A mail server on this machine, and people who want to be told."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from tests.factories import make_user
from trainer.accounts.models import User


@dataclass
class Postbox:
    """Takes letters in, as a mail server would."""

    letters: list[EmailMessage] = field(default_factory=list)
    addressed: list[str] = field(default_factory=list)
    on_arrival: Callable[[], None] = lambda: None
    answer: str = "250 Kept"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        if not self.answer.startswith("250"):
            return self.answer
        parsed = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(parsed, EmailMessage)
        self.letters.append(parsed)
        self.addressed += envelope.rcpt_tos
        self.on_arrival()
        return self.answer


@dataclass
class Server:
    """A mail server that can be up or down."""

    postbox: Postbox
    port: int
    controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self.postbox, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def mail_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    state = app.extensions["mailman"]
    monkeypatch.setattr(state, "server", "127.0.0.1")
    monkeypatch.setattr(state, "port", port)
    server = Server(Postbox(), port)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def nia(app: Flask) -> User:
    """Told by e-mail as things happen."""
    return make_user("Nia Bowen", email="nia@brackenhall.example")


@pytest.fixture
def demonstration(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application as the demonstration runs it."""
    monkeypatch.setitem(
        app.extensions, "trainer", replace(app.extensions["trainer"], demonstration=True)
    )
