"""Begin, change, publish and discard the next version of something."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.catalogue import actions as catalogue
from trainer.catalogue.comparing import (
    Comparison,
    compare,
    entry_of,
    is_latest,
    is_latest_unit,
)
from trainer.catalogue.lineage import Line
from trainer.catalogue.models import LearningOutcome, QualificationVersion, UnitVersion
from trainer.catalogue.structures import with_units
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish as announce
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.versions import documents, outline, policies
from trainer.versions.events import DraftBegun, DraftDiscarded, DraftPublished
from trainer.versions.models import Draft, DraftKind, DraftStatus
from trainer.versions.outline import Content


def begin_unit(version: UnitVersion, *, actor: User) -> Draft:
    """Begin the next version of a unit from this one, or go on with the draft there is."""
    require(policies.may_edit(actor))
    content = documents.unit_content(version)
    return _begin(
        Draft(kind=DraftKind.UNIT, code=version.code, unit_base=version, content=content), actor
    )


def begin_qualification(version: QualificationVersion, *, actor: User) -> Draft:
    """Begin the next version of a qualification from this one, or go on with the draft there is."""
    require(policies.may_edit(actor))
    content = documents.qualification_content(version)
    code = version.qualification.code
    return _begin(
        Draft(kind=DraftKind.QUALIFICATION, code=code, base=version, content=content), actor
    )


def _begin(draft: Draft, actor: User) -> Draft:
    there = db.session.scalar(
        sa.select(Draft).where(
            Draft.kind == draft.kind,
            Draft.code == draft.code,
            Draft.status == DraftStatus.OPEN,
        )
    )
    if there is not None:
        return there
    draft.changed_by = actor
    db.session.add(draft)
    db.session.flush()  # The trail names it by its id.
    announce(DraftBegun(actor=actor, subject=draft, code=draft.code))
    return draft


def write(draft: Draft, *, actor: User, place: str, seen: str, values: dict[str, Any]) -> None:
    """Keep what somebody wrote at a place, unless something else stands there than they saw."""
    _hold(draft, actor)
    _has_its_own_code(draft, place, values)
    with _places():
        _keep(draft, actor, outline.written(draft.content, place, seen, values))


def arrange(draft: Draft, change: Callable[[Content], Content], *, actor: User) -> None:
    """Put the parts of a draft in another order, add one or number them."""
    _hold(draft, actor)
    with _places():
        _keep(draft, actor, change(draft.content))


def take_out(draft: Draft, *, actor: User, place: str, seen: str) -> None:
    """Take a part out with what is within it, unless something else stands there than was seen."""
    _hold(draft, actor)
    with _places():
        if outline.mark_of(draft.content, place) != seen:
            raise Conflict(_("Somebody changed this part meanwhile. Look at it again first."))
        _keep(draft, actor, outline.removed(draft.content, place))


def _keep(draft: Draft, actor: User, content: Content) -> None:
    if content != draft.content:
        draft.content = content
        draft.changed_by = actor
        db.session.flush()  # Whatever is done to the draft next reads it afresh.


@contextmanager
def _places() -> Iterator[None]:
    try:
        yield
    except outline.NoSuchPlace:
        raise Conflict(_("That part is not in the draft any more.")) from None


def _has_its_own_code(draft: Draft, place: str, values: dict[str, Any]) -> None:
    """Refuse the code of another group: rules go by it."""
    others = {one["code"] for one in draft.content.get("groups", ()) if f"g-{one['key']}" != place}
    if place.startswith("g-") and values["code"] in others:
        raise Unacceptable(_("Another group has this code."), "code")


def confirm_lineage(
    draft: Draft,
    *,
    actor: User,
    version: int,
    lineage: documents.Looked,
) -> None:
    """Keep what somebody says became of each criterion as it is now."""
    _hold_as_seen(draft, actor, version)
    draft.lineage = dict(lineage)
    draft.lineage_mark = documents.mark_of(draft.content)
    draft.changed_by = actor


def discard(draft: Draft, *, actor: User, version: int) -> None:
    """Give a draft up; what is published is not touched."""
    _hold_as_seen(draft, actor, version)
    draft.status = DraftStatus.DISCARDED
    announce(DraftDiscarded(actor=actor, subject=draft, code=draft.code))


def publish(
    draft: Draft,
    *,
    actor: User,
    version: int,
    override: str = "",
    lineage: documents.Looked | None = None,
) -> Comparison:
    """Make a draft the next version: once, tested as a whole, and never over another's work.

    `lineage` is what somebody changed on the page after they had said that it is right; `override`
    says why a new number with a slip in it is right all the same.
    """
    _hold_as_seen(draft, actor, version)
    _follows_the_latest(draft)
    if faults := documents.faults_of(draft):
        raise Unacceptable(" ".join(one.says for one in faults))
    confirmed = _confirmed(draft, lineage)
    plan = documents.plan(draft)
    if compare(plan).changes_nothing:
        raise Unacceptable(
            _(
                "Nothing differs from version %(n)s, so there is nothing to publish.",
                n=draft.former_number,
            )
        )
    done = catalogue.import_catalogue(plan, actor=actor, override=override, lineage=confirmed)
    draft.status = DraftStatus.PUBLISHED
    announce(DraftPublished(actor=actor, subject=draft, code=draft.code))
    return done


def _confirmed(draft: Draft, lineage: documents.Looked | None) -> dict[str, list[Line]]:
    if draft.unit_base is None:
        return {}
    base = _with_criteria(draft.unit_base)
    if not documents.is_confirmed(draft):
        raise Unacceptable(_("Look through what became of each criterion first."))
    if lineage is not None:
        draft.lineage = dict(lineage)
    lines = documents.lines_of(draft, base)
    return {draft.code: documents.by_number(lines, draft.content)}


def _hold(draft: Draft, actor: User) -> None:
    require(policies.may_edit(actor))
    db.session.refresh(draft, with_for_update={"of": Draft})
    if draft.status is DraftStatus.PUBLISHED:
        raise Conflict(_("This draft is published already."))
    if draft.status is DraftStatus.DISCARDED:
        raise Conflict(_("This draft was discarded."))


def _hold_as_seen(draft: Draft, actor: User, version: int) -> None:
    _hold(draft, actor)
    if draft.row_version != version:
        name = draft.changed_by.name
        raise Conflict(
            _("%(name)s changed this draft since you opened it. Open it again to see.", name=name)
        )


def _follows_the_latest(draft: Draft) -> None:
    """Refuse a draft whose base is not the latest any more, unless only units were changed."""
    if draft.unit_base is not None:
        latest = db.session.scalars(
            sa.select(UnitVersion).where(
                UnitVersion.unit_id == draft.unit_base.unit_id, is_latest_unit()
            )
        ).one()
        overtaken, number = latest.id != draft.unit_base_id, latest.number
    else:
        base, newest = _pair(draft)
        overtaken, number = entry_of(base) != entry_of(newest), newest.number
    if overtaken:
        raise Conflict(
            _("Version %(n)s was published meanwhile. Discard this draft and begin anew.", n=number)
        )


def _pair(draft: Draft) -> tuple[QualificationVersion, QualificationVersion]:
    assert draft.base is not None  # noqa: S101 - a check constraint says so
    wanted = sa.or_(QualificationVersion.id == draft.base_id, is_latest())
    found = db.session.scalars(
        with_units(sa.select(QualificationVersion))
        .options(selectinload(QualificationVersion.numbers))
        .where(QualificationVersion.qualification_id == draft.base.qualification_id, wanted)
        .order_by(QualificationVersion.number)
        .execution_options(populate_existing=True)
    ).all()
    return found[0], found[-1]


def _with_criteria(version: UnitVersion) -> UnitVersion:
    return db.session.scalars(
        sa.select(UnitVersion)
        .options(selectinload(UnitVersion.outcomes).selectinload(LearningOutcome.criteria))
        .where(UnitVersion.id == version.id)
        .execution_options(populate_existing=True)
    ).one()
