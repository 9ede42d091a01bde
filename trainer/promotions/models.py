"""A promotion case with its frozen packs, the people asked, what they signed, and what was written."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.documents.making import PaperStatus
from trainer.people.models import Placement, Site, Team
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import MOVES, PromotionStatus
from trainer.vacancies.models import Vacancy

_OFFERS = "status IN ('offered', 'accepted')"


class SignedFor(StrEnum):
    """What a signature in a case says."""

    SCORES = "scores"
    RECOMMENDATION = "recommendation"
    APPROVAL = "approval"
    REFUSAL = "refusal"
    APPEAL_ANSWER = "appeal_answer"


class EntryKind(StrEnum):
    """What sort of words were written in a case."""

    OPENED = "opened"
    SPONSORED = "sponsored"
    STATEMENT = "statement"
    PACK = "pack"
    READINESS = "readiness"
    SEATED = "seated"
    CONFLICT = "conflict"
    SCORED = "scored"
    RECOMMENDATION = "recommendation"
    APPROVAL = "approval"
    REFUSAL = "refusal"
    PLAN = "plan"
    HELD = "held"
    OFFER = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_POST = "in_post"
    TRIAL_REVIEW = "trial_review"
    CONFIRMED = "confirmed"
    TRIAL_ENDED = "trial_ended"
    APPEAL = "appeal"
    HEARER = "hearer"
    APPEAL_ANSWER = "appeal_answer"
    WITHDRAWN = "withdrawn"


class LetterKind(StrEnum):
    """Which letter of a case is wanted as a PDF."""

    OFFER = "offer"
    OUTCOME = "outcome"


class PromotionCase(HasStatus, Base):
    """Somebody is put forward for a role of the career map, at a site.

    `nominator` opened the case for them, or stands behind one they opened themselves. A `round` is
    one pack with one panel and its approvals; a later one begins where a gate fell or an appeal was
    upheld, and after an appeal (`anew`) only other people take part. The panel of the round meets on
    `meets_on`, by the organisation's clock. `decided_on` is the day from which an appeal is counted,
    `ended_as` how it had ended when it was appealed.
    """

    __tablename__ = "promotion_cases"

    MOVES: ClassVar = dict(MOVES)

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role_key: Mapped[str] = mapped_column(sa.String(60))
    role_title: Mapped[str] = mapped_column(sa.String(120))
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    nominator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[PromotionStatus] = mapped_column(default=PromotionStatus.OPENED, index=True)
    round: Mapped[int] = mapped_column(default=1)
    anew: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    moved_at: Mapped[datetime] = mapped_column(default=clock.now)
    meets_on: Mapped[date | None]
    meets_at: Mapped[time | None]
    meets_where: Mapped[str] = mapped_column(sa.String(120), default="")
    decided_on: Mapped[date | None]
    ended_as: Mapped[PromotionStatus | None]
    starts_on: Mapped[date | None]
    trial_until: Mapped[date | None]
    vacancy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("vacancies.id"), index=True)
    former_placement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("placements.id"))
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    site: Mapped[Site] = relationship()
    opened_by: Mapped[User] = relationship(foreign_keys=[opened_by_id])
    nominator: Mapped[User | None] = relationship(foreign_keys=[nominator_id])
    former_placement: Mapped[Placement | None] = relationship()
    vacancy: Mapped[Vacancy | None] = relationship()
    seats: Mapped[list["PromotionSeat"]] = relationship(
        back_populates="case", order_by="PromotionSeat.id"
    )
    packs: Mapped[list["PromotionPack"]] = relationship(
        back_populates="case", order_by="PromotionPack.id"
    )
    signatures: Mapped[list["PromotionSignature"]] = relationship(
        back_populates="case", order_by="PromotionSignature.id"
    )
    entries: Mapped[list["PromotionEntry"]] = relationship(
        back_populates="case", order_by="PromotionEntry.id"
    )
    offers: Mapped[list["PromotionOffer"]] = relationship(
        back_populates="case", order_by="PromotionOffer.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("nominator_id != person_id", name="not_nominated_by_oneself"),
        sa.CheckConstraint(
            "nominator_id IS NOT NULL OR status IN ('opened', 'withdrawn')", name="has_a_nominator"
        ),
        sa.Index(
            "uq_promotion_cases_offer",
            "person_id",
            unique=True,
            sqlite_where=sa.text(_OFFERS),
            postgresql_where=sa.text(_OFFERS),
        ),
    )

    def begin_round(self) -> None:
        """Begin another round: of the panel before, nothing is left to meet."""
        self.round += 1
        self.meets_on, self.meets_at, self.meets_where = None, None, ""

    @property
    def is_self_opened(self) -> bool:
        """Whether the person opened it themselves."""
        return self.opened_by_id == self.person_id

    @property
    def pack(self) -> "PromotionPack | None":
        """The pack that the round rests on."""
        return next((one for one in reversed(self.packs) if one.round == self.round), None)

    @property
    def offer(self) -> "PromotionOffer | None":
        """The latest offer."""
        return self.offers[-1] if self.offers else None

    def seats_of(self, duty: Duty) -> list["PromotionSeat"]:
        """List who still does this in the round, in order."""
        mine = (one for one in self.seats if one.round == self.round and one.duty is duty)
        return sorted((one for one in mine if one.gave_up_at is None), key=lambda one: one.place)

    def signed(self, *kinds: SignedFor) -> list["PromotionSignature"]:
        """List what was signed in the round, the earliest first."""
        return [one for one in self.signatures if one.round == self.round and one.kind in kinds]


class PromotionSeat(Base):
    """Somebody is asked to score, to approve in their turn, or to answer an appeal; never the nominee."""

    __tablename__ = "promotion_seats"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"), index=True)
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    round: Mapped[int]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    duty: Mapped[Duty]
    place: Mapped[int]
    outside_line: Mapped[bool]
    seated_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    seated_at: Mapped[datetime] = mapped_column(default=clock.now)
    gave_up_at: Mapped[datetime | None]

    case: Mapped[PromotionCase] = relationship(back_populates="seats")
    member: Mapped[User] = relationship(foreign_keys=[member_id])

    __table_args__ = (
        sa.UniqueConstraint("case_id", "round", "member_id"),
        sa.CheckConstraint("member_id != nominee_id", name="not_of_ones_own"),
        sa.CheckConstraint("seated_by_id != nominee_id", name="not_chosen_by_nominee"),
    )


class PromotionPack(Base):
    """How somebody stood with the role, and on what that rested, when it was frozen."""

    __tablename__ = "promotion_packs"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"))
    round: Mapped[int]
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    frozen_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    frozen_at: Mapped[datetime] = mapped_column(default=clock.now)

    case: Mapped[PromotionCase] = relationship(back_populates="packs")
    frozen_by: Mapped[User] = relationship()

    __table_args__ = (sa.Index("ix_promotion_packs_case", "case_id", "round"),)


class PromotionSignature(Base):
    """Scores, a recommendation, an approval, a refusal or the answer to an appeal, under a name.

    `content` says what was signed, and names the pack and the signatures before it by their hashes.
    """

    __tablename__ = "promotion_signatures"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"))
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    round: Mapped[int]
    kind: Mapped[SignedFor]
    place: Mapped[int]
    signer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    meaning: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    case: Mapped[PromotionCase] = relationship(back_populates="signatures")
    signer: Mapped[User] = relationship(foreign_keys=[signer_id])

    __table_args__ = (
        sa.UniqueConstraint("case_id", "round", "kind", "signer_id"),
        sa.UniqueConstraint(
            "case_id", "round", "kind", "place", name="uq_promotion_signatures_place"
        ),
        sa.CheckConstraint("signer_id != nominee_id", name="not_of_ones_own"),
    )


class PromotionScoreDraft(Base):
    """What somebody on the panel has scored so far and not signed; nobody else reads it.

    `content` is what stands in the fields of their form, by their names.
    """

    __tablename__ = "promotion_score_drafts"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"))
    round: Mapped[int]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    content: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    __table_args__ = (sa.UniqueConstraint("case_id", "round", "member_id"),)


class PromotionGate(Base):
    """All that was met was looked at again at the last approval: what had fallen since, if anything."""

    __tablename__ = "promotion_gates"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"), index=True)
    round: Mapped[int]
    passed: Mapped[bool]
    fell: Mapped[list[str]]
    checked_for_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class PromotionEntry(Base):
    """Words somebody wrote in a case, or a step they took; `day` is a day to come where one was set."""

    __tablename__ = "promotion_entries"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"), index=True)
    round: Mapped[int]
    kind: Mapped[EntryKind]
    writer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    day: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    case: Mapped[PromotionCase] = relationship(back_populates="entries")
    writer: Mapped[User | None] = relationship()


class PromotionOffer(Base):
    """The job that is offered: what, where, under whom, from which day, on trial until when."""

    __tablename__ = "promotion_offers"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"), index=True)
    job_title: Mapped[str] = mapped_column(sa.String(120))
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"))
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"))
    manager_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    starts_on: Mapped[date]
    trial_until: Mapped[date]
    terms: Mapped[str] = mapped_column(sa.Text)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    case: Mapped[PromotionCase] = relationship(back_populates="offers")
    site: Mapped[Site] = relationship()
    team: Mapped[Team | None] = relationship()
    manager: Mapped[User | None] = relationship(foreign_keys=[manager_id])
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])

    __table_args__ = (sa.CheckConstraint("trial_until > starts_on", name="trial_after_start"),)


class PromotionLetter(HasStatus, Base):
    """A letter of a case as a PDF: theirs who asked for it, and kept for some days."""

    __tablename__ = "promotion_letters"

    MOVES: ClassVar = {
        PaperStatus.WAITING: {PaperStatus.READY, PaperStatus.FAILED},
        PaperStatus.READY: set(),
        PaperStatus.FAILED: set(),
    }

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("promotion_cases.id"), index=True)
    kind: Mapped[LetterKind]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[PaperStatus] = mapped_column(default=PaperStatus.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    case: Mapped[PromotionCase] = relationship()
    asked_by: Mapped[User] = relationship()
