"""People as they sign in, their open sessions, their second steps, and codes handed over."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_security import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core import clock
from trainer.core.database import Base, intpk

if TYPE_CHECKING:
    from trainer.people.models import Appointment, Placement, Role


class Telling(StrEnum):
    """How somebody wants to be told things by e-mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class User(Base, UserMixin):
    """A member of staff: one person, one account, whatever roles they hold."""

    __tablename__ = "users"

    id: Mapped[intpk]
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    staff_number: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    known_as: Mapped[str] = mapped_column(sa.String(100))
    email: Mapped[str | None] = mapped_column(sa.String(255), unique=True)  # type: ignore[assignment]
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    telling: Mapped[Telling] = mapped_column(default=Telling.AT_ONCE)
    theme: Mapped[str] = mapped_column(sa.String(10), default="")
    single_keys: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    erased_at: Mapped[datetime | None]
    """Since when nothing says any more who this was; the name is a tombstone from then on."""

    appointments: Mapped[list["Appointment"]] = relationship(
        back_populates="holder", foreign_keys="Appointment.holder_id", order_by="Appointment.id"
    )
    placements: Mapped[list["Placement"]] = relationship(
        back_populates="user",
        foreign_keys="Placement.user_id",
        order_by="Placement.starts_on, Placement.id",
    )

    def holds(self, role: "Role", on: date | None = None) -> bool:
        """Say whether this person holds the role on that day (today unless told otherwise)."""
        day = on or clock.today()
        return any(one.role is role and one.is_in_force(day) for one in self.appointments)

    def placement(self, on: date | None = None) -> "Placement | None":
        """Return the job this person has on that day (today unless told otherwise)."""
        day = on or clock.today()
        return next((one for one in self.placements if one.is_current(day)), None)

    @property
    def device_code(self) -> str:
        """What this person's words are kept under on a device: always the same, naming nobody."""
        began = f"{self.id} {self.created_at.timestamp()}"
        return hashlib.sha256(began.encode()).hexdigest()[:24]

    @property
    def initials(self) -> str:
        """One or two letters that stand for the person where a picture would."""
        words = self.name.split()
        return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]).upper()

    @property
    def is_mailed_at_once(self) -> bool:
        """Whether what happens reaches this person by e-mail straight away."""
        return self.active and self.email is not None and self.telling is Telling.AT_ONCE

    @property
    def username(self) -> str:  # type: ignore[override]
        """What Flask-Security calls the name someone signs in by: the staff number."""
        return self.staff_number


class LoginSession(Base):
    """One signed-in browser; ending the row ends that browser's access at its next request.

    `last_used_at` is brought up to date once in five minutes of use.
    """

    __tablename__ = "login_sessions"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    shared_device: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    browser: Mapped[str] = mapped_column(sa.String(200), default="")

    user: Mapped[User] = relationship()


class ResetCode(Base):
    """A one-time code handed over in person, with which someone sets a new password."""

    __tablename__ = "reset_codes"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    issued_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    issued_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    issued_by: Mapped[User] = relationship(foreign_keys=[issued_by_id])


class AuthenticatorApp(Base):
    """The app on somebody's phone whose codes are their second step when they sign in.

    `secret` is encrypted under the installation's key; `last_counter` is the half minute of the last
    code that was taken, so that none is taken twice.
    """

    __tablename__ = "authenticator_apps"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), unique=True)
    secret: Mapped[str] = mapped_column(sa.Text)
    last_counter: Mapped[int] = mapped_column(sa.BigInteger)
    set_up_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()


class RecoveryCode(Base):
    """A code somebody wrote down, that lets them in once when their phone is not to hand."""

    __tablename__ = "recovery_codes"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Passkey(Base):
    """A passkey on somebody's device, with which they sign in in one step.

    `credential` is what it is known by, `public_part` checks what it signs, and `uses` is how often it
    said it was used, where it counts.
    """

    __tablename__ = "passkeys"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    credential: Mapped[str] = mapped_column(sa.String(1400), unique=True)
    public_part: Mapped[bytes] = mapped_column(sa.LargeBinary)
    uses: Mapped[int] = mapped_column(sa.BigInteger)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class SecondStepRule(Base):
    """Whether privileged roles need a second step, from a day on; no days of grace is no such rule.

    The newest row is in force. A change is a new row.
    """

    __tablename__ = "second_step_rules"

    id: Mapped[intpk]
    grace_days: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.Text)
    starts_on: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    set_by: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("grace_days IS NULL OR grace_days >= 0", name="grace_not_negative"),
    )
