"""The addresses of CASE 1.1: the list of frameworks, each of them whole or in parts, and what we lack."""

from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from trainer.catalogue import policies
from trainer.catalogue.comparing import entry_of
from trainer.catalogue.exchange.case.writing import (
    TYPES,
    association_of,
    document_of,
    item_of,
    item_type,
    package,
    type_identifier,
)
from trainer.catalogue.exchange.collecting import collect, framework_of, loaded, with_heads
from trainer.catalogue.exchange.serving import finding
from trainer.catalogue.exchange.serving.answers import (
    PREFIX,
    answered,
    for_caches,
    links,
    refusal,
    refused,
    style_of,
)
from trainer.catalogue.exchange.serving.asking import BadQuestion, asked
from trainer.catalogue.exchange.serving.finding import Placed, Readable
from trainer.catalogue.exchange.unfolding import head, unfold
from trainer.catalogue.importing.identifiers import turned
from trainer.extensions import db
from trainer.web.access import actor, public
from trainer.web.throttle import MINUTE, count_visit

OFTEN = 600
"""So often one address may ask; a whole framework is one question."""

bp = Blueprint("case", __name__, url_prefix=PREFIX)
bp.register_error_handler(HTTPException, refused)
bp.before_request(lambda: count_visit(PREFIX, OFTEN, MINUTE))


@bp.get("/CFDocuments")
@public
def documents() -> Response:
    """List the frameworks, as many and in such order as is asked for."""
    try:
        question = asked(request.args)
    except BadQuestion as error:
        return refusal(400, error.says, error.code)
    select = question.narrowed(finding.documents(_readable()))
    counted = sa.select(sa.func.count()).select_from(select.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    page = with_heads(select).limit(question.limit).offset(question.offset)
    shown = [
        question.shown(document_of(head(framework_of(one), entry_of(one)), style_of(one)))
        for one in db.session.scalars(page)
    ]
    answer = jsonify(CFDocuments=shown)
    answer.headers["X-Total-Count"] = str(total)
    answer.headers["Link"] = links(question.limit, question.offset, total)
    return for_caches(answer)


@bp.get("/CFDocuments/<string:identifier>")
@public
def document(identifier: str) -> Response:
    """Show what a framework says about itself."""
    if (version := loaded(finding.document(_readable(), _known(identifier)))) is None:
        return _unknown(identifier)
    told = head(framework_of(version), entry_of(version))
    return answered(version, lambda: document_of(told, style_of(version)))


@bp.get("/CFPackages/<string:identifier>")
@public
def whole_package(identifier: str) -> Response:
    """Show a framework with all its items."""
    if (version := loaded(finding.document(_readable(), _known(identifier)))) is None:
        return _unknown(identifier)
    return answered(version, lambda: package(unfold(collect(version)), style_of(version)))


@bp.get("/CFItems/<string:identifier>")
@public
def item(identifier: str) -> Response:
    """Show one unit, outcome or criterion."""
    if (found := _placed(_known(identifier))) is None:
        return _unknown(identifier)
    style = style_of(found.version)
    return answered(found.version, lambda: item_of(found.item, found.document, style))


@bp.get("/CFItemAssociations/<string:identifier>")
@public
def item_associations(identifier: str) -> Response:
    """Show one item with what it stands under, and what stands under it."""
    if (found := _placed(_known(identifier))) is None:
        return _unknown(identifier)
    style = style_of(found.version)
    below = enumerate(found.item.children, start=1)
    placings = [(found.item, found.parent, found.place)]
    placings += [(child, found.item, place) for place, child in below]
    return answered(
        found.version,
        lambda: {
            "CFItem": item_of(found.item, found.document, style),
            "CFAssociations": [
                association_of(*one, found.document, style, packed=True) for one in placings
            ],
        },
    )


@bp.get("/CFAssociations/<string:identifier>")
@public
def association(identifier: str) -> Response:
    """Show under what an item stands."""
    known = _known(identifier)
    if not known or (found := _placed(turned(known))) is None:
        return _unknown(identifier)
    style = style_of(found.version)
    return answered(
        found.version,
        lambda: association_of(found.item, found.parent, found.place, found.document, style),
    )


@bp.get("/CFItemTypes/<string:identifier>")
@public
def kind_of_item(identifier: str) -> Response:
    """Show what a kind of item is called."""
    kinds = {type_identifier(kind): kind for kind in TYPES}
    kind = kinds.get(_known(identifier))
    if kind is None:
        return _unknown(identifier)
    return for_caches(jsonify(CFItemTypes=[item_type(kind, style_of())]))


@bp.get("/CFAssociationGroupings/<string:identifier>", endpoint="groupings")
@bp.get("/CFConcepts/<string:identifier>", endpoint="concepts")
@bp.get("/CFLicenses/<string:identifier>", endpoint="licences")
@bp.get("/CFRubrics/<string:identifier>", endpoint="rubrics")
@bp.get("/CFSubjects/<string:identifier>", endpoint="subjects")
@public
def not_ours(identifier: str) -> Response:
    """Say that there is none: our frameworks have no such parts."""
    return _unknown(identifier)


def _readable() -> Readable:
    """Tell what may be read: signed in, what the catalogue shows; else what is open to everyone."""
    if current_user.is_authenticated:
        return policies.visible_to(actor())
    return policies.open_to_everyone()


def _placed(identifier: str) -> Placed | None:
    return finding.placed(_readable(), identifier) if identifier else None


def _known(identifier: str) -> str:
    """Write an identifier in the one way it is kept; one that is no UUID is known to nobody."""
    try:
        return str(UUID(identifier))
    except ValueError:
        return ""


def _unknown(identifier: str) -> Response:
    if not _known(identifier):
        return refusal(404, "This is no UUID.", "invaliduuid")
    says = "There is no such object here"
    if not current_user.is_authenticated:
        says += ", or it is shown only to those who sign in"
    return refusal(404, f"{says}.")
