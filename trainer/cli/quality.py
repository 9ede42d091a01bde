"""Commands about sampling: drawing, drawing again, and what has been looked into."""

import sys
from typing import Any

import click
import sqlalchemy as sa

from trainer.catalogue.models import Qualification
from trainer.cli.commands import Commands
from trainer.cli.context import application, as_json, fail, tell
from trainer.cli.people import ACTING, person_called
from trainer.extensions import db
from trainer.sampling import actions, showing
from trainer.sampling.coverage import coverage_of
from trainer.sampling.matrix import matrix_of
from trainer.sampling.models import Sample, Stage, Strategy
from trainer.sampling.population import in_force
from trainer.sampling.redrawing import differences
from trainer.web.transactions import unit_of_work

STAGES = click.Choice([stage.value for stage in Stage])


@click.group(cls=Commands, places={"simulate": "simulating:simulate"})
def quality() -> None:
    """Sample what assessors decided, and see what has been looked into."""


@quality.command()
@click.argument("strategy")
@click.option("--seed", default="", help="A seed of your own; else the ledger gives one.")
@click.option("--stage", type=STAGES, default=Stage.SUMMATIVE.value, show_default=True)
@ACTING
@as_json
def draw(strategy: str, *, seed: str, stage: str, acting: str | None, in_json: bool) -> None:
    """Draw a sample by STRATEGY: its number, or the code of a qualification that has one.

    It is drawn for whoever made the strategy, unless --as names another quality assurer.
    """
    with application(), unit_of_work():
        found = _strategy_called(strategy)
        actor = found.made_by if acting is None and found.made_by else person_called(acting)
        sample = actions.draw_sample(found.qualification, Stage(stage), actor=actor, seed=seed)
        facts = _facts_of(sample)
    said = f"Sample {facts['sample']}: {facts['picked']} of {facts['size']} picked, seed {facts['seed']}."
    tell(facts, said, in_json=in_json)


@quality.command()
@click.argument("sample", type=int)
@as_json
def redraw(sample: int, *, in_json: bool) -> None:
    """Draw SAMPLE again from its seed; ends with 1 where anything differs from the records."""
    with application(), unit_of_work():
        found = db.session.get(Sample, sample)
        if found is None:
            fail(f"There is no sample {sample}.")
        wrong = [
            {"what": one.what.value, "unit_assessment": one.unit_assessment_id or None}
            for one in differences(found)
        ]
        facts = {**_facts_of(found), "differences": wrong}
    said = "The same came out, row by row." if not wrong else f"{len(wrong)} differences."
    tell(facts, said, in_json=in_json)
    if wrong:
        sys.exit(1)


@quality.command()
@click.argument("qualification", required=False)
@as_json
def coverage(qualification: str | None, *, in_json: bool) -> None:
    """Say what was looked into within a year, of QUALIFICATION or of all that have a strategy."""
    with application(), unit_of_work():
        facts = [_coverage(one) for one in _qualifications(qualification)]
    said = "\n".join(
        f"{one['qualification']}: {one['candidates']['looked']} of {one['candidates']['decided']}"
        f" candidates, {len(one['gaps'])} gaps."
        for one in facts
    )
    tell({"qualifications": facts}, said or "Nothing is sampled yet.", in_json=in_json)


def _strategy_called(name: str) -> Strategy:
    if name.isdigit() and (numbered := db.session.get(Strategy, int(name))):
        return numbered
    qualification = db.session.scalar(sa.select(Qualification).where(Qualification.code == name))
    strategy = db.session.scalar(in_force(qualification.id)) if qualification else None
    return strategy or fail(f"There is no strategy {name}.")


def _qualifications(code: str | None) -> list[Qualification]:
    sampled = sa.select(Qualification).where(
        Qualification.id.in_(sa.select(Strategy.qualification_id))
    )
    if code is not None:
        sampled = sampled.where(Qualification.code == code)
    found = list(db.session.scalars(sampled.order_by(Qualification.code)))
    if code is not None and not found:
        fail(f"There is no strategy for {code}.")
    return found


def _facts_of(sample: Sample) -> dict[str, Any]:
    return {
        "sample": sample.id,
        "qualification": sample.qualification.code,
        "stage": sample.stage.value,
        "seed": sample.seed,
        "size": sample.size,
        "picked": sample.picked,
        "population_hash": sample.population_hash,
    }


def _coverage(qualification: Qualification) -> dict[str, Any]:
    covered = coverage_of(qualification.id, db.session.scalar(in_force(qualification.id)))
    found, matrix = showing.named(covered), matrix_of(covered)
    return {
        "qualification": qualification.code,
        "candidates": {"decided": found.candidates.decided, "looked": found.candidates.looked},
        "assessors": [
            {"name": line.name, "asked": line.asked, "done": line.done, "short": line.is_short}
            for line in found.assessors
        ],
        "matrix": list(matrix.cells()),
        "matrix_gaps": matrix.gaps,
        "gaps": [
            {"kind": heat.heading, "assessor": name, "name": column}
            for heat in found.heats
            for name, column in heat.gaps
        ],
    }
