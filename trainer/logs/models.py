"""Evidence items in revisions, their files, criteria and signatures, and who may read them."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk, new_code
from trainer.logs.people_shown import ASKED, PeopleShown


class EvidenceKind(StrEnum):
    """What sort of evidence an item is, in the field's own codes."""

    LOG = "log"
    WORK_PRODUCT = "pe"
    PHOTO_AUDIO_VIDEO = "av"
    REFLECTIVE_ACCOUNT = "ra"
    CASE_STUDY = "cs"
    PROJECT = "prj"
    TEST = "test"
    PRIOR_LEARNING = "rpl"
    OBSERVATION = "obs"
    DISCUSSION = "pd"
    ORAL_QUESTIONS = "oq"
    WRITTEN_QUESTIONS = "wq"
    SIMULATION = "sim"
    TESTIMONY = "wt"
    EXPERT_TESTIMONY = "ewt"


class Part(StrEnum):
    """In which part somebody puts their name under a piece of evidence."""

    AUTHOR = "author"
    WITNESS = "witness"
    LEARNER = "learner"
    ASSESSOR = "assessor"
    IQA = "iqa"


class Activity(StrEnum):
    """What kind of moment a log entry tells of."""

    HELPED_CUSTOMER = "helped_customer"
    SOLVED_PROBLEM = "solved_problem"
    PHONE_CALL = "phone_call"
    WORKED_WITH_OTHERS = "worked_with_others"
    LEARNT_SOMETHING = "learnt_something"
    COURSE = "course"
    CONFERENCE = "conference"
    READING = "reading"
    SHADOWING = "shadowing"
    COACHING = "coaching"


class Framework(StrEnum):
    """Which questions a log entry answers."""

    REFLECTION = "reflection"
    STAR = "star"
    INTERVIEW = "interview"


class EvidenceStatus(StrEnum):
    """Where an item has got to in its owner's hands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    VOID = "void"


_E = EvidenceStatus

PICTURED = {"photo", "pdf"}
"""Kinds of file of which a picture is made and shown."""

LONGEST_NOTE = 500
LONGEST_TAGS = 300

PLAYED = {"audio", "video"}
"""Kinds of file that play in the page: a copy that doesn't say where and by whom it was made."""


class Scan(StrEnum):
    """What a scanner for viruses says of a file, where one is set up."""

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


def label_of(number: int) -> str:
    """Write the number of a piece of evidence as people say it: `E007`."""
    return f"E{number:03d}"


class Item(HasStatus, Base):
    """One piece of evidence, numbered once for its owner (`E001`), in one or more revisions.

    `author` is who wrote it about the owner, where somebody with an account did; `awaits` says in
    which part its latest revision is to be signed next. With `held_at` it is set aside while somebody
    looks into how it came to be. `tags` are the owner's own words to find it by, commas between.
    """

    __tablename__ = "evidence_items"

    MOVES: ClassVar = {
        _E.DRAFT: {_E.SUBMITTED, _E.WITHDRAWN, _E.VOID},
        _E.SUBMITTED: {_E.DRAFT, _E.WITHDRAWN, _E.VOID},
        _E.WITHDRAWN: {_E.DRAFT},
        _E.VOID: set(),
    }

    id: Mapped[intpk]
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    number: Mapped[int]
    client_key: Mapped[str] = mapped_column(
        sa.String(36), unique=True, default=lambda: str(uuid.uuid4())
    )
    kind: Mapped[EvidenceKind] = mapped_column(default=EvidenceKind.LOG)
    status: Mapped[EvidenceStatus] = mapped_column(default=_E.DRAFT)
    latest: Mapped[int] = mapped_column(default=1)
    held_at: Mapped[datetime | None]
    awaits: Mapped[Part | None] = mapped_column(index=True)
    tags: Mapped[str] = mapped_column(sa.String(LONGEST_TAGS), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="item", order_by="Revision.number"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "number"),
        sa.CheckConstraint("author_id != owner_id", name="author_is_not_owner"),
    )

    @property
    def writer_id(self) -> int:
        """Whoever wrote it: its owner, unless somebody else is named as its author."""
        return self.author_id or self.owner_id

    @property
    def label(self) -> str:
        """The number people say and write: `E007`."""
        return label_of(self.number)


