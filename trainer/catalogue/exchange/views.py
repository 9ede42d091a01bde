"""Our own frameworks at the addresses of CASE 1.1, for programs that sign in as somebody who may
read the catalogue; docs/decisions/0012-case-behind-the-door.md says why not for everyone.
"""

import uuid
from typing import Any

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


@bp.get("/CFDocuments/<identifier>")
def document(identifier: str) -> ResponseReturnValue:
    """Show what a framework says about itself."""
    opened = _opened(finding.document(actor(), _canonical(identifier)))
    return jsonify(document_of(*opened)) if opened else _unknown(identifier)


@bp.get("/CFPackages/<identifier>")
def whole_package(identifier: str) -> ResponseReturnValue:
    """Show a framework with all its items."""
    opened = _opened(finding.document(actor(), _canonical(identifier)))
    return jsonify(package(*opened)) if opened else _unknown(identifier)


@bp.get("/CFItems/<identifier>")
def item(identifier: str) -> ResponseReturnValue:
    """Show one unit, outcome or criterion."""
    found = _placed(_canonical(identifier))
    if found is None:
        return _unknown(identifier)
    child, _parent, _place, root, style = found
    return jsonify(item_of(child, root, style))


@bp.get("/CFItemAssociations/<identifier>")
def item_associations(identifier: str) -> ResponseReturnValue:
    """Show one item with what it stands under, and what stands under it."""
    found = _placed(_canonical(identifier))
    if found is None:
        return _unknown(identifier)
    child, parent, place, root, style = found
    links = [association_of(child, parent, place, root, style)]
    links += [
        association_of(below, child, number, root, style)
        for number, below in enumerate(child.children, start=1)
    ]
    return jsonify(CFItem=item_of(child, root, style), CFAssociations=links)


@bp.get("/CFAssociations/<identifier>")
def association(identifier: str) -> ResponseReturnValue:
    """Show under what an item stands."""
    known = _canonical(identifier)
    found = _placed(turned(known)) if known else None
    if found is None:
        return _unknown(identifier)
    child, parent, place, root, style = found
    return jsonify(association_of(child, parent, place, root, style))


@bp.get("/CFItemTypes/<identifier>")
def kind_of_item(identifier: str) -> ResponseReturnValue:
    """Show what a kind of item is called."""
    kinds = {type_identifier(kind): kind for kind in TYPES}
    kind = kinds.get(_canonical(identifier))
    return jsonify(CFItemTypes=[item_type(kind, _style())]) if kind else _unknown(identifier)


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


def _canonical(identifier: str) -> str:
    try:
        return str(uuid.UUID(identifier))
    except ValueError:
        return ""


def _unknown(identifier: str) -> ResponseReturnValue:
    minor = "unknownobject" if _canonical(identifier) else "invaliduuid"
    field: dict[str, Any] = {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": minor,
    }
    return jsonify(
        imsx_codeMajor="failure",
        imsx_severity="error",
        imsx_description="There is no such object here.",
        imsx_codeMinor={"imsx_codeMinorField": [field]},
    ), 404
