"""The page of an appraisal gives nothing away that the table does not allow, at any stage."""

from dataclasses import dataclass, replace
from itertools import product

import pytest

from tests.appraisals.table import table, template
from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_appraisals import Cast, make_appraisal
from tests.factories_objectives import clear, make_agreed
from tests.factories_people import make_holder, make_placement
from trainer.accounts.models import User
from trainer.appraisals.actions.planning import CODES
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalPart,
    CalibrationLine,
    CalibrationSession,
)
from trainer.appraisals.queries import forms
from trainer.appraisals.rules.showing import Asks
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.appraisals.rules.visibility import Sight, is_settled
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role

SEEN = table()
WRITERS = (Party.APPRAISEE, Party.MANAGER, Party.SECOND_LINE)


@dataclass(frozen=True)
class Scene:
    """One appraisal, in each section of which each writer left a mark, and everybody who may look."""

    appraisal: Appraisal
    sections: list[str]
    viewers: dict[Party, User]


def mark(section: str, writer: Party) -> str:
    return f"mark-{section}-{writer.value}-end"


def marked(one: Appraisal, writers: dict[Party, User]) -> list[str]:
    """Put a mark of its own into each section for each writer, past every rule."""
    form = forms.form_of(one)
    for party in WRITERS:
        part = AppraisalPart(
            appraisal_id=one.id, party=party, writer_id=writers[party].id, version=1
        )
        part.answers = [
            AppraisalAnswer(
                section=section.key,
                item=next(
                    item.key for item in form.items[section.key] if item.asks is not Asks.CHOICE
                ),
                words=mark(section.key, party),
            )
            for section in form.template.sections
            if party in section.parts
        ]
        db.session.add(part)
    return [section.key for section in form.template.sections]


def with_session(one: Appraisal, cast: Cast, calibrator: User) -> None:
    """Let both managers’ ratings be looked at in one session."""
    other = make_user("Somebody Else")
    make_placement(other, manager=calibrator)
    another = Appraisal(
        cycle_id=one.cycle_id,
        person_id=other.id,
        manager_id=calibrator.id,
        job_title="Assistant",
        site_id=one.site_id,
        status=AppraisalStage.CALIBRATION,
    )
    session = CalibrationSession(
        cycle_id=one.cycle_id, name="Stores", held_on=clock.today(), led_by_id=cast.hr.id
    )
    session.lines = [CalibrationLine(appraisal=one), CalibrationLine(appraisal=another)]
    db.session.add_all([another, session])


def make_scene(cast: Cast, code: str) -> Scene:
    """An appraisal on this form, with an objective to speak of, and another manager who calibrates."""
    make_agreed(cast.person, cast.manager, clear())
    one = make_appraisal(cast, AppraisalStage.SCHEDULED, code=code, calibrates=True)
    calibrator = make_user("Cal Ibrator")
    with_session(one, cast, calibrator)
    viewers = {
        Party.APPRAISEE: cast.person,
        Party.MANAGER: cast.manager,
        Party.SECOND_LINE: cast.second_line,
        Party.CALIBRATOR: calibrator,
        Party.HR: cast.hr,
    }
    sections = marked(one, viewers)
    db.session.commit()
    return Scene(one, sections, viewers)


def seen(html: str, sections: list[str]) -> dict[str, Sight]:
    """Say of each section whose marks a page shows, and whether it has a field to answer in."""
    return {
        section: Sight(
            frozenset(writer for writer in WRITERS if mark(section, writer) in html),
            f'name="w-{section}-' in html,
        )
        for section in sections
    }


@pytest.mark.parametrize("code", CODES)
def test_each_reads_and_answers_what_the_table_says_and_nothing_else(
    browser: Browser, cast: Cast, code: str
) -> None:
    scene = make_scene(cast, code)
    assert scene.sections == [one.key for one in template(code).sections]
    address = f"/appraisals/{scene.appraisal.id}"
    for stage, (party, viewer) in product(AppraisalStage, scene.viewers.items()):
        scene.appraisal.status = stage
        db.session.commit()
        if party is Party.CALIBRATOR and stage is not AppraisalStage.CALIBRATION:
            browser(viewer).get(address, status=404)
            continue
        expected = {section: SEEN[code, section, party, stage] for section in scene.sections}
        if "overall" in expected and is_settled(stage):
            expected["overall"] = replace(expected["overall"], answers=False)
        assert seen(browser(viewer).get(address).html, scene.sections) == expected, (party, stage)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.IQA, Role.TRAINING_ADMIN, Role.SYSTEM_ADMIN])
def test_people_of_other_roles_do_not_learn_that_it_is_there(
    browser: Browser, cast: Cast, role: Role
) -> None:
    one = make_appraisal(cast, AppraisalStage.SHARED)
    other = make_holder("Somebody Else", role)
    for path in ("", "/sign", "/answer", "/review", "/meeting", "/met", "/end", "/note"):
        browser(other).get(f"/appraisals/{one.id}{path}", status=404)
    browser(cast.stranger).get(f"/appraisals/{one.id}", status=404)
    browser(other).get("/appraisals/cycles", status=404)


def test_who_reads_it_from_outside_the_pair_stands_under_it_for_the_person(
    browser: Browser, cast: Cast
) -> None:
    one = make_appraisal(cast, AppraisalStage.SHARED)
    browser(cast.manager).get(f"/appraisals/{one.id}")
    assert "Nobody but you and Farida Rahman" in browser(cast.person).get(
        f"/appraisals/{one.id}"
    ).text("main")
    browser(cast.hr).get(f"/appraisals/{one.id}")
    browser(cast.second_line).get(f"/appraisals/{one.id}")
    said = browser(cast.person).get(f"/appraisals/{one.id}").text("main")
    assert "Hana Rossi HR" in said
    assert "Martin Keogh second line" in said
    assert "Hana Rossi" not in browser(cast.manager).get(f"/appraisals/{one.id}").text("main")


def test_the_second_line_stands_under_it_when_they_read_it_to_sign(
    browser: Browser, cast: Cast
) -> None:
    one = make_appraisal(cast, AppraisalStage.EMPLOYEE_SIGNED)
    browser(cast.second_line).get(f"/appraisals/{one.id}/review")
    assert "Martin Keogh second line" in browser(cast.person).get(f"/appraisals/{one.id}").text(
        "main"
    )
