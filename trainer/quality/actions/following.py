"""What follows a look: actions open and done, replies, and others who may share the fault."""

from collections.abc import Collection

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.sharing import end_reading, grant_reading
from trainer.points.events import PointClosed, PointRaised, PointReopened
from trainer.points.models import ActionPoint, PointStatus
from trainer.quality import policies
from trainer.quality.events import LookAnswered, OthersSought, PickHandedOn
from trainer.quality.models import FaultSearch, LookReply
from trainer.quality.queries import others
from trainer.sampling.actions.looking import note_same_fault
from trainer.sampling.events import LookedInto, PickDropped
from trainer.sampling.models import Look, Pick, PickStatus

ABOUT_LOOKS = Look.__name__


def reply(look: Look, *, actor: User, words: str) -> LookReply:
    """Write about a look, as the assessor it concerns or as who looked; it stays as it is written."""
    require(policies.may_reply(actor, look))
    if not words.strip():
        raise Unacceptable(_("Write what you want to ask or say."), "words")
    made = LookReply(look=look, author=actor, words=words.strip(), written_at=clock.now())
    db.session.add(made)
    publish(
        LookAnswered(
            actor=actor,
            subject=made,
            look=look,
            unit_assessment=look.unit_assessment,
            words=Sealed(made.words),
        )
    )
    return made


def seek_others(
    look: Look, *, actor: User, units: Collection[int], reason: str = ""
) -> FaultSearch:
    """Say which units may share the fault, so that each is looked into, or why none does."""
    require(policies.may_seek_others(actor, look))
    if not units and not reason.strip():
        raise Unacceptable(_("Tick what may share the fault, or say why nothing does."), "reason")
    found = others.chosen(look, actor, units)
    if len(found) != len(set(units)):
        raise Unacceptable(_("One of these can't be looked into any more. Choose again."), "units")
    made = FaultSearch(
        look=look,
        iqa=actor,
        unit_assessment_ids=sorted(unit.id for unit in found),
        reason=reason.strip(),
        answered_at=clock.now(),
    )
    db.session.add(made)
    note_same_fault(look, found)
    publish(
        OthersSought(
            actor=actor,
            subject=made,
            look=look,
            unit_assessment=look.unit_assessment,
            unit_assessment_ids=made.unit_assessment_ids,
            reason=Sealed(made.reason),
        )
    )
    return made


def open_action(event: PointRaised | PointReopened) -> None:
    """Have a pick wait for what is to be done after the look at it."""
    for pick in _picks_of(event.subject):
        if pick.status is not PickStatus.ACTION_OPEN:
            pick.move_to(PickStatus.ACTION_OPEN)


def close_action(event: PointClosed) -> None:
    """Let a pick end once everything that was asked after the look at it is done."""
    db.session.flush()  # Whether anything is left is asked of the rows.
    point = event.subject
    left = sa.select(ActionPoint.id).where(
        ActionPoint.about_kind == point.about_kind,
        ActionPoint.about_id == point.about_id,
        ActionPoint.status != PointStatus.CLOSED,
    )
    if db.session.scalar(left.limit(1)) is None:
        for pick in _picks_of(point):
            pick.move_to(PickStatus.ACTION_CLOSED)


def _picks_of(point: ActionPoint) -> list[Pick]:
    if point.about_kind != ABOUT_LOOKS:
        return []
    db.session.flush()  # A look just made is asked for by its id.
    agreed = (PickStatus.AGREED, PickStatus.DROPPED)
    return list(
        db.session.scalars(
            sa.select(Pick)
            .where(Pick.look_id == point.about_id, Pick.status.not_in(agreed))
            .order_by(Pick.id)
        )
    )


def share_with_handed(event: PickHandedOn) -> None:
    """Let whoever looks into a picked unit instead read what was sent for it, and nobody before."""
    unit = event.unit_assessment
    if event.former is not None:
        _end_reading(event.subject, event.former, event.actor)
    grant_reading(
        actor=event.actor,
        reader=event.handed_to,
        learner=unit.registration.learner,
        reason=_reason(event.subject),
        starts_on=clock.today(),
        unit=unit.unit_version,
        sees_others=True,
    )


def share_no_more(event: LookedInto) -> None:
    """End the leave of whoever looked into a unit instead, once they have decided."""
    db.session.flush()  # The picks that this look closes are found by its id.
    handed = sa.select(Pick).where(Pick.look_id == event.subject.id, Pick.handed_to_id.is_not(None))
    for pick in db.session.scalars(handed):
        if pick.handed_to is not None:
            _end_reading(pick, pick.handed_to, event.actor)


def share_dropped_no_more(event: PickDropped) -> None:
    """End the leave of whoever was to look into a unit instead, when there is nothing to look into."""
    if event.subject.handed_to is not None:
        _end_reading(event.subject, event.subject.handed_to, event.actor)


def _end_reading(pick: Pick, reader: User, actor: User | None) -> None:
    unit = pick.unit_assessment
    end_reading(
        actor=actor,
        reader=reader,
        learner=unit.registration.learner,
        reason=_reason(pick),
        unit=unit.unit_version,
    )


def _reason(pick: Pick) -> str:
    return f"pick {pick.id}"
