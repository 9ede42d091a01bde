"""The page by which people read a pack: one file, no script, nothing fetched from anywhere."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trainer.core.text import gettext as _
from trainer.logs.kinds import KINDS
from trainer.logs.models import EvidenceKind
from trainer.packs.document import PackDocument
from trainer.web.statuses import STATUSES

HERE = Path(__file__).parent


def index_page(document: PackDocument) -> str:
    """Write the page; everything in it is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, _number, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["word"] = word
    environment.filters["kind"] = kind
    return environment.get_template("index.html").render(pack=document)


def _number(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def word(value: str, states: str) -> str:
    """Say a state in the word people know it by."""
    return str(STATUSES[states][value].word)


def kind(value: str) -> str:
    """Name a kind of evidence."""
    return str(KINDS[EvidenceKind(value)].name)


def readme(document: PackDocument) -> str:
    """Say in a few lines what is in the pack and how to check it."""
    lines = (
        _("Portfolio of %(name)s, made by %(by)s.", name=document.learner,
          by=document.installation.organisation),
        _("Open index.html to read it. pack.json holds the same for computers."),
        _("manifest.json names every file with its SHA-256; manifest.sig is the Ed25519 signature"
          " of it, by the key in public-key.txt. Compare the key's SHA-256 with the one that the"
          " organisation tells you:"),
        document.installation.fingerprint,
    )  # fmt: skip
    return "\n".join(lines) + "\n"
