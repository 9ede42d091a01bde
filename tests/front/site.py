"""A tiny application that serves our templates with made-up content, under the real policy."""

from pathlib import Path

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

import trainer
from tests.front import shell
from tests.front.forms import EntryForm
from trainer.web import assets, parts, remembered

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "manifest-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ROOT = Path(trainer.__file__).parent
OURS = Path(__file__).parent / "templates"


def create_site() -> Flask:
    """Return the application, with what it received kept in `received`."""
    site = Flask("site", static_folder=str(ROOT / "static"))
    site.secret_key = "made up for the gallery"
    site.jinja_loader = ChoiceLoader([FileSystemLoader(OURS), FileSystemLoader(ROOT / "templates")])
    site.jinja_env.undefined = StrictUndefined
    site.jinja_env.globals["csrf_token"] = lambda: "a-token"
    Babel(site)
    assets.register(site)
    remembered.register(site)
    parts.register(site)
    site.extensions["received"] = []
    site.after_request(add_policy)
    add_pages(site)
    add_answers(site)
    return site


def add_policy(response: Response) -> Response:
    """Put the strict policy on every answer, and read files at once.

    Werkzeug's little server leaves a file open when the browser turns away while it is being sent,
    and a warning about that would fail whichever test runs then.
    """
    response.headers["Content-Security-Policy"] = POLICY
    if response.direct_passthrough:
        response.direct_passthrough = False
        whole = response.get_data()
        response.close()
        response.set_data(whole)
    return response


def add_pages(site: Flask) -> None:
    """Serve each sample page by its name, with `?theme=dark` as the person's own choice."""

    @site.get("/<name>")
    def show(name: str) -> str:
        sent = request.args.get("form") == "sent"
        form = EntryForm(MultiDict({"title": ""}) if sent else None)
        if sent:
            form.validate()
        theme = request.args.get("theme", "")
        wears = shell.assessor(theme) if name == "review" else shell.staff(theme)
        return render_template(f"{name}.html", shell=wears, form=form, made=shell)

    @site.get("/manifest", endpoint="offline.manifest")
    def manifest() -> Response:
        return jsonify(name="Trainer")

    @site.get("/signal", endpoint="offline.signal")
    def signal() -> Response:
        return jsonify(owner="7", token="a-token")

    @site.get("/leaving", endpoint="offline.leaving")
    def leaving() -> Response:
        return Response(status=404)

    @site.get("/worker", endpoint="offline.worker")
    def worker() -> Response:
        return Response("", content_type="text/javascript")

    @site.get("/people")
    def people() -> str:
        return show("gallery")


def add_answers(site: Flask) -> None:
    """Answer what the script sends, and remember it."""
    received = site.extensions["received"]

    @site.post("/save")
    def save() -> Response:
        received.append((dict(request.form), request.headers.get("X-CSRFToken")))
        if request.form.get("title") == "refuse":
            return make_response(jsonify(error="the entry was submitted from another device."), 409)
        return jsonify(version=len(received), location="/writing?entry=7", autosave="/save")

    @site.post("/files")
    def files() -> Response:
        file = request.files["file"]
        received.append((file.filename, len(file.read())))
        if str(file.filename).endswith(".zip"):
            return make_response(jsonify(error="This is a ZIP file. Send a photo or a PDF."), 422)
        return make_response(render_template("file_arrived.html", name=file.filename), 201)

    @site.post("/suggestions")
    def suggestions() -> str:
        received.append((request.form["story"], request.headers.get("X-CSRFToken")))
        return render_template("suggestions.html", first="2.5")

    @site.post("/judge")
    def judge() -> Response:
        received.append((dict(request.form), request.headers.get("X-CSRFToken")))
        if request.form.get("judgement") == "not":
            return make_response(render_template("answered.html", shell=shell.staff()), 422)
        answer = make_response(render_template("judged.html"))
        answer.headers["X-Fragment"] = "criterion"
        return answer

    @site.post("/send")
    def send() -> str:
        received.append((dict(request.form), None))
        return render_template("answered.html", shell=shell.staff())
