"""What an assessor saw or a witness said, as a paper with the names under it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.catalogue.models import Criterion
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.documents.paper import Name, Section, Table
from trainer.extensions import db
from trainer.logs.kinds import KINDS, Shape
from trainer.logs.models import CriterionLink, Part, Revision
from trainer.portfolios.papers.asked import Asked, Said
from trainer.portfolios.queries.sent import sent_under

PARTS = {
    Part.AUTHOR: _l("Assessor"),
    Part.WITNESS: _l("Witness"),
    Part.LEARNER: _l("Learner"),
    Part.ASSESSOR: _l("Assessor"),
    Part.IQA: _l("Internal quality assurer"),
}


def statement(asked: Asked) -> Said:
    """Say what was written, with when and where, what it shows, and whose names are under it."""
    sent = next(row for row in sent_under(asked.registration) if row.id == asked.about_id)
    revision = db.session.scalars(_with_names(sent.revision_id)).one()
    return Said(
        _facts(asked, revision), [*_words(revision), _criteria(revision), _names(asked, revision)]
    )


def _with_names(revision_id: int) -> sa.Select[Revision]:
    return (
        sa.select(Revision)
        .where(Revision.id == revision_id)
        .options(joinedload(Revision.item), selectinload(Revision.signatures))
    )


def _facts(asked: Asked, revision: Revision) -> list[tuple[str, str]]:
    minutes = "" if revision.minutes is None else str(revision.minutes)
    facts = [
        (_("Evidence"), f"{revision.item.label} {revision.title}"),
        (_("When"), asked.day(revision.happened_on)),
        (_("Where"), revision.place),
        (_("Minutes"), minutes),
    ]
    for detail, value in KINDS[revision.item.kind].shown(revision.details):
        if detail.shape is Shape.YES_NO:
            facts.append((str(detail.label), _("Yes") if value else _("No")))
        elif detail.shape is not Shape.PAIRS:
            facts.append((str(detail.label), str(value)))
    return [(word, value) for word, value in facts if value]


def _words(revision: Revision) -> list[Section]:
    label, _hint = KINDS[revision.item.kind].columns["what"]
    return [Section(str(label), words=(revision.what,))] if revision.what else []


def _criteria(revision: Revision) -> Section:
    links: Sequence[CriterionLink] = db.session.scalars(
        sa.select(CriterionLink)
        .join(CriterionLink.criterion)
        .where(CriterionLink.revision_id == revision.id)
        .order_by(Criterion.unit_version_id, Criterion.position)
        .options(joinedload(CriterionLink.criterion).joinedload(Criterion.unit_version))
    ).all()
    rows = tuple(
        (
            link.criterion.unit_version.code,
            f"{link.criterion.number} {link.criterion.text}",
            link.note,
        )
        for link in links
    )
    heads = (_("Unit"), _("Criterion"), _("Where to look"))
    return Section(_("Claimed for"), table=Table(heads, (2, None, 3), rows))


def _names(asked: Asked, revision: Revision) -> Section:
    """List who has signed it as it reads, and a line for each who still has to."""
    given = {one.part: one for one in revision.signatures}
    return Section(
        _("Names under it"),
        names=tuple(
            Name(str(PARTS[part]), given[part].printed_name, asked.day(given[part].signed_at))
            if part in given
            else Name(str(PARTS[part]))
            for part in KINDS[revision.item.kind].signers
        ),
    )
