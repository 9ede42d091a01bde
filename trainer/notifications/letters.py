"""How a letter reads: its subject and its words, in plain text, with links into these pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.config import Config
from trainer.notifications.models import Notice

LONGEST_SUBJECT = 150


@dataclass(frozen=True)
class Letter:
    """What is sent to one address."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str


def about(notice: Notice, *, to: str) -> Letter:
    """Write the letter that tells of one notice, and nothing the notice doesn't."""
    return Letter(to, _on_one_line(notice.text), _filled("notice.txt", notices=[notice]))


def digest(notices: Sequence[Notice], *, to: str) -> Letter:
    """Write the one letter of the day."""
    subject = ngettext(
        "%(num)d thing since your last letter",
        "%(num)d things since your last letter",
        len(notices),
    )
    return Letter(to, subject, _filled("digest.txt", notices=notices))


def _filled(template: str, notices: Sequence[Notice]) -> str:
    config: Config = current_app.extensions["trainer"]
    # Straight from the environment: there may be no request, so no shell around the words.
    words = current_app.jinja_env.get_template(f"emails/{template}").render(
        notices=notices, base_url=config.base_url.rstrip("/"), organisation=config.organisation
    )
    return words.strip() + "\n"


def _on_one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUBJECT else _("%(line)s…", line=line[:LONGEST_SUBJECT])
