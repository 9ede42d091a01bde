"""Conventions that hold for the whole application, kept by tests instead of by memory."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import FunctionType
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

import trainer
from trainer.core.database import Base, HasStatus
from trainer.core.events import Event
from trainer.web.access import is_public
from trainer.web.statuses import STATUSES

ROOT = Path(trainer.__file__).parent
LONGEST_FILE = 400

PUBLIC = {
    "static": "style sheets, script, fonts and pictures hold nobody's data",
    "security.login": "people sign in here",
    "security.forgot_password": "who has forgotten a password can't sign in",
    "security.reset_password": "so can't who follows the link they were mailed",
    "accounts.second_step": "nor is somebody whose password was right, until this step is done",
    "accounts.passkey": "people sign in here with what their device signs",
    "accounts.use_code": "nor who was handed a code in person",
    "certificates.look_up": "an employer types the code of a certificate here, without an account",
    "certificates.check_file": "or sends the PDF they were given, which is looked at and not kept",
    "certificates.check": "and sees only what is printed on it, or that it no longer holds",
    "signing.authority": "programs that check a certificate fetch here who signed it",
    "signing.revocation_list": "and which keys are no longer believed; neither names a person",
    "certificates.badge": "what reads badges has no account; a badge holds nobody's name",
    **dict.fromkeys(
        (
            *("certificates.badge_keys", "certificates.badge_issuer"),
            *("certificates.badge_achievement", "certificates.badge_status"),
        ),
        "whoever checks a badge reads here who issued it, for what, and whether it holds",
    ),
    "feedback.write": "a customer has no account; the secret in the address is for them alone",
    "feedback.turn_down": "nor has one who would rather not answer",
    "witnesses.decline": "a witness has no account; the secret in the address is for them alone",
    "witnesses.write": "a witness has no account; the secret in the address is for them alone",
    **dict.fromkeys(
        (
            "visits.door",
            "visits.leave",
            "visits.overview",
            "visits.register",
            "visits.registrations",
            "visits.registration",
            "visits.ask_for_action",
            "visits.portfolio",
            "visits.matrix",
            "visits.unit",
            "visits.sampled",
            "visits.sample",
            "visits.evidence",
            "visits.witnesses",
            "visits.file_picture",
            "visits.file_page",
            "visits.file_recording",
            "visits.file_copy",
        ),
        "a visitor has no account; beyond the door each asks for the cookie that the code gave",
    ),
    "planning.feed": "a calendar program has no account; the secret in the address is one person's",
    "offline.manifest": "a phone asks what Trainer is called without saying who holds it",
    "offline.worker": "what answers with no signal is the same for everybody, and holds nobody's data",
    "offline.shell": "so does the page it shows",
    "health.alive": "whatever watches over the server asks whether it answers",
    "health.ready": "and whether people can be served; neither tells of anybody",
    "health.measured": "a collector of measures has no account; it shows the token of the settings",
    "xapi.about": "which versions of the standard are understood is nobody's secret",
    **dict.fromkeys(
        ("xapi.post", "xapi.put"),
        "another system has no account; it signs in with a key of its own each time",
    ),
    **dict.fromkeys(
        (
            *("case.association", "case.concepts", "case.document", "case.documents"),
            *("case.groupings", "case.item", "case.item_associations", "case.kind_of_item"),
            *("case.licences", "case.rubrics", "case.subjects", "case.whole_package"),
        ),
        "other programs read here what a training administrator opened to everyone, and no more",
    ),
}
"""Every route open to people who are not signed in, with the reason."""


def sources() -> Iterator[Path]:
    yield from sorted(ROOT.rglob("*.py"))


def modules() -> Iterator[str]:
    for found in walk_packages([str(ROOT)], "trainer."):
        if not found.name.endswith("__main__"):
            yield found.name


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_open_route_is_open_for_a_reason(application: Flask) -> None:
    opened = {rule.endpoint for rule in rules(application) if is_public(application, rule.endpoint)}
    assert opened == set(PUBLIC)


def test_addresses_are_kebab_case_and_parameters_typed(application: Flask) -> None:
    for rule in rules(application):
        if rule.endpoint.startswith("security.") or rule.endpoint == "static":
            continue
        plain = re.sub(r"<[^>]+>", "", rule.rule)
        if not rule.endpoint.startswith("case."):  # the standard says how these are written
            assert re.fullmatch(r"[a-z0-9/.-]*", plain), rule.rule
        assert all(":" in part for part in re.findall(r"<([^>]+)>", rule.rule)), rule.rule


def test_files_stay_short() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not too_long


def test_nothing_is_imported_inside_a_function() -> None:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                assert not hidden, f"{path}: {node.name}"


def test_only_the_unit_of_work_and_separate_records_commit() -> None:
    allowed = {
        "web/transactions.py",
        "audit/record.py",
    }
    commits = {str(path.relative_to(ROOT)) for path in sources() if ".commit()" in path.read_text()}
    assert commits == allowed


def test_no_event_is_reacted_to_in_two_places() -> None:
    tree = ast.parse((ROOT / "reactions.py").read_text())
    named = [
        ast.unparse(key)
        for one in ast.walk(tree)
        if isinstance(one, ast.Dict)
        for key in one.keys
        if key
    ]
    assert len(named) == len(set(named))


def test_every_action_says_who_acts() -> None:
    for name in modules():
        if not name.endswith(".actions") and ".actions." not in name:
            continue
        for action in public_functions(name):
            told = inspect.signature(action).parameters
            acts = "actor" in told and told["actor"].kind is inspect.Parameter.KEYWORD_ONLY
            assert acts or action.__doc__, f"{name}.{action.__name__}"
            assert action.__doc__, f"{name}.{action.__name__} has no docstring"


def public_functions(name: str) -> list[FunctionType]:
    module = import_module(name)
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, FunctionType)
        and thing.__module__ == name
        and not thing.__name__.startswith("_")
    ]


def subclasses(kind: type[Any]) -> Iterator[Any]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_state_has_its_look() -> None:
    for name in modules():
        import_module(name)
    enums = list(subclasses(StrEnum))
    shown = {one.__name__: one for one in enums if one.__name__ in STATUSES}
    assert set(shown) == set(STATUSES)
    for name, states in shown.items():
        assert {state.value for state in states} == set(STATUSES[name]), name


def test_every_state_that_moves_has_a_row_in_the_table_of_moves() -> None:
    for thing in subclasses(HasStatus):
        moves = thing.MOVES
        states: Any = type(next(iter(moves)))
        assert set(moves) == set(states), thing.__name__
        assert all(ahead <= set(states) for ahead in moves.values())


def test_every_collection_has_an_order() -> None:
    """Without one, PostgreSQL gives its rows in another order than SQLite, and again another day."""
    unordered = [
        str(one)
        for mapper in Base.registry.mappers
        for one in mapper.relationships
        if one.uselist and not one.order_by
    ]
    assert not unordered, unordered


def test_nobody_is_told_in_an_order_of_chance() -> None:
    """A set of people has another order in each process: `tell_each` gives them one."""
    loops = [
        f"{path.relative_to(ROOT)}: {ast.unparse(node.iter)}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if path.name == "telling.py" and isinstance(node, ast.For) and makes_a_set(node.iter)
    ]
    assert not loops, loops


def makes_a_set(node: ast.expr) -> bool:
    return any(
        isinstance(one, ast.Set | ast.SetComp) for one in (node, getattr(node, "left", None))
    )


def test_events_are_frozen_and_in_the_past(application: Flask) -> None:
    for event in subclasses(Event):
        assert event.__dataclass_params__.frozen, event.__name__
        assert event.__doc__, event.__name__


def test_a_web_process_never_loads_the_renderer() -> None:
    probe = "import trainer.app, trainer.worker, sys; sys.exit('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], check=False, cwd=ROOT.parent)
    assert done.returncode == 0
