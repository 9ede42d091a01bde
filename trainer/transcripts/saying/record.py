"""The training record: everything somebody achieved here and elsewhere, on one document."""

from collections.abc import Iterable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.audit.anchors import last_link
from trainer.bodies.queries import certificates_of, memberships_of
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.certificates.queries import held_by
from trainer.claims.queries.claims import received_by
from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.cpd.queries import year_of, years_of
from trainer.documents.paper import PaperPage, Section, Table, written_day
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.transcripts.models import Transcript
from trainer.transcripts.saying.times import time_spent
from trainer.web.statuses import shown


def record(asked: Transcript, config: Config) -> PaperPage:
    """Write everything up; a part that has nothing in it is left out."""
    person, zone = asked.person, config.zone
    parts = (
        _certificates(person, zone),
        _received(person, zone),
        _units(person, zone),
        _elsewhere(person, zone),
        _memberships(person, zone),
        _development(person),
    )
    there = tuple(part for part in parts if part.table and part.table.rows)
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("Training record"),
        learner=person.name,
        about=_("Everything achieved, as on record today"),
        made_on=clock.today(zone),
        ledger_link=last_link(),
        facts=((_("Name"), person.name), (_("Staff number"), person.staff_number)),
        sections=there or (Section(words=(_("Nothing is on record yet."),)),),
    )


def _certificates(person: User, zone: str) -> Section:
    heads = (_("Number"), _("For"), _("Issued"), _("State"))
    rows = (
        (
            one.number,
            one.payload["title"],
            written_day(one.issued_at, zone),
            str(shown(one.standing).word),
        )
        for one in db.session.scalars(held_by(person))
    )
    return _part(_("Certificates"), heads, (3, None, 2, 2), rows)


def _received(person: User, zone: str) -> Section:
    heads = (_("Number"), _("For"), _("From"), _("Awarded"))
    rows = (
        (
            one.number,
            one.registration.version.title,
            one.organisation,
            written_day(one.awarded_on, zone),
        )
        for one in received_by(person)
    )
    return _part(_("From awarding organisations"), heads, (2, None, 3, 2), rows)


def _units(person: User, zone: str) -> Section:
    heads = (_("Unit"), _("Title"), _("Towards"), _("Achieved"))
    achieved = db.session.execute(
        sa.select(
            UnitVersion.code,
            UnitVersion.title,
            QualificationVersion.title,
            UnitAssessment.achieved_on,
        )
        .join(UnitAssessment.unit_version)
        .join(UnitAssessment.registration)
        .join(Registration.version)
        .where(
            Registration.learner_id == person.id,
            UnitAssessment.status == UnitStatus.ACHIEVED,
            UnitAssessment.counts,
        )
        .order_by(UnitAssessment.achieved_on.desc(), UnitVersion.code)
    )
    rows = ((code, title, of, written_day(on, zone)) for code, title, of, on in achieved)
    return _part(_("Units achieved"), heads, (2, None, 4, 2), rows)


def _elsewhere(person: User, zone: str) -> Section:
    heads = (_("Number"), _("For"), _("From"), _("Day"))
    rows = (
        (one.number, one.title, one.issuer, written_day(one.starts_on, zone))
        for one in certificates_of(person)
    )
    return _part(_("Certificates from elsewhere"), heads, (2, None, 3, 2), rows)


def _memberships(person: User, zone: str) -> Section:
    heads = (_("Body"), _("Grade"), _("Number"), _("Since"))
    rows = (
        (
            one.body.name,
            one.grade.name if one.grade else "",
            one.number,
            written_day(one.starts_on, zone),
        )
        for one in memberships_of(person)
    )
    return _part(_("Memberships"), heads, (None, 3, 2, 2), rows)


def _development(person: User) -> Section:
    heads = (_("Year"), _("Time spent on learning"))
    years = (year_of(person, number) for number in years_of(person))
    rows = ((str(year.number), time_spent(year.minutes)) for year in years if year.minutes)
    return _part(_("Development"), heads, (None, 4), rows)


def _part(
    heading: str,
    heads: tuple[str, ...],
    widths: tuple[int | None, ...],
    rows: Iterable[tuple[str, ...]],
) -> Section:
    return Section(heading, table=Table(heads, widths, tuple(rows)))
