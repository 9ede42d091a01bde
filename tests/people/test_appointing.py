"""Roles take two others: asked for by one, confirmed by another, neither being the person."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.factories import make_user
from tests.factories_people import appoint, make_holder, make_placement, make_site, proof_of
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.verify import verify
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.people import actions, queries
from trainer.people.models import Appointment, AppointmentStatus, Role

DAY = timedelta(days=1)


@pytest.fixture
def dot(app: object) -> User:
    return make_holder("Dot Second", Role.SYSTEM_ADMIN)


@pytest.fixture
def dev(app: object) -> User:
    return make_holder("Dev Admin", Role.SYSTEM_ADMIN)


@pytest.fixture
def hr(app: object) -> User:
    return make_holder("Hana People", Role.HR)


def ask(holder: User, actor: User, role: Role = Role.ASSESSOR, **more: object) -> Appointment:
    given = {"starts_on": clock.today(), "why": "She knows the work.", "proof": proof_of(actor)}
    asked = actions.ask_for_role(holder, actor=actor, role=role, **{**given, **more})  # type: ignore[arg-type]
    db.session.flush()
    return asked


def test_one_asks_and_another_confirms(dev: User, dot: User, ben: User) -> None:
    asked = ask(ben, dev)
    assert not ben.holds(Role.ASSESSOR)
    actions.confirm_role(asked, actor=dot, proof=proof_of(dot))
    db.session.commit()
    assert ben.holds(Role.ASSESSOR)
    assert (asked.asked_by, asked.decided_by) == (dev, dot)
    kinds = db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds == ["RoleAskedFor", "RoleConfirmed"]
    assert db.session.scalars(sa.select(SealedText.text)).all() == ["She knows the work."]
    assert verify() == []


@pytest.mark.parametrize("role", Role)
def test_nobody_asks_for_themselves(role: Role, dev: User) -> None:
    with pytest.raises(Refused, match="for themselves"):
        ask(dev, dev, role)


def test_nobody_confirms_what_they_asked_for(dev: User, ben: User) -> None:
    asked = ask(ben, dev)
    with pytest.raises(Refused, match="You asked for this"):
        actions.confirm_role(asked, actor=dev, proof=proof_of(dev))
    with pytest.raises(Refused, match="You asked for this"):
        actions.refuse_role(asked, actor=dev, reason="Changed my mind")


def test_nobody_confirms_a_role_of_their_own(dev: User, dot: User) -> None:
    asked = ask(dot, dev, Role.IQA)
    with pytest.raises(Refused, match="of their own"):
        actions.confirm_role(asked, actor=dot, proof=proof_of(dot))


@pytest.mark.parametrize(
    ("asked_by", "decided_by", "rule"),
    [
        ("holder", "other", "not_asked_for_oneself"),
        ("other", "holder", "not_decided_for_oneself"),
        ("other", "other", "two_people"),
    ],
)
def test_the_database_insists_on_two_others(
    asked_by: str, decided_by: str, rule: str, ben: User, dev: User
) -> None:
    who = {"holder": ben, "other": dev}
    db.session.add(
        Appointment(
            holder=ben,
            role=Role.ASSESSOR,
            status=AppointmentStatus.CONFIRMED,
            starts_on=clock.today(),
            asked_by=who[asked_by],
            decided_by=who[decided_by],
        )
    )
    with pytest.raises(IntegrityError, match=rule):
        db.session.flush()


MAY_ASK = [
    (Role.SYSTEM_ADMIN, set(Role)),
    (Role.HR, set(Role) - {Role.SYSTEM_ADMIN}),
    (Role.TRAINING_ADMIN, set(Role) - {Role.SYSTEM_ADMIN}),
    (Role.ASSESSOR, set()),
    (Role.IQA, set()),
]


@pytest.mark.parametrize(("held", "roles"), MAY_ASK)
@pytest.mark.parametrize("role", Role)
def test_who_may_ask_for_what(held: Role, roles: set[Role], role: Role, ben: User) -> None:
    actor = make_holder("Some Body", held)
    if role in roles:
        assert ask(ben, actor, role).status is AppointmentStatus.ASKED
    else:
        with pytest.raises(Refused):
            ask(ben, actor, role)


MAY_CONFIRM = [
    (Role.SYSTEM_ADMIN, set(Role)),
    (Role.HR, {Role.ASSESSOR, Role.IQA, Role.HR}),
    (Role.TRAINING_ADMIN, set()),
    (Role.ASSESSOR, set()),
    (Role.IQA, set()),
]


@pytest.mark.parametrize(("held", "roles"), MAY_CONFIRM)
@pytest.mark.parametrize("role", Role)
def test_who_may_confirm_what(
    held: Role, roles: set[Role], role: Role, ben: User, dev: User
) -> None:
    actor = make_holder("Some Body", held)
    asked = ask(ben, dev, role)
    waiting = db.session.scalars(queries.roles_waiting_for(actor)).all()
    if role in roles:
        assert waiting == [asked]
        actions.confirm_role(asked, actor=actor, proof=proof_of(actor))
    else:
        assert waiting == []
        with pytest.raises(Refused):
            actions.confirm_role(asked, actor=actor, proof=proof_of(actor))


def test_asking_and_confirming_need_the_password_again(dev: User, dot: User, ben: User) -> None:
    stale = Proof(user_id=dev.id, at=clock.now() - timedelta(minutes=6))
    for proof in (stale, proof_of(dot)):
        with pytest.raises(Refused, match="password"):
            ask(ben, dev, proof=proof)
    asked = ask(ben, dev)
    with pytest.raises(Refused, match="password"):
        actions.confirm_role(asked, actor=dot, proof=proof_of(dev))


def test_a_refusal_says_why(dev: User, hr: User, ben: User) -> None:
    asked = ask(ben, dev)
    actions.refuse_role(asked, actor=hr, reason="No qualification yet.")
    db.session.commit()
    assert (asked.status, asked.reason) == (AppointmentStatus.REFUSED, "No qualification yet.")
    assert not ben.holds(Role.ASSESSOR)
    with pytest.raises(WrongState):
        actions.confirm_role(asked, actor=hr, proof=proof_of(hr))


def test_what_was_asked_for_by_someone_who_left_is_not_confirmed(
    dev: User, dot: User, ben: User
) -> None:
    asked = ask(ben, make_holder("Tess Gone", Role.TRAINING_ADMIN))
    db.session.commit()
    assert asked.asked_by is not None
    actions.leave(asked.asked_by, actor=dev, on=clock.today())
    db.session.commit()
    with pytest.raises(Refused, match="may no longer ask"):
        actions.confirm_role(asked, actor=dot, proof=proof_of(dot))
    actions.refuse_role(asked, actor=dot, reason="Asked by someone who left.")


def test_a_role_holds_from_its_confirmation_at_the_earliest(
    dev: User, dot: User, ben: User
) -> None:
    asked = ask(ben, dev, starts_on=clock.today() - 9 * DAY)
    actions.confirm_role(asked, actor=dot, proof=proof_of(dot))
    assert asked.starts_on == clock.today()
    assert not ben.holds(Role.ASSESSOR, clock.today() - DAY)


def test_a_role_ends_at_once_and_with_a_reason(dev: User, ben: User) -> None:
    held = appoint(ben, Role.ASSESSOR)
    actions.end_role(held, actor=dev, reason="Back on the shop floor.")
    db.session.commit()
    assert not ben.holds(Role.ASSESSOR)
    assert ben.holds(Role.ASSESSOR, clock.today() - DAY)
    assert held.reason == "Back on the shop floor."
    with pytest.raises(WrongState):
        actions.end_role(held, actor=dev, reason="Again")


def test_anybody_may_give_a_role_up(ben: User, eve: User) -> None:
    held = appoint(ben, Role.ASSESSOR)
    with pytest.raises(Refused):
        actions.end_role(held, actor=eve, reason="Out of spite")
    actions.end_role(held, actor=ben, reason="Enough")
    assert held.status is AppointmentStatus.ENDED


def test_the_last_two_administrators_stay(dev: User, dot: User) -> None:
    held = dot.appointments[0]
    for actor in (dev, dot):
        with pytest.raises(Refused, match="Two system administrators must stay"):
            actions.end_role(held, actor=actor, reason="Tidying up")
    third = make_user("Dan Third")
    appoint(third, Role.SYSTEM_ADMIN, ends_on=clock.today() + DAY)
    with pytest.raises(Refused, match="must stay"):
        actions.end_role(held, actor=dev, reason="The third is only here until tomorrow")
    appoint(make_user("Del Fourth"), Role.SYSTEM_ADMIN)
    actions.end_role(held, actor=dev, reason="Moved on")
    db.session.commit()
    assert not dot.holds(Role.SYSTEM_ADMIN)


def test_a_role_is_asked_for_once(dev: User, hr: User, ben: User) -> None:
    ask(ben, dev)
    with pytest.raises(Unacceptable) as refused:
        ask(ben, hr)
    assert refused.value.field == "role"


def test_a_role_may_be_for_one_site(dev: User, ben: User) -> None:
    here, there = make_site(), make_site("Mill Lane")
    ask(ben, dev, site=here)
    ask(ben, dev, site=there)
    with pytest.raises(Unacceptable):
        ask(ben, dev, site=here)
    with pytest.raises(Unacceptable, match="every site"):
        ask(ben, dev, Role.SYSTEM_ADMIN, site=here)


def test_dates_must_fit(dev: User, ben: User) -> None:
    for ends_on in (clock.today(), clock.today() - DAY):
        with pytest.raises(Unacceptable) as refused:
            ask(ben, dev, ends_on=ends_on)
        assert refused.value.field == "last_day"


def test_a_role_does_not_outlast_its_holder(dev: User, ben: User) -> None:
    make_placement(ben, ends_on=clock.today() + 9 * DAY)
    with pytest.raises(Unacceptable, match="leaving"):
        ask(ben, dev)
    ask(ben, dev, ends_on=clock.today() + 9 * DAY)


def test_the_first_two_administrators_need_nobody(ada: User, ben: User, cleo: User) -> None:
    with pytest.raises(Unacceptable, match="two people"):
        actions.add_first_administrators(ada, ada)
    actions.add_first_administrators(ada, ben)
    db.session.commit()
    assert ada.holds(Role.SYSTEM_ADMIN)
    assert ben.holds(Role.SYSTEM_ADMIN)
    with pytest.raises(Conflict):
        actions.add_first_administrators(ada, cleo)
    assert verify() == []
