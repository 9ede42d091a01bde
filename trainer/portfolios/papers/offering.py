"""Which papers of a portfolio somebody may have made: what they may see as pages, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.policies import may_read_words
from trainer.catalogue.models import UnitVersion
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, label_of
from trainer.portfolios.models import PaperKind
from trainer.portfolios.queries.sent import sent_under
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

STATEMENTS = {
    EvidenceKind.OBSERVATION: PaperKind.OBSERVATION,
    EvidenceKind.TESTIMONY: PaperKind.TESTIMONY,
    EvidenceKind.EXPERT_TESTIMONY: PaperKind.TESTIMONY,
}


@dataclass(frozen=True)
class Offered:
    """A paper that can be made: its kind, its name, and which unit or item it is about."""

    kind: PaperKind
    name: str
    about_id: int | None = None
    about: str = ""

    @property
    def whole(self) -> str:
        """The name with what it is about."""
        return f"{self.name}: {self.about}" if self.about else self.name


def offered(registration: Registration, reader: User) -> list[Offered]:
    """List them; three statements. The words of observations and witnesses have fewer readers."""
    papers = [
        Offered(PaperKind.COVER, _("Portfolio of evidence")),
        Offered(PaperKind.INDEX, _("Index of evidence")),
        Offered(PaperKind.MATRIX, _("Criteria and evidence")),
        Offered(PaperKind.PLAN, _("Assessment plan")),
    ]
    if may_read_words(reader, registration):
        papers.append(Offered(PaperKind.WITNESSES, _("Witness status list")))
        papers.extend(_statements(registration))
    return [*papers, *_units(registration)]


def _statements(registration: Registration) -> Iterator[Offered]:
    names = {
        PaperKind.OBSERVATION: _("Observation record"),
        PaperKind.TESTIMONY: _("Witness testimony"),
    }
    for row in sent_under(registration):
        if (kind := STATEMENTS.get(row.kind)) is not None:
            yield Offered(kind, names[kind], row.id, f"{label_of(row.number)} {row.title}")


def _units(registration: Registration) -> Iterator[Offered]:
    rows = db.session.execute(
        sa.select(UnitAssessment.id, UnitVersion.code, UnitVersion.title)
        .join(UnitAssessment.unit_version)
        .where(
            UnitAssessment.registration_id == registration.id,
            UnitAssessment.status != UnitStatus.WITHDRAWN,
        )
        .order_by(UnitAssessment.group_code, UnitAssessment.position)
    )
    for unit_id, code, title in rows:
        yield Offered(PaperKind.UNIT, _("Unit record"), unit_id, f"{code} {title}")
