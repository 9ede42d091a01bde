"""What the printed record of an appraisal says: what was signed, by whom, and what was added later."""

from collections.abc import Iterator
from typing import Any

from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal, AppraisalRecord, SignedAs
from trainer.appraisals.queries import appeals, content, forms
from trainer.appraisals.rules.appealing import AppealOutcome, AppraisalAppealStatus
from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.documents.paper import Name, PaperPage, Section, Table, whole_day, written_day

OUTCOMES = {
    AppealOutcome.UPHELD: _l("Upheld"),
    AppealOutcome.PARTLY: _l("Upheld in part"),
    AppealOutcome.REFUSED: _l("Not upheld"),
}
"""What an answer to an appeal is called."""


def page_of(
    appraisal: Appraisal, record: AppraisalRecord, config: Config, reader: User
) -> PaperPage:
    """Say all that the record says to whoever asked, with its signatures and the notes below."""
    told = content.for_reader(record.content, appraisal.person, reader)
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=told["cycle"],
        learner=told["person"],
        about=f"{told['job_title']}, {told['site']}",
        made_on=clock.today(config.zone),
        facts=tuple(_facts(appraisal, told)),
        sections=(
            *(_section(one) for one in told["sections"]),
            *_calibration(told),
            _signatures(appraisal, config),
            *_appeal(appraisal, record, config),
            *_notes(appraisal, config),
        ),
    )


def _facts(appraisal: Appraisal, told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    cycle = appraisal.cycle
    yield _("Looks back on"), f"{whole_day(cycle.period_from)} – {whole_day(cycle.period_to)}"
    yield _("Manager"), told["manager"]
    if appraisal.met_on:
        yield _("Met on"), whole_day(appraisal.met_on)


def _section(told: dict[str, Any]) -> Section:
    rows = tuple(
        (item["name"] if place == 0 else "", one["by"], _said(one))
        for item in told["items"]
        for place, one in enumerate(item["told"])
    )
    heads = (_("What was asked"), _("Who"), _("What they say"))
    return Section(told["title"], table=Table(heads, (3, 2, 7), rows))


def _said(told: dict[str, Any]) -> str:
    rests_on = ", ".join(told["rests_on"])
    said = ": ".join(part for part in (told["level"], told["words"]) if part)
    return f"{said} {_('It rests on: %(what)s.', what=rests_on)}" if rests_on else said


def _calibration(told: dict[str, Any]) -> Iterator[Section]:
    if told["calibration"]:
        yield Section(
            _("Calibration"),
            words=tuple(
                _(
                    "%(after)s, before that %(before)s: %(reason)s",
                    after=one["after"],
                    before=one["before"],
                    reason=one["reason"],
                )
                for one in told["calibration"]
            ),
        )


def _signatures(appraisal: Appraisal, config: Config) -> Section:
    words = {
        SignedAs.MANAGER: _("Manager"),
        SignedAs.EMPLOYEE: _("Appraised"),
        SignedAs.EMPLOYEE_DECLINES: _("Declined to sign"),
        SignedAs.SECOND_LINE: _("Second line"),
    }
    signed = forms.signatures_of(appraisal)
    return Section(
        _("Signatures"),
        words=tuple(f"{one.printed_name}: {one.words}" for one in signed if one.words),
        names=tuple(
            Name(words[one.signed_as], one.printed_name, written_day(one.at, config.zone))
            for one in signed
        ),
    )


def _appeal(appraisal: Appraisal, record: AppraisalRecord, config: Config) -> Iterator[Section]:
    appeal = appeals.of_appraisal(appraisal)
    if appeal is None or appeal.status is AppraisalAppealStatus.WITHDRAWN:
        return
    scale = record.content["scale"]
    said = [
        (one.at, f"{appeal.person.name}, {written_day(one.at, config.zone)}: {one.words}")
        for one in appeal.grounds
    ]
    for one in appeal.answers:
        found = f"{OUTCOMES[one.outcome]}. {one.words}"
        if one.after and one.before:
            found += " " + _(
                "Overall rating: %(after)s, before that %(before)s.",
                after=scale[one.after - 1],
                before=scale[one.before - 1],
            )
        said.append((one.at, f"{one.printed_name}, {written_day(one.at, config.zone)}: {found}"))
    yield Section(_("Appeal"), words=tuple(words for _at, words in sorted(said)))


def _notes(appraisal: Appraisal, config: Config) -> Iterator[Section]:
    notes = forms.addenda_of(appraisal)
    if notes:
        yield Section(
            _("Notes added later"),
            words=tuple(
                f"{one.writer.name}, {written_day(one.at, config.zone)}: {one.words}"
                for one in notes
            ),
        )
