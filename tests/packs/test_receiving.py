"""A pack from elsewhere: believed only when every byte is as it was signed, and then prior learning."""

import warnings
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder
from tests.packs.changing import CHANGES, altered, deflated, rewritten
from tests.packs.conftest import NOTES
from trainer.accounts.models import User
from trainer.assessments.models import Judgement
from trainer.config import Config
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, EvidenceStatus, GoalUnit, Item
from trainer.packs import actions
from trainer.packs.facts import coming
from trainer.packs.models import BroughtInEvidence, BroughtInPack, TrustedKey
from trainer.packs.names import MANIFEST, PUBLIC_KEY, SIGNATURE
from trainer.packs.reading import OpenedPack, read_pack
from trainer.packs.signing import fingerprint, public_key
from trainer.packs.taking import take_files, trusted_keys
from trainer.people.models import Role
from trainer.registrations.models import Registration


@pytest.fixture
def opened(packed: Path, config: Config) -> OpenedPack:
    return read_pack(packed, trusted_keys(config))


@pytest.fixture
def newcomer(registration: Registration) -> User:
    """Somebody who works towards the same unit here."""
    nora = make_user("Nora Newcomer")
    unit = registration.units[0].unit_version_id
    db.session.add(GoalUnit(user_id=nora.id, unit_version_id=unit, source="test"))
    db.session.commit()
    return nora


@pytest.fixture
def tess(app: Flask) -> User:
    return make_holder("Tess Training", Role.TRAINING_ADMIN)


def test_an_untouched_pack_is_read(opened: OpenedPack, registration: Registration) -> None:
    assert opened.document.learner == registration.learner.name
    assert [one.number for one in opened.document.evidence] == ["E001", "E002"]


@pytest.mark.parametrize("how", CHANGES)
def test_a_changed_pack_is_refused_by_name(how: str, packed: Path, config: Config) -> None:
    says, change = CHANGES[how]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        other = rewritten(packed, change)
    with pytest.raises(Unacceptable) as refused:
        read_pack(other, trusted_keys(config))
    assert says in refused.value.sentence


def test_what_is_no_zip_or_cut_off_is_refused(packed: Path, tmp_path: Path, config: Config) -> None:
    for content in (b"", b"not a pack", packed.read_bytes()[:-200]):
        other = tmp_path / "other.zip"
        other.write_bytes(content)
        with pytest.raises(Unacceptable, match="damaged or cut off"):
            read_pack(other, trusted_keys(config))


