"""The command that issues certificates: for registrations named, or for a whole cohort."""

from collections.abc import Sequence
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

from trainer.accounts.forms import is_password_of
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.batches import queries
from trainer.batches.actions import signing
from trainer.batches.queries import Candidate
from trainer.batches.tasks import issue_batch
from trainer.cli.context import application, as_json, fail, tell
from trainer.cli.people import ACTING, person_called
from trainer.cohorts.models import Cohort
from trainer.core import clock
from trainer.core.database import grouped, plain_code
from trainer.core.text import written
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.web.transactions import unit_of_work


@click.command("issue")
@click.argument("codes", nargs=-1, metavar="CODE…")
@click.option("--cohort", metavar="NAME", help="Everybody registered from this cohort instead.")
@click.option("--yes", is_flag=True, help="Issue without being asked first.")
@ACTING
@as_json
def issue(
    codes: tuple[str, ...], *, cohort: str | None, yes: bool, acting: str | None, in_json: bool
) -> None:
    """Issue the certificates of the registrations with these CODEs, or of a cohort.

    First it says who is ready and why the others are not. Whoever signs (--as) types their
    password; a script may give it on standard input.
    """
    with application() as app:
        actor = person_called(acting)
        found = queries.candidates(actor, _named(codes, cohort))
        ready = [one.registration.id for one in found if one.verdict]
        facts: dict[str, Any] = {"registrations": [_facts(one) for one in found], "issued": 0}
        if not in_json:
            click.echo("\n".join(map(_line, found)) or "Nobody of that name or code is seen here.")
        if not ready:
            fail("Nobody here is ready for a certificate.")
        if not yes and (in_json or not click.confirm(_question(len(ready)))):
            tell(facts, "Nothing was issued.", in_json=in_json)
            return
        facts |= _issue(app, actor, ready, cohort)
    said = f"{facts['issued']} issued, {facts['refused']} could not be. Batch {facts['batch']}."
    tell(facts, said, in_json=in_json)


def _issue(app: Flask, actor: User, ready: Sequence[int], cohort: str | None) -> dict[str, Any]:
    proof = _proof(app, actor)
    with unit_of_work():
        chosen = queries.candidates(actor, ready)
        name = cohort or written(clock.today())
        batch_id = signing.sign(name, chosen, actor=actor, proof=proof).id
    issue_batch(batch_id, app.extensions["trainer"], lambda: None)
    progress = queries.progress_of(batch_id)
    return {"batch": batch_id, "issued": progress.issued, "refused": progress.refused}


def _proof(app: Flask, actor: User) -> Proof:
    typed = click.prompt(f"Password of {actor.name}", hide_input=True, err=True)
    with app.test_request_context(), unit_of_work():
        known = is_password_of(actor, typed)
    if not known:
        fail("That isn't the password, or there were too many tries. Wait a minute, try again.")
    return Proof(user_id=actor.id, at=clock.now())


def _named(codes: Sequence[str], cohort: str | None) -> list[int]:
    if bool(codes) == bool(cohort):
        fail("Name registrations by their codes, or one cohort with --cohort.")
    if cohort is None:
        plain = [plain_code(code) for code in codes]
        found = db.session.execute(
            sa.select(Registration.code, Registration.id).where(Registration.code.in_(plain))
        )
        known = {code: number for code, number in found}
        if missing := [code for code in plain if code not in known]:
            fail(f"There is no registration {grouped(missing[0])}.")
        return list(known.values())
    numbers = db.session.scalars(sa.select(Cohort.id).where(Cohort.name == cohort)).all()
    if len(numbers) != 1:
        fail(f"There is no cohort, or more than one, called {cohort}.")
    return [one for one in db.session.scalars(queries.in_cohort(numbers[0])) if one]


def _facts(one: Candidate) -> dict[str, Any]:
    return {
        "registration": grouped(one.registration.code),
        "learner": one.registration.learner.name,
        "title": one.registration.version.title,
        "ready": bool(one.verdict),
        "reason": one.verdict.reason,
    }


def _line(one: Candidate) -> str:
    said = one.verdict.reason or "ready"
    return f"{one.registration.learner.name}, {one.registration.version.title}: {said}"


def _question(ready: int) -> str:
    return f"Issue {ready} certificate{'s' if ready > 1 else ''}?"
