import json
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.documents.canary import Canary
from tests.documents.factories import make_certificate
from tests.documents.rig import asking_for
from trainer.documents import request
from trainer.documents.pool import Renderer
from trainer.documents.request import RenderFailed, RenderRequest, RenderTimedOut

PDF = b"%PDF-1.7"


def test_an_overrun_is_ended_and_the_next_document_made(
    rig: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.render(make_certificate().request())
    monkeypatch.setattr(request, "SECONDS_FOR_A_DOCUMENT", 0.5)
    with pytest.raises(RenderTimedOut):
        rig.render(asking_for("sleep", "60"))
    monkeypatch.undo()

    assert rig.render(make_certificate().request()).startswith(PDF)


def test_a_child_that_ends_while_working_is_replaced(rig: Renderer) -> None:
    with pytest.raises(RenderFailed, match="status 7"):
        rig.render(asking_for("end", "7"))

    assert rig.render(make_certificate().request()).startswith(PDF)


def test_a_child_killed_between_documents_is_replaced(rig: Renderer) -> None:
    first = json.loads(rig.render(asking_for("process")))
    os.kill(first, signal.SIGKILL)
    while_it_dies = threading.Event()
    while_it_dies.wait(0.2)

    assert rig.render(make_certificate().request()).startswith(PDF)
    assert json.loads(rig.render(asking_for("process"))) != first


def test_memory_is_limited(rig: Renderer) -> None:
    assert rig.render(asking_for("eat", "50")) == b"\0"
    with pytest.raises(RenderFailed):
        rig.render(asking_for("eat", "600"))

    assert rig.render(make_certificate().request()).startswith(PDF)


def test_the_child_has_no_network(standing_rig: Renderer) -> None:
    if standing_rig.has_network():
        pytest.skip("This machine doesn't let a process give up the network.")
    with Canary() as canary:
        with pytest.raises(RenderFailed, match=r"OSError|Refused"):
            standing_rig.render(asking_for("connect", str(canary.port)))
        assert canary.hits == []


def test_the_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_SECRET_KEY", "not for the renderer")
    with Renderer("tests.documents.rig") as rig:
        names = json.loads(rig.render(asking_for("environment")))
    assert not [name for name in names if name.startswith("TRAINER_")]


def test_an_unknown_document_is_refused(renderer: Renderer) -> None:
    with pytest.raises(RenderFailed, match="no document called"):
        renderer.render(RenderRequest(template="../../etc/passwd", data={}))


def test_a_missing_fact_is_an_error_rather_than_a_gap(renderer: Renderer) -> None:
    whole = make_certificate().request()
    data = {name: value for name, value in whole.data.items() if name != "iqa"}
    with pytest.raises(RenderFailed, match="iqa"):
        renderer.render(RenderRequest(template="certificate", data=data, squares=whole.squares))


def test_a_child_that_cannot_start_is_an_error() -> None:
    with Renderer("trainer.documents.nowhere") as nowhere, pytest.raises(RenderFailed):
        nowhere.render(make_certificate().request())


def test_its_folder_goes_with_it(rig: Renderer) -> None:
    folder = Path(json.loads(rig.render(asking_for("folder"))))
    assert folder.is_dir()
    rig.close()
    assert not folder.exists()


@pytest.mark.parametrize(("pages", "seconds"), [(1, 20), (10, 20), (11, 22), (143, 286)])
def test_longer_documents_may_take_longer(pages: int, seconds: int) -> None:
    assert RenderRequest(template="certificate", data={}, pages=pages).seconds == seconds
