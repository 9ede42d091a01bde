"""Commands about the records: proving the ledger, and looking for what must never be so."""

import click

from trainer.audit import anchors
from trainer.audit.verify import verify
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
@as_json
def audit_verify(anchor: str | None, *, in_json: bool) -> None:
    """Find any edit, deletion, insertion or swap in the ledger.

    The chain is held against the links written down in the data folder, and the anchor given.
    """
    with application() as app:
        given = [] if anchor is None else [_parsed(anchor)]
        faults = verify(anchors.kept(app.extensions["trainer"].data_dir) + given)
        facts = {"whole": not faults, "faults": faults}
        if faults:
            tell_faults(facts, faults, in_json=in_json)
        tell(facts, "The ledger is whole.", in_json=in_json)


def _parsed(anchor: str) -> tuple[int, str]:
    try:
        return anchors.parsed(anchor)
    except anchors.BadAnchor:
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
