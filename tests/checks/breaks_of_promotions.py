"""What somebody would do to promotion cases behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from tests.factories_promotions import Cast, S, make_case, make_cast
from trainer.audit import guards
from trainer.audit.models import LedgerEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.promotions.models import (
    PromotionCase,
    PromotionGate,
    PromotionPack,
    PromotionSeat,
    PromotionSignature,
    SignedFor,
)


def _begun(until: S = S.APPROVED) -> tuple[PromotionCase, Cast]:
    cast = make_cast()
    return make_case(cast, until), cast


def _without_guards(*statements: sa.Update | sa.Delete) -> None:
    guards.lift(db.session.connection())
    for statement in statements:
        db.session.execute(statement)
    guards.install(db.session.connection())


def take_part_in_ones_own() -> None:
    case, cast = _begun()
    _rewrite(case, person_id=cast.second.id, nominator_id=cast.boss.id)


def decide_whom_one_nominated() -> None:
    case, cast = _begun()
    _rewrite(case, nominator_id=cast.above.id)


def sign_without_a_seat() -> None:
    _case, cast = _begun(S.RECOMMENDED)
    seat = sa.update(PromotionSeat).where(PromotionSeat.member_id == cast.second.id)
    db.session.execute(seat.values(gave_up_at=clock.now()))


def go_on_without_a_panel() -> None:
    case, _cast = _begun(S.PANEL)
    _rewrite(case, status=S.RECOMMENDED)


def approve_out_of_turn() -> None:
    _begun()
    first = sa.update(PromotionSignature).where(
        PromotionSignature.kind == SignedFor.APPROVAL, PromotionSignature.place == 1
    )
    _without_guards(first.values(at=clock.now() + timedelta(hours=1)))


def go_on_without_approvals() -> None:
    case, _cast = _begun(S.RECOMMENDED)
    _rewrite(case, status=S.APPROVED)


def go_on_without_gates() -> None:
    _begun()
    _without_guards(sa.delete(PromotionGate))


def better_a_pack() -> None:
    _begun(S.PANEL)
    _without_guards(sa.update(PromotionPack).values(content_hash="0" * 64))


def sign_for_another() -> None:
    _case, cast = _begun(S.RECOMMENDED)
    entry = sa.update(LedgerEntry).where(
        LedgerEntry.kind == "CaseSigned", LedgerEntry.actor_id == cast.second.id
    )
    _without_guards(entry.values(actor_id=cast.eve.id))


def _rewrite(case: PromotionCase, **values: object) -> None:
    db.session.execute(
        sa.update(PromotionCase.__table__)  # type: ignore[arg-type]
        .where(PromotionCase.__table__.c.id == case.id)
        .values(**values)
    )
    db.session.expire_all()


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "the nominee on the panel": (
        "Nobody takes part in deciding their own promotion.",
        take_part_in_ones_own,
    ),
    "an approver who nominated": (
        "Nobody decides a promotion whom they put forward.",
        decide_whom_one_nominated,
    ),
    "scores of somebody without a seat": (
        "Only those seated sign in a promotion case.",
        sign_without_a_seat,
    ),
    "a recommendation without a panel": (
        "A panel of two, one from outside, scores before a case goes on.",
        go_on_without_a_panel,
    ),
    "the last approval before the first": (
        "Approvals of a promotion are given in their order.",
        approve_out_of_turn,
    ),
    "a promotion nobody approved": (
        "A promotion is approved by everybody it takes, each somebody else.",
        go_on_without_approvals,
    ),
    "a promotion whose gates nobody looked at": (
        "All gates of a promotion were looked at again at its last approval.",
        go_on_without_gates,
    ),
    "a pack made better": (
        "What was frozen and signed of a promotion stays as it was.",
        better_a_pack,
    ),
    "a signature of another": (
        "The ledger names whoever signed in a promotion case.",
        sign_for_another,
    ),
}
