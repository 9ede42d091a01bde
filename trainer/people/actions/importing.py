"""Take a file of people in, all of it or nothing, and keep it only until then."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.accounts import actions as accounts
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people import importing, policies, queries
from trainer.people.actions.leaving import come_back, depart
from trainer.people.actions.placing import Post, announce, latest, write_placement
from trainer.people.actions.turns import take_turns
from trainer.people.events import Corrected, Joined, PeopleImported
from trainer.people.importing import Kind, Plan, Step
from trainer.people.models import ContractKind, HoursPattern, PeopleImport, Site, Team
from trainer.people.queries.imports import IMPORT_KEPT

CHUNK = 500


def keep_file(*, actor: User, name: str, body: str) -> PeopleImport:
    """Keep a file until the person who sent it has looked at what it would change."""
    require(policies.may_keep_records(actor))
    purge_files()
    kept = PeopleImport(uploaded_by=actor, name=name[-200:], body=body)
    db.session.add(kept)
    db.session.flush()  # The next page is named by its number.
    return kept


def purge_files() -> int:
    """Drop files that nobody confirmed within a day."""
    old = sa.delete(PeopleImport).where(
        PeopleImport.applied_at.is_(None), PeopleImport.at <= clock.now() - IMPORT_KEPT
    )
    gone = db.session.execute(old.returning(PeopleImport.id)).all()
    return len(gone)


def import_people(plan: Plan, *, actor: User, file: PeopleImport | None = None) -> None:
    """Do everything the plan says, or nothing.

    The plan is made again against the people there are now: where they changed since it was
    looked at, nothing happens and it is to be looked at anew.
    """
    take_turns()
    require(policies.may_keep_records(actor))
    if plan.problems:
        raise Unacceptable(str(plan.problems[0]), "file")
    if importing.plan(plan.sheet, queries.roster(actor)).fingerprint != plan.fingerprint:
        raise Conflict(_("People have changed since you looked. Look through the changes again."))
    places = _add_places(plan)
    people = _people(plan)
    _write_down(plan, people, actor)
    _place(plan, people, places, actor)
    for step in plan.steps:
        _come_and_go(step, people[step.staff_number], actor)
    if file is not None:
        file.applied_at, file.body = clock.now(), ""
    publish(
        PeopleImported(
            actor=actor,
            subject=file,
            new=len(plan.of_kind(Kind.NEW)),
            changed=len(plan.of_kind(Kind.CHANGED)),
            returning=len(plan.of_kind(Kind.RETURNING)),
            leaving=len(plan.of_kind(Kind.LEAVING)),
        )
    )


_Places = tuple[dict[str, Site], dict[tuple[str, str], Team]]


def _add_places(plan: Plan) -> _Places:
    for code, name in plan.new_sites:
        db.session.add(Site(code=code, name=name))
    db.session.flush()  # New teams belong to new sites.
    sites = {site.code: site for site in db.session.scalars(sa.select(Site))}
    for code, name in plan.new_teams:
        db.session.add(Team(site=sites[code], name=name))
    db.session.flush()  # People are placed in them by number.
    codes = {site.id: code for code, site in sites.items()}
    teams = {(codes[t.site_id], t.name): t for t in db.session.scalars(sa.select(Team))}
    return sites, teams


def _people(plan: Plan) -> dict[str, User]:
    wanted = {step.staff_number for step in plan.steps}
    wanted |= {step.job.manager for step in plan.steps if step.job}
    numbers = sorted(wanted)
    found: dict[str, User] = {}
    for start in range(0, len(numbers), CHUNK):
        some = sa.select(User).where(User.staff_number.in_(numbers[start : start + CHUNK]))
        loaded = some.options(selectinload(User.placements), selectinload(User.appointments))
        found |= {one.staff_number: one for one in db.session.scalars(loaded)}
    return found


def _write_down(plan: Plan, people: dict[str, User], actor: User) -> None:
    for step in plan.steps:
        known = people.get(step.staff_number)
        if known is not None and known.email != (step.email or None):
            known.email = None
    db.session.flush()  # Two people may have changed addresses with each other.
    for step in plan.steps:
        known = people.get(step.staff_number)
        if known is None:
            people[step.staff_number] = _newcomer(step)
        else:
            _correct(known, step, actor)
    db.session.flush()  # Managers are named by number, and so are people in the trail.
    for step in plan.of_kind(Kind.NEW):
        publish(Joined(actor=actor, subject=people[step.staff_number]))


def _newcomer(step: Step) -> User:
    person = accounts.unchecked_account(
        staff_number=step.staff_number, name=step.name, known_as=step.known_as, email=step.email
    )
    person.placements, person.appointments = [], []
    db.session.add(person)
    return person


def _correct(person: User, step: Step, actor: User) -> None:
    written = {"name", "known_as", "email"}
    fields = tuple(one.column for one in step.differences if one.column in written)
    person.name, person.known_as, person.email = step.name, step.known_as, step.email or None
    if fields:
        publish(Corrected(actor=actor, subject=person, fields=fields))


def _place(plan: Plan, people: dict[str, User], places: _Places, actor: User) -> None:
    sites, teams = places
    placements = []
    with db.session.no_autoflush:
        for step in plan.steps:
            if step.job is not None:
                post = Post(
                    site=sites[step.job.site],
                    team=teams.get((step.job.site, step.job.team)),
                    manager=people.get(step.job.manager),
                    job_title=step.job.job_title,
                    hours=HoursPattern(step.job.hours) if step.job.hours else None,
                    contract=ContractKind(step.job.contract) if step.job.contract else None,
                    starts_on=step.starts_on,
                )
                person = people[step.staff_number]
                placements.append((latest(person), write_placement(person, post)))
    db.session.flush()  # The trail names placements by number; one flush serves them all.
    for before, placement in placements:
        announce(placement, before=before, actor=actor)


def _come_and_go(step: Step, person: User, actor: User) -> None:
    if step.kind is Kind.RETURNING:
        come_back(person, actor=actor)
    if step.leaves_on is not None:
        depart(person, on=step.leaves_on, actor=actor)
