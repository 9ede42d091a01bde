"""Publishing from a file: nothing twice, nothing over what stands, all of it or nothing."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from tests.factories_register import make_admin
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.catalogue import actions
from trainer.catalogue.comparing import Effect, known
from trainer.catalogue.importing import read
from trainer.catalogue.models import (
    Criterion,
    Framework,
    Qualification,
    QualificationVersion,
    UnitVersion,
    VersionStatus,
)
from trainer.catalogue.structures import combination
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db

pytestmark = pytest.mark.usefixtures("app")


def counts() -> list[int | None]:
    tables = [Framework, Qualification, QualificationVersion, UnitVersion, Criterion, TrailEntry]
    return [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]


def test_the_built_in_catalogue_loads_and_a_second_time_changes_nothing() -> None:
    first = actions.load_builtin()
    db.session.commit()
    held = counts()

    again = actions.load_builtin()
    db.session.commit()

    assert {change.effect for one in first for change in one.units} == {Effect.NEW}
    assert all(one.changes_nothing for one in again)
    assert counts() == held
    diploma = combination(version_of("cs-l2-dip").id)
    assert [group.code for group in diploma.structure.groups] == ["A", "B", "C", "D"]
    assert diploma.units["A/506/2130"].credit == 5
    assert db.session.scalars(sa.select(Criterion.id)).first() is not None


def test_a_changed_criterion_makes_the_next_version_and_leaves_the_first() -> None:
    bring_in()
    first, qualification = unit_of("SM-1"), version_of("small-scheme")
    brought = bring_in(SMALL.replace("Say hello first", "Say hello before anything else"))

    second = unit_of("SM-1", 2)
    assert [one.effect for one in brought.units] == [Effect.CHANGED, Effect.SAME, Effect.SAME]
    assert [one.text for one in first.criteria] == [
        "Look up when the door opens",
        "Say hello first",
    ]
    assert second.criteria[1].text == "Say hello before anything else"
    latest = version_of("small-scheme")
    assert (latest.number, qualification.number) == (2, 1)
    assert combination(latest.id).units["SM-1"] == second
    assert combination(qualification.id).units["SM-1"] == first
    assert (latest.status, qualification.status) == (VersionStatus.CURRENT, VersionStatus.CLOSED)
    assert unit_of("SM-2").number == 1


def test_a_file_of_units_alone_takes_their_qualifications_along() -> None:
    bring_in()
    units_only = SMALL[: SMALL.index("qualifications:")].replace("Fold the corners", "Fold it")
    (follower,) = bring_in(units_only).qualifications
    assert (follower.effect, follower.follows) == (Effect.CHANGED, True)
    latest = version_of("small-scheme")
    assert latest.number == 2
    assert [one.number for one in latest.numbers] == ["601/3562/1"]
    assert bring_in(SMALL.replace("Fold the corners", "Fold it")).changes_nothing


def test_an_end_date_holds_for_every_version_and_makes_none() -> None:
    bring_in()
    bring_in(SMALL.replace("Small scheme\n", "Small scheme, second time\n"))
    ended = SMALL.replace("Small scheme\n", "Small scheme, second time\n").replace(
        "number: 601/3562/1}", "number: 601/3562/1, certification_ends: 2027-12-31}"
    )
    (change,) = bring_in(ended).qualifications
    assert change.effect is Effect.DATES
    for number in (1, 2):
        assert version_of("small-scheme", number).numbers[0].certification_ends is not None
    assert version_of("small-scheme").number == 2
    assert bring_in(ended).changes_nothing


def test_a_qualification_can_be_closed_without_a_new_version() -> None:
    bring_in()
    bring_in(
        SMALL.replace(
            "facts: sourced\n    numbers", "facts: sourced\n    status: closed\n    numbers"
        )
    )
    version = version_of("small-scheme")
    assert (version.number, version.status) == (1, VersionStatus.CLOSED)
    kinds = db.session.scalars(sa.select(TrailEntry.kind)).all()
    assert kinds.count("StandingChanged") == 1


def test_a_framework_keeps_its_code_and_takes_its_new_title() -> None:
    bring_in()
    brought = bring_in(SMALL.replace("Small schemes", "Little schemes"))
    assert not brought.changes_nothing
    assert db.session.scalars(sa.select(Framework.title)).all() == ["Little schemes"]


@pytest.mark.parametrize(
    "forged",
    [
        sa.update(Criterion).values(text="Do nothing"),
        sa.text("UPDATE learning_outcomes SET title = 'Do nothing'"),
        sa.text("DELETE FROM criteria"),
    ],
)
def test_the_database_keeps_what_is_published(forged: sa.Executable) -> None:
    bring_in()
    with pytest.raises(sa.exc.DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(forged)


def test_a_file_with_faults_is_not_begun(app: Flask) -> None:
    held = counts()
    plan = read(SMALL.replace("units: [SM-2, SM-3]", "units: [SM-9]"), source="", known=known())
    with pytest.raises(Unacceptable, match="errors in this file"):
        actions.import_catalogue(plan, actor=None)
    assert counts() == held


def test_only_training_administrators_publish(eve: User) -> None:
    plan = read(SMALL, source="", known=known())
    with pytest.raises(Refused, match="training administrator"):
        actions.import_catalogue(plan, actor=eve)
    actions.import_catalogue(plan, actor=make_admin())


def test_each_published_version_has_its_line_in_the_trail() -> None:
    tess = make_admin()
    bring_in(actor=tess)
    lines = db.session.scalars(
        sa.select(TrailEntry).where(TrailEntry.kind == "CataloguePublished")
    ).all()
    assert {line.body["code"] for line in lines} == {"SM-1", "SM-2", "SM-3", "small-scheme"}
    assert {line.actor_id for line in lines} == {tess.id}
    assert all(line.subject_id for line in lines)


def test_a_structure_is_built_in_three_statements(count_queries) -> None:  # type: ignore[no-untyped-def]
    actions.load_builtin()
    version_id = version_of("cs-l2-dip").id
    db.session.commit()
    with count_queries() as statements:
        combination(version_id)
    assert len(statements) <= 3
