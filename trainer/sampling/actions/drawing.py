"""Drawing a sample: the population frozen, the lots drawn, the picks made."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.audit.models import LedgerHead
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.collecting import uncollected
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.sampling import policies
from trainer.sampling.events import SampleDrawn
from trainer.sampling.facts import facts_of, rows_of
from trainer.sampling.models import Pick, Sample, SampleRow, Stage
from trainer.sampling.population import in_force, population_of
from trainer.sampling.resting import inputs_for
from trainer.sampling.rules.drawing import Drawn, TooMany, draw, hash_of

TO_LOOK = timedelta(days=14)
"""How long a quality assurer has to look into what was picked."""

AT_ONCE = 5_000


@uncollected()
def draw_sample(
    qualification: Qualification, stage: Stage, *, actor: User, seed: str = ""
) -> Sample:
    """Freeze what waits and was in no draw yet, and pick from it by the strategy in force.

    Without a seed the last link of the ledger is the seed, so that nobody chooses it. Raises
    `Conflict` where nothing waits, `Unacceptable` where the strategy asks for more than it allows.
    """
    require(policies.may_sample(actor, qualification))
    _wait_for_others(qualification)
    strategy = db.session.scalar(in_force(qualification.id))
    if strategy is None:
        raise Conflict(_("Say first how this qualification is sampled."))
    rows = rows_of(population_of(qualification.id, stage), stage)
    if not rows:
        raise Conflict(_("Nothing waits that has not been in a draw already."))
    inputs = inputs_for(strategy, rows)
    sown = seed or _seed_of_ledger()
    try:
        drawn = draw(inputs, rows, sown)
    except TooMany as fault:
        raise Unacceptable(
            _(
                "The strategy asks for %(asked)s of these, and lets one draw pick %(most)s. Allow"
                " more, or ask for less.",
                asked=fault.asked,
                most=fault.most,
            ),
            "most",
        ) from fault
    facts = [facts_of(one.row) for one in drawn]
    sample = Sample(
        strategy=strategy,
        qualification_id=qualification.id,
        stage=stage,
        seed=sown,
        chosen_seed=bool(seed),
        inputs=inputs.to_data(),
        size=len(drawn),
        picked=sum(one.picked for one in drawn),
        population_hash=population_hash(facts),
        drawn_by=actor,
    )
    _freeze(sample, drawn, facts)
    _publish(sample, actor)
    return sample


def population_hash(facts: Iterable[str]) -> str:
    """Hash what was written down of each unit decision, in the order of their ids."""
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _wait_for_others(qualification: Qualification) -> None:
    """Let draws of one qualification follow one another, so that no decision is drawn twice."""
    db.session.execute(
        sa.select(Qualification.id).where(Qualification.id == qualification.id).with_for_update()
    )


def _seed_of_ledger() -> str:
    head = db.session.execute(sa.select(LedgerHead.seq, LedgerHead.hash)).one()
    return f"{head.seq}-{head.hash[:16]}"


def _freeze(sample: Sample, drawn: Sequence[Drawn], facts: Sequence[str]) -> None:
    db.session.add(sample)
    db.session.flush()
    rows = sa.insert(db.metadata.tables[SampleRow.__tablename__])
    for start in range(0, len(drawn), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        pairs = zip(drawn[part], facts[part], strict=True)
        db.session.execute(rows, [_frozen(sample, *pair) for pair in pairs])
    picked = sa.select(
        SampleRow.id,
        SampleRow.unit_assessment_id,
        SampleRow.cycle,
        SampleRow.stage,
        sa.literal("selected"),
        sa.literal(clock.today() + TO_LOOK, sa.Date),
        sa.literal(1),
    )
    picked = picked.where(SampleRow.sample_id == sample.id, SampleRow.picked).order_by(SampleRow.id)
    columns = ["row_id", "unit_assessment_id", "cycle", "stage", "status", "due_on", "row_version"]
    db.session.execute(sa.insert(Pick).from_select(columns, picked))


def _frozen(sample: Sample, one: Drawn, facts: str) -> dict[str, Any]:
    return {
        "sample_id": sample.id,
        "unit_assessment_id": one.row.id,
        "cycle": one.row.cycle,
        "stage": sample.stage,
        "assessor_id": one.row.assessor,
        "facts": facts,
        "picked": one.picked,
        "reasons": [reason.to_data() for reason in one.reasons],
    }


def _publish(sample: Sample, actor: User) -> None:
    publish(
        SampleDrawn(
            actor=actor,
            subject=sample,
            strategy=sample.strategy,
            stage=sample.stage,
            seed=sample.seed,
            chosen_seed=sample.chosen_seed,
            size=sample.size,
            picked=sample.picked,
            inputs_hash=hash_of(sample.inputs),
            population_hash=sample.population_hash,
        )
    )
