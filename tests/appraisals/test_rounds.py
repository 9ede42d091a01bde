"""Rounds: who is in them, joiners and leavers, another manager, reminders once, closing early."""

from datetime import date, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_appraisals import Cast, fill_in, make_appraisal, make_cycle
from tests.factories_people import make_placement
from trainer.appraisals import tasks
from trainer.appraisals.actions import moving, planning, reminding, scheduling
from trainer.appraisals.models import Appraisal, AppraisalStep, CycleStatus
from trainer.appraisals.queries import board, forms, spreads
from trainer.appraisals.rules.slots import slots
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, Task


def scheduled(cycle_id: int, config: Config) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    tasks.schedule_cycle(cycle_id, config, lambda done, every: told.append((done, every)))
    return told


def appraisals(cycle_id: int) -> dict[str, Appraisal]:
    rows = db.session.scalars(
        forms.with_people(sa.select(Appraisal)).where(Appraisal.cycle_id == cycle_id)
    )
    return {one.person.name: one for one in rows}


def test_everybody_with_a_manager_is_given_one_with_the_line_as_it_is(
    cast: Cast, config: Config
) -> None:
    cycle = make_cycle(cast.hr)
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    assert scheduled(cycle.id, config) == [(4, 4)]
    found = appraisals(cycle.id)
    assert set(found) == {"Nia Bowen", "Farida Rahman", "Martin Keogh", "Sam Otter"}
    nia = found["Nia Bowen"]
    assert (nia.manager, nia.second_line) == (cast.manager, cast.second_line)
    assert nia.status is AppraisalStage.SELF_ASSESSMENT
    assert cycle.status is CycleStatus.RUNNING
    assert len(nia.behaviours) > 0
    assert found["Martin Keogh"].second_line is None


def test_both_are_invited_to_a_meeting_on_a_working_day(cast: Cast, config: Config) -> None:
    cast.person.email, cast.manager.email = "nia@example.com", "farida@example.com"
    cycle = make_cycle(cast.hr)
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    scheduled(cycle.id, config)
    nia = appraisals(cycle.id)["Nia Bowen"]
    assert nia.meeting_at is not None
    assert nia.meeting_at.weekday() < 5
    letters = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == Task.INVITE)).all()
    to = {one.payload["to"] for one in letters if f"appraisal-{nia.id}-" in one.payload["calendar"]}
    assert to == {"nia@example.com", "farida@example.com"}


def test_once_more_gives_only_those_who_joined_since(cast: Cast, config: Config) -> None:
    cycle = make_cycle(cast.hr)
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    scheduled(cycle.id, config)
    make_placement(make_user("Jo Iner"), manager=cast.manager)
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    assert scheduled(cycle.id, config) == [(1, 1)]
    assert "Jo Iner" in appraisals(cycle.id)


def test_scheduling_that_ended_half_way_goes_on_without_giving_anybody_two(
    cast: Cast, config: Config
) -> None:
    cycle = make_cycle(cast.hr)
    people = scheduling.due(cycle)[0]
    scheduling.schedule(cycle, people[:2])
    scheduling.schedule(cycle, people[:2])
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    scheduled(cycle.id, config)
    assert len(appraisals(cycle.id)) == 4
    steps = db.session.scalars(
        sa.select(AppraisalStep.appraisal_id).where(AppraisalStep.stage == AppraisalStage.SCHEDULED)
    ).all()
    assert len(steps) == len(set(steps)) == 4


def test_a_round_is_for_whom_its_rule_says(cast: Cast) -> None:
    late = make_user("Late Comer")
    make_placement(late, manager=cast.manager, starts_on=clock.today() - timedelta(days=30))
    since = (clock.today() - timedelta(days=60)).isoformat()
    for population, expected in (
        ({"job_titles": ["team LEADER"]}, {cast.manager.id}),
        ({"joined_from": since}, {late.id}),
        ({"joined_before": since, "job_titles": ["Assistant"]}, {cast.person.id, cast.stranger.id}),
    ):
        cycle = make_cycle(cast.hr, population=population)
        found = {one.person_id for one in scheduling.due(cycle)[0]}
        assert (
            found & {one.id for one in (cast.manager, cast.person, cast.stranger, late)} == expected
        )


def test_another_manager_goes_on_and_what_the_first_wrote_stays_theirs(cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_DRAFT)
    fill_in(one, cast.manager, words="Written by the first.")
    new = make_user("New Manager")
    make_placement(new, manager=cast.second_line)
    moving.hand_over(one, actor=cast.hr, manager=new, second_line=cast.second_line)
    fill_in(one, new, words="Written by the second.")
    moving.share(one, actor=new)
    form = forms.form_of(one)
    said = {(told.writer, told.words) for told in form.answers["looking-back", "strengths"]}
    assert {
        ("Farida Rahman", "Written by the first."),
        ("New Manager", "Written by the second."),
    } <= said
    with pytest.raises(Refused):
        fill_in(one, cast.manager)


