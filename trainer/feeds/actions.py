"""Every write to work products: taking a file in, using one as evidence, setting one aside."""

import uuid
from itertools import groupby

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock, turns
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.turns import Turn
from trainer.extensions import db
from trainer.feeds import policies, queries
from trainer.feeds.events import ProductSetAside, ProductsOffered, ProductTakenUp, ProductUsed
from trainer.feeds.kinds import PRODUCTS
from trainer.feeds.models import FeedFile, OfferStatus, WorkProduct
from trainer.feeds.planning import Plan
from trainer.feeds.queries import FILE_KEPT
from trainer.logs import actions as logs
from trainer.logs.models import EvidenceKind, Item

_KEYS = uuid.UUID("0c9a1f2e-44f1-4f0b-8f6e-5d2f6f0f9d31")


def keep_file(*, actor: User, name: str, body: str) -> FeedFile:
    """Keep a file until whoever sent it has looked at what it would bring."""
    require(policies.may_bring_in(actor))
    purge_files()
    kept = FeedFile(sent_by=actor, name=name[-200:], body=body)
    db.session.add(kept)
    db.session.flush()  # The next page is named by its number.
    return kept


def purge_files() -> None:
    """Drop files that nobody confirmed within a day."""
    db.session.execute(
        sa.delete(FeedFile).where(
            FeedFile.taken_in_at.is_(None), FeedFile.sent_at <= clock.now() - FILE_KEPT
        )
    )


def take_in(plan: Plan, *, actor: User, source: str, file: FeedFile | None = None) -> None:
    """Offer everything in a file to whom it is about, or nothing.

    The plan is made again as things stand now; where it comes out otherwise, nothing happens.
    """
    turns.take_turns(db.session, Turn.FEEDS)
    require(policies.may_bring_in(actor))
    if plan.problems:
        raise Unacceptable(str(plan.problems[0]), "file")
    if queries.look_ahead(actor, plan.sheet).fingerprint != plan.fingerprint:
        raise Conflict(_("Something has changed since you looked. Look through the file again."))
    made = [
        WorkProduct(
            person_id=person.id,
            kind=row.kind,
            happened_on=row.happened_on,
            score=row.score,
            words=row.words,
            reference=row.reference,
            source=source[-200:],
            brought_by_id=actor.id,
        )
        for row, person in plan.new
    ]
    db.session.add_all(made)
    db.session.flush()  # What is announced are their ids.
    if file is not None:
        file.taken_in_at, file.body = clock.now(), ""
    for person_id, theirs in groupby(
        sorted(made, key=lambda one: one.person_id), key=lambda one: one.person_id
    ):
        person = db.session.get_one(User, person_id)
        ids = [one.id for one in theirs]
        publish(ProductsOffered(actor=actor, subject=person, source=source, products=ids))


def use(product: WorkProduct, *, actor: User) -> Item:
    """Make a work product a draft of one's evidence, with its words and where it came from."""
    require(policies.may_use(actor, product))
    kind = PRODUCTS[product.kind].name
    key = str(uuid.uuid5(_KEYS, str(product.id)))
    revision = logs.start(actor=actor, client_key=key, kind=EvidenceKind.WORK_PRODUCT)
    said = [_("Score: %(score)s", score=product.score)] if product.score else []
    logs.write(
        revision,
        actor=actor,
        version=None,
        title=f"{kind}, {product.reference}",
        activity=None,
        happened_on=product.happened_on,
        minutes=None,
        place="",
        what="\n\n".join([*said, *([product.words] if product.words else [])]),
        so_what="",
        now_what="",
        kept_at=f"{product.source}, {product.reference}",
    )
    product.move_to(OfferStatus.USED)
    product.item = revision.item
    publish(ProductUsed(actor=actor, subject=product))
    return revision.item


def set_aside(product: WorkProduct, *, actor: User) -> None:
    """Decide not to use a work product as evidence; it can be taken up again."""
    require(policies.may_set_aside(actor, product))
    product.move_to(OfferStatus.SET_ASIDE)
    publish(ProductSetAside(actor=actor, subject=product))


def take_up(product: WorkProduct, *, actor: User) -> None:
    """Take a work product that was set aside back among those offered."""
    require(policies.may_take_up(actor, product))
    product.move_to(OfferStatus.OFFERED)
    publish(ProductTakenUp(actor=actor, subject=product))
