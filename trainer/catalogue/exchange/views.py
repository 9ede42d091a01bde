"""Our own frameworks at the addresses of CASE 1.1, for programs that sign in.

docs/decisions/0014-case-behind-the-door.md says why they are not open to everyone.
"""

from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from trainer.catalogue.comparing import entry_of
from trainer.catalogue.exchange import finding
from trainer.catalogue.exchange.case.writing import (
    TYPES,
    Style,
    association_of,
    document_of,
    item_of,
    item_type,
    package,
    placements,
    type_identifier,
)
from trainer.catalogue.exchange.collecting import collect, framework_of, loaded, with_heads
from trainer.catalogue.exchange.outline import Item
from trainer.catalogue.exchange.unfolding import head, unfold
from trainer.catalogue.importing.identifiers import turned
from trainer.catalogue.models import QualificationVersion
from trainer.extensions import db
from trainer.web.access import actor

PREFIX = "/ims/case/v1p1"
AT_MOST = 100

bp = Blueprint("case", __name__, url_prefix=PREFIX)


@bp.get("/CFDocuments")
def documents() -> ResponseReturnValue:
    """List the frameworks, a hundred at a time."""
    limit = min(max(request.args.get("limit", AT_MOST, type=int), 1), AT_MOST)
    offset = max(request.args.get("offset", 0, type=int), 0)
    select = finding.documents(actor())
    total = db.session.scalar(sa.select(sa.func.count()).select_from(select.subquery()))
    versions = db.session.scalars(with_heads(select).limit(limit).offset(offset))
    shown = [document_of(head(framework_of(one), entry_of(one)), _style(one)) for one in versions]
    answer = jsonify(CFDocuments=shown)
    answer.headers["X-Total-Count"] = str(total)
    return answer


@bp.get("/CFDocuments/<uuid:identifier>")
def document(identifier: UUID) -> ResponseReturnValue:
    """Show what a framework says about itself."""
    opened = _opened(finding.document(actor(), str(identifier)))
    return jsonify(document_of(*opened)) if opened else _unknown()


@bp.get("/CFPackages/<uuid:identifier>")
def whole_package(identifier: UUID) -> ResponseReturnValue:
    """Show a framework with all its items."""
    opened = _opened(finding.document(actor(), str(identifier)))
    return jsonify(package(*opened)) if opened else _unknown()


@bp.get("/CFItems/<uuid:identifier>")
def item(identifier: UUID) -> ResponseReturnValue:
    """Show one unit, outcome or criterion."""
    found = _placed(str(identifier))
    if found is None:
        return _unknown()
    child, _parent, _place, root, style = found
    return jsonify(item_of(child, root, style))


@bp.get("/CFItemAssociations/<uuid:identifier>")
def item_associations(identifier: UUID) -> ResponseReturnValue:
    """Show one item with what it stands under, and what stands under it."""
    found = _placed(str(identifier))
    if found is None:
        return _unknown()
    child, parent, place, root, style = found
    links = [association_of(child, parent, place, root, style)]
    links += [
        association_of(below, child, number, root, style)
        for number, below in enumerate(child.children, start=1)
    ]
    return jsonify(CFItem=item_of(child, root, style), CFAssociations=links)


@bp.get("/CFAssociations/<uuid:identifier>")
def association(identifier: UUID) -> ResponseReturnValue:
    """Show under what an item stands."""
    found = _placed(turned(str(identifier)))
    if found is None:
        return _unknown()
    child, parent, place, root, style = found
    return jsonify(association_of(child, parent, place, root, style))


@bp.get("/CFItemTypes/<uuid:identifier>")
def kind_of_item(identifier: UUID) -> ResponseReturnValue:
    """Show what a kind of item is called."""
    kinds = {type_identifier(kind): kind for kind in TYPES}
    kind = kinds.get(str(identifier))
    return jsonify(CFItemTypes=[item_type(kind, _style())]) if kind else _unknown()


def _style(version: QualificationVersion | None = None) -> Style:
    base = request.url_root.rstrip("/") + PREFIX
    if version is None or version.published_at is None:
        return Style(base)
    return Style(base, version.published_at.isoformat(timespec="seconds"))


def _opened(select: sa.Select[QualificationVersion]) -> tuple[Item, Style] | None:
    version = loaded(select)
    return (unfold(collect(version)), _style(version)) if version else None


def _placed(identifier: str) -> tuple[Item, Item, int, Item, Style] | None:
    opened = _opened(finding.holding(actor(), identifier))
    if opened is None:
        return None
    root, style = opened
    found = (one for one in placements(root) if one[0].identifier == identifier)
    placed = next(found, None)
    return (*placed, root, style) if placed else None


def _unknown() -> ResponseReturnValue:
    field = {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": "unknownobject",
    }
    return jsonify(
        imsx_codeMajor="failure",
        imsx_severity="error",
        imsx_description="There is no such object here.",
        imsx_codeMinor={"imsx_codeMinorField": [field]},
    ), 404
