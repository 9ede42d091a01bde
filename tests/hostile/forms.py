"""Every form there is, as the people it is for are given it, and what it answers when misused."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.browsing import Browser, Page, Visitor
from tests.routes_scene import PEOPLE, Scene
from tests.routes_table import answers
from tests.test_routes import rules, undone

OURS_TO_KEEP = {"csrf_token", "request_key"}
"""Fields of every form, which have tests of their own."""
MOST_SECONDS = 2
"""Of the processor's time, not the clock's: what else the machine does takes none of it."""


@dataclass(frozen=True)
class Form:
    """One form on a page: who is given it, where it goes, and what it sends as it stands."""

    person: str
    path: str
    sends: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        return sorted({name for name, _value in self.sends} - OURS_TO_KEEP)

    def changed(self, hostile: dict[str, str]) -> dict[str, Any]:
        """What it sends with these fields changed."""
        sent: dict[str, Any] = {}
        for name, value in self.sends:
            sent.setdefault(name, []).append(value)
        return sent | hostile


def forms(scene: Scene) -> list[Form]:
    """Collect the forms of every page, each once for its address and fields."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for rule in rules(scene.app, "GET"):
        for person in _readers(rule.endpoint):
            page = _page(scene.visitor(person), scene.address(rule))
            for form in _forms_on(page, person) if page else ():
                found.setdefault((form.path, tuple(form.names)), form)
    return list(found.values())


def _readers(endpoint: str) -> list[str]:
    """Name the first and the last of the people a page answers; they see most of its forms."""
    answered = answers("GET").get(endpoint, {})
    able = [one for one in PEOPLE if one != "nobody" and answered.get(one) == 200]
    return sorted({able[0], able[-1]}) if able else []


def _page(visitor: Visitor, address: str) -> Page | None:
    visitor.browser.forget()
    answer = visitor.client.get(address, buffered=True)
    visitor.browser.forget()
    is_page = answer.status_code == 200 and answer.mimetype == "text/html"
    return Page(answer) if is_page else None


def _forms_on(page: Page, person: str) -> Iterator[Form]:
    for form in page.all("form"):
        if (form.get("method") or "get").lower() == "post":
            yield Form(person, form.get("action"), tuple(_sends(form)))


def _sends(form: Any) -> Iterator[tuple[str, str]]:
    """List every field with a value, as a client may send it: ticked or not, all choices once."""
    seen: set[str] = set()
    for control in form.iter():
        if control.tag not in {"input", "textarea", "select", "button"}:
            continue
        name, kind = control.get("name"), control.get("type", "text")
        if not name or name in seen or kind == "file":
            continue
        seen.add(name)
        if control.tag == "textarea":
            yield name, control.text or ""
        elif control.tag == "select":
            options = list(control.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[-1:]
            yield name, chosen[0].get("value", "") if chosen else ""
        else:
            yield name, control.get("value") or "y"


def misused(scene: Scene, form: Form, hostile: dict[str, str]) -> list[str]:
    """Send a form with these fields changed, open where it leads, and say what went wrong."""
    with undone(scene):
        visitor = scene.visitor(form.person, Browser(scene.app))
        wrong: list[str] = []
        with quick(f"{form.person} sends {form.path} with {_short(hostile)}", wrong):
            wrong += _faults(visitor, form, hostile)
        return wrong


@contextmanager
def quick(what: str, wrong: list[str]) -> Iterator[None]:
    """Hold an answer, and what it leads to, to the time it may take from the processor."""
    began = time.process_time()
    yield
    if (took := time.process_time() - began) > MOST_SECONDS:
        wrong.append(f"{what} and keeps the processor busy for {took:.1f} s")


def _faults(visitor: Visitor, form: Form, hostile: dict[str, str]) -> Iterator[str]:
    what = f"{form.person} sends {form.path} with {_short(hostile)}"
    answer = visitor.client.post(form.path, data=form.changed(hostile), buffered=True)
    yield from judged(answer, hostile.values(), what)
    if answer.status_code == 303 and not urlsplit(answer.location).netloc:
        visitor.browser.forget()
        led = visitor.client.get(answer.location, buffered=True)
        yield from judged(led, hostile.values(), f"{what}, led to {answer.location},")


def judged(answer: Any, sent: Any, what: str) -> Iterator[str]:
    """Say what is wrong with an answer: a fault of ours, or words that became markup."""
    if answer.status_code >= 500:
        yield f"{what} and is answered {answer.status_code}"
    if answer.mimetype != "text/html":
        return
    body = answer.get_data(as_text=True)
    for words in sent:
        if "<" in words.strip("< ") and words.strip() in body:
            yield f"{what} and reads it as markup"


def _short(hostile: dict[str, str]) -> str:
    return ", ".join(f"{name}={value[:40]!r}" for name, value in hostile.items())
