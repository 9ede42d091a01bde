"""Who writes updates, opens and confirms them, and in which state."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories_assessments import make_manager
from tests.factories_certificates import make_administrator
from tests.factories_people import make_placement, make_site
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.people.models import Role
from trainer.updates import policies
from trainer.updates.models import (
    Update,
    UpdateAudience,
    UpdateKind,
    UpdateReading,
    UpdateStatus,
    UpdateVersion,
)

S = UpdateStatus

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def tess(app: object) -> User:
    return make_administrator()


def make(
    by: User, status: UpdateStatus = S.PUBLISHED, *, begun: bool = False, **audience: object
) -> Update:
    """An update in this state; `begun` gives it a next version that nobody has sent out."""
    update = Update(kind=UpdateKind.POLICY, status=status)
    published = status is not S.DRAFT
    update.latest = 1 if published else None
    for number in range(1, 3 if begun else 2):
        sent = published and number == 1
        update.versions.append(
            UpdateVersion(
                number=number,
                title="Refunds",
                words="They take five days.",
                minutes=2,
                days_to_read=7,
                written_by_id=by.id,
                published_at=clock.now() if sent else None,
                due_on=clock.today() + timedelta(days=7) if sent else None,
            )
        )
    if audience:
        update.audience.append(UpdateAudience(**audience))
    db.session.add(update)
    db.session.commit()
    return update


def confirm(update: Update, reader: User) -> None:
    db.session.add(UpdateReading(version_id=update.versions[0].id, reader_id=reader.id))
    db.session.commit()


def opens(person: User) -> list[Update]:
    return list(db.session.scalars(policies.visible_to(person).order_by(Update.id)))


def test_only_administrators_write(tess: User, ada: User) -> None:
    assert policies.may_write(tess)
    assert "administrators write" in policies.may_write(ada).reason


STATES = {
    "a draft": (S.DRAFT, False),
    "published": (S.PUBLISHED, False),
    "published, the next begun": (S.PUBLISHED, True),
    "withdrawn": (S.WITHDRAWN, False),
}


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (policies.may_change, {"a draft", "published, the next begun"}),
        (policies.may_begin_next, {"published"}),
        (policies.may_withdraw, {"published", "published, the next begun"}),
    ],
)
def test_what_may_be_done_in_which_state(
    tess: User, ada: User, policy: Callable[[User, Update], Verdict], allowed: set[str]
) -> None:
    for state, (status, begun) in STATES.items():
        update = make(tess, status, begun=begun)
        assert bool(policy(tess, update)) is (state in allowed), state
        assert policy(ada, update).reason == policies.may_write(ada).reason


def test_each_refusal_says_what_to_do(tess: User) -> None:
    assert "Write another" in policies.may_begin_next(tess, make(tess, S.WITHDRAWN)).reason
    begun = policies.may_begin_next(tess, make(tess, begun=True))
    assert "begun already" in begun.reason


def test_somebody_opens_what_is_for_them_or_was_read_by_them(tess: User, ada: User) -> None:
    everybodys, assessors = make(tess), make(tess, role=Role.ASSESSOR)
    draft, withdrawn = make(tess, S.DRAFT), make(tess, S.WITHDRAWN)
    assert opens(ada) == [everybodys]
    assert opens(tess) == [everybodys, assessors, draft, withdrawn]
    confirm(withdrawn, ada)
    confirm(assessors, tess)
    assert opens(ada) == [everybodys, withdrawn]


def test_somebody_opens_what_is_for_where_they_work(tess: User, ada: User, ben: User) -> None:
    here = make_site()
    make_placement(ada, site=here)
    update = make(tess, site_id=here.id)
    assert opens(ada) == [update]
    assert opens(ben) == []


def test_an_update_is_confirmed_once_by_whom_it_is_for(tess: User, ada: User, ben: User) -> None:
    here = make_site()
    make_placement(ada, site=here)
    update = make(tess, site_id=here.id)
    version = update.versions[0]
    assert policies.may_confirm(ada, version)
    assert "isn’t for where you work" in policies.may_confirm(ben, version).reason
    confirm(update, ada)
    assert "You have confirmed" in policies.may_confirm(ada, version).reason


@pytest.mark.parametrize("status", [S.DRAFT, S.WITHDRAWN])
def test_what_nobody_is_to_read_now_is_not_confirmed(
    tess: User, ada: User, status: UpdateStatus
) -> None:
    refused = policies.may_confirm(ada, make(tess, status).versions[0])
    assert "no longer the one to read" in refused.reason


def test_the_next_version_is_not_confirmed_before_it_is_sent_out(tess: User, ada: User) -> None:
    update = make(tess, begun=True)
    assert policies.may_confirm(ada, update.versions[0])
    assert not policies.may_confirm(ada, update.versions[1])


def test_managers_see_who_of_their_team_has_read(tess: User, ada: User, ben: User) -> None:
    make_manager(ben, ada)

    def seen(actor: User) -> set[User]:
        found = db.session.query(User).filter(policies.sees_reading_of(actor))
        return set(found)

    assert seen(ben) == {ada}
    assert seen(ada) == set()
    assert seen(tess) >= {tess, ada, ben}
