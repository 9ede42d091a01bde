"""Bringing work products in by file, and what somebody does with those offered to them."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.feeds import actions, policies, queries
from trainer.feeds.kinds import PRODUCTS, ProductRules
from trainer.feeds.models import OfferStatus, ProductKind, WorkProduct
from trainer.feeds.reading import COLUMNS, MOST_ROWS, read
from trainer.logs.models import Item
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page
from trainer.web.sheet_forms import SeenForm, SheetForm

bp = Blueprint("feeds", __name__)

MOST_SHOWN = 200


@bp.app_template_filter("product")
def product_rules(kind: ProductKind) -> ProductRules:
    """Give templates what there is to say about a kind of work product."""
    return PRODUCTS[kind]


@bp.app_template_filter("origin")
def origin(item: Item) -> WorkProduct | None:
    """Give templates the work product that a piece of evidence was made of, if it was."""
    return queries.origin_of(item)


@bp.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {"count_offered": lambda: queries.count_offered_to(actor())}


@bp.route("/feeds/", methods=["GET", "POST"])
def overview() -> ResponseReturnValue:
    """Send a file of work products, and see how many became of each person's."""
    hidden_unless(policies.may_bring_in(actor()))
    form = SheetForm.for_request()
    if form.submitted():
        name = form.file.data.filename or ""
        kept = actions.keep_file(actor=actor(), name=name, body=form.body)
        return done("", "feeds.look_through", file_id=kept.id)
    counts = db.session.execute(queries.counts_for(actor())).all()
    return page("feeds/overview.html", form, columns=COLUMNS, most=MOST_ROWS, counts=counts)


@bp.get("/feeds/example.csv")
def example() -> ResponseReturnValue:
    """Give away a file with the columns that are read, to be filled in."""
    hidden_unless(policies.may_bring_in(actor()))
    return table_file("work-products.csv", COLUMNS, [])


@bp.route("/feeds/files/<int:file_id>", methods=["GET", "POST"])
def look_through(file_id: int) -> ResponseReturnValue:
    """Show what a file would bring, and on confirmation offer it, all or nothing."""
    hidden_unless(policies.may_bring_in(actor()))
    kept = db.one_or_404(queries.waiting_file(actor(), file_id))
    plan = queries.look_ahead(actor(), read(kept.body))
    form = SeenForm.for_request(seen=plan.fingerprint)
    if form.submitted():
        if form.seen.data != plan.fingerprint:
            raise Conflict(_("Something has changed since you looked. Open the file again."))
        with form.refusals():
            actions.take_in(plan, actor=actor(), source=kept.name, file=kept)
            return done(
                _("The file is taken in, all of it. Each person is told."), "feeds.overview"
            )
    return page("feeds/look_through.html", form, kept=kept, plan=plan, most_shown=MOST_SHOWN)


@bp.get("/log/offered")
def offered() -> str:
    """List what is offered to one as evidence, and what one set aside."""
    shown = {OfferStatus.OFFERED, OfferStatus.SET_ASIDE}
    products = db.session.scalars(queries.offered_to(actor(), shown)).all()
    return render_template(
        "feeds/offered.html",
        offered=[one for one in products if one.status is OfferStatus.OFFERED],
        aside=[one for one in products if one.status is OfferStatus.SET_ASIDE],
        key=lambda: OnceForm.for_request().request_key.data,
    )


@bp.post("/log/offered/<int:product_id>/use")
def use(product_id: int) -> ResponseReturnValue:
    """Make a work product a draft of one's evidence."""
    product = _own(product_id)
    if OnceForm.for_request().submitted():
        item = actions.use(product, actor=actor())
        said = _("%(label)s is a draft. Say what it shows, and link criteria.", label=item.label)
        return done(said, "logs.fill", item_id=item.id)
    return done("", "feeds.offered")


@bp.post("/log/offered/<int:product_id>/set-aside")
def set_aside(product_id: int) -> ResponseReturnValue:
    """Decide not to use a work product."""
    product = _own(product_id)
    if OnceForm.for_request().submitted():
        actions.set_aside(product, actor=actor())
    return done(_("Set aside. You can take it up again below."), "feeds.offered")


@bp.post("/log/offered/<int:product_id>/take-up")
def take_up(product_id: int) -> ResponseReturnValue:
    """Take a work product that one set aside up again."""
    product = _own(product_id)
    if OnceForm.for_request().submitted():
        actions.take_up(product, actor=actor())
    return done(_("It is offered to you again."), "feeds.offered")


def _own(product_id: int) -> WorkProduct:
    found = policies.visible_to(actor()).where(WorkProduct.id == product_id)
    product: WorkProduct = db.one_or_404(found)
    return product
