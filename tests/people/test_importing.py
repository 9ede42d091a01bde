"""Files of people: read however they were saved, checked cell by cell, all or nothing."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.counting import counted
from tests.factories import make_user
from tests.factories_people import appoint, make_holder, make_placement, make_site, make_team
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.people import actions, importing, queries
from trainer.people.importing import Kind, Plan
from trainer.people.models import ContractKind, HoursPattern, Role, Site, Team

DAY = timedelta(days=1)
MOST_CALLS = 4_500_000
HEAD = "staff_number,name,email,site,site_name,team,job_title,manager,starts_on,ends_on"


@pytest.fixture
def hr(app: object) -> User:
    return make_holder("Hana People", Role.HR)


def planned(actor: User, *lines: str, head: str = HEAD) -> Plan:
    text = "\n".join([head, *lines])
    return importing.plan(importing.read(text), queries.roster(actor))


def told(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.problems]


def person(number: str) -> User:
    return db.session.scalars(queries.numbered(number)).one()


SAVED = [
    HEAD + "\nn1,Zoë Bowen,,HS,Harbour,,Assistant,,2026-11-24,",
    HEAD.replace(",", ";") + "\r\nn1;Zoë Bowen;;HS;Harbour;;Assistant;;24/11/2026;",
    HEAD.replace(",", "\t") + "\nn1\tZoë Bowen\t\tHS\tHarbour\t\tAssistant\t\t24/11/2026",
    "sep=;\n" + HEAD.replace(",", ";") + "\nn1;Zoë Bowen;;HS;Harbour;;Assistant;;24/11/2026;",
    (
        "STAFF NUMBER,Name ,Site,Site  name,Job-Title,Starts On,Shoe size\nN1, Zoë   Bowen ,"
        "HS,Harbour,Assistant,2026-11-24,43"
    ),
]


@pytest.mark.parametrize("text", SAVED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_whichever_way_it_was_saved(text: str, encoding: str) -> None:
    sheet = importing.read(importing.decode(text.encode(encoding)))
    assert [str(problem) for problem in sheet.problems] == []
    (row,) = sheet.rows
    assert (row.staff_number, row.name, row.site) == ("n1", "Zoë Bowen", "HS")
    assert row.starts_on == date(2026, 11, 24)
    assert row.number == (3 if text.startswith("sep") else 2)


def test_columns_nobody_asked_for_are_named() -> None:
    assert importing.read(SAVED[-1]).unread == ("Shoe size",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04rest", "spreadsheet file"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet file"),
        (b"staff_number\0name", "not a text file"),
        (b"\x81\x8d\x8f", "not a text file"),
        (b"x" * (8 * 1024 * 1024 + 1), "larger than 8 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(Unacceptable, match=says):
        importing.decode(data)


READING = [
    ("", "Row 1: this file is empty. Its first row is to name the columns."),
    ("\n\n", "Row 1: this file is empty."),
    ("name\nAda", "Row 1, staff_number: this column is missing"),
    ("staff_number,Staff Number\n1,2", "Row 1, staff_number: there are two columns of this name."),
    ("staff_number,name\n", "Row 2: there is nobody in this file."),
    ('staff_number,name\n1,"Ada\n', "Row 2: a quotation mark stands alone."),
    ("staff_number,name\n1,Bowen, Nia", "Row 2: there are more cells than columns."),
    ("staff_number,name\n,Ada", "Row 2, staff_number: this cell is empty."),
    ("staff_number,name\n=1+1,Ada", "Row 2, staff_number: “=1+1” is no staff number."),
    ("staff_number,name\n\n\n1,A\x07da", "Row 4, name: there is a character that can't be shown."),
    (f"staff_number,name\n1,{'x' * 201}", "Row 2, name: this is 201 characters long; 200 are"),
    ("staff_number,email\n1,ada at home", "Row 2, email: “ada at home” is no e-mail address."),
    ("staff_number,starts_on\n1,31/02/2026", "Row 2, starts_on: “31/02/2026” is no date."),
    ("staff_number,starts_on\n1,11-24-2026", "Row 2, starts_on: “11-24-2026” is no date."),
    ("staff_number,ends_on\n1,0026-11-24", "Row 2, ends_on: “0026-11-24” is no date."),
]


@pytest.mark.parametrize(("text", "says"), READING)
def test_what_cannot_be_read_is_told_by_row_and_column(text: str, says: str) -> None:
    problems = [str(problem) for problem in importing.read(text).problems]
    assert len(problems) == 1
    assert problems[0].startswith(says)


def test_more_than_20000_rows_are_too_many() -> None:
    text = "staff_number\n" + "\n".join(f"p{n}" for n in range(importing.MOST_ROWS + 1))
    (problem,) = importing.read(text).problems
    assert str(problem).startswith("Row 20002: a file may have 20,000 people at most.")


def test_new_people_come_with_places_and_managers_of_the_same_file(hr: User) -> None:
    plan = planned(
        hr,
        "n1,Ada New,ada@b.example,HS,Harbour Street,Desk,Assistant,n2,2026-01-05,",
        "n2,Cleo New,,HS,,Desk,Manager,,,",
    )
    assert told(plan) == []
    assert plan.new_sites == (("HS", "Harbour Street"),)
    assert plan.new_teams == (("HS", "Desk"),)
    actions.import_people(plan, actor=hr)
    db.session.commit()
    placement = person("n1").placement()
    assert placement is not None
    assert placement.manager == person("n2")
    assert placement.team is not None
    assert (placement.site.name, placement.team.name) == ("Harbour Street", "Desk")
    line = db.session.scalars(
        sa.select(TrailEntry).where(TrailEntry.kind == "PeopleImported")
    ).one()
    assert line.body == {"new": 2, "changed": 0, "returning": 0, "leaving": 0}


def test_a_move_is_told_and_counts_from_its_day(hr: User) -> None:
    site = make_site(code="HS")
    make_team(site, "Desk")
    nia, cleo = make_user("Nia Bowen"), make_user("Cleo Manager")
    make_placement(nia, site=site)
    plan = planned(hr, f"{nia.staff_number},Nia Bowen,,hs,,desk,,{cleo.staff_number},,")
    (step,) = plan.steps
    assert step.kind is Kind.CHANGED
    assert [(one.column, one.before, one.after) for one in step.differences] == [
        ("team", "", "Desk"),
        ("manager", "", cleo.staff_number),
        ("starts_on", "", clock.today().isoformat()),
    ]
    actions.import_people(plan, actor=hr)
    db.session.commit()
    before, after = nia.placements
    assert before.ends_on == after.starts_on == clock.today()
    assert (after.job_title, after.manager) == ("Assistant", cleo)


def test_hours_and_contract_come_in_as_people_write_them_and_stay(hr: User) -> None:
    site = make_site("Harbour Street", "HS")
    head = "staff_number,name,site,job_title,hours,contract"
    plan = planned(hr, f"n1,Ada,{site.code},Assistant,Part-time,Fixed term", head=head)
    actions.import_people(plan, actor=hr)
    job = person("n1").placement()
    assert job is not None
    assert (job.hours, job.contract) == (HoursPattern.PART_TIME, ContractKind.FIXED_TERM)
    assert planned(hr, f"n1,Ada,{site.code},Assistant,,", head=head).steps == ()
    moved = planned(hr, f"n1,Ada,{site.code},Porter,,", head=head)
    assert moved.steps[0].job is not None
    assert moved.steps[0].job.hours == "part_time"
    [problem] = told(planned(hr, f"n2,Bo,{site.code},Porter,nights,", head=head))
    assert "“nights” is none of these: full_time, part_time, variable." in problem


def test_the_same_file_again_changes_nothing(hr: User) -> None:
    lines = ("n1,Ada New,,HS,Harbour,Desk,Assistant,n2,2026-01-05,", "n2,Cleo,,HS,,,Manager,,,")
    actions.import_people(planned(hr, *lines), actor=hr)
    db.session.commit()
    again = planned(hr, *lines)
    assert (again.steps, again.unchanged, told(again)) == ((), 2, [])


def test_an_empty_cell_changes_nothing_and_nobody_leaves_by_being_left_out(hr: User) -> None:
    nia, other = make_user("Nia Bowen", email="nia@b.example"), make_user("Not Named")
    make_placement(nia)
    plan = planned(hr, f"{nia.staff_number},,,,,,,,,")
    assert (plan.steps, plan.unchanged) == ((), 1)
    actions.import_people(plan, actor=hr)
    assert other.active


def test_a_last_day_lets_somebody_go(hr: User) -> None:
    gone, going = make_user("Gil Gone"), make_user("Gia Going")
    for one in (gone, going):
        make_placement(one)
    yesterday, next_week = clock.today() - DAY, clock.today() + 7 * DAY
    plan = planned(
        hr,
        f"{gone.staff_number},,,,,,,,,{yesterday}",
        f"{going.staff_number},,,,,,,,,{next_week}",
    )
    assert [step.kind for step in plan.steps] == [Kind.LEAVING, Kind.LEAVING]
    actions.import_people(plan, actor=hr)
    db.session.commit()
    assert (gone.active, going.active) == (False, True)
    assert going.placements[0].last_day == next_week


def test_someone_comes_back_only_with_a_day(hr: User) -> None:
    nia = make_user("Nia Bowen")
    make_placement(nia)
    actions.leave(nia, actor=hr, on=clock.today() - 30 * DAY)
    db.session.commit()
    assert told(planned(hr, f"{nia.staff_number},,,,,,,,,")) == [
        "Row 2, starts_on: Nia Bowen has left. Give the day they came back, or take this row out."
    ]
    plan = planned(hr, f"{nia.staff_number},,,,,,,,{clock.today()},")
    assert [step.kind for step in plan.steps] == [Kind.RETURNING]
    actions.import_people(plan, actor=hr)
    db.session.commit()
    assert nia.active
    assert nia.placement() is not None


def test_two_people_may_swap_addresses(hr: User) -> None:
    one, two = make_user("One", email="one@b.example"), make_user("Two", email="two@b.example")
    plan = planned(
        hr,
        f"{one.staff_number},,two@b.example,,,,,,,",
        f"{two.staff_number},,one@b.example,,,,,,,",
    )
    actions.import_people(plan, actor=hr)
    db.session.commit()
    assert (one.email, two.email) == ("two@b.example", "one@b.example")


def test_a_broken_row_412_changes_nothing(hr: User) -> None:
    rows = [f"p{n},Person {n},,HS,Harbour,,Assistant,,," for n in range(2, 500)]
    rows[410] = "p412,Person 412,,HS,,,Assistant,70431,,"
    plan = planned(hr, *rows)
    assert told(plan) == ["Row 412, manager: nobody has staff number 70431."]
    before = db.session.scalar(sa.select(sa.func.count(User.id)))
    with pytest.raises(Unacceptable, match="Row 412, manager"):
        actions.import_people(plan, actor=hr)
    assert db.session.scalar(sa.select(sa.func.count(User.id))) == before
    assert db.session.scalar(sa.select(sa.func.count(Site.id))) == 0


TOGETHER = [
    (
        ["n1,Ada,,HS,H,,A,,,", "N1,Ada again,,HS,H,,A,,,"],
        "Row 3, staff_number: row 2 has the same number.",
    ),
    (
        ["n1,Ada,a@b.example,HS,H,,A,,,", "n2,Ben,A@b.example,HS,H,,A,,,"],
        "Row 3, email: row 2 has the same address.",
    ),
    (["n1,,,HS,H,,A,,,"], "Row 2, name: someone new needs a name."),
    (["n1,Ada,,,,,A,,,"], "Row 2, site: this cell is needed, because no site is known yet."),
    (["n1,Ada,,HS,H,,,,,"], "Row 2, job_title: this cell is needed, because no job is known yet."),
    (
        ["n1,Ada,,HS,,,A,,,"],
        "Row 2, site: there is no site with the code HS. Give its name in site_name to add it.",
    ),
    (
        ["n1,Ada,,HS,Harbour,,A,,,", "n2,Ben,,hs,Mill Lane,,A,,,"],
        "Row 3, site_name: the new site HS is called Harbour further up.",
    ),
    (["n1,Ada,,HS,H,,A,n1,,"], "Row 2, manager: nobody reports to themselves."),
    (["n1,Ada,,HS,H,,A,,,2020-01-01"], "Row 2, ends_on: someone new can't have left already."),
]


@pytest.mark.parametrize(("lines", "says"), TOGETHER)
def test_what_cannot_be_is_told_by_row_and_column(lines: list[str], says: str, hr: User) -> None:
    assert told(planned(hr, *lines)) == [says]


def test_a_loop_within_the_file_is_told_on_each_of_its_rows(hr: User) -> None:
    plan = planned(
        hr,
        "n1,Ada,,HS,H,,A,n2,,",
        "n2,Ben,,HS,H,,A,n3,,",
        "n3,Cleo,,HS,H,,A,n1,,",
        "n4,Dev,,HS,H,,A,n1,,",
    )
    assert [(one.row, one.column) for one in plan.problems][:3] == [
        (2, "manager"),
        (3, "manager"),
        (4, "manager"),
    ]


def test_managers_may_change_places_in_one_file(hr: User) -> None:
    site = make_site()
    upper, lower = make_user("Upper Now"), make_user("Lower Now")
    make_placement(upper, site=site)
    make_placement(lower, site=site, manager=upper)
    only = planned(hr, f"{upper.staff_number},,,,,,,{lower.staff_number},,")
    assert [one.column for one in only.problems] == ["manager"]


def test_an_address_of_someone_else_is_refused(hr: User) -> None:
    make_user("Nia Bowen", email="nia@b.example")
    assert told(planned(hr, "n1,Ada,nia@b.example,HS,H,,A,,,")) == [
        "Row 2, email: this address belongs to Nia Bowen."
    ]


def test_a_leaver_with_reports_needs_another_for_them(hr: User) -> None:
    cleo, ada = make_user("Cleo Manager"), make_user("Ada Trainee")
    make_placement(cleo)
    make_placement(ada, manager=cleo)
    goes = f"{cleo.staff_number},,,,,,,,,{clock.today()}"
    assert told(planned(hr, goes)) == [
        (
            f"Row 2, ends_on: still reporting to Cleo Manager: {ada.staff_number}. "
            "Give them another manager first."
        )
    ]
    moved = f"{ada.staff_number},,,,,,,{hr.staff_number},,"
    assert told(planned(hr, goes, moved)) == []
    stays = f"{ada.staff_number},,,,,,New job,{cleo.staff_number},,"
    assert f"Row 3, manager: {cleo.staff_number} is leaving or has left." in told(
        planned(hr, goes, stays)
    )


def test_two_administrators_stay(hr: User) -> None:
    one, two = (make_holder(name, Role.SYSTEM_ADMIN) for name in ("Dev One", "Dot Two"))
    make_placement(two)
    goes = f"{two.staff_number},,,,,,,,,{clock.today() - DAY}"
    assert "Row 2, ends_on: two system administrators must stay." in told(planned(one, goes))
    make_holder("Dan Three", Role.SYSTEM_ADMIN)
    assert told(planned(one, goes)) == []


def test_hr_may_name_but_not_change_an_administrator(hr: User) -> None:
    dev = make_user("Dev Admin")
    appoint(dev, Role.SYSTEM_ADMIN)
    assert told(planned(hr, f"{dev.staff_number},Dev Admin,,,,,,,,")) == []
    (sentence,) = told(planned(hr, f"{dev.staff_number},,hana@b.example,,,,,,,"))
    assert sentence.startswith("Row 2, email: Dev Admin is a system administrator")


def test_nobody_lets_themselves_go(hr: User) -> None:
    make_placement(hr)
    assert told(planned(hr, f"{hr.staff_number},,,,,,,,,{clock.today()}")) == [
        "Row 2, ends_on: ask a colleague to record your own leaving."
    ]


def test_what_changed_since_it_was_looked_at_is_not_done(hr: User) -> None:
    nia = make_user("Nia Bowen")
    plan = planned(hr, f"{nia.staff_number},Nia Bowen-Hart,,,,,,,,")
    actions.correct(nia, actor=hr, name="Nia Hart", known_as="Nia", email="")
    db.session.commit()
    with pytest.raises(Conflict, match="changed since you looked"):
        actions.import_people(plan, actor=hr)
    assert nia.name == "Nia Hart"


def test_only_record_keepers_import(ben: User) -> None:
    with pytest.raises(Refused):
        actions.import_people(planned(ben, "n1,Ada,,HS,H,,A,,,"), actor=ben)
    with pytest.raises(Refused):
        actions.keep_file(actor=ben, name="people.csv", body="")


def test_formulas_are_text_and_come_back_from_an_export_as_they_were(hr: User) -> None:
    plan = planned(hr, """n1,"'=HYPERLINK(""http://x"")",,HS,H,,@SUM(A1),,,""")
    (step,) = plan.steps
    assert step.name == '=HYPERLINK("http://x")'
    assert step.job is not None
    assert step.job.job_title == "@SUM(A1)"


@pytest.mark.slow
def test_2000_people_are_not_too_much_work(hr: User) -> None:
    rows = [
        f"p{n},Person {n},p{n}@b.example,S{n % 40},Site {n % 40},Team {n % 7},Assistant,"
        f"{f'p{n // 10}' if n else ''},2026-01-05,"
        for n in range(2000)
    ]

    def bring_in() -> None:
        actions.import_people(planned(hr, *rows), actor=hr)
        db.session.commit()

    _none, calls = counted(bring_in)
    assert calls < MOST_CALLS
    assert db.session.scalar(sa.select(sa.func.count(Team.id))) == 280
    assert planned(hr, *rows).unchanged == 2000
