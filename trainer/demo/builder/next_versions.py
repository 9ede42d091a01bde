"""Come here for the unit that has just got a new version, the draft, and what is open to everyone."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.catalogue import actions as catalogue
from trainer.catalogue.comparing import is_latest, is_latest_unit
from trainer.catalogue.models import (
    LearningOutcome,
    Qualification,
    QualificationVersion,
    UnitVersion,
)
from trainer.catalogue.structures import with_units
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.extensions import db
from trainer.versions import actions, documents, outline
from trainer.versions.models import Draft

EDITOR = "bh1006"
OPENED = "brackenhall-service"
CHANGED, DRAFTED = "BH-SVC-2", "BH-SVC-3"
ADDED = "Ask one more question before you end, so that nothing is left unsaid"


def plan(timeline: Timeline) -> None:
    """Put them after everything else: whoever is under way is on the earlier version."""
    timeline.plan(1, 22, _publish)
    timeline.plan(1, 22, _draft, minute=30)
    timeline.plan(1, 22, _open, minute=40)


def _open() -> None:
    version = db.session.scalars(
        with_units(sa.select(QualificationVersion))
        .join(QualificationVersion.qualification)
        .where(Qualification.code == OPENED, is_latest())
    ).one()
    catalogue.open_to_everyone(version, actor=person(EDITOR))


def _begin(code: str) -> Draft:
    version = db.session.scalars(
        sa.select(UnitVersion)
        .options(selectinload(UnitVersion.outcomes).selectinload(LearningOutcome.criteria))
        .where(UnitVersion.code == code, is_latest_unit())
    ).one()
    draft = actions.begin_unit(version, actor=person(EDITOR))
    db.session.flush()  # Changes name the state of the draft they were drawn from.
    return draft


def _change(draft: Draft, content: outline.Content) -> None:
    actions.arrange(draft, lambda _now: content, actor=person(EDITOR))
    db.session.flush()


def _with_addition(draft: Draft) -> None:
    first = draft.content["outcomes"][0]
    content, place = outline.added(draft.content, "c", f"o-{first['key']}")
    content = outline.with_values(content, place, {"text": ADDED})
    spoken = first["criteria"][0]
    words = f"{spoken['text']}, in whatever way suits them"
    _change(draft, outline.with_values(content, f"c-{spoken['key']}", {"text": words}))


def _publish() -> None:
    draft = _begin(CHANGED)
    _with_addition(draft)
    assert draft.unit_base is not None  # noqa: S101 - it was begun from one
    lines = documents.lines_of(draft, draft.unit_base)
    editor = person(EDITOR)
    actions.confirm_lineage(
        draft,
        actor=editor,
        version=draft.row_version,
        lineage=documents.looked_of(lines),
    )
    db.session.flush()
    actions.publish(draft, actor=editor, version=draft.row_version)


def _draft() -> None:
    _with_addition(_begin(DRAFTED))