class Revision(Base):
    """An item as it was written at one time; frozen when it is first submitted.

    `details` holds what its kind or its framework asks beyond the columns; `unused` what was written
    under other frameworks, which its writer alone sees. While `offered_at` is set it lies before
    those who sign it and is not written in.
    """

    __tablename__ = "evidence_revisions"

    id: Mapped[intpk]
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_items.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    activity: Mapped[Activity | None]
    happened_on: Mapped[date | None]
    minutes: Mapped[int | None]
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    what: Mapped[str] = mapped_column(sa.Text, default="")
    so_what: Mapped[str] = mapped_column(sa.Text, default="")
    now_what: Mapped[str] = mapped_column(sa.Text, default="")
    kept_at: Mapped[str] = mapped_column(sa.String(300), default="")
    framework: Mapped[Framework] = mapped_column(default=Framework.REFLECTION)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    unused: Mapped[dict[str, Any]] = mapped_column(default=dict)
    offered_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    item: Mapped[Item] = relationship(back_populates="revisions")
    files: Mapped[list["AttachedFile"]] = relationship(
        back_populates="revision", order_by="AttachedFile.position"
    )
    links: Mapped[list["CriterionLink"]] = relationship(
        back_populates="revision", order_by="CriterionLink.id"
    )
    signatures: Mapped[list["EvidenceSignature"]] = relationship(
        back_populates="revision", order_by="EvidenceSignature.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.UniqueConstraint("item_id", "number"),)

    @property
    def is_frozen(self) -> bool:
        """Whether it was submitted once and so stays as it is for good."""
        return self.frozen_at is not None

    @property
    def is_latest(self) -> bool:
        """Whether no later revision has been begun."""
        return self.number == self.item.latest

    @property
    def has_content(self) -> bool:
        """Whether there is anything to judge: words, a file, or a note of where it is kept."""
        said = (self.what, self.so_what, self.now_what, self.kept_at, *self.details.values())
        words = (one.strip() if isinstance(one, str) else one for one in said)
        return bool(self.files) or any(isinstance(one, str | list | dict) and one for one in words)


class StoredFile(PeopleShown, Base):
    """A file someone sent: its bytes lie in storage, its hash was taken as they came in.

    `client_key` is the name its device gave it, so that sending it again makes no second one. Once
    its time is over the bytes are removed, those of the original first where that was set aside;
    name, size and hash stay.
    """

    __tablename__ = "stored_files"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(26), unique=True, default=new_code)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    client_key: Mapped[str | None] = mapped_column(sa.String(36), unique=True, index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(20))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(80), unique=True, info=IN_STORE)
    shown_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    shown_type: Mapped[str | None] = mapped_column(sa.String(100))
    shown_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    thumb_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    prepared_at: Mapped[datetime | None]
    scan: Mapped[Scan | None]
    original_removed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)

    owner: Mapped[User] = relationship()

    @property
    def is_pictured(self) -> bool:
        """Whether people are shown a picture made of it, rather than the file itself."""
        return self.kind in PICTURED

    @property
    def is_played(self) -> bool:
        """Whether it can be listened to or watched in the page."""
        return self.kind in PLAYED

    @property
    def asks_who_is_shown(self) -> bool:
        """Whether its owner is asked if anybody else can be seen or heard in it."""
        return self.kind in ASKED

    @property
    def is_prepared(self) -> bool:
        """Whether the worker makes something of it that is shown in its place."""
        return self.is_pictured or self.is_played

    @property
    def is_being_prepared(self) -> bool:
        """Whether what is shown of it is still to be made."""
        return self.is_prepared and self.prepared_at is None

    @property
    def is_playable(self) -> bool:
        """Whether it can be played without telling where it was made."""
        return self.is_played and bool(self.shown_sha256)

    @property
    def is_original_private(self) -> bool:
        """Whether what was sent may tell where it was made, so that others get a copy only."""
        return self.kind == "photo" or (self.is_played and self.shown_sha256 != self.sha256)


class AttachedFile(Base):
    """A file as part of a revision; the same file may be part of the next one too."""

    __tablename__ = "attached_files"

    id: Mapped[intpk]
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"), index=True)
    position: Mapped[int]

    revision: Mapped[Revision] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()

    __table_args__ = (sa.UniqueConstraint("revision_id", "file_id"),)


class CriterionLink(Base):
    """The owner's claim that a revision shows a criterion, with a note on where to look."""

    __tablename__ = "criterion_links"

    id: Mapped[intpk]
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"), index=True)
    note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")

    revision: Mapped[Revision] = relationship(back_populates="links")
    criterion: Mapped[Criterion] = relationship()

    __table_args__ = (sa.UniqueConstraint("revision_id", "criterion_id"),)


class EvidenceSignature(Base):
    """Somebody's name under a revision: in which part, what it says, and what exactly it covers.

    It counts for as long as the revision reads as it did. A witness has no account; `expert` is
    whom of the register an assessor accepted an expert's testimony from.
    """

    __tablename__ = "evidence_signatures"

    id: Mapped[intpk]
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    part: Mapped[Part]
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    meaning: Mapped[str] = mapped_column(sa.Text)
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    expert_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

    revision: Mapped[Revision] = relationship(back_populates="signatures")
    expert: Mapped[User | None] = relationship(foreign_keys=[expert_id])

    __table_args__ = (
        sa.CheckConstraint(
            "expert_id IS NULL OR (part = 'assessor' AND expert_id NOT IN (owner_id, signer_id))",
            name="expert_is_another",
        ),
        sa.UniqueConstraint("revision_id", "part", "content_hash"),
        sa.UniqueConstraint("revision_id", "signer_id", "content_hash"),
        sa.CheckConstraint(
            "(part = 'learner') = (signer_id = owner_id)", name="only_the_learner_as_learner"
        ),
        sa.CheckConstraint(
            "(part = 'witness') OR signer_id IS NOT NULL", name="signed_by_somebody"
        ),
    )


class GoalUnit(Base):
    """A unit somebody works towards, so that criteria of it can be suggested from their words."""

    __tablename__ = "goal_units"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    unit_version_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_versions.id"))
    source: Mapped[str] = mapped_column(sa.String(60))

    __table_args__ = (sa.UniqueConstraint("user_id", "unit_version_id", "source"),)


class ReadingGrant(Base):
    """Leave for one person to read another's submitted evidence, from one day to another.

    Written when a registration is allocated, a sample drawn, a visit opened; so `visible_to`
    never has to look at what lies above it. Only with `sees_others` does it open files that show
    a customer or colleague.
    """

    __tablename__ = "reading_grants"

    id: Mapped[intpk]
    reader_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    unit_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_versions.id"))
    reason: Mapped[str] = mapped_column(sa.String(60))
    sees_others: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    __table_args__ = (sa.CheckConstraint("reader_id != learner_id", name="of_another"),)
