"""The pages of vacancies: the list, one of them, opening, answering and ending it."""

from typing import cast

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.careers.queries import charts
from trainer.core import clock
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.people import queries as people
from trainer.people.models import Site
from trainer.vacancies import actions, policies
from trainer.vacancies.forms import ActForm, AnswerForm, EndForm, VacancyForm
from trainer.vacancies.models import Application, ApplicationStatus, Vacancy, VacancyStatus
from trainer.vacancies.queries.listing import Show, answer_of, answers, listed, one
from trainer.vacancies.queries.matching import matches
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import done, page

bp = Blueprint("vacancies", __name__, url_prefix="/vacancies")

PAGE = 50


@bp.get("/")
def listing() -> str:
    """List the vacancies, the open ones with the nearest last day first."""
    show = Show.OVER if request.args.get("show") == Show.OVER else Show.OPEN
    found = db.paginate(listed(actor(), show), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template(
        "vacancies/listing.html", page=found, show=show, may_open=policies.may_open(actor())
    )


@bp.route("/open", methods=["GET", "POST"])
def open_one() -> ResponseReturnValue:
    """Open a vacancy."""
    sites = policies.sites_to_open_at(actor(), db.session.scalars(people.sites()).all()) or abort(
        404
    )
    form = VacancyForm.for_request()
    form.offer(charts.chart().roles, sites)
    if form.submitted():
        with form.refusals():
            made = actions.open_vacancy(
                actor=actor(),
                role_key=form.role.data,
                site=db.session.get_one(Site, int(form.site.data)),
                hours=form.hours.data or "",
                about=form.about.data or "",
                closes_on=form.closes_on.data or clock.today(),
            )
            return done(
                _("It is open, and people are told."), "vacancies.shown", vacancy_id=made.id
            )
    return page("vacancies/open.html", form)


@bp.get("/<int:vacancy_id>")
def shown(vacancy_id: int) -> str:
    """Show a vacancy; to whoever sees to it, with who answered and how each stands with the role."""
    vacancy = _found(vacancy_id)
    mine = db.session.scalar(answer_of(actor(), vacancy))
    reads = bool(policies.may_read_answers(actor(), vacancy))
    return render_template(
        "vacancies/shown.html",
        vacancy=vacancy,
        role=charts.chart().role(vacancy.role_key),
        mine=mine,
        reads=reads,
        matches=matches(vacancy, db.session.scalars(answers(vacancy)).all()) if reads else [],
        may_answer=policies.may_answer(actor(), vacancy),
        may_take_back=mine is not None and policies.may_take_back(actor(), mine),
        may_end=policies.may_end(actor(), vacancy),
        key=ActForm.for_request().request_key.data,
    )


@bp.route("/<int:vacancy_id>/answer", methods=["GET", "POST"])
def answer(vacancy_id: int) -> ResponseReturnValue:
    """Say that one is interested, or apply."""
    vacancy = _found(vacancy_id)
    before = db.session.scalar(answer_of(actor(), vacancy))
    form = AnswerForm.for_request(**_said(before))
    if form.submitted():
        with form.refusals():
            actions.answer(
                vacancy,
                actor=actor(),
                applies=form.how.data == "apply",
                words=form.words.data or "",
                relocates=bool(form.relocates.data),
                hours=form.hours.data or "",
                languages=form.languages.data or "",
            )
            return _back(vacancy, _("Sent. You can change it until the last day."))
    return _asked("vacancies/answer.html", form, vacancy, policies.may_answer(actor(), vacancy))


@bp.post("/<int:vacancy_id>/take-back")
def take_back(vacancy_id: int) -> ResponseReturnValue:
    """Take one's answer back."""
    vacancy = _found(vacancy_id)
    made = db.one_or_404(answer_of(actor(), vacancy))
    if ActForm.for_request().submitted():
        actions.take_back(cast("Application", made), actor=actor())
    return done(_("Taken back."), "vacancies.shown", vacancy_id=vacancy.id)


@bp.route("/<int:vacancy_id>/end", methods=["GET", "POST"])
def end(vacancy_id: int) -> ResponseReturnValue:
    """Close a vacancy, say that it is filled, withdraw it, or open it again."""
    vacancy = _found(vacancy_id)
    form = EndForm.for_request()
    left = vacancy.next_statuses(clock.today())
    form.after.choices = [one for one in form.after.choices if VacancyStatus(one.value) in left]
    if form.submitted():
        with form.refusals():
            actions.end(
                vacancy,
                actor=actor(),
                after=VacancyStatus(form.after.data),
                because=form.because.data or "",
            )
            return done(
                _("Kept. Those who answered are told."), "vacancies.shown", vacancy_id=vacancy.id
            )
    return _asked("vacancies/end.html", form, vacancy, policies.may_end(actor(), vacancy))


def _asked(template: str, form: Form, vacancy: Vacancy, verdict: Verdict) -> ResponseReturnValue:
    return page(template, form, vacancy=vacancy, verdict=verdict)


def _back(vacancy: Vacancy, words: str) -> ResponseReturnValue:
    return done(words, "vacancies.shown", vacancy_id=vacancy.id)


def _found(vacancy_id: int) -> Vacancy:
    """Find a vacancy this person reads; 404 for everybody else."""
    return cast("Vacancy", db.one_or_404(one(actor(), vacancy_id)))


def _said(before: Application | None) -> dict[str, object]:
    if before is None:
        return {}
    return {
        "how": "apply" if before.status is ApplicationStatus.APPLIED else "interest",
        "words": before.words,
        "relocates": before.relocates,
        "hours": before.hours,
        "languages": before.languages,
    }
