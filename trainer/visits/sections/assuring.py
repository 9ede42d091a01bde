"""How a centre assures its decisions: strategies, samples, releases, second looks, appeals."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.appeals.models import Appeal, AppealStatus
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core.database import Columns
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.quality.models import IqaAction, Release, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.models import Look, Pick, Stage, Strategy
from trainer.sampling.showing import reasons_of
from trainer.visits.queries import sampling
from trainer.visits.sections.part import Gathered, Part
from trainer.web.statuses import shown

LEARNER, PERSON = aliased(User), aliased(User)


def strategies(gathered: Gathered) -> Part:
    """Say by which strategy each qualification is sampled, and since when."""
    found = db.session.execute(
        sa.select(Strategy.qualification_id, Strategy.version, Strategy.made_at, Strategy.reason)
        .where(Strategy.qualification_id.in_(gathered.titles))
        .order_by(Strategy.qualification_id, Strategy.version.desc())
    )
    rows = tuple(
        (
            gathered.titles[one.qualification_id],
            str(one.version),
            gathered.day(one.made_at),
            one.reason,
        )
        for one in found
    )
    heads = (_("Qualification"), _("Version"), _("Made"), _("Why"))
    return Part(_("Strategies"), _("Sampling strategies"), heads, (4, 1, 2, None), rows)


def draws(gathered: Gathered) -> Part:
    """Say which samples were drawn from decisions in scope: from how many, by which seed, by whom."""
    rows = tuple(
        (
            gathered.day(one.drawn_at),
            gathered.titles.get(one.qualification_id, ""),
            _stage(one.stage),
            str(one.strategy.version),
            str(one.size),
            str(one.picked),
            one.seed,
            one.population_hash,
            one.drawn_by.name if one.drawn_by else "",
        )
        for one in sampling.draws(gathered.visit)
    )
    heads = (
        *(_("Drawn"), _("Qualification"), _("Stage"), _("Strategy"), _("Decisions"), _("Picked")),
        *(_("Seed"), _("Population"), _("Drawn by")),
    )
    widths = (1, 2, 1, 1, 1, 1, 2, None, 1)
    return Part(_("Draws"), _("Samples drawn"), heads, widths, rows)


def as_drawn(gathered: Gathered) -> Part:
    """Say of each unit in scope that was in a draw whether it was picked, and why."""
    rows: list[tuple[str, ...]] = []
    for sample in sampling.draws(gathered.visit):
        found = sampling.as_drawn(gathered.visit, sample)
        reasons = reasons_of(found)
        rows += [
            (
                gathered.day(sample.drawn_at),
                row.learner,
                f"{row.code} {row.title}",
                row.assessor,
                _("Yes") if row.picked else _("No"),
                "; ".join(one.words for one in reasons[row.id]),
            )
            for row in found
        ]
    heads = (_("Drawn"), _("Learner"), _("Unit"), _("Assessor"), _("Picked"), _("Why"))
    return Part(_("As drawn"), _("Samples as drawn"), heads, (1, 2, 3, 2, 1, None), tuple(rows))


def coverage(gathered: Gathered) -> Part:
    """Say what was looked into this year, assessor by unit by site by kind of evidence."""
    rows = tuple(
        (
            gathered.titles.get(one.qualification_id, ""),
            *(str(value) for value in list(cell.values())[:-1]),
            _("Yes") if cell["gap"] else "",
        )
        for one in sampling.covered(gathered.visit)
        for cell in one.matrix.cells(one.lines)
    )
    heads = (
        *(_("Qualification"), _("Assessor"), _("Unit"), _("Site"), _("Kind of evidence")),
        *(_("Decisions"), _("Looked into"), _("Disagreed with"), _("Gap")),
    )
    widths = (2, 1, None, 1, 2, 1, 1, 1, 1)
    return Part(_("Coverage"), _("Coverage of the last twelve months"), heads, widths, rows)


def samples(gathered: Gathered) -> Part:
    """Say which units were picked to be looked into, and what was made of each."""
    found = _of_units(
        gathered,
        Pick,
        Pick.stage,
        Pick.status,
        Pick.due_on,
        Look.looked_at,
        PERSON.name.label("by"),
    )
    found = (
        found.outerjoin(Look, Look.id == Pick.look_id)
        .outerjoin(PERSON, PERSON.id == Look.iqa_id)
        .order_by(Pick.id)
    )
    rows = tuple(
        (
            one.learner,
            f"{one.code} {one.unit}",
            _stage(one.stage),
            gathered.day(one.due_on),
            str(shown(one.status).word),
            one.by or "",
            gathered.day(one.looked_at),
        )
        for one in db.session.execute(found)
    )
    heads = (
        *(_("Learner"), _("Unit"), _("Stage"), _("Due"), _("State")),
        *(_("Quality assurer"), _("Looked into")),
    )
    return Part(_("Samples"), _("Samples"), heads, (2, None, 1, 1, 2, 2, 1), rows)


def releases(gathered: Gathered) -> Part:
    """Say which units were released when and by whom, and which of them were looked into."""
    found = (
        _of_units(
            gathered,
            ReleaseLine,
            ReleaseLine.sampled,
            Release.released_at,
            Release.printed_name.label("by"),
        )
        .join(Release, Release.id == ReleaseLine.release_id)
        .order_by(ReleaseLine.id)
    )
    rows = tuple(
        (
            gathered.day(one.released_at),
            one.learner,
            f"{one.code} {one.unit}",
            _("Yes") if one.sampled else _("No"),
            one.by,
        )
        for one in db.session.execute(found)
    )
    heads = (_("Released"), _("Learner"), _("Unit"), _("Looked into"), _("Quality assurer"))
    return Part(_("Releases"), _("Releases"), heads, (2, 2, None, 1, 2), rows)


def asked_again(gathered: Gathered) -> Part:
    """Say what quality assurers sent back to be looked at again."""
    found = (
        _of_units(gathered, IqaAction, IqaAction.raised_at, IqaAction.note, PERSON.name.label("by"))
        .join(PERSON, PERSON.id == IqaAction.iqa_id)
        .order_by(IqaAction.id)
    )
    rows = tuple(
        (gathered.day(one.raised_at), one.learner, f"{one.code} {one.unit}", one.note, one.by)
        for one in db.session.execute(found)
    )
    heads = (_("Asked"), _("Learner"), _("Unit"), _("What"), _("Quality assurer"))
    return Part(_("Sent back"), _("Sent back by quality assurers"), heads, (1, 2, 3, None, 2), rows)


def appeals(gathered: Gathered) -> Part:
    """Count appeals by qualification: how many, how many open, how many upheld."""
    counted = {
        status: sa.func.sum(sa.case((Appeal.status == status, 1), else_=0)).label(status.value)
        for status in (AppealStatus.OPEN, AppealStatus.UPHELD)
    }
    found = db.session.execute(
        sa.select(
            QualificationVersion.qualification_id, sa.func.count().label("all"), *counted.values()
        )
        .select_from(Appeal)
        .join(UnitAssessment, UnitAssessment.id == Appeal.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(Registration.id.in_(gathered.registrations))
        .group_by(QualificationVersion.qualification_id)
    )
    rows = tuple(
        (gathered.titles[one.qualification_id], str(one.all), str(one.open), str(one.upheld))
        for one in found
    )
    heads = (_("Qualification"), _("Appeals"), _("Open"), _("Upheld"))
    return Part(_("Appeals"), _("Appeals"), heads, (None, 2, 2, 2), rows)


def _stage(stage: Stage) -> str:
    return _("Interim") if stage is Stage.INTERIM else _("Summative")


def _of_units(gathered: Gathered, about: Any, *columns: Any) -> Columns:
    """Select what was noted of the units in scope, each with its learner and its name."""
    return (
        sa.select(
            LEARNER.name.label("learner"),
            UnitVersion.code,
            UnitVersion.title.label("unit"),
            *columns,
        )
        .select_from(about)
        .join(UnitAssessment, UnitAssessment.id == about.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(LEARNER, LEARNER.id == Registration.learner_id)
        .where(Registration.id.in_(gathered.registrations))
    )
