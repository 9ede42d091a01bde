"""Draw a sample from 100,000 unit decisions and draw it again: seconds and peak memory.

`python -m bench.draws`, on SQLite in a folder of its own, or with `--database postgresql://…` on a
database that may be emptied. Both must print the same mark of what was picked.
"""

import hashlib
import time
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from bench.steps import play
from tests.factories import make_user
from tests.factories_assessments import make_entry, make_qualification
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, JudgedItem, Judgement, Signature, SignedAs
from trainer.assessors.models import Duty
from trainer.catalogue.models import Qualification, QualificationVersion
from trainer.core import clock, sqlite
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, Item, Revision
from trainer.people.models import Site
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.sampling import actions
from trainer.sampling.models import Sample, SampleRow, Stage
from trainer.sampling.redrawing import differences
from trainer.sampling.rules.settings import Settings
from trainer.web.transactions import unit_of_work

UNITS, LEARNERS, ASSESSORS, SITES = 10, 10_000, 40, 12
SEED = "7F31-20"
KINDS = (EvidenceKind.LOG, EvidenceKind.OBSERVATION, EvidenceKind.WORK_PRODUCT)
AT_ONCE = 5_000


def main() -> None:
    """Prepare the records, then draw and draw again, each in a process of its own."""
    steps = {"prepare": _prepare, "draw": _draw, "redraw": _redraw}
    play("bench.draws", __doc__, steps, ("prepare", "draw", "redraw"))


def _draw() -> None:
    began, before = time.perf_counter(), time.process_time()
    with unit_of_work():
        qualification = db.session.scalars(sa.select(Qualification)).one()
        assurer = db.session.scalars(sa.select(User).where(User.name == "Quin Assurer")).one()
        sample = actions.draw_sample(qualification, Stage.SUMMATIVE, actor=assurer, seed=SEED)
        size, picked = sample.size, sample.picked
    _say("draw", began, before)
    print(f"{picked} of {size} picked; mark of the picks {_mark()}")


def _redraw() -> None:
    began, before = time.perf_counter(), time.process_time()
    found = differences(db.session.scalars(sa.select(Sample)).one())
    _say("redraw", began, before)
    print(f"{len(found)} differences")


def _say(name: str, began: float, before: float) -> None:
    clock_, processor = time.perf_counter() - began, time.process_time() - before
    print(f"{name:10} {clock_:6.2f} s, of which the processor {processor:.2f}")


def _mark() -> str:
    picked = sa.select(SampleRow.unit_assessment_id).where(SampleRow.picked)
    ids = db.session.scalars(picked.order_by(SampleRow.unit_assessment_id))
    return hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:16]


def _prepare() -> None:
    db.metadata.drop_all(db.engine)
    db.metadata.create_all(db.engine)
    with unit_of_work():
        version = make_qualification(units=UNITS, criteria=1)
        assessors = [make_user(f"Assessor Number{place}") for place in range(ASSESSORS)]
        assurer = make_user("Quin Assurer")
        for person in assessors:
            make_entry(person, version)
        make_entry(assurer, version, duty=Duty.VERIFY)
        sites = [Site(code=f"S{place}", name=f"Site {place}") for place in range(SITES)]
        learner = make_user("Lee Learner")
        db.session.add_all(sites)
        db.session.flush()
        revisions = list(_revisions(learner))
        actions.set_strategy(version.qualification, Settings(), actor=assurer, reason="Bench")
        _write(version, assessors, assurer, learner, [site.id for site in sites], revisions)
    if db.engine.dialect.name == "sqlite":
        sqlite.learn_sizes(db.engine)


def _revisions(learner: User) -> Iterator[int]:
    for number, kind in enumerate(KINDS, start=1):
        item = Item(owner=learner, number=number, kind=kind)
        revision = Revision(item=item, number=1, title=kind.value)
        db.session.add(revision)
        db.session.flush()
        yield revision.id


def _write(
    version: QualificationVersion,
    assessors: list[User],
    assurer: User,
    learner: User,
    sites: list[int],
    revisions: list[int],
) -> None:
    units = [member.unit_version for group in version.groups for member in group.members]
    registrations = [
        {
            "id": place + 1,
            "code": f"R{place}",
            "learner_id": learner.id,
            "version_id": version.id,
            "site_id": sites[place % SITES],
            "assessor_id": assessors[place % ASSESSORS].id,
            "iqa_id": assurer.id,
            "status": RegistrationStatus.ACTIVE,
            "row_version": 1,
        }
        for place in range(LEARNERS)
    ]
    _insert(Registration, registrations)
    every = [(place, number) for place in range(LEARNERS) for number in range(UNITS)]
    _insert(
        UnitAssessment,
        [
            {
                "id": one + 1,
                "registration_id": place + 1,
                "unit_version_id": units[number].id,
                "group_code": "A",
                "position": number,
                "status": UnitStatus.AWAITING_IQA,
                "row_version": 1,
            }
            for one, (place, number) in enumerate(every)
        ],
    )
    common = {"learner_id": learner.id}
    judge = [assessors[place % ASSESSORS].id for place, _number in every]
    _insert(
        Judgement,
        [
            common
            | {
                "id": one + 1,
                "unit_assessment_id": one + 1,
                "criterion_id": units[number].criteria[0].id,
                "outcome": CriterionState.MET,
                "judge_id": judge[one],
            }
            for one, (_place, number) in enumerate(every)
        ],
    )
    _insert(
        JudgedItem,
        [
            {"judgement_id": one + 1, "revision_id": revision, "content_hash": ""}
            for one in range(len(every))
            for revision in (revisions if one % 10 else revisions[:1])
        ],
    )
    _insert(
        Signature,
        [
            common
            | {
                "unit_assessment_id": one + 1,
                "cycle": 1,
                "signer_id": judge[one],
                "signed_as": SignedAs.ASSESSOR,
                "meaning": "",
                "printed_name": "",
                "reauthenticated_at": clock.now(),
                "content_hash": "",
            }
            for one in range(len(every))
        ],
    )


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(sa.insert(model), rows[start : start + AT_ONCE])


if __name__ == "__main__":
    main()
