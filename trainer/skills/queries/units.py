"""Units as the columns of the matrix: who achieved which, who works towards it, what is to be shown anew."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from trainer.catalogue.models import Unit, UnitVersion
from trainer.core.database import AnyRow
from trainer.currency import rules
from trainer.currency.queries.standing import rules_on
from trainer.currency.rules import Currency
from trainer.extensions import db
from trainer.registrations.models import LEFT, Registration, UnitAssessment, UnitStatus
from trainer.skills.queries.columns import Column, Marks, Tally
from trainer.training.rules.standing import SkillState, Standing

FROM_CURRENCY = {
    Currency.CURRENT: SkillState.HELD,
    Currency.SOON: SkillState.DUE,
    Currency.LAPSED: SkillState.LAPSED,
}
KIND = "unit"


class UnitsWorkedTowards:
    """The units people are registered for or achieved, and how they stand with each on a day.

    Held is what is achieved and current, to get what is being worked towards, missing what is so
    beyond the registration's target date. Three statements, however many people.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        self._rules = rules_on(day)
        self._found: dict[tuple[int, int], AnyRow] = {}
        self._known: set[int] = set()

    def columns(self) -> Sequence[Column]:
        """List the units that anybody is registered for or achieved, by name."""
        named = (
            sa.select(Unit.id, Unit.code, sa.func.max(UnitVersion.title).label("title"))
            .join(UnitVersion, UnitVersion.unit_id == Unit.id)
            .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
            .group_by(Unit.id, Unit.code)
        )
        listed = [Column(row.id, row.title, KIND) for row in db.session.execute(named)]
        return sorted(listed, key=lambda one: (one.name.casefold(), one.key))

    def asked(self, among: Sequence[int]) -> set[int]:
        """Name the units that any of these people is registered for or achieved."""
        return {key for _person, key in self._of(among)}

    def tally(self, among: Sequence[int], keys: Collection[int]) -> Tally:
        """Add up how these people stand."""
        tally = Tally()
        for person_id, marks in self.marks(among, keys).items():
            tally.add(person_id, (), marks.items())
        return tally

    def marks(self, among: Sequence[int], keys: Collection[int]) -> Mapping[int, Marks]:
        """Tell how people stand with each unit they are registered for or achieved."""
        marks: dict[int, dict[int, Standing]] = {one: {} for one in among}
        wanted = set(keys)
        for person_id, key in self._of(among):
            if key in wanted:
                marks[person_id][key] = self._standing(self._found[person_id, key], key)
        return marks

    def assessment_of(self, person_id: int, key: int) -> int:
        """Name the assessment of a unit that a mark is about, by its id."""
        return int(self._found[person_id, key].id)

    def _standing(self, row: AnyRow, key: int) -> Standing:
        if row.status is UnitStatus.ACHIEVED and row.achieved_on is not None:
            if (rule := self._rules.get(key)) is None:
                return Standing(SkillState.HELD, None)
            found = rules.standing(row.achieved_on, rule, self.day)
            return Standing(FROM_CURRENCY[found.state], found.review_by)
        late = row.target_on is not None and row.target_on < self.day
        return Standing(SkillState.MISSING if late else SkillState.NOT_YET, row.target_on)

    def _of(self, among: Sequence[int]) -> list[tuple[int, int]]:
        unknown = set(among) - self._known
        if unknown:
            self._known |= unknown
            for row in self._rows(unknown):
                self._found[row.learner_id, row.unit_id] = row  # What was achieved last comes last.
        wanted = set(among)
        return [key for key in self._found if key[0] in wanted]

    def _rows(self, among: Iterable[int]) -> Sequence[AnyRow]:
        achieved = UnitAssessment.status == UnitStatus.ACHIEVED
        return db.session.execute(
            sa.select(
                UnitAssessment.id,
                UnitAssessment.status,
                UnitAssessment.achieved_on,
                UnitVersion.unit_id,
                Registration.learner_id,
                Registration.target_on,
            )
            .join(UnitAssessment.registration)
            .join(UnitAssessment.unit_version)
            .where(
                Registration.learner_id.in_(among),
                sa.or_(achieved, sa.and_(UnitAssessment.counts, Registration.status.not_in(LEFT))),
            )
            .order_by(
                sa.case((achieved, 1), else_=0), UnitAssessment.achieved_on, UnitAssessment.id
            )
        ).all()