def test_a_pack_damaged_anywhere_is_refused_in_words(packed: Path, config: Config) -> None:
    other = rewritten(packed, deflated)
    content = other.read_bytes()
    ends = content.find(b"PK\x01\x02")
    for at in range(0, ends, ends // 100):
        other.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        with suppress(Unacceptable):
            read_pack(other, trusted_keys(config))


def test_a_signer_nobody_knows_is_refused_until_trusted(
    packed: Path, config: Config, tess: User
) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()

    def sign_anew(entries: list) -> list:  # type: ignore[type-arg]
        manifest = next(held for info, held in entries if info.filename == MANIFEST)
        signed = altered(SIGNATURE, lambda _: key.sign(manifest).hex().encode())(entries)
        return altered(PUBLIC_KEY, lambda _: public.hex().encode())(signed)

    foreign, mark = rewritten(packed, sign_anew), fingerprint(public)
    with pytest.raises(Unacceptable, match="not trusted here") as refused:
        read_pack(foreign, trusted_keys(config))
    assert mark in refused.value.sentence
    trusted = actions.trust(actor=tess, fingerprint=mark.upper(), organisation="Elsewhere")
    db.session.commit()
    with pytest.raises(Unacceptable, match="names another organisation"):
        read_pack(foreign, trusted_keys(config))
    actions.trust_no_more(trusted, actor=tess)
    db.session.commit()
    assert mark not in trusted_keys(config)


def test_its_evidence_becomes_prior_learning_and_no_judgement(
    app: Flask, opened: OpenedPack, newcomer: User, tess: User, config: Config
) -> None:
    before = db.session.scalar(sa.select(sa.func.count(Judgement.id)))
    files = take_files(opened, app.extensions["store"], config)
    actions.bring_in(opened, actor=tess, learner=newcomer, files=files)
    db.session.commit()
    first, second = db.session.scalars(
        sa.select(Item).where(Item.owner_id == newcomer.id).order_by(Item.number)
    )
    assert {first.kind, second.kind} == {EvidenceKind.PRIOR_LEARNING}
    assert {first.status, second.status} == {EvidenceStatus.DRAFT}
    [revision] = first.revisions
    assert len(revision.links) == 2
    assert "E001 in the signed pack" in revision.details["source"]
    kept = {one.file.name: one.file for one in revision.files}
    store = app.extensions["store"]
    assert b"".join(store.open(kept["notes.txt"].key)) == NOTES
    facts = db.session.scalars(
        sa.select(BroughtInEvidence).where(BroughtInEvidence.item_id == first.id)
    ).one()
    [decision] = facts.facts["decisions"]
    assert (decision["outcome"], decision["assessor"]) == ("met", "Ben Assessor")
    assert db.session.scalar(sa.select(sa.func.count(Judgement.id))) == before


def test_a_pack_comes_in_once(opened: OpenedPack, newcomer: User, tess: User) -> None:
    actions.bring_in(opened, actor=tess, learner=newcomer, files={})
    db.session.commit()
    with pytest.raises(Unacceptable, match="brought in already"):
        actions.bring_in(opened, actor=tess, learner=make_user("Another"), files={})
    assert db.session.scalar(sa.select(sa.func.count(BroughtInPack.id))) == 1


def test_files_that_may_not_be_sent_stay_out_and_are_named(
    opened: OpenedPack, newcomer: User, tess: User
) -> None:
    actions.bring_in(opened, actor=tess, learner=newcomer, files={})
    db.session.commit()
    first = db.session.scalars(sa.select(BroughtInEvidence).order_by(BroughtInEvidence.id)).first()
    assert first is not None
    assert first.facts["left_out"] == ["card.jpg", "notes.txt"]


def test_who_brings_it_in(opened: OpenedPack, newcomer: User, tess: User, eve: User) -> None:
    for actor, learner in ((eve, newcomer), (tess, tess), (newcomer, newcomer)):
        with pytest.raises(Refused):
            actions.bring_in(opened, actor=actor, learner=learner, files={})


def test_what_would_come_is_said_before(opened: OpenedPack, newcomer: User, eve: User) -> None:
    assert [
        (one.number, one.files, one.claimed, one.matched)
        for one in coming(opened.document, newcomer)
    ] == [("E001", 2, 2, 2), ("E002", 0, 1, 1)]
    assert [one.matched for one in coming(opened.document, eve)] == [0, 0]


def test_the_pages(
    packed: Path, newcomer: User, tess: User, eve: User, browser: Browser, config: Config
) -> None:
    browser(eve).get("/packs/keys", 404)
    assert fingerprint(public_key(config.data_dir)) in browser(tess).get("/packs/keys").html
    browser(tess).post("/packs/keys", 422, organisation="Else", fingerprint="short")
    browser(tess).post("/packs/keys", organisation="Else", fingerprint="ab" * 32)
    key = db.session.scalars(sa.select(TrustedKey)).one()
    browser(tess).post(f"/packs/keys/{key.id}/end")
    with packed.open("rb") as file:
        sent = browser(tess).send(
            "/packs/from-elsewhere", 303, {"learner": newcomer.staff_number, "file": file}
        )
    address = sent.response.headers["Location"]
    seen = browser(tess).get(address)
    assert "The names differ" in seen.html
    browser(eve).get(address, 404)
    browser(tess).post(address)
    item = db.session.scalars(sa.select(Item).where(Item.owner_id == newcomer.id)).first()
    assert item is not None
    shown = browser(newcomer).get(f"/log/{item.id}").text("[aria-labelledby=origin]")
    assert "Ben Assessor" in shown
    browser(tess).get(address, 404)


def test_a_pack_that_is_refused_says_so_on_the_page(
    packed: Path, newcomer: User, tess: User, browser: Browser
) -> None:
    _says, change = CHANGES["one bit of a file"]
    with rewritten(packed, change).open("rb") as file:
        page = browser(tess).send(
            "/packs/from-elsewhere", 422, {"learner": newcomer.staff_number, "file": file}
        )
    assert "was changed after the pack was signed" in page.html
