"""What the job worker does for visits: the letter with the link, and the pack."""

from typing import cast

from flask import current_app
from flask_babel import gettext as _

from trainer.audit.anchors import last_link
from trainer.config import Config
from trainer.core import clock
from trainer.documents.paper import PaperPage, Section, Table, written_day
from trainer.documents.pool import Renders
from trainer.documents.workbook import Leaf, as_workbook
from trainer.extensions import db
from trainer.letterhead.queries import look_now
from trainer.notifications.letters import Letter
from trainer.notifications.outbox import Claimed
from trainer.notifications.tasks import post
from trainer.packs.writing import Tell
from trainer.storage.store import Store
from trainer.visits import policies
from trainer.visits.actions import packing
from trainer.visits.actions.packing import drop_old_packs
from trainer.visits.links import token_of
from trainer.visits.models import Visit, VisitPack, VisitPackStatus
from trainer.visits.sections import SECTIONS, Gathered, Part, parts_of
from trainer.web.transactions import unit_of_work

__all__ = ["drop_old_packs", "give_up_on_pack", "make_pack", "progress_name", "send_link"]

LARGEST = 64 * 1024 * 1024
WIDTH = 24
"""So many characters wide a column of the workbook is."""


class NotTheirsAnyMore(Exception):
    """Whoever asked for the pack may not see visits any more."""


def send_link(work: Claimed, config: Config) -> None:
    """Send the link to the visitor, unless the visit is over or another link took its place.

    The letter is written only now, so that the link is kept nowhere.
    """
    visit = db.session.get(Visit, work.payload["visit_id"])
    if visit is None or not policies.may_go_on(visit) or visit.salt != work.payload["salt"]:
        return
    letter = _letter(visit, config)
    db.session.rollback()  # Nothing is read or locked while the mail server takes its time.
    post(letter, work, config)


def _letter(visit: Visit, config: Config) -> Letter:
    words = current_app.jinja_env.get_template("emails/visit.txt").render(
        visit=visit, address=link_of(visit, config), organisation=config.organisation
    )
    subject = _("Your visit to %(organisation)s", organisation=config.organisation)
    return Letter(visit.eqa_email, subject, words.strip() + "\n")


def link_of(visit: Visit, config: Config) -> str:
    """Make the whole address of a visitor's link."""
    return f"{config.base_url.rstrip('/')}/eqa/{token_of(config.secret_key, visit.salt)}"


def progress_name(pack_id: int) -> str:
    """Name a pack where progress is told."""
    return f"visit-pack-{pack_id}"


def make_pack(pack_id: int, config: Config, renderer: Renders, tell: Tell) -> None:
    """Make the paper and the workbook of a visit, once, of what whoever asked may read now."""
    pack = db.session.get(VisitPack, pack_id)
    if pack is None or pack.status is not VisitPackStatus.WAITING:
        return
    if not policies.may_arrange(pack.asked_by):
        raise NotTheirsAnyMore(pack_id)
    parts = []
    for done, part in enumerate(parts_of(Gathered(pack.visit, pack.asked_by, config)), start=1):
        tell(done, len(SECTIONS) + 1)
        if part.rows:
            parts.append(part)
    page = _paper(pack.visit, parts, config)
    store = cast("Store", current_app.extensions["store"])
    look = look_now(store, page.made_on)
    db.session.rollback()
    workbook = as_workbook(
        Leaf(one.name, one.heads, [WIDTH] * len(one.heads), one.rows) for one in parts
    )
    pdf_key = store.put_stream([renderer.render(page.request(look))], limit=LARGEST).key
    xlsx_key = store.put_stream([workbook], limit=LARGEST).key
    with unit_of_work():
        pack = db.session.get(VisitPack, pack_id, with_for_update=True)
        if pack is not None and pack.status is VisitPackStatus.WAITING:
            packing.note_made(pack, pdf_key=pdf_key, xlsx_key=xlsx_key)


def give_up_on_pack(pack_id: int) -> None:
    """Note that the pack could not be made, so that whoever waits for it sees it."""
    pack = db.session.get(VisitPack, pack_id)
    if pack is not None and pack.status is VisitPackStatus.WAITING:
        pack.move_to(VisitPackStatus.FAILED)


def _paper(visit: Visit, parts: list[Part], config: Config) -> PaperPage:
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("Visit pack"),
        learner=visit.awarding_organisation,
        about=visit.eqa_name,
        made_on=clock.today(config.zone),
        ledger_link=last_link(),
        facts=(
            (_("First day"), written_day(visit.starts_on, config.zone)),
            (_("Last day"), written_day(visit.ends_on, config.zone)),
            (_("Sites"), ", ".join(one.site.name for one in visit.sites) or _("All sites")),
        ),
        sections=tuple(
            Section(one.title, table=Table(one.heads, one.widths, one.rows)) for one in parts
        ),
        wide=True,
    )
