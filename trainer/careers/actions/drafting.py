"""The next version of the map as a draft that HR changes part by part, and publishes as a whole."""

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.careers.actions.publishing import publish_map
from trainer.careers.events import MapDraftBegun, MapDraftChanged, MapDraftThrownAway
from trainer.careers.models import CareerMapDraft, CareerMapVersion
from trainer.careers.queries import charts
from trainer.careers.reading import Unreadable, read
from trainer.careers.rules.charting import CareerMap, faults, removed
from trainer.careers.writing import written
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def begin(*, actor: User) -> CareerMapDraft:
    """Begin a draft from the map in force, or go on with the one there is."""
    require(policies.may_publish(actor))
    if (draft := charts.draft()) is not None:
        return draft
    now = charts.in_force()
    draft = CareerMapDraft(
        id=CareerMapDraft.ONLY,
        text=now.text if now else "",
        seen=now.number if now else 0,
        changed_by=actor,
    )
    db.session.add(draft)
    publish(MapDraftBegun(actor=actor, subject=draft, seen=draft.seen))
    return draft


def keep(
    draft: CareerMapDraft, chart: CareerMap, *, actor: User, known: int, what: str, field: str = ""
) -> None:
    """Let the draft be this map, over the state of it that was seen; `what` names what was changed.

    A map with a fault, or without a role that somebody has or works towards, is refused beside `field`.
    """
    require(policies.may_publish(actor))
    if draft.row_version != known:
        raise Conflict(_("Somebody else changed the draft meanwhile. Look at it again."))
    text = written(chart) if chart.roles else ""
    wrong = (faults(chart) if chart.roles else []) or _unreadable(text)
    before = charts.in_force()
    if before is not None:
        wrong += removed(chart, charts.known(read(before.text)))
    if wrong:
        raise Unacceptable(" ".join(wrong), field or None)
    draft.text, draft.changed_by, draft.changed_at = text, actor, clock.now()
    publish(MapDraftChanged(actor=actor, subject=draft, what=what))


def _unreadable(text: str) -> list[str]:
    """Say why a text would not be read as a map again; one that begins from nothing would."""
    if not text:
        return []
    try:
        read(text)
    except Unreadable as wrong:
        return wrong.faults
    return []


def throw_away(draft: CareerMapDraft, *, actor: User) -> None:
    """Leave the map as it is."""
    require(policies.may_publish(actor))
    publish(MapDraftThrownAway(actor=actor, subject=draft))
    db.session.delete(draft)


def publish_draft(draft: CareerMapDraft, *, actor: User, why: str, known: int) -> CareerMapVersion:
    """Let the map of the draft hold from now on."""
    require(policies.may_publish(actor))
    if draft.row_version != known:
        raise Conflict(_("Somebody else changed the draft meanwhile. Look at it again."))
    version = publish_map(actor=actor, text=draft.text, why=why, seen=draft.seen)
    db.session.delete(draft)
    return version
