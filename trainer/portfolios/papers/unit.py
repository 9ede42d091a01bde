"""The unit record: each criterion with its evidence, and who has signed."""

from trainer.assessments.models import Signature, SignedAs
from trainer.assessments.queries.units import signatures_of
from trainer.core.text import gettext as _
from trainer.documents.paper import Name, Section, Table
from trainer.extensions import db
from trainer.portfolios.papers.asked import Asked, Said
from trainer.portfolios.queries.matrix import Matrix, MatrixRow, matrix_of
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.web.statuses import shown


def record(asked: Asked) -> Said:
    """Say how each criterion of a unit stands and by what, with the block of names under it."""
    unit = db.session.get_one(UnitAssessment, asked.about_id)
    matrix = matrix_of(asked.registration, unit.id)
    heads = (_("No."), _("Criterion"), _("Stands"), _("Evidence"))
    rows = tuple(_line(matrix, one) for one in matrix.rows)
    sections = [
        Section(_("Criteria"), table=Table(heads, (1, None, 2, 3), rows)),
        Section(_("Names under it"), names=tuple(_names(asked, unit))),
    ]
    return Said(_facts(asked, unit), sections)


def _facts(asked: Asked, unit: UnitAssessment) -> list[tuple[str, str]]:
    version, registration = unit.unit_version, asked.registration
    level = "" if version.level is None else str(version.level)
    facts = [
        (_("Unit"), f"{version.code} {version.title}"),
        (_("Level"), level),
        (_("Credits"), "" if version.credit is None else str(version.credit)),
        (_("Assessor"), registration.assessor.name),
        (_("Internal quality assurer"), registration.iqa.name),
        (_("State"), str(shown(unit.status).word)),
        (_("Achieved"), asked.day(unit.achieved_on)),
    ]
    return [(word, value) for word, value in facts if value]


def _line(matrix: Matrix, one: MatrixRow) -> tuple[str, ...]:
    cited = [
        f"{', '.join(labels)} ({str(shown(state).word).lower()})"
        for state, labels in matrix.cited(one)
    ]
    return (one.row.number, one.row.text, str(shown(one.row.state).word), "; ".join(cited))


def _names(asked: Asked, unit: UnitAssessment) -> list[Name]:
    """List the block of names: those of this cycle, and a line for each still to come."""
    parts = {
        SignedAs.LEARNER: _("Learner"),
        SignedAs.ASSESSOR: _("Assessor"),
        SignedAs.COUNTERSIGNER: _("Countersignatory"),
        SignedAs.IQA: _("Internal quality assurer"),
    }
    given: dict[SignedAs, Signature] = {
        one.signed_as: one for one in signatures_of(unit) if one.cycle == unit.cycle
    }
    over = unit.status is UnitStatus.ACHIEVED and SignedAs.COUNTERSIGNER not in given
    return [
        Name(word, given[part].printed_name, asked.day(given[part].signed_at))
        if part in given
        else Name(word)
        for part, word in parts.items()
        if not (over and part is SignedAs.COUNTERSIGNER)
    ]
