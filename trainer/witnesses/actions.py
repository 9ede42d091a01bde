"""Asking for testimony, renewing and revoking its link, noting its openings, and keeping it."""

import secrets
from collections.abc import Collection

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.links import place_of
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import offering
from trainer.logs.models import EvidenceKind, Item
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.planning.queries import open_criteria
from trainer.registrations.models import Registration
from trainer.witnesses import policies
from trainer.witnesses.events import (
    LinkOpened,
    LinkRenewed,
    LinkRevoked,
    TestimonyAsked,
    TestimonyDeclined,
    TestimonyGiven,
)
from trainer.witnesses.links import LASTS, token_of
from trainer.witnesses.models import (
    LinkOpening,
    Opened,
    TestimonyCriterion,
    WitnessRequest,
    WitnessStatus,
)


def ask(
    registration: Registration,
    *,
    actor: User,
    config: Config,
    witness: str,
    email: str,
    expert: bool,
    title: str,
    question: str,
    criteria: Collection[int],
) -> WitnessRequest:
    """Ask somebody to say what they saw: by mail if there is an address, else by showing the link."""
    require(policies.may_ask(actor, registration))
    return _asked(
        registration,
        actor=actor,
        config=config,
        witness=witness,
        email=email,
        expert=expert,
        title=title,
        question=question,
        criteria=criteria,
    )


def offer(
    registration: Registration,
    *,
    actor: User,
    config: Config,
    title: str,
    criteria: Collection[int],
    words: str,
    role: str,
    relationship: str,
    basis: str,
) -> Item:
    """Keep what the learner's line manager saw them do, without anybody having asked.

    Whoever says what makes them know the work is an expert witness. Raises Unacceptable for
    criteria that are not open.
    """
    require(policies.may_offer(actor, registration))
    request = _asked(
        registration,
        actor=actor,
        config=config,
        witness=actor.name,
        email="",
        expert=bool(basis),
        title=title,
        question=_("Written by the line manager, without being asked."),
        criteria=criteria,
    )
    return give(
        request,
        actor=actor,
        words=words,
        witness=actor.name,
        role=role,
        relationship=relationship,
        basis=basis,
        contact="",
    )


def _asked(
    registration: Registration,
    *,
    actor: User,
    config: Config,
    witness: str,
    email: str,
    expert: bool,
    title: str,
    question: str,
    criteria: Collection[int],
) -> WitnessRequest:
    offered = {one.id for one in open_criteria(registration)}
    if not criteria or not offered.issuperset(criteria):
        raise Unacceptable(_("Choose criteria that are still to be met."), "criteria")
    request = WitnessRequest(
        registration=registration,
        asked_by=actor,
        kind=EvidenceKind.EXPERT_TESTIMONY if expert else EvidenceKind.TESTIMONY,
        witness=witness,
        email=email,
        title=title,
        question=question,
        criteria=[TestimonyCriterion(criterion_id=one) for one in sorted(set(criteria))],
        openings=[],
    )
    _give_link(request, config)
    db.session.add(request)
    db.session.flush()  # The letter is asked for by the request's id.
    _mail(request)
    publish(
        TestimonyAsked(
            actor=actor, subject=request, criteria=sorted(set(criteria)), by_mail=bool(email)
        )
    )
    return request


def renew(request: WitnessRequest, *, actor: User, config: Config) -> None:
    """Give the witness another link, good for as long again; the one before no longer works."""
    _hold(request)
    require(policies.may_change_link(actor, request))
    if request.status is not WitnessStatus.ASKED:
        request.move_to(WitnessStatus.ASKED)
        request.declined_because = ""
    _give_link(request, config)
    _mail(request)
    publish(LinkRenewed(actor=actor, subject=request, by_mail=bool(request.email)))


def revoke(request: WitnessRequest, *, actor: User) -> None:
    """Take the link back."""
    _hold(request)
    require(policies.may_change_link(actor, request))
    request.move_to(WitnessStatus.REVOKED)
    publish(LinkRevoked(actor=actor, subject=request))


def note_opening(
    request: WitnessRequest,
    *,
    actor: User | None,
    config: Config,
    address: str,
    learner_seen: bool,
) -> None:
    """Write down that the link was opened, roughly from where, and what whoever did so met."""
    if not policies.is_independent(actor, request):
        met = Opened.NOT_THEIRS
    else:
        met = Opened.SHOWN if policies.may_give(actor, request) else Opened.OVER
    place = place_of(config.secret_key, address)
    request.openings.append(LinkOpening(place=place, met=met, learner_seen=learner_seen))
    publish(LinkOpened(actor=actor, subject=request, met=met, learner_seen=learner_seen))


def give(
    request: WitnessRequest,
    *,
    actor: User | None,
    words: str,
    witness: str,
    role: str,
    relationship: str,
    basis: str,
    contact: str,
) -> Item:
    """Keep what the witness wrote and confirmed as evidence of the learner's, for good."""
    _hold(request)
    require(policies.may_give(actor, request))
    if request.is_expert and not basis:
        raise Unacceptable(_("Say what makes you know this work well."), "basis")
    told = {"witness": witness, "role": role, "relationship": relationship}
    revision = offering.keep_testimony(
        request.registration.learner,
        request.kind,
        witness=actor,
        client_key=f"testimony-{request.id}",
        words={"title": request.title, "what": words},
        details=told
        | ({"basis": basis} if request.is_expert else {})
        | {"question": request.question},
        criteria=[one.criterion_id for one in request.criteria],
    )
    request.item, request.contact = revision.item, contact
    request.given_at = clock.now()
    request.move_to(WitnessStatus.GIVEN)
    publish(
        TestimonyGiven(
            actor=actor, subject=request, item=revision.item, learner_seen=request.is_doubtful
        )
    )
    return revision.item


def decline(request: WitnessRequest, *, actor: User | None, reason: str) -> None:
    """Let a witness say that they can't write this; they can be asked again by another link."""
    _hold(request)
    require(policies.may_give(actor, request))
    request.declined_because = reason
    request.move_to(WitnessStatus.DECLINED)
    publish(TestimonyDeclined(actor=actor, subject=request))


def _give_link(request: WitnessRequest, config: Config) -> None:
    request.salt = secrets.token_hex(16)
    request.token_hash = hash_secret(token_of(config.secret_key, request.salt))
    request.expires_at = clock.now() + LASTS


def _mail(request: WitnessRequest) -> None:
    if request.email:
        outbox.ask(Task.ASK_WITNESS, request_id=request.id, salt=request.salt)


def _hold(request: WitnessRequest) -> None:
    """Let two who change the same thing go one after the other (SQLite has them wait anyway)."""
    db.session.scalar(
        sa.select(WitnessRequest)
        .where(WitnessRequest.id == request.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