def test_reminders_come_once_ahead_and_once_after(cast: Cast) -> None:
    one = make_appraisal(cast)
    due = one.cycle.self_due_on
    told = (
        sa.select(sa.func.count()).select_from(Notice).where(Notice.text.contains("waits for you"))
    )
    for day, expected in (
        (due - timedelta(days=4), 0),
        (due - timedelta(days=3), 1),
        (due, 1),
        (due + timedelta(days=1), 2),
        (due + timedelta(days=9), 2),
    ):
        reminding.remind(reminding.running(day), day)
        reminding.remind(reminding.running(day), day)
        assert db.session.scalar(told.where(Notice.user_id == cast.person.id)) == expected


def test_a_leaver_with_a_signature_to_give_keeps_nobody_waiting(cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    with pytest.raises(Refused, match="There is still time to sign"):
        moving.close_early(one, actor=cast.second_line, reason="She has left.")
    cast.person.active = False
    with pytest.raises(Refused):
        moving.close_early(one, actor=cast.manager, reason="She has left.")
    moving.close_early(one, actor=cast.second_line, reason="She has left.")
    assert one.status is AppraisalStage.CLOSED
    assert forms.steps_of(one)[-1].reason == "She has left."


def test_a_round_is_closed_with_people_unsigned_only_for_a_reason(cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MEETING_HELD)
    due = [found for found in scheduling.due(one.cycle)[0] if found.person_id == cast.stranger.id]
    scheduling.schedule(one.cycle, due)
    with pytest.raises(Unacceptable, match="2 are not finished"):
        planning.close_cycle(one.cycle, actor=cast.hr, reason=" ")
    assert planning.close_cycle(one.cycle, actor=cast.hr, reason="The year is over.") == 2
    found = appraisals(one.cycle_id)
    assert found["Nia Bowen"].status is AppraisalStage.CLOSED
    assert found["Sam Otter"].status is AppraisalStage.CANCELLED
    assert one.cycle.status is CycleStatus.CLOSED


def test_days_out_of_order_are_refused_beside_the_day(cast: Cast) -> None:
    today = clock.today()
    with pytest.raises(Unacceptable) as refused:
        make_cycle(cast.hr, self_due_on=today - timedelta(days=1))
    assert refused.value.field == "self_due_on"


def test_the_board_counts_and_keeps_small_numbers_to_itself(cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.SHARED)
    day = one.cycle.sign_by + timedelta(days=1)
    told = board.progress(one.cycle, {None}, day)
    assert (told.every.all, told.every.done, told.every.late) == (1, 0, 1)
    assert board.tallies([one.cycle], {None}, day) == {one.cycle_id: board.Tally(all=1, late=1)}
    assert board.tallies([one.cycle], {0}, day) == {}
    spread = spreads.of_everybody(one.cycle, {None})
    assert (spread.rated, spread.counts) == (1, None)


def test_who_joins_later_is_given_a_time_ahead_at_which_the_manager_is_free(
    cast: Cast, config: Config
) -> None:
    cycle = make_cycle(cast.hr, meetings_from=clock.today())
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    scheduled(cycle.id, config)
    joiner = make_user("Ivy Marsh")
    make_placement(joiner, manager=cast.manager)
    planning.send_off(cycle, actor=cast.hr)
    db.session.commit()
    scheduled(cycle.id, config)
    found = appraisals(cycle.id)
    times = [found[name].meeting_at for name in ("Nia Bowen", "Ivy Marsh")]
    assert len(set(times)) == 2
    tomorrow = clock.today() + timedelta(days=1)
    assert all(at is not None and at.date() >= tomorrow for at in times)


def test_meetings_are_three_a_day_on_working_days_by_the_clock_of_the_place() -> None:
    found = list(islice(slots(date(2026, 10, 23), 60, ZoneInfo("Europe/London")), 5))
    assert [f"{one:%a %d %b %H.%M %z}" for one in found] == [
        "Fri 23 Oct 10.00 +0100",
        "Fri 23 Oct 11.30 +0100",
        "Fri 23 Oct 13.00 +0100",
        "Mon 26 Oct 10.00 +0000",
        "Mon 26 Oct 11.30 +0000",
    ]


def test_a_new_round_is_a_yearly_one_on_the_yearly_form(cast: Cast, browser: Browser) -> None:
    page = browser(cast.hr).get("/appraisals/cycles/new")
    assert page.form()["kind"] == "annual"
    assert page.text("select[name=template_version_id] option[selected]") == "Yearly appraisal"
