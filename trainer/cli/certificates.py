"""Commands about certificates: checking a PDF, writing one to a file, and writing a badge."""

import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app

from trainer.badges import picture
from trainer.certificates import badging
from trainer.certificates.checking import Checked, Finding, check
from trainer.certificates.models import Certificate, CertificateStanding
from trainer.certificates.tasks import render_certificate
from trainer.cli.commands import Commands
from trainer.cli.context import application, as_json, fail, tell
from trainer.core.database import grouped, plain_code
from trainer.documents.pool import Renderer
from trainer.documents.request import RenderFailed
from trainer.extensions import db
from trainer.signing.keys import open_store
from trainer.signing.reading import LARGEST, FileReader
from trainer.signing.signer import Signer
from trainer.signing.stamping import NoTimeStamp
from trainer.signing.trust import Trust

EXITS = {
    Finding.VALID: 0,
    Finding.CHANGED: 3,
    Finding.UNKNOWN_SIGNER: 4,
    Finding.REVOKED_KEY: 5,
    Finding.NOT_OURS: 6,
}
NOT_IN_FORCE = 7
IN_FORCE = {CertificateStanding.ISSUED, CertificateStanding.ENDING}


@click.group(cls=Commands, places={"issue": "issuing:issue"})
def certificates() -> None:
    """Look after certificates."""


@certificates.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
def certificates_verify(file: Path, *, in_json: bool) -> None:
    """Say whether FILE is a certificate issued here, unchanged, and what it stands for today.

    The exit status is 0 for one that is genuine and in force, 3 changed, 4 signed by somebody
    else, 5 signed with a revoked key, 6 not ours, 7 genuine but no longer in force.
    """
    if file.stat().st_size > LARGEST:
        fail("This file is over 10 MB; no certificate is that large.")
    with application() as app, FileReader() as reader:
        trust = Trust.of(open_store(app.extensions["trainer"]))
        checked = check(file.read_bytes(), reader, trust)
    shown = checked.shown
    facts = {
        "finding": checked.finding.value,
        "number": shown.number if shown else None,
        "code": grouped(checked.code) if checked.code else None,
        "standing": shown.standing.value if shown else None,
    }
    about = f" Certificate {shown.number}: {shown.standing.value}." if shown else ""
    tell(facts, checked.sentence + about, in_json=in_json)
    sys.exit(_status(checked))


@certificates.command("badge")
@click.argument("code")
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Where to write it; the ending says how: .json, .jwt, .svg or .png.",
)
@as_json
def certificates_badge(code: str, out: Path, *, in_json: bool) -> None:
    """Write the badge of the certificate with this CODE, making it first where there is none."""
    kind = out.suffix.removeprefix(".")
    if kind not in picture.KINDS:
        fail(
            f"A badge is written as {', '.join(picture.KINDS)}. End the file's name in one of them."
        )
    with application() as app:
        config = app.extensions["trainer"]
        number = db.session.scalar(badging.certificate_called(plain_code(code)))
        if number is None:
            fail("No certificate issued here has this code.")
        token = badging.make_badge(number, config, open_store(config))
        badge = badging.prove_badge(number, token, config, open_store(config))
        out.write_bytes(picture.as_kind(badge, kind))
        tell({"file": str(out)}, f"Written to {out}.", in_json=in_json)


@certificates.command("render")
@click.argument("code")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="The file to write.",
)
@as_json
def certificates_render(code: str, output: Path, *, in_json: bool) -> None:
    """Write the PDF of the certificate with this CODE or number to a file.

    It is the very file its holder has; where there is none yet, it is made and kept first.
    """
    with application() as app:
        wanted = sa.or_(Certificate.code == plain_code(code), Certificate.number == code)
        found = db.session.scalar(sa.select(Certificate).where(wanted))
        if found is None:
            fail("No certificate issued here has this code or number.")
        config = app.extensions["trainer"]
        try:
            with Renderer() as renderer:
                render_certificate(found.id, config, renderer, Signer(config))
        except (RenderFailed, NoTimeStamp) as trouble:
            fail(f"It could not be made: {trouble}")
        certificate = db.session.get_one(Certificate, found.id, populate_existing=True)
        kept = current_app.extensions["store"].open(certificate.pdf_key or "")
        output.write_bytes(b"".join(kept))
        facts = {"number": certificate.number, "sha256": certificate.pdf_sha256}
        tell(facts, f"Certificate {certificate.number} is in {output}.", in_json=in_json)


def _status(checked: Checked) -> int:
    if checked.finding is Finding.VALID and checked.shown is not None:
        return 0 if checked.shown.standing in IN_FORCE else NOT_IN_FORCE
    return EXITS[checked.finding]
