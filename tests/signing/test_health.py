"""What is wrong with the keys in use is told in time, and nothing is where nothing is wrong."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from trainer.config import Config
from trainer.core import clock
from trainer.signing import making, profiles
from trainer.signing.health import SOON, State, Trouble, troubles
from trainer.signing.register import Purpose
from trainer.signing.store import FOLDER, KeyStore


def found(store: KeyStore) -> list[tuple[Purpose, State]]:
    return [(one.purpose, one.state) for one in troubles(store)]


def lose(store: KeyStore, own: Config, purpose: Purpose, ending: str = "key") -> None:
    record = store.register().in_use(purpose)
    assert record is not None
    Path(own.data_dir / FOLDER / f"{record.id}.{ending}").unlink()


def test_nothing_is_wrong_with_new_keys_or_where_there_are_none(
    store: KeyStore, own: Config, tmp_path: Path
) -> None:
    assert troubles(store) == []
    assert troubles(KeyStore(replace(own, data_dir=tmp_path / "none"))) == []


@pytest.mark.parametrize(
    ("until_the_end", "wrong"),
    [
        (SOON + timedelta(minutes=1), []),
        (SOON, [(Purpose.DOCUMENT, State.ENDING)]),
        (timedelta(minutes=1), [(Purpose.DOCUMENT, State.ENDING)]),
        (timedelta(0), [(Purpose.DOCUMENT, State.ENDED)]),
    ],
)
def test_a_key_is_named_sixty_days_before_it_ends(
    store: KeyStore, until_the_end: timedelta, wrong: list[object]
) -> None:
    ends_at = store.document_key().certificate.not_valid_after_utc
    with clock.at(ends_at - until_the_end):
        assert found(store) == wrong


def test_what_was_rotated_in_time_is_not_named(store: KeyStore, own: Config) -> None:
    ends_at = store.document_key().certificate.not_valid_after_utc
    with clock.at(ends_at - timedelta(days=30)):
        store.change(partial(making.rotate_document_key, store, own))
        assert troubles(store) == []


def test_an_authority_that_ends_is_named_too(store: KeyStore) -> None:
    with clock.at(clock.now() + profiles.ISSUING_LASTS):
        assert (Purpose.ISSUING, State.ENDED) in found(store)


@pytest.mark.parametrize("purpose", [Purpose.DOCUMENT, Purpose.BADGE, Purpose.ISSUING])
@pytest.mark.parametrize("ending", ["key", "pem"])
def test_a_key_that_is_gone_is_named(
    store: KeyStore, own: Config, purpose: Purpose, ending: str
) -> None:
    lose(store, own, purpose, ending)
    assert found(store) == [(purpose, State.MISSING)]


def test_the_root_may_be_kept_elsewhere(store: KeyStore, own: Config) -> None:
    lose(store, own, Purpose.ROOT)
    assert troubles(store) == []


def test_under_another_secret_no_key_is_there(store: KeyStore, own: Config) -> None:
    other = KeyStore(replace(own, secret_key="another secret that is long enough too"))
    assert {state for _purpose, state in found(other)} == {State.MISSING}
    assert len(troubles(other)) == 3


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("state", list(State))
def test_each_is_told_in_whole_sentences(purpose: Purpose, state: State) -> None:
    trouble = Trouble(purpose, state)
    assert trouble.what[0].isupper()
    assert trouble.why("3 January 2027").endswith(".")
    assert ("3 January" in trouble.why("3 January 2027")) is (state is not State.MISSING)
    assert trouble.command.startswith("trainer keys ")
