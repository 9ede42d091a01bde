"""Come here for how Brackenhall Home's documents look: set years ago, looked at, and put to use."""

from pathlib import Path
from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.documents.pool import Renderer
from trainer.letterhead import actions, queries
from trainer.letterhead.actions import Signing
from trainer.letterhead.models import LetterheadPicture
from trainer.letterhead.pictures import take_in
from trainer.letterhead.specimen import specimen
from trainer.letterhead.tasks import keep_specimen
from trainer.storage.store import Store

DRAWN = Path(__file__).parents[1] / "media" / "drawn"


def plan(timeline: Timeline) -> None:
    """Set it before the first certificate is issued."""
    timeline.plan(490, 9, _set)


def _set() -> None:
    config = cast("Config", current_app.extensions["trainer"])
    store = cast("Store", current_app.extensions["store"])
    administrator = person("bh1005")
    letterhead = actions.try_out(
        actor=administrator,
        brand="#5b2b5d",
        accent="#b07f28",
        motto="Looked after, from door to doorstep",
        seal=config.organisation,
        logo=_drawn("brackenhall.svg", store),
        signing=[
            Signing(
                name="Oluwaseun Bankole",
                role="Head of learning",
                from_day=None,
                until_day=None,
                signature=_drawn("bankole.svg", store),
            ),
            Signing(
                name="Rhian Copeland",
                role="Retail director",
                from_day=None,
                until_day=None,
                signature=None,
            ),
        ],
    )
    today = clock.today(config.zone)
    page = specimen(queries.look_of(letterhead, store, today), config, today)
    with Renderer() as renderer:
        pdf = renderer.render(page.request())
    actions.note_previewed(letterhead, **keep_specimen(pdf, store))
    actions.put_to_use(letterhead, actor=administrator)


def _drawn(name: str, store: Store) -> LetterheadPicture:
    kept = take_in((DRAWN / name).read_bytes(), store)
    return LetterheadPicture(
        media_type=kept.media_type, key=kept.stored.key, sha256=kept.stored.sha256
    )
