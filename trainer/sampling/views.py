"""How sampling is reached: qualifications, their strategy, draws, a sample's plan, and coverage."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_sqlalchemy.pagination import Pagination

from trainer.catalogue.models import Qualification
from trainer.documents.workbook import Leaf, as_workbook
from trainer.extensions import db
from trainer.sampling import actions, policies, queries, showing
from trainer.sampling.coverage import coverage_of
from trainer.sampling.forms import DrawForm, StrategyForm
from trainer.sampling.matrix import Kept, Line, matrix_of
from trainer.sampling.models import Sample, Stage
from trainer.sampling.population import in_force
from trainer.sampling.queries import Show
from trainer.sampling.redrawing import differences
from trainer.sampling.rules.settings import Settings
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.responses import done, page

bp = Blueprint("sampling", __name__, url_prefix="/sampling")

PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MatrixPage(Pagination):
    """A page of the matrix, which is put together in memory from two lists of decisions."""

    def _query_items(self) -> list[Line]:
        lines: list[Line] = self._query_args["lines"]
        first = (self.page - 1) * self.per_page
        return lines[first : first + self.per_page]

    def _query_count(self) -> int:
        return len(self._query_args["lines"])


@bp.get("/")
def overview() -> ResponseReturnValue:
    """Say for each qualification somebody assures what waits, and list the latest samples."""
    found = queries.overview(actor())
    latest = db.session.execute(queries.samples(actor()).limit(10)).scalars().all()
    return render_template(
        "sampling/overview.html",
        qualifications=found,
        samples=latest,
        titles=queries.titles([one.id for one in found]),
    )


@bp.route("/qualifications/<int:qualification_id>/strategy", methods=["GET", "POST"])
def strategy(qualification_id: int) -> ResponseReturnValue:
    """Say how decisions on a qualification are sampled from now on."""
    qualification = _visible(qualification_id)
    earlier = queries.strategies(qualification_id)
    settings = Settings.from_data(earlier[0].settings) if earlier else Settings()
    form = StrategyForm.filled_from(settings, earlier[0].version if earlier else 0)
    if form.submitted():
        with form.refusals():
            actions.set_strategy(
                qualification,
                form.settings(),
                actor=actor(),
                reason=form.reason.data or "",
                seen=int(form.seen.data or 0),
            )
            return done(_("This is how it is sampled from now on."), "sampling.overview")
    return page(
        "sampling/strategy.html",
        form,
        qualification=qualification,
        title=_title(qualification),
        earlier=earlier,
        verdict=policies.may_sample(actor(), qualification),
    )


@bp.route("/qualifications/<int:qualification_id>/draw", methods=["GET", "POST"])
def draw(qualification_id: int) -> ResponseReturnValue:
    """Draw a sample of a qualification's decisions."""
    qualification = _visible(qualification_id)
    form = DrawForm.for_request()
    if form.submitted():
        with form.refusals():
            sample = actions.draw_sample(
                qualification, Stage(form.stage.data), actor=actor(), seed=form.seed.data or ""
            )
            said = ngettext("%(num)d unit is picked.", "%(num)d units are picked.", sample.picked)
            return done(said, "sampling.plan", sample_id=sample.id)
    return page(
        "sampling/draw.html",
        form,
        qualification=qualification,
        title=_title(qualification),
        strategy=db.session.scalar(in_force(qualification_id)),
        verdict=policies.may_sample(actor(), qualification),
        waiting=showing.waiting(qualification_id),
    )


@bp.get("/samples/<int:sample_id>")
def plan(sample_id: int) -> ResponseReturnValue:
    """Show a sample: what was picked and why, what was left out and why, and how far it is."""
    sample = _visible_sample(sample_id)
    show = request.args.get("show", Show.PICKED, type=Show)
    found = db.paginate(
        queries.rows_of_sample(sample, show), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "sampling/plan.html",
        sample=sample,
        title=_title(sample.qualification),
        page=found,
        show=show,
        counts=queries.counts(sample),
        reasons_by_row=showing.reasons_of(found.items),
        coverage=showing.named(coverage_of(sample.qualification_id, sample.strategy)),
        next_pick=queries.next_pick(sample, actor()),
    )


