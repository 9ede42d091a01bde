"""Arrange a visit, change it until it is opened, choose its portfolios, and end it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret, known_as
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.registrations.models import Registration
from trainer.visits import policies
from trainer.visits.events import (
    PortfoliosChosen,
    VisitArranged,
    VisitChanged,
    VisitEnded,
    VisitLinkRenewed,
)
from trainer.visits.links import token_of
from trainer.visits.models import (
    Visit,
    VisitKind,
    VisitPerson,
    VisitPortfolio,
    VisitQualification,
    VisitSite,
)

MOST_DAYS = 92
"""A visit is no standing access: a quarter of a year is the most."""


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """What is agreed with the awarding organisation about a visit."""

    awarding_organisation: str
    kind: VisitKind
    eqa_name: str
    eqa_organisation: str
    eqa_email: str
    starts_on: date
    ends_on: date
    qualifications: Collection[int]
    sites: Collection[int]
    people: Collection[int]


def arrange(asked: Arrangement, *, actor: User, config: Config) -> Visit:
    """Arrange a visit; its link goes by letter, and opens nothing without a code."""
    require(policies.may_arrange(actor))
    visit = Visit(arranged_by=actor, arranged_at=clock.now(), devices=[])
    _take_over(visit, asked)
    _give_link(visit, config)
    db.session.add(visit)
    db.session.flush()  # The letter is asked for by the visit's id.
    _mail(visit)
    publish(VisitArranged(actor=actor, subject=visit, **_told(visit)))
    return visit


def change(visit: Visit, asked: Arrangement, *, actor: User, config: Config) -> None:
    """Arrange a visit otherwise before it is opened; to another address goes another link."""
    hold(visit)
    require(policies.may_change(actor, visit))
    before = (visit.eqa_email, visit.starts_on, visit.ends_on)
    _take_over(visit, asked)
    if visit.eqa_email != before[0]:
        _give_link(visit, config)
    db.session.flush()
    _drop_out_of_scope(visit)
    if before != (visit.eqa_email, visit.starts_on, visit.ends_on):
        _mail(visit)
    publish(VisitChanged(actor=actor, subject=visit, **_told(visit)))


def send_again(visit: Visit, *, actor: User, config: Config) -> None:
    """Send the visitor another link; the one before, and the code for it, open nothing any more."""
    hold(visit)
    require(policies.may_make_code(actor, visit))
    _give_link(visit, config)
    _mail(visit)
    publish(VisitLinkRenewed(actor=actor, subject=visit))


def choose(
    visit: Visit, *, actor: User, shown: Collection[int], chosen: Collection[int]
) -> PortfoliosChosen:
    """Of the registrations shown, let the visit read those that were ticked, and no other."""
    hold(visit)
    require(policies.may_change(actor, visit))
    offered = {
        one.id: one
        for one in db.session.scalars(
            policies.registrations_in_scope(visit).where(Registration.id.in_(shown))
        )
    }
    wanted = set(chosen) & set(shown)
    if not offered.keys() >= wanted:
        raise Unacceptable(_("One of these is not among the registrations of this visit."))
    held = {one.registration_id: one for one in visit.portfolios}
    added = [offered[one] for one in sorted(wanted - held.keys())]
    removed = [one for key, one in held.items() if key in set(shown) - wanted]
    event = PortfoliosChosen(
        actor=actor, subject=visit, added=added, removed=[one.registration for one in removed]
    )
    for one in removed:
        visit.portfolios.remove(one)
    visit.portfolios.extend(VisitPortfolio(registration=one) for one in added)
    if added or removed:
        publish(event)
    return event


def end(visit: Visit, *, actor: User | None) -> None:
    """End a visit for good; the very next page asked for by its link says so.

    `actor` is somebody of the centre, or None where the external quality assurer is done.
    """
    hold(visit)
    require(policies.may_go_on(visit) if actor is None else policies.may_end(actor, visit))
    visit.ended_at, visit.ended_by = clock.now(), actor
    publish(VisitEnded(actor=actor, subject=visit))


def hold(visit: Visit) -> None:
    """Let two who change the same visit go one after the other (SQLite has them wait anyway)."""
    db.session.scalar(
        sa.select(Visit)
        .where(Visit.id == visit.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _take_over(visit: Visit, asked: Arrangement) -> None:
    _check(asked)
    for name in ("awarding_organisation", "kind", "eqa_name", "eqa_organisation", "eqa_email",
                 "starts_on", "ends_on"):  # fmt: skip
        setattr(visit, name, getattr(asked, name))
    held = {one.qualification_id: one for one in visit.qualifications}
    visit.qualifications = [
        held.get(one) or VisitQualification(qualification_id=one)
        for one in sorted(set(asked.qualifications))
    ]
    at = {one.site_id: one for one in visit.sites}
    visit.sites = [at.get(one) or VisitSite(site_id=one) for one in sorted(set(asked.sites))]
    met = {one.person_id: one for one in visit.people}
    visit.people = [met.get(one) or VisitPerson(person_id=one) for one in sorted(set(asked.people))]


def _check(asked: Arrangement) -> None:
    if asked.starts_on < clock.today():
        raise Unacceptable(_("This day has passed already."), "starts_on")
    if asked.ends_on < asked.starts_on:
        raise Unacceptable(_("The last day comes before the first."), "ends_on")
    if (asked.ends_on - asked.starts_on).days >= MOST_DAYS:
        raise Unacceptable(_("A visit lasts 92 days at most."), "ends_on")
    if not asked.qualifications:
        raise Unacceptable(_("Choose at least one qualification."), "qualifications")
    if db.session.scalar(known_as(asked.eqa_email)) is not None:
        raise Unacceptable(
            _("This is the address of somebody who works here. A visitor comes from outside."),
            "eqa_email",
        )


def _give_link(visit: Visit, config: Config) -> None:
    visit.salt = secrets.token_hex(16)
    visit.token_hash = hash_secret(token_of(config.secret_key, visit.salt))
    visit.code_hash = None  # Whoever had a code had it for the link before.
    visit.code_number = (visit.code_number or 0) + 1


def _mail(visit: Visit) -> None:
    outbox.ask(Task.INVITE_EQA, visit_id=visit.id, salt=visit.salt)


def _drop_out_of_scope(visit: Visit) -> None:
    """Take out the portfolios that the visit is not about any more."""
    within = set(
        db.session.scalars(
            policies.registrations_in_scope(visit).with_only_columns(Registration.id)
        )
    )
    visit.portfolios = [one for one in visit.portfolios if one.registration_id in within]


def _told(visit: Visit) -> dict[str, Any]:
    return {
        "kind": visit.kind,
        "eqa": Sealed(f"{visit.eqa_name}, {visit.eqa_organisation}"),
        "email": Sealed(visit.eqa_email),
        "starts_on": visit.starts_on,
        "ends_on": visit.ends_on,
        "qualifications": [one.qualification_id for one in visit.qualifications],
        "sites": [one.site_id for one in visit.sites],
    }
