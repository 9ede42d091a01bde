"""Keeping entries: checks of competence, suspensions, limits, units and sites; never one's own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories_assessments import make_qualification, make_unit
from tests.factories_people import make_site
from tests.factories_register import enter, make_admin
from trainer.accounts.models import User
from trainer.assessors import actions
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.audit.models import LedgerEntry
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db

SHOWN: dict[str, Any] = {
    "shown_by": "Ten years at the counter.",
    "checked_by": "Tess Administrator",
    "checked_on": clock.today(),
    "review_on": clock.today() + timedelta(days=365),
}


@pytest.fixture
def version(app: object) -> QualificationVersion:
    return make_qualification(units=2)


@pytest.fixture
def tess(app: object) -> User:
    return make_admin()


@pytest.fixture
def entry(ben: User, version: QualificationVersion) -> RegisterEntry:
    return enter(ben, version.qualification, Duty.ASSESS)


def kinds() -> list[str]:
    db.session.flush()
    return list(db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)))


def test_each_change_stands_in_the_ledger(entry: RegisterEntry, tess: User) -> None:
    actions.check_competence(entry, actor=tess, **SHOWN)
    actions.suspend(entry, actor=tess, reason="A complaint.")
    actions.lift(entry, actor=tess, reason="Nothing in it.")
    actions.limit(holder=entry.holder, duty=Duty.ASSESS, most=5, actor=tess)
    db.session.commit()
    assert kinds() == [
        "CompetenceChecked",
        "EntrySuspended",
        "SuspensionLifted",
        "CaseloadLimited",
    ]
    [suspension] = entry.suspensions
    assert (suspension.reason, suspension.lifted_because) == ("A complaint.", "Nothing in it.")


Act = Callable[[RegisterEntry, User], object]
ACTS: dict[str, Act] = {
    "check": lambda entry, actor: actions.check_competence(entry, actor=actor, **SHOWN),
    "suspend": lambda entry, actor: actions.suspend(entry, actor=actor, reason="Why."),
    "limit": lambda entry, actor: actions.limit(
        holder=entry.holder, duty=Duty.ASSESS, most=5, actor=actor
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nobody_keeps_their_own_and_only_administrators_keep_others(
    version: QualificationVersion, tess: User, eve: User, ben: User, act: Act
) -> None:
    own = enter(tess, version.qualification, Duty.ASSESS)
    with pytest.raises(Refused, match="their own entry"):
        act(own, tess)
    with pytest.raises(Refused, match="training administrator"):
        act(enter(ben, version.qualification, Duty.ASSESS), eve)


def test_nobody_lifts_their_own_suspension(
    version: QualificationVersion, tess: User, ben: User
) -> None:
    own = enter(tess, version.qualification, Duty.ASSESS)
    actions.suspend(own, actor=make_admin("Another Administrator"), reason="Why.")
    with pytest.raises(Refused, match="their own entry"):
        actions.lift(own, actor=tess, reason="I am fine.")


def test_what_is_suspended_is_not_suspended_again_nor_lifted_twice(
    entry: RegisterEntry, tess: User
) -> None:
    with pytest.raises(Refused, match="suspended"):
        actions.lift(entry, actor=tess, reason="Why.")
    actions.suspend(entry, actor=tess, reason="Why.")
    db.session.flush()
    with pytest.raises(Refused, match="suspended already"):
        actions.suspend(entry, actor=tess, reason="Why.")
    with pytest.raises(Unacceptable, match="Say why"):
        actions.lift(entry, actor=tess, reason=" ")


def test_an_entry_that_has_ended_is_kept_no_more(entry: RegisterEntry, tess: User) -> None:
    entry.ends_on = clock.today()
    with pytest.raises(Refused, match="ended already"):
        actions.suspend(entry, actor=tess, reason="Why.")
    with pytest.raises(Refused, match="ended already"):
        actions.check_competence(entry, actor=tess, **SHOWN)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"shown_by": " "}, "shown_by"),
        ({"checked_on": clock.today() + timedelta(days=1)}, "checked_on"),
        ({"review_on": clock.today()}, "review_on"),
    ],
)
def test_a_check_says_enough(
    entry: RegisterEntry, tess: User, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Unacceptable) as refused:
        actions.check_competence(entry, actor=tess, **SHOWN | change)
    assert refused.value.field == field


def make(version: QualificationVersion, ben: User, tess: User, **other: Any) -> RegisterEntry:
    given: dict[str, Any] = {"duty": Duty.ASSESS, "standing": Standing.QUALIFIED} | other
    return actions.enter(
        holder=ben,
        qualification=version.qualification,
        starts_on=clock.today(),
        actor=tess,
        **given,
    )


def test_an_entry_may_be_for_some_units_and_sites(
    version: QualificationVersion, ben: User, tess: User
) -> None:
    unit, site = version.groups[0].members[0].unit_version.unit, make_site("Harbour Street")
    entry = make(version, ben, tess, units=[unit], sites=[site], award_number="C-1")
    db.session.commit()
    assert (entry.units, entry.sites, entry.award_number) == ([unit], [site], "C-1")


def test_a_unit_of_another_qualification_is_refused(
    version: QualificationVersion, ben: User, tess: User
) -> None:
    strange = make_unit().unit
    with pytest.raises(Unacceptable, match="not in this qualification"):
        make(version, ben, tess, units=[strange])


def test_countersigning_alone_takes_the_qualification(
    version: QualificationVersion, ben: User, tess: User
) -> None:
    with pytest.raises(Unacceptable, match="holds the assessor qualification"):
        make(
            version,
            ben,
            tess,
            duty=Duty.COUNTERSIGN,
            standing=Standing.WORKING_TOWARDS,
            ends_on=clock.today() + timedelta(days=30),
        )
    with pytest.raises(Unacceptable, match="still to come"):
        make(version, ben, tess, awarded_on=clock.today() + timedelta(days=1))
