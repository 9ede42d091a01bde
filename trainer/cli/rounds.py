"""Commands about rounds of appraisals: scheduling, how they are going, and who may see what."""

import click
import sqlalchemy as sa

from trainer.appraisals import policies, tasks
from trainer.appraisals.actions.planning import send_off
from trainer.appraisals.models import Appraisal, Cycle, CycleStatus
from trainer.appraisals.queries import board, forms
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.appraisals.rules.visibility import sight
from trainer.cli.context import application, as_json, fail, tell
from trainer.cli.people import ACTING, person_called
from trainer.core import clock
from trainer.extensions import db
from trainer.web.transactions import unit_of_work


@click.command()
@click.argument("cycle_id", metavar="CYCLE", type=int)
@ACTING
@as_json
def schedule(cycle_id: int, *, acting: str | None, in_json: bool) -> None:
    """Give everybody a round is for their appraisal, at once, with its progress."""
    with application() as app:
        with unit_of_work():
            found = _cycle(cycle_id)
            before = _number(cycle_id)
            send_off(found, actor=person_called(acting))
        config = app.extensions["trainer"]
        tasks.schedule_cycle(cycle_id, config, _said_unless(in_json))
        with unit_of_work():
            every = _number(cycle_id)
    facts = {"cycle": cycle_id, "scheduled": every - before, "all": every}
    tell(facts, f"{every - before} scheduled, {every} in all.", in_json=in_json)


@click.command()
@click.argument("cycle_id", metavar="CYCLE", type=int)
@as_json
def progress(cycle_id: int, *, in_json: bool) -> None:
    """Say how a round is going: how many at each stage, signed and overdue, site by site."""
    with application(), unit_of_work():
        told = board.progress(_cycle(cycle_id), {None}, clock.today())
    facts = {
        "cycle": cycle_id,
        **_counts(told.every),
        "sites": [{"site": one.name, **_counts(one)} for one in told.sites],
    }
    said = f"{told.every.done} of {told.every.all} signed, {told.every.late} overdue."
    tell(facts, said, in_json=in_json)


@click.command()
@click.argument("viewer", metavar="AS")
@click.argument("subject", metavar="SUBJECT")
@click.argument("stage", type=click.Choice([one.value for one in AppraisalStage]))
@as_json
def visible(viewer: str, subject: str, stage: str, *, in_json: bool) -> None:
    """Say what AS may see and answer of the latest appraisal of SUBJECT, were it at STAGE."""
    with application(), unit_of_work():
        reader, person = person_called(viewer), person_called(subject)
        found = next(iter(board.of_person(person)), None)
        if found is None:
            fail("They have no appraisal.")
        party = policies.party_of(reader, found)
        template, calibrates = forms.template_of(found), found.cycle.calibrates
        sights = sight(template, party, AppraisalStage(stage), calibrates=calibrates)
    facts = {
        "as": viewer,
        "subject": subject,
        "stage": stage,
        "party": party.value if party else None,
        "sections": {
            key: {"sees": sorted(one.sees), "answers": one.answers} for key, one in sights.items()
        },
    }
    lines = [
        f"{key}: {', '.join(sorted(one.sees)) or 'nothing'}{' (answers)' if one.answers else ''}"
        for key, one in sights.items()
    ]
    tell(facts, "\n".join(lines), in_json=in_json)


def _cycle(cycle_id: int) -> Cycle:
    found = db.session.get(Cycle, cycle_id)
    if found is None:
        fail("There is no such round.")
    if found.status is CycleStatus.CLOSED:
        click.echo("This round is closed.", err=True)
    return found


def _number(cycle_id: int) -> int:
    asked = sa.select(sa.func.count()).select_from(Appraisal)
    return db.session.scalar(asked.where(Appraisal.cycle_id == cycle_id)) or 0


def _said_unless(quiet: bool) -> "tasks.Tell":
    def say(done: int, total: int) -> None:
        if not quiet:
            click.echo(f"{done} of {total}", err=True)

    return say


def _counts(group: board.Group) -> dict[str, object]:
    return {
        "people": group.all,
        "signed": group.done,
        "overdue": group.late,
        "stages": {stage.value: number for stage, number in group.stages.items()},
    }
