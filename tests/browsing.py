"""A browser without a screen: it signs people in, reads pages, and checks each one's hygiene."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import cssselect2
import tinyhtml5
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from trainer.accounts import actions, security
from trainer.accounts.models import User
from trainer.extensions import db


class Page:
    """A page that came back, to be asked about by CSS selector."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.tree = tinyhtml5.parse(self.html, namespace_html_elements=False)
        self._root = cssselect2.ElementWrapper.from_html_root(self.tree)

    def all(self, selector: str) -> list[Any]:
        return [found.etree_element for found in self._root.query_all(selector)]

    def one(self, selector: str) -> Any:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector}"
        return found[0]

    def text(self, selector: str) -> str:
        return words_of(self.one(selector))

    def texts(self, selector: str) -> list[str]:
        return [words_of(element) for element in self.all(selector)]

    def form(self, selector: str = "main form") -> dict[str, Any]:
        """Collect what the form would send as it stands."""
        return _values(self.one(selector))

    def check_hygiene(self) -> None:
        """Check what holds for every page of ours."""
        assert len(self.all("h1")) == 1, "one h1"
        heading, title = self.text("h1"), self.text("head > title")
        assert title.replace("Error: ", "").startswith(heading), (
            f"{title!r} starts with {heading!r}"
        )
        ids = Counter(element.get("id") for element in self.all("[id]"))
        assert not [name for name, times in ids.items() if times > 1], "unique ids"
        labels = {element.get("for") for element in self.all("label[for]")}
        for control in self.all("input, select, textarea"):
            if control.get("type") in {"hidden", "submit"}:
                continue
            named = control.get("id") in labels or control.get("aria-label")
            assert named or self._is_inside_label(control), f"{control.get('name')} has a label"
        for form in self.all("form"):
            assert form.get("action"), "forms say where they go"
        for element in self.all("[style], style, script:not([src])"):
            raise AssertionError(f"inline style or script: {element.tag}")

    def _is_inside_label(self, control: Any) -> bool:
        return any(control in label.iter() for label in self.all("label"))


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _values(form: Any) -> dict[str, str]:
    values: dict[str, str] = {}
    for control in form.iter():
        name = control.get("name")
        if control.tag not in {"input", "select", "textarea"} or not name:
            continue
        if control.get("type") == "file" or (
            control.get("type") in {"checkbox", "radio"} and control.get("checked") is None
        ):
            continue
        if control.tag == "textarea":
            values[name] = (control.text or "").removeprefix("\n")
        elif control.tag == "select":
            chosen = [
                option for option in control.iter("option") if option.get("selected") is not None
            ]
            values[name] = (chosen or list(control.iter("option")))[0].get("value", "")
        else:
            values[name] = control.get("value", "on")
    return values


@dataclass
class Browser:
    """Call it with a person to browse as them, or with None to browse signed out."""

    app: Flask
    _clients: dict[int, FlaskClient] = field(default_factory=dict)

    def __call__(self, person: User | None = None) -> "Visitor":
        who = person.id if person is not None else 0
        if who not in self._clients:
            self._clients[who] = self._client_of(person)
        return Visitor(self, self._clients[who])

    def _client_of(self, person: User | None) -> FlaskClient:
        client = self.app.test_client()
        if person is None:
            return client
        token = actions.open_session(
            person, lasts=actions.CODE_LASTS, shared_device=False, address="", browser="tests"
        )
        db.session.commit()
        with client.session_transaction() as cookie:
            cookie[security.TOKEN] = token
            cookie["_user_id"] = person.fs_uniquifier
            cookie["_fresh"] = True
        self.forget()
        return client

    def forget(self) -> None:
        """Drop what a request leaves behind in the context that tests share with it."""
        for name in list(g):
            g.pop(name)
        db.session.expire_all()


@dataclass(frozen=True)
class Visitor:
    """One person's browser window."""

    browser: Browser
    client: FlaskClient

    def get(self, url: str, status: int = 200, **more: Any) -> Page:
        self.browser.forget()
        response = self.client.get(url, **more)
        self.browser.forget()
        assert response.status_code == status, _unexpected(response)
        page = Page(response)
        if status == 200 and response.mimetype == "text/html":
            page.check_hygiene()
        return page

    def post(self, url: str, status: int = 303, **fields: Any) -> Page:
        """Send a form; without `request_key` and the like, which have their own tests."""
        return self.send(url, status, fields)

    def send(self, url: str, status: int, fields: dict[str, Any]) -> Page:
        """Send a form whose fields may be called anything."""
        self.browser.forget()
        response = self.client.post(url, data=fields)
        self.browser.forget()
        assert response.status_code == status, _unexpected(response)
        return Page(response)


def _unexpected(response: TestResponse) -> str:
    page = Page(response)
    said = page.texts("main") or page.texts(".error-summary")
    return f"{response.status_code} at {response.request.path}: {' '.join(said)[:600]}"
