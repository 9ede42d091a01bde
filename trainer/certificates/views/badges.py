"""Badges at their public addresses: a badge, its issuer, what it is for, and which no longer hold."""

import json
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, request
from werkzeug.http import dump_options_header

from trainer.badges import picture, status
from trainer.badges.achievement import achievement_of, issuer_of
from trainer.badges.addresses import Addresses
from trainer.badges.models import Badge
from trainer.badges.signing import SignedBadge, key_document, sign_document, sign_token
from trainer.certificates import badging
from trainer.certificates.views.blueprint import bp, settings
from trainer.certificates.views.checking import LONGEST_CODE, MOST_CHECKS
from trainer.core import clock
from trainer.core.database import plain_code
from trainer.extensions import db
from trainer.signing.keys import open_store
from trainer.web.access import public
from trainer.web.throttle import MINUTE, at_most
from trainer.web.uploads import SANDBOX

OFTEN = 120
"""So often one address may ask for what every check of a badge needs."""
LINKED = "application/ld+json"


@bp.get("/v/<string:code>/badge.<any(json,jwt,svg,png):kind>")
@public
@at_most(MOST_CHECKS, MINUTE)
def badge(code: str, kind: str) -> Response:
    """Send the badge of a certificate: as JSON, as a token, or as a picture that carries it."""
    found = db.session.execute(badging.badge_by_code(plain_code(code)[:LONGEST_CODE])).first()
    if found is None:
        abort(404)
    signed = SignedBadge(found.document or "", found.token)
    if found.document is None and kind != "jwt":
        signed = badging.prove_badge(found.id, found.token, settings(), open_store(settings()))
    named = dump_options_header("attachment", {"filename": f"{found.number}.{kind}"})
    headers = SANDBOX | {"Content-Disposition": named, "X-Robots-Tag": "noindex, nofollow"}
    content = picture.as_kind(signed, kind)
    return _for_others(Response(content, content_type=picture.KINDS[kind], headers=headers))


@bp.get("/badges/did.json")
@public
@at_most(OFTEN, MINUTE)
def badge_keys() -> Response:
    """Publish the keys with which badges are checked."""
    keys = open_store(settings()).badge_public_keys()
    return _told(key_document(keys, _addresses()), "application/did+json")


@bp.get("/badges/issuer")
@public
@at_most(OFTEN, MINUTE)
def badge_issuer() -> Response:
    """Say who issues badges."""
    return _told(issuer_of(settings().organisation, _addresses()).to_dict(), LINKED)


@bp.get("/badges/achievements/<uuid:identifier>/<int:number>")
@public
@at_most(OFTEN, MINUTE)
def badge_achievement(identifier: object, number: int) -> Response:
    """Say what a badge is awarded for: a version of a qualification or a unit, by all its criteria."""
    found = badging.awarded(str(identifier), number)
    if found is None:
        abort(404)
    achievement = achievement_of(
        title=found.title,
        organisation=settings().organisation,
        identifier=found.identifier,
        version=found.number,
        credit=found.credit,
        criteria=badging.criteria_of(found.units),
        addresses=_addresses(),
    )
    return _told(achievement.to_dict(), LINKED)


@bp.get("/badges/status/<int:number>")
@public
@at_most(OFTEN, MINUTE)
def badge_status(number: int) -> Response:
    """List which badges no longer hold, as it is at this moment, signed."""
    if not db.session.scalar(sa.select(sa.exists().where(Badge.status_list == number))):
        abort(404)
    ended, now = db.session.scalars(badging.ended_in(number)), clock.now()
    listed = status.list_of(number, ended, _addresses(), at=now)
    key = open_store(settings()).badge_key()
    if request.accept_mimetypes.best == picture.KINDS["jwt"]:
        token = sign_token(listed, key, _addresses(), at=now)
        return _for_others(Response(token, content_type=picture.KINDS["jwt"]))
    return _told(sign_document(listed, key, _addresses(), at=now), picture.KINDS["json"])


def _addresses() -> Addresses:
    return Addresses.of(settings())


def _told(says: dict[str, Any], media_type: str) -> Response:
    return _for_others(Response(json.dumps(says, ensure_ascii=False), content_type=media_type))


def _for_others(response: Response) -> Response:
    """Let pages of others read it too, so that a check of badges can run in a browser."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.vary.add("Accept")
    return response