@bp.get("/samples/<int:sample_id>.csv")
def plan_file(sample_id: int) -> ResponseReturnValue:
    """Give a sample as a table: every row of its population with why it was picked or not."""
    sample = _visible_sample(sample_id)
    rows = [
        *db.session.scalars(queries.rows_of_sample(sample, Show.PICKED)),
        *db.session.scalars(queries.rows_of_sample(sample, Show.LEFT)),
    ]
    reasons = showing.reasons_of(rows)
    heads = [_("Unit"), _("Code"), _("Learner"), _("Assessor"), _("Picked"), _("Why"), _("State")]
    return table_file(
        f"sample-{sample.id}.csv",
        heads,
        (
            (
                row.title,
                row.code,
                row.learner,
                row.assessor,
                _("Yes") if row.picked else _("No"),
                "; ".join(one.words for one in reasons[row.id]),
                row.status.value if row.status else "",
            )
            for row in rows
        ),
    )


@bp.get("/samples/<int:sample_id>/again")
def again(sample_id: int) -> ResponseReturnValue:
    """Draw a sample again from its seed, and say whether the same comes out."""
    sample = _visible_sample(sample_id)
    return render_template(
        "sampling/again.html",
        sample=sample,
        title=_title(sample.qualification),
        differences=differences(sample),
    )


@bp.get("/qualifications/<int:qualification_id>/coverage")
def coverage(qualification_id: int) -> ResponseReturnValue:
    """Show what was looked into within a year: assessor by unit by site by kind of evidence."""
    qualification = _visible(qualification_id)
    found = coverage_of(qualification_id, db.session.scalar(in_force(qualification_id)))
    matrix = matrix_of(found)
    kept = Kept(
        request.args.get("assessor", type=int),
        request.args.get("site", type=int),
        request.args.get("gaps") == "1",
    )
    lines = MatrixPage(lines=matrix.of(kept), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template(
        "sampling/coverage.html",
        qualification=qualification,
        title=_title(qualification),
        coverage=showing.named(found),
        matrix=matrix,
        kept=kept,
        page=lines,
    )


@bp.get("/qualifications/<int:qualification_id>/coverage.csv")
def coverage_file(qualification_id: int) -> ResponseReturnValue:
    """Give the coverage of a year as a table, one line for each cell."""
    qualification = _visible(qualification_id)
    return table_file(f"coverage-{qualification.id}.csv", _heads(), _cells_of(qualification))


@bp.get("/qualifications/<int:qualification_id>/coverage.xlsx")
def coverage_workbook(qualification_id: int) -> ResponseReturnValue:
    """Give the coverage of a year as a workbook, one line for each cell."""
    qualification = _visible(qualification_id)
    leaf = Leaf(_("Coverage"), _heads(), (24, 44, 20, 28, 12, 12, 14, 8), _cells_of(qualification))
    answer = Response(as_workbook([leaf]), content_type=WORKBOOK)
    name = f"coverage-{qualification.id}.xlsx"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _heads() -> tuple[str, ...]:
    return (
        *(_("Assessor"), _("Unit"), _("Site"), _("Kind of evidence"), _("Decisions")),
        *(_("Looked into"), _("Disagreed with"), _("Gap")),
    )


def _cells_of(qualification: Qualification) -> Iterator[tuple[object, ...]]:
    found = coverage_of(qualification.id, db.session.scalar(in_force(qualification.id)))
    for cell in matrix_of(found).cells():
        yield (*list(cell.values())[:-1], _("Yes") if cell["gap"] else "")


def _title(qualification: Qualification) -> str:
    return queries.titles([qualification.id]).get(qualification.id, qualification.code)


def _visible(qualification_id: int) -> Qualification:
    return db.one_or_404(policies.sampled_by(actor()).where(Qualification.id == qualification_id))


def _visible_sample(sample_id: int) -> Sample:
    return db.one_or_404(policies.visible_to(actor()).where(Sample.id == sample_id))
