"""Where machines ask how Trainer is: alive, ready, measured. None of it tells of anybody."""

import hmac

import sqlalchemy as sa
from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from trainer.config import Config
from trainer.extensions import db
from trainer.health import measures
from trainer.notifications import presence
from trainer.storage.store import Store
from trainer.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """Say that this process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Say whether people can be served: records and files can be reached. Else the status is 503.

    Without a worker pages are served and letters wait, so that is told and stops nothing.
    """
    config: Config = current_app.extensions["trainer"]
    store: Store = current_app.extensions["store"]
    needed = {"records": _records_answer(), "files": store.is_ready()}
    has_worker = any(presence.there(config.data_dir))
    is_ready = all(needed.values())
    said = jsonify({"ready": is_ready, **needed, "worker": has_worker})
    return said, 200 if is_ready else 503


@bp.get("/metrics")
@public
def measured() -> ResponseReturnValue:
    """Tell what is measured to whoever has the token of the settings; to others there is nothing here."""
    config: Config = current_app.extensions["trainer"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not config.metrics_token or not hmac.compare_digest(
        given.encode(), config.metrics_token.encode()
    ):
        abort(404)
    return Response(measures.told(), content_type=CONTENT_TYPE_LATEST)


def _records_answer() -> bool:
    try:
        db.session.execute(sa.select(sa.literal(1)))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True
