"""Rounds of feedback to test with: arranged, opened, answered and closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from tests.factories import make_user
from tests.factories_behaviours import make_builtin
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.behaviours import queries as behaviours
from trainer.config import Config
from trainer.core import clock
from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.feedback.actions import answering, arranging, running
from trainer.feedback.actions.answering import Answers
from trainer.feedback.links import token_of
from trainer.feedback.models import FeedbackPaper, FeedbackRater, FeedbackRound, RoundKind
from trainer.people.models import Role

LASTS = timedelta(days=14)


@dataclass
class Company:
    """Somebody to say something about, and those around them."""

    subject: User
    manager: User
    hr: User
    peers: list[User] = field(default_factory=list)
    reports: list[User] = field(default_factory=list)


def make_company(*, peers: int = 5, reports: int = 0) -> Company:
    """A person with a manager, colleagues and perhaps reports, and the behaviours they are asked for."""
    make_builtin()
    site = make_site()
    manager, subject = make_user("Mona Manager"), make_user("Sara Subject")
    make_placement(subject, site=site, manager=manager)
    made = Company(subject, manager, make_holder("Hana People", Role.HR))
    for number in range(peers):
        made.peers.append(make_user(f"Peer {chr(65 + number)}"))
        make_placement(made.peers[-1], site=site, manager=manager)
    for number in range(reports):
        made.reports.append(make_user(f"Report {chr(65 + number)}"))
        make_placement(made.reports[-1], site=site, manager=subject)
    return made


def make_round(
    company: Company,
    *,
    kind: RoundKind = RoundKind.AROUND,
    anonymous: bool = True,
    raters: Sequence[User] = (),
    outsiders: int = 0,
    questions: int = 2,
    minimum: int = 4,
    lasts: timedelta = LASTS,
) -> FeedbackRound:
    """A round that the person arranged and named people for."""
    told = arranging.arrange(
        company.subject,
        actor=company.subject,
        kind=kind,
        anonymous=anonymous,
        closes_on=clock.today() + lasts,
        behaviours=behaviours.listed()[:questions],
        minimum=minimum,
    )
    for one in raters:
        arranging.name_colleague(told, actor=company.subject, who=one.staff_number)
    for number in range(outsiders):
        arranging.name_outsider(
            told,
            actor=company.subject,
            outsider=f"Customer {number}",
            email=f"customer{number}@example.org",
        )
    db.session.commit()
    return told


def open_round(told: FeedbackRound, company: Company) -> FeedbackRound:
    """The same round, agreed and opened."""
    if told.kind is not RoundKind.UPWARD:
        arranging.nominate(told, actor=company.subject)
    arranging.approve(told, actor=company.manager)
    running.open_round(told, actor=company.manager, config=settings())
    db.session.commit()
    return told


def close_round(told: FeedbackRound) -> FeedbackRound:
    """The same round after its last day."""
    with clock.at(clock.now() + (told.closes_on - clock.today()) + timedelta(days=1)):
        running.close_due()
        db.session.commit()
    return told


def rater_of(told: FeedbackRound, person: User) -> FeedbackRater:
    return db.session.scalars(
        sa.select(FeedbackRater).where(
            FeedbackRater.round_id == told.id, FeedbackRater.person_id == person.id
        )
    ).one()


def answer_as(rater: FeedbackRater, level: int, words: str = "") -> None:
    """Let somebody choose one level throughout, and write the same under each question."""
    questions = rater.round.questions
    answers = Answers(
        {one.id: level for one in questions if one.version},
        {one.id: words for one in questions if not one.version},
    )
    answering.answer(rater, actor=rater.person, answers=answers)
    db.session.commit()


def address_of(rater: FeedbackRater) -> str:
    """Where somebody from outside answers."""
    return f"/give-feedback/{token_of(settings().secret_key, rater.salt)}"


def settings() -> Config:
    """The settings of the application tested."""
    config: Config = current_app.extensions["trainer"]
    return config


def feedback_there(subject: User, manager: User) -> dict[str, int]:
    """One of each, by the name an address has for it: a round that was answered and passed on."""
    company = Company(subject, manager, manager, [make_user(f"Peer {one}") for one in "ABCD"])
    told = open_round(make_round(company, raters=company.peers), company)
    for peer in company.peers:
        answer_as(rater_of(told, peer), 3)
    close_round(told)
    running.release_round(told, actor=manager)
    stored = current_app.extensions["store"].put_stream([b"%PDF-1.7 of feedback"], limit=1000)
    paper = FeedbackPaper(round=told, asked_by=subject, status=PaperStatus.READY, key=stored.key)
    db.session.add(paper)
    db.session.commit()
    return {
        "round_id": told.id,
        "rater_id": rater_of(told, company.peers[0]).id,
        "feedback_paper_id": paper.id,
    }
