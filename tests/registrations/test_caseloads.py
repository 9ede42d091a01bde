"""Nobody gets more learners than they take, by whatever way learners are allocated."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import make_entry, make_qualification, make_registration
from tests.factories_catalogue import make_version
from tests.factories_register import make_admin, make_assessor, make_iqa
from trainer.accounts.models import User
from trainer.assessors import actions as register
from trainer.assessors.models import Duty
from trainer.catalogue.models import QualificationVersion
from trainer.cohorts.actions import preparing
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.cover import actions as cover
from trainer.extensions import db
from trainer.registrations import actions
from trainer.registrations.caseloads import caseloads, may_take_more, rooms
from trainer.registrations.models import Registration, RegistrationStatus


@pytest.fixture
def tess(app: object) -> User:
    return make_admin()


def limit(person: User, tess: User, most: int | None, duty: Duty = Duty.ASSESS) -> None:
    register.limit(holder=person, duty=duty, most=most, actor=tess)
    db.session.commit()


def learners(
    count: int, assessor: User, iqa: User, version: QualificationVersion
) -> list[Registration]:
    return [
        make_registration(
            make_user(f"Learner {number}"), assessor, iqa, version=version, on_register=number == 0
        )
        for number in range(count)
    ]


@pytest.fixture
def version(app: object) -> QualificationVersion:
    return make_qualification()


def test_the_limit_set_last_counts(
    version: QualificationVersion, ben: User, cleo: User, tess: User
) -> None:
    learners(2, ben, cleo, version)
    assert may_take_more(ben, Duty.ASSESS)
    limit(ben, tess, 2)
    refused = may_take_more(ben, Duty.ASSESS)
    assert "Ben Assessor has 2 of 2 learners at most" in refused.reason
    assert may_take_more(ben, Duty.VERIFY)
    limit(ben, tess, 3)
    assert may_take_more(ben, Duty.ASSESS)
    assert not may_take_more(ben, Duty.ASSESS, 2)
    assert rooms([ben.id, cleo.id]) == {ben.id: 1}
    limit(ben, tess, None)
    assert may_take_more(ben, Duty.ASSESS, 100)


def test_only_learners_with_work_count(
    version: QualificationVersion, ben: User, cleo: User
) -> None:
    first, second = learners(2, ben, cleo, version)
    first.status, second.status = RegistrationStatus.WITHDRAWN, RegistrationStatus.UNITS_COMPLETE
    db.session.commit()
    assert caseloads([ben.id]) == {}
    assert caseloads([cleo.id], Duty.VERIFY) == {cleo.id: 1}


@pytest.mark.parametrize("duty", [Duty.ASSESS, Duty.VERIFY])
def test_registering_one_is_refused(tess: User, ada: User, duty: Duty) -> None:
    version = make_version()
    assessor, iqa = make_assessor(version.qualification), make_iqa(version.qualification)
    limit(assessor if duty is Duty.ASSESS else iqa, tess, 0, duty)
    with pytest.raises(Unacceptable, match="0 of 0 learners at most") as refused:
        actions.register_learner(
            learner=ada,
            version=version,
            assessor=assessor,
            iqa=iqa,
            units=["SM-2"],
            actor=tess,
            awarding=version.numbers[0],
        )
    assert refused.value.field == ("assessor" if duty is Duty.ASSESS else "iqa")


def test_handing_one_over_is_refused_and_staying_is_not(
    version: QualificationVersion, ben: User, cleo: User, dev: User, eve: User, tess: User
) -> None:
    [registration] = learners(1, ben, cleo, version)
    make_entry(dev, version)
    make_entry(eve, version, duty=Duty.VERIFY)
    limit(dev, tess, 0)
    with pytest.raises(Unacceptable, match="at most"):
        actions.reassign(registration, actor=tess, assessor=dev, iqa=cleo, reason="Why.")
    limit(ben, tess, 0)
    actions.reassign(registration, actor=tess, assessor=ben, iqa=eve, reason="Why.")
    assert registration.iqa == eve


def test_where_people_are_chosen_it_says_who_takes_nobody_more(
    version: QualificationVersion, ben: User, cleo: User, dev: User, tess: User, browser: Browser
) -> None:
    [registration] = learners(1, ben, cleo, version)
    make_entry(dev, version)
    limit(ben, tess, 1)
    limit(dev, tess, 1)
    limit(cleo, tess, 1, Duty.VERIFY)
    page = browser(tess).get(f"/registrations/{registration.id}/people")
    assert page.texts("#assessor option")[1:] == ["Ben Assessor (takes nobody more)", dev.name]
    assert page.texts("#iqa option")[1:] == [f"{cleo.name} (takes nobody more)"]
    cohort = preparing.begin(actor=tess, name="Spring", version=version)
    preparing.add(cohort, actor=tess, lines=[make_user("Nell New").staff_number])
    db.session.commit()
    page = browser(tess).get(f"/registrations/cohorts/{cohort.id}/arrangement")
    assert "1 learner, takes nobody more" in page.text("main")
    assert "0 learners, takes" not in page.text("main")


def test_cover_is_refused_for_more_than_there_is_room_for(
    version: QualificationVersion, ben: User, cleo: User, dev: User, tess: User
) -> None:
    both = learners(2, ben, cleo, version)
    make_entry(dev, version)
    limit(dev, tess, 1)

    def arrange(registrations: list[Registration]) -> None:
        cover.arrange(
            ben,
            actor=tess,
            substitute=dev,
            registrations=[one.id for one in registrations],
            back_on=clock.today() + timedelta(days=5),
            reason="Leave.",
        )

    with pytest.raises(Unacceptable, match="0 of 1 learner at most") as refused:
        arrange(both)
    assert refused.value.field == "substitute"
    arrange(both[:1])
    assert both[0].assessor == dev


def test_those_given_back_above_the_limit_stay_where_they_are(
    version: QualificationVersion, ben: User, cleo: User, dev: User, tess: User
) -> None:
    both = learners(2, ben, cleo, version)
    make_entry(dev, version)
    made = cover.arrange(
        ben,
        actor=tess,
        substitute=dev,
        registrations=[one.id for one in both],
        back_on=clock.today() + timedelta(days=5),
        reason="Leave.",
    )
    limit(ben, tess, 1)
    cover.end_now(made, actor=tess)
    assert [one.assessor for one in both] == [ben, dev]


def test_a_cohort_is_shared_out_as_far_as_there_is_room(tess: User) -> None:
    version = make_version()
    iqa = make_iqa(version.qualification)
    full = make_assessor(version.qualification, make_user("Full Assessor"))
    free = make_assessor(version.qualification, make_user("Free Assessor"))
    limit(full, tess, 1)
    limit(free, tess, 1)
    cohort = preparing.begin(actor=tess, name="Spring", version=version)
    people = [make_user(f"Starter {number}") for number in range(3)]
    preparing.add(cohort, actor=tess, lines=[], team=people)
    db.session.flush()
    preparing.arrange(
        cohort,
        actor=tess,
        iqa=iqa,
        assessors=[full, free],
        units=["SM-2"],
        awarding=version.numbers[0],
    )
    shared = [one.assessor for one in cohort.members]
    assert sorted(one.name if one else "" for one in shared) == [
        "",
        "Free Assessor",
        "Full Assessor",
    ]
