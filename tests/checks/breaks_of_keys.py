"""How the checks of keys are seen to fail: what somebody might do to their folder."""

from flask import current_app

from tests.checks.breaks import Break
from tests.factories_keys import rewrite_list, take_up
from trainer.core import clock
from trainer.signing.keys import open_store
from trainer.signing.register import Purpose, Register
from trainer.signing.store import FOLDER

TOLD = "Every key is in the ledger, and every key of the ledger in the list."
REVOKED = "A key is revoked where the ledger says so, and nowhere else."
PUBLIC = "The public file of a key is the one it was made with."


def _slip_one_in() -> None:
    """Add a key to the list behind the ledger's back, as if it had been made for a trial."""
    keys = open_store(current_app.extensions["trainer"])
    take_up(keys)
    rewrite_list(
        lambda listed: listed.with_more(listed.keys[2].model_copy(update={"id": "0" * 10}))
    )


def _claim_another_fingerprint() -> None:
    take_up(open_store(current_app.extensions["trainer"]))

    def claimed(listed: Register) -> Register:
        other = listed.keys[-1].model_copy(update={"fingerprint": "0" * 64})
        return Register(keys=(*listed.keys[:-1], other))

    rewrite_list(claimed)


def _drop_one() -> None:
    take_up(open_store(current_app.extensions["trainer"]))
    rewrite_list(lambda listed: Register(keys=listed.keys[:-1]))


def _revoke_in_silence() -> None:
    key_id = open_store(current_app.extensions["trainer"]).document_key_id()
    rewrite_list(lambda listed: listed.with_revoked(key_id, clock.now(), "I say so."))


def _put_another_in_its_place() -> None:
    config = current_app.extensions["trainer"]
    keys, folder = open_store(config), config.data_dir / FOLDER
    issuing = keys.register().in_use(Purpose.ISSUING)
    document = keys.document_key_id()
    assert issuing is not None
    (folder / f"{document}.pem").write_bytes((folder / f"{issuing.id}.pem").read_bytes())


def _lose_the_public_file() -> None:
    config = current_app.extensions["trainer"]
    badge = open_store(config).badge_key().id
    (config.data_dir / FOLDER / f"{badge}.pem").unlink()


BREAKS: dict[str, tuple[str, Break]] = {
    "a key that nobody told of": (TOLD, _slip_one_in),
    "a key with another fingerprint": (TOLD, _claim_another_fingerprint),
    "a key that was dropped from the list": (TOLD, _drop_one),
    "a key that was revoked in silence": (REVOKED, _revoke_in_silence),
    "the public file of another key": (PUBLIC, _put_another_in_its_place),
    "a public file that is gone": (PUBLIC, _lose_the_public_file),
}
