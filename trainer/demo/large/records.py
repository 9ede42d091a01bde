"""Come here for the records of the bench: registrations with evidence, judgements, signatures.

Rows are inserted in bulk, and hold to the rules: standings add up, hashes are computed by the
same functions, and every event that belongs in the ledger is chained in its order.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, SubmissionStatus
from trainer.assessments.queries.content import hash_of_content, signed_contents
from trainer.catalogue.models import Criterion, GroupedUnit, QualificationVersion, UnitGroup
from trainer.core import clock
from trainer.core.events import Sealed
from trainer.demo.large.books import Books, Learner
from trainer.demo.large.judging import judge, send, stands
from trainer.demo.large.signing import sign
from trainer.demo.large.staff import Somebody
from trainer.extensions import db
from trainer.logs.models import GoalUnit, ReadingGrant
from trainer.registrations.events import Allocated, Registered
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

JUDGED, SIGNED = 0.6, 0.2
"""Which share of each learner's units is judged, and which is signed and released as well."""


class Learning:
    """Makes registrations one after the other, and signs them a batch at a time."""

    def __init__(self, version: QualificationVersion, items: int) -> None:
        self._version_id = version.id
        self._units = _units_of(version)
        self._items = items
        self._books = Books()
        self._batch: list[Learner] = []
        self._waiting: list[Learner] = []

    def register(
        self, who: Somebody, assessor: Somebody, iqa: Somebody, *, is_waiting: bool
    ) -> None:
        """Register somebody, with evidence sent and judged for six in ten of their units."""
        learner = self._registered(who, assessor, iqa)
        judged = learner.units[: round(len(learner.units) * JUDGED)]
        learner.signed = [unit for unit, _c in judged[: round(len(learner.units) * SIGNED)]]
        claims = [(unit, one) for unit, criteria in judged for one in criteria]
        items = self._items - 1 if is_waiting else self._items
        for place in range(items):
            judge(self._books, learner, claims[place::items])
        if is_waiting:
            self._waiting.append(learner)
        self._batch.append(learner)

    def finish(self, at: datetime) -> None:
        """Write the batch, then sign and release what is to be signed in it."""
        self._books.write()
        units = [unit for learner in self._batch for unit in learner.signed]
        hashes = {
            unit: hash_of_content(content) for unit, content in signed_contents(units).items()
        }
        for learner in self._batch:
            sign(self._books, learner, hashes, at)
        self._books.close()
        self._batch.clear()

    def send_waiting(self, at: datetime) -> None:
        """Send one entry more of those learners who have one waiting for their assessor."""
        for learner in self._waiting:
            unit, criteria = learner.units[round(len(learner.units) * JUDGED)]
            _written, sent = send(self._books, learner, criteria, SubmissionStatus.SUBMITTED, at)
            for criterion in criteria:
                stands(self._books, unit, criterion, CriterionState.CLAIMED, sent, None)
            db.session.execute(
                sa.update(UnitAssessment)
                .where(UnitAssessment.id == unit)
                .values(status=UnitStatus.IN_PROGRESS)
            )
        self._books.close()

    def _registered(self, who: Somebody, assessor: Somebody, iqa: Somebody) -> Learner:
        today, now = clock.today(), clock.now()
        number = self._books.rows.add(
            Registration,
            learner_id=who.id,
            version_id=self._version_id,
            assessor_id=assessor.id,
            iqa_id=iqa.id,
            status=RegistrationStatus.ACTIVE,
            registered_on=today,
            target_on=today + timedelta(days=700),
            row_version=1,
        )
        source = f"registration {number}"
        for reader in (assessor, iqa):
            self._books.rows.add(
                ReadingGrant,
                reader_id=reader.id,
                learner_id=who.id,
                reason=source,
                sees_others=True,
                starts_on=today,
            )
        units = [
            (self._unit(number, place, unit_version, who, source), criteria)
            for place, (unit_version, criteria) in enumerate(self._units)
        ]
        learner = Learner(who, assessor, iqa, number, units)
        registration = Registration(id=number)
        self._books.chain.add(
            Allocated(
                actor=None,
                subject=registration,
                assessor=User(id=assessor.id),
                iqa=User(id=iqa.id),
                former_assessor=None,
                former_iqa=None,
                reason=Sealed(""),
            ),
            now,
        )
        self._books.chain.add(
            Registered(
                actor=None,
                subject=registration,
                learner=User(id=who.id),
                on=today,
                reference=Sealed(""),
            ),
            now,
        )
        return learner

    def _unit(
        self, registration_id: int, place: int, unit_version: int, who: Somebody, source: str
    ) -> int:
        share = place / len(self._units)
        status = (
            UnitStatus.ACHIEVED
            if share < SIGNED
            else UnitStatus.READY
            if share < JUDGED
            else UnitStatus.NOT_STARTED
        )
        self._books.rows.add(GoalUnit, user_id=who.id, unit_version_id=unit_version, source=source)
        return self._books.rows.add(
            UnitAssessment,
            registration_id=registration_id,
            unit_version_id=unit_version,
            group_code="A",
            position=place,
            status=status,
            cycle=1,
            achieved_on=clock.today() if status is UnitStatus.ACHIEVED else None,
            row_version=1,
        )


def _units_of(version: QualificationVersion) -> list[tuple[int, list[Criterion]]]:
    units = db.session.scalars(
        sa.select(GroupedUnit.unit_version_id)
        .join(GroupedUnit.group)
        .where(UnitGroup.version_id == version.id)
        .order_by(GroupedUnit.position)
    ).all()
    found = db.session.execute(
        sa.select(Criterion.id, Criterion.unit_version_id, Criterion.identifier)
        .where(Criterion.unit_version_id.in_(units))
        .order_by(Criterion.position)
    ).all()
    return [
        (unit, [Criterion(id=one, identifier=name) for one, of, name in found if of == unit])
        for unit in units
    ]
