"""The addresses of what a phone needs to work with no signal."""

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from trainer.config import Config
from trainer.offline import installing
from trainer.web.access import actor, public

bp = Blueprint("offline", __name__)


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Say what Trainer is called and looks like on a phone's home screen."""
    config: Config = current_app.extensions["trainer"]
    answer = jsonify(installing.manifest(config.organisation))
    answer.content_type = "application/manifest+json"
    return answer


@bp.get("/service-worker.js")
@public
def worker() -> Response:
    """Send the script that answers for Trainer while there is no signal."""
    return Response(installing.worker(), content_type="text/javascript; charset=utf-8")


@bp.get("/offline")
@public
def shell() -> ResponseReturnValue:
    """Show the page that stands in for every other while there is no signal."""
    return installing.shell()


@bp.get("/signal")
def signal() -> ResponseReturnValue:
    """Tell a device that there is a signal, and as whom it would send what waits on it."""
    return jsonify(owner=actor().device_code, token=generate_csrf())


@bp.get("/waiting")
def waiting() -> str:
    """List what waits on this device; the device itself fills it in."""
    return render_template("offline/waiting.html")


@bp.get("/waiting/sign-out")
def leaving() -> str:
    """Say what waits on this device before somebody signs out, and ask what is to become of it."""
    return render_template("offline/leaving.html")
