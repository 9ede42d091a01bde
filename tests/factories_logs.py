"""Evidence to test with: entries, files, units to work towards, leave to read."""

import itertools
import uuid
from collections.abc import Iterable
from datetime import date
from io import BytesIO

from flask import current_app

from trainer.accounts.models import User
from trainer.catalogue.models import (
    Criterion,
    Facts,
    LearningOutcome,
    OutcomeKind,
    Unit,
    UnitVersion,
    Wording,
)
from trainer.core import clock
from trainer.extensions import db
from trainer.logs import actions, attaching, protecting, sharing
from trainer.logs.models import AttachedFile, Item, ReadingGrant, Revision
from trainer.storage.uploads import Upload, take_in

STORY = "I promised to ring her by noon and wrote the facts on the order for my colleague."

_codes = itertools.count(1)


def make_unit(title: str = "Deliver customer service", texts: Iterable[str] = ()) -> UnitVersion:
    """A published unit with one outcome, and a criterion for each text."""
    number = next(_codes)
    unit = UnitVersion(
        unit=Unit(code=f"BH-LOG-{number}"),
        number=1,
        code=f"BH-LOG-{number}",
        title=title,
        facts=Facts.SOURCED,
        wording=Wording.OWN,
        content_hash="0" * 64,
    )
    outcome = LearningOutcome(
        number="1", title="Put customers first", kind=OutcomeKind.COMPETENCE, position=1
    )
    unit.outcomes.append(outcome)
    wanted = tuple(texts) or ("Keep the promise you made", "Pass a customer on with the facts")
    for position, text in enumerate(wanted, 1):
        criterion = Criterion(
            number=f"1.{position}", text=text, words=[], position=position, outcome=outcome
        )
        unit.criteria.append(criterion)
    db.session.add(unit)
    db.session.commit()
    return unit


def make_goal(user: User, unit: UnitVersion | None = None) -> UnitVersion:
    """A unit that this person works towards."""
    goal = unit or make_unit()
    sharing.set_goal_units(user=user, units=[goal.id], source=f"test:{goal.id}")
    db.session.commit()
    return goal


def make_entry(owner: User, title: str = "Half an order missing", **words: object) -> Revision:
    """A draft of this person's log."""
    revision = actions.start(actor=owner, client_key=str(uuid.uuid4()))
    given = {**blank_words(), "title": title, "what": STORY, **words}
    actions.write(revision, actor=owner, version=None, **given)  # type: ignore[arg-type]
    db.session.commit()
    return revision


def blank_words() -> dict[str, object]:
    texts = dict.fromkeys(("title", "place", "what", "so_what", "now_what", "kept_at"), "")
    return {**texts, "activity": None, "happened_on": date(2026, 11, 20), "minutes": None}


def make_submitted(owner: User, unit: UnitVersion | None = None, **words: object) -> Item:
    """An entry that claims a unit's first criterion and has been submitted."""
    goal = make_goal(owner, unit)
    revision = make_entry(owner, **words)  # type: ignore[arg-type]
    actions.link(revision, actor=owner, criteria=[goal.criteria[0].id])
    actions.freeze(revision.item, actor=owner)
    db.session.commit()
    return revision.item


def make_grant(
    reader: User,
    learner: User,
    unit: UnitVersion | None = None,
    *,
    sees_others: bool = True,
) -> ReadingGrant:
    """Leave to read that began today, as an assessor has it or a wider reader."""
    grant = sharing.grant_reading(
        actor=None,
        reader=reader,
        learner=learner,
        reason="registration:1",
        starts_on=clock.today(),
        unit=unit,
        sees_others=sees_others,
    )
    db.session.commit()
    return grant


def sent(content: bytes, name: str) -> tuple[BytesIO, str]:
    """A file as a browser sends it."""
    return BytesIO(content), name


def make_upload(content: bytes | None = None, name: str = "notes.txt") -> Upload:
    """A file taken into the store, not yet part of anything."""
    store = current_app.extensions["store"]
    return take_in(store, [content or b"What she said about the delivery."], name)


def make_attached(
    revision: Revision, content: bytes | None = None, name: str = "notes.txt"
) -> AttachedFile:
    """A file attached to a draft, with nobody else in it."""
    owner = revision.item.owner
    attached = attaching.attach(revision, make_upload(content, name), actor=owner)
    protecting.say_who_is_shown(attached.file, actor=owner, shows_others=False)
    db.session.commit()
    return attached
