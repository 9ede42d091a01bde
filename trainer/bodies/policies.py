"""Who keeps what is known of bodies and memberships, who reads it, and what they make possible."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.bodies.models import ElsewhereCertificate, Membership, ProfessionalBody
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import may_read_record, visible_to

KEEPERS = frozenset({Role.TRAINING_ADMIN, Role.HR})


def memberships_visible_to(actor: User) -> sa.Select[Membership]:
    """Select the organisation's memberships, and those of the people whose records one reads."""
    readable = visible_to(actor).with_only_columns(User.id)
    return sa.select(Membership).where(
        sa.or_(Membership.holder_id.is_(None), Membership.holder_id.in_(readable))
    )


def certificates_visible_to(actor: User) -> sa.Select[ElsewhereCertificate]:
    """Select the certificates from elsewhere of the people one may look up."""
    readable = visible_to(actor).with_only_columns(User.id)
    return sa.select(ElsewhereCertificate).where(ElsewhereCertificate.holder_id.in_(readable))


def may_keep_bodies(actor: User) -> Verdict:
    """Say whether this person keeps the list of bodies and the organisation's memberships."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator keeps the list of professional bodies."))
    return YES


def may_record_membership(actor: User, holder: User | None) -> Verdict:
    """Say whether this person may write down or renew a membership: never their own."""
    if holder is None:
        return may_keep_bodies(actor)
    if actor == holder:
        return no(_("Nobody records their own membership. Show your proof to HR or training."))
    if not any(actor.holds(role) for role in KEEPERS):
        return no(_("Training administrators and HR record memberships."))
    return may_read_record(actor, holder)


def may_record_certificate(actor: User, holder: User) -> Verdict:
    """Say whether this person may write a certificate from elsewhere down: one's own, or to keep."""
    if actor == holder or any(actor.holds(role) for role in KEEPERS):
        return may_read_record(actor, holder)
    return no(_("They record it themselves, or training administrators and HR do."))


def may_read_proof(actor: User, holder: User) -> Verdict:
    """Say whether this person opens the file that shows a certificate: its holder, and keepers."""
    return may_record_certificate(actor, holder)


def belongs_to(body: str, on: date) -> Verdict:
    """Say whether the organisation is a member of the body called so on that day.

    `body` is empty where nothing asks for a membership.
    """
    if not body:
        return YES
    held = (
        sa.select(Membership.id)
        .join(Membership.body)
        .where(Membership.holder_id.is_(None), is_called(body), Membership.holds_on(on))
    )
    if db.session.scalar(held.limit(1)) is None:
        return no(
            _(
                "Your organisation holds no membership of the %(body)s today, and this award asks"
                " for one. Record or renew it first.",
                body=body,
            )
        )
    return YES


def is_called(name: str) -> sa.ColumnElement[bool]:
    """Match the body that goes by this name or abbreviation, however it is written.

    The database puts both sides in small letters: SQLite leaves É as it is, Python doesn't.
    """
    return goes_by(sa.func.lower(name.strip()))


def goes_by(plain: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Match the body that goes by this name or abbreviation, given in the database’s small letters."""
    return sa.or_(
        sa.func.lower(ProfessionalBody.name) == plain, sa.func.lower(ProfessionalBody.code) == plain
    )
