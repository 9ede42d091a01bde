"""What the printed record of an exercise says."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from trainer.audit.anchors import last_link
from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.documents.paper import Name, PaperPage, Section, Table
from trainer.points.queries import about_thing
from trainer.standardisation.agreement import Agreement, Unsaid
from trainer.standardisation.models import Exercise, Invited
from trainer.standardisation.queries import qualification_title
from trainer.standardisation.results import Line, Results, results_of
from trainer.web.statuses import shown


def page_of(exercise: Exercise, config: Config) -> PaperPage:
    """Say it all: who judged what, how far they agree, what was agreed, met and asked for."""
    results = results_of(exercise)
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("Record of a standardisation exercise"),
        learner=exercise.title,
        about=qualification_title(exercise),
        made_on=clock.today(config.zone),
        ledger_link=last_link(),
        facts=tuple(_facts(exercise, results, config)),
        sections=(
            _matrix(exercise, results),
            *(_reasons(exercise, line) for line in results.lines),
            *_meeting(exercise, config),
        ),
        wide=True,
    )


def _facts(exercise: Exercise, results: Results, config: Config) -> Iterator[tuple[str, str]]:
    yield _("Led by"), exercise.lead.name
    yield _("Judged by"), _day(exercise.judge_by, config)
    yield _("Results opened"), _day(exercise.opened_at, config)
    agreement = results.agreement
    if agreement.same is not None:
        yield _("The same answer, of all pairs"), f"{float(agreement.same):.0%}"
    yield _("Cohen’s kappa") if agreement.is_cohens else _("Fleiss’ kappa"), _kappa(agreement)
    yield _("Assessors and criteria counted"), f"{agreement.raters}, {agreement.items}"


def _kappa(agreement: Agreement) -> str:
    if agreement.kappa is not None:
        return f"{float(agreement.kappa):.2f}"
    return {
        Unsaid.FEW_RATERS: _("No figure: fewer than two assessors count."),
        Unsaid.FEW_ITEMS: _("No figure: fewer than two criteria were judged by all who count."),
        Unsaid.ONE_CATEGORY: _("No figure: everybody said one and the same of everything."),
    }[agreement.unsaid or Unsaid.FEW_RATERS]


def _matrix(exercise: Exercise, results: Results) -> Section:
    heads = [_called(exercise, one) for one in results.assessors]
    rows = [
        (
            _criterion(line),
            *(
                (str(shown(one.outcome).word) + ("" if one.counts else " *")) if one else ""
                for one in line.said
            ),
            str(shown(line.item.agreed).word) if line.item.agreed else "",
        )
        for line in results.lines
    ]
    left_out = any(one and not one.counts for line in results.lines for one in line.said)
    return Section(
        _("Criteria by assessor, where they differ first"),
        words=(_("* assessed it for the learner, and is not counted"),) if left_out else (),
        table=Table(
            (_("Criterion"), *heads, _("Agreed")), (4, *(None for _one in heads), None), tuple(rows)
        ),
    )


def _reasons(exercise: Exercise, line: Line) -> Section:
    said = [
        f"{_called(exercise, one.invited)}, {shown(one.outcome).word}: {one.reason}"
        for one in line.said
        if one
    ]
    agreed = line.item.agreed
    if agreed is not None:
        said.append(
            _(
                "Agreed, %(outcome)s: %(why)s",
                outcome=shown(agreed).word,
                why=line.item.agreed_why,
            )
        )
    return Section(f"{_criterion(line)} {line.item.criterion.text}", words=tuple(said))


def _meeting(exercise: Exercise, config: Config) -> Iterator[Section]:
    if exercise.met_on is not None:
        took = ngettext("%(num)d minute", "%(num)d minutes", exercise.met_minutes or 0)
        there = sorted(one.person.name for one in exercise.attendances)
        yield Section(
            _("The meeting of %(day)s, %(took)s", day=_day(exercise.met_on, config), took=took),
            words=tuple(one for one in (exercise.minutes, exercise.decisions) if one),
            names=tuple(Name(_("Was there"), name) for name in there),
        )
    if points := about_thing(exercise):
        rows = [
            (one.what, one.owner.name, _day(one.due_on, config), str(shown(one.status).word))
            for one in points
        ]
        heads = (_("What"), _("Owner"), _("Due"), _("State"))
        yield Section(_("Actions"), table=Table(heads, (6, None, None, None), tuple(rows)))


def _criterion(line: Line) -> str:
    criterion = line.item.criterion
    return f"{line.number} · {criterion.unit_version.code} {criterion.number}"


def _called(exercise: Exercise, place: Invited) -> str:
    return place.person.name if exercise.names_shown else place.letter


def _day(value: date | datetime | None, config: Config) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(config.zone)).date()
    return format_date(value, "d MMM y", locale="en_GB")
