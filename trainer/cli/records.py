"""Commands about the records: proving the ledger, and looking for what must never be so."""

from typing import TextIO

import click

from trainer.anchoring import holding
from trainer.audit.anchors import BadAnchor, parsed
from trainer.checks import fingerprints, printed
from trainer.checks.running import run
from trainer.cli.context import application, as_json, fail, tell, tell_faults


@click.group()
def audit() -> None:
    """Prove that the ledger of decisions is whole."""


@audit.command("verify")
@click.option(
    "--anchor",
    metavar="SEQ:HASH",
    help="A link kept outside the database, as printed on a certificate; the chain must pass it.",
)
@click.option(
    "--anchors",
    type=click.File(errors="replace"),
    metavar="FILE",
    help="A text with such links, as the letters that bring them; the chain must pass each.",
)
@as_json
def audit_verify(anchor: str | None, anchors: TextIO | None, *, in_json: bool) -> None:
    """Find any edit, deletion, insertion or swap in the ledger.

    The chain is held against the links written down in the data folder and in the store outside,
    those that certificates print, and what is given.
    """
    with application() as app:
        given = [] if anchor is None else [_parsed(anchor)]
        if anchors is not None:
            given += _found_in(anchors)
        faults = holding.faults(app.extensions["trainer"], [*given, *printed.links()])
        facts = {"whole": not faults, "faults": faults}
        if faults:
            tell_faults(facts, faults, in_json=in_json)
        tell(facts, "The ledger is whole.", in_json=in_json)


@audit.command("files")
@as_json
def audit_files(*, in_json: bool) -> None:
    """Read every file that is kept, and hold it against the fingerprint on record.

    That takes as long as the disk needs to read them all.
    """
    with application() as app:
        found = fingerprints.compare(app.extensions["store"])
        facts = {"files": found.read, "faults": found.faults}
        if found.faults:
            tell_faults(facts, found.faults, in_json=in_json)
        tell(facts, f"Each of {found.read} files is as it was kept.", in_json=in_json)


def _found_in(file: TextIO) -> list[tuple[int, str]]:
    found = holding.found_in(file.read())
    if not found:
        fail(f"There is no link of the ledger in {file.name}.")
    return found


def _parsed(anchor: str) -> tuple[int, str]:
    try:
        return parsed(anchor)
    except BadAnchor:
        fail("Write the anchor as its number, a colon and its fingerprint, as in 12:ab34….")


@click.command()
@as_json
def check(*, in_json: bool) -> None:
    """Look for anything in the records that must never be so."""
    with application():
        findings = run()
    facts = {"findings": [vars(finding) for finding in findings]}
    if findings:
        lines = [f"{finding.invariant}: {finding.says}" for finding in findings]
        tell_faults(facts, lines, in_json=in_json)
    tell(facts, "Every invariant holds.", in_json=in_json)
