"""Come here for what learners do: write an entry, link and attach, submit, and try again."""

import uuid
from dataclasses import dataclass, field

from trainer.accounts.models import User
from trainer.assessments.actions.submitting import submit
from trainer.core import clock
from trainer.demo.builder.cast import Criteria
from trainer.demo.builder.pictures import Pictures
from trainer.demo.stories import Medium, Story, load
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs import attaching, covering, protecting, tagging
from trainer.logs.models import Activity, Item, Revision, StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.protecting import Consent

_KEYS = uuid.UUID("5f2f0d3e-7a58-4f0c-9a6e-3c1d8f0b7a11")


@dataclass
class Log:
    """What one learner has written so far: their items by the story's key."""

    registration_id: int
    items: dict[str, int] = field(default_factory=dict)


def write(log: Log, story: Story, learner: User, criteria: Criteria, pictures: Pictures) -> None:
    """Write a story down as an entry of today, with its criteria and files."""
    key = uuid.uuid5(_KEYS, f"{learner.staff_number}/{log.registration_id}/{story.key}")
    revision = logs.start(actor=learner, client_key=str(key))
    log.items[story.key] = revision.item_id
    _write(revision, story, learner)
    tagging.tag(revision.item, actor=learner, words=story.tags)
    notes = {criteria.id_of(one.unit, one.number): one.note for one in story.claims}
    logs.set_links(revision, actor=learner, notes=notes)
    for medium in story.media:
        _attach(revision, medium, learner, pictures)


def _attach(revision: Revision, medium: Medium, learner: User, pictures: Pictures) -> None:
    attached = attaching.attach(revision, pictures.take_in(medium), actor=learner)
    _protect(attached.file, medium, learner)
    pictures.expect(attached.file_id)


def _protect(file: StoredFile, medium: Medium, learner: User) -> None:
    """Say whom a file shows, and what protects them."""
    if medium.agreed:
        by, how = medium.agreed
        agreed = Consent(by=by, how=how, on=clock.today())
        protecting.protect(file, actor=learner, safeguard=Safeguard.CONSENT, consent=agreed)
    elif medium.cover:
        areas = [
            (left * 100, top * 100, wide * 100, high * 100)
            for left, top, wide, high in medium.cover
        ]
        covering.cover(file, actor=learner, areas=areas, is_enough=True)
    else:
        protecting.say_who_is_shown(file, actor=learner, shows_others=False)


def _write(revision: Revision, story: Story, learner: User, added: str = "") -> None:
    logs.write(
        revision,
        actor=learner,
        version=None,
        title=story.title,
        activity=Activity(story.activity),
        happened_on=revision.happened_on or clock.today(),
        minutes=story.minutes,
        place=story.place,
        what=f"{story.what}\n\n{added}" if added else story.what,
        so_what=story.so_what,
        now_what=story.now_what,
        kept_at="",
    )


def send(log: Log, story: Story, learner: User) -> None:
    """Put an entry before the assessor."""
    item = db.session.get_one(Item, log.items[story.key])
    submit(item, actor=learner, registrations=[log.registration_id], own_work=True)


def answer(log: Log, story: Story, learner: User, pictures: Pictures) -> None:
    """Write what the assessor missed, and send the entry in again."""
    item = db.session.get_one(Item, log.items[story.key])
    revision = logs.revise(item, actor=learner)
    told = load("feedback")
    answers, own = told["answers"], told["answered"].get(story.key, {})
    added = own.get("says", answers[len(story.key) % len(answers)])
    _write(revision, story, learner, added=added)
    for one in own.get("media", ()):
        _attach(revision, Medium(one["draw"], one["name"], tuple(one["says"])), learner, pictures)
    send(log, story, learner)
