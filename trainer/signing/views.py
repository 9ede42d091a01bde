"""Where anyone fetches what our signatures rest on: our authorities, and what they took back."""

from flask import Blueprint, Response, abort, current_app

from trainer.config import Config
from trainer.signing.register import KeyRecord, Purpose
from trainer.signing.store import KeyStore
from trainer.web.access import public

bp = Blueprint("signing", __name__)

AUTHORITIES = {Purpose.ROOT, Purpose.ISSUING}


@bp.get("/keys/<string:key_id>.cer")
@public
def authority(key_id: str) -> Response:
    """Send the certificate of an authority, to be trusted or to complete a chain."""
    store, record = _found(key_id)
    if not store.is_as_made(record):
        abort(404)
    return Response(store.public_der(record), content_type="application/pkix-cert")


@bp.get("/keys/<string:key_id>.crl")
@public
def revocation_list(key_id: str) -> Response:
    """Send the list of certificates that an authority took back."""
    store, record = _found(key_id)
    kept = store.kept_list(record)
    if kept is None:
        abort(404)
    return Response(kept, content_type="application/pkix-crl")


def _found(key_id: str) -> tuple[KeyStore, KeyRecord]:
    config: Config = current_app.extensions["trainer"]
    store = KeyStore(config)
    record = store.register().called(key_id)
    if record is None or record.purpose not in AUTHORITIES:
        abort(404)
    return store, record
