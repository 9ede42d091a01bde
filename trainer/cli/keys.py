"""Commands about the keys with which this installation signs certificates and badges."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from trainer.accounts.models import User
from trainer.cli.context import application, as_json, fail, make_folder, tell
from trainer.cli.people import ACTING, person_called
from trainer.config import Config
from trainer.core import clock
from trainer.people.models import Role
from trainer.signing.importing import LARGEST, import_key
from trainer.signing.making import make_keys, revoke_key, rotate_badge_key, rotate_document_key
from trainer.signing.recording import Step, recorded
from trainer.signing.register import KeyRecord, Origin, Purpose, Register
from trainer.signing.store import KeyStore

ROTATED = {"document": rotate_document_key, "badge": rotate_badge_key}


@click.group()
def keys() -> None:
    """Look after the keys that sign certificates and badges."""


@keys.command("create")
@click.option("--anew", is_flag=True, help="Another authority beside the one there is.")
@ACTING
@as_json
def keys_create(*, anew: bool, acting: str | None, in_json: bool) -> None:
    """Make an authority of your own, a key that signs documents and one that signs badges."""
    config, store = _opened()
    own = [one for one in store.register().keys if one.origin is not Origin.TRIAL]
    if own and not anew:
        fail("There are keys already; trainer keys list shows them. To begin again: --anew.")
    _change(store, partial(make_keys, store, config), acting=acting, in_json=in_json)


@keys.command("rotate")
@click.option(
    "--key",
    "what",
    type=click.Choice(list(ROTATED)),
    default="document",
    show_default=True,
    help="Which key to put another in the place of.",
)
@click.option(
    "--instead", is_flag=True, help="Even of your own certificate, which can't come back."
)
@ACTING
@as_json
def keys_rotate(*, what: str, instead: bool, acting: str | None, in_json: bool) -> None:
    """Sign with a new key from now on; what the old one signed stays valid."""
    config, store = _opened()
    now = store.register().in_use(Purpose(what))
    if not instead and now is not None and now.origin is Origin.IMPORTED and not _has_ended(now):
        fail(
            f"Your own certificate, {now.id}, signs documents. trainer keys import takes in the"
            " next one. To sign with a key made here instead: --instead."
        )
    _change(store, partial(ROTATED[what], store, config), acting=acting, in_json=in_json)


@keys.command("revoke")
@click.argument("key_id", metavar="ID")
@click.option("--reason", required=True, help="Why it is no longer to be believed.")
@ACTING
@as_json
def keys_revoke(key_id: str, *, reason: str, acting: str | None, in_json: bool) -> None:
    """Take the key ID back for good, and make another if it was in use."""
    config, store = _opened()
    step = partial(revoke_key, store, config, key_id=key_id, reason=reason)
    _change(store, step, acting=acting, in_json=in_json)


@keys.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Where its password is written, instead of being asked for.",
)
@ACTING
@as_json
def keys_import(
    file: Path, *, password_file: Path | None, acting: str | None, in_json: bool
) -> None:
    """Sign documents with the certificate in FILE (PKCS#12) from now on."""
    if file.stat().st_size > LARGEST:
        fail("This file is too large to hold a certificate.")
    password = (
        password_file.read_text(encoding="utf-8").strip("\r\n")
        if password_file
        else click.prompt("Password of the file", hide_input=True, default="", err=True)
    )
    _config, store = _opened()
    step = partial(import_key, store, content=file.read_bytes(), password=password)
    _change(store, step, acting=acting, in_json=in_json)


@keys.command("list")
@as_json
def keys_list(*, in_json: bool) -> None:
    """Show every key there ever was: what it is for, until when, and whether it is in use."""
    _config, store = _opened()
    _tell(store.register().keys, store.register(), in_json=in_json)


def _opened() -> tuple[Config, KeyStore]:
    config = Config.from_env()
    make_folder(config.data_dir)
    return config, KeyStore(config)


def _change(store: KeyStore, step: Step, *, acting: str | None, in_json: bool) -> None:
    before = store.register()
    with application():
        store.change(recorded(step, actor=_keeper(acting)))
    after = store.register()
    _tell([one for one in after.keys if one not in before.keys], after, in_json=in_json)


def _keeper(acting: str | None) -> User | None:
    """Find whom the ledger names: a system administrator, or nobody where none is given."""
    if acting is None:
        return None
    person = person_called(acting)
    if not person.holds(Role.SYSTEM_ADMIN):
        fail("Only a system administrator looks after the keys.")
    return person


def _tell(
    listed: list[KeyRecord] | tuple[KeyRecord, ...], register: Register, *, in_json: bool
) -> None:
    facts = [_facts(one, register) for one in listed]
    lines = [
        f"{one['id']}  {one['purpose']:8}  {one['origin']:8}  {one['state']:7}"
        f"  {one['ends_at'] or 'no end':10.10}  {one['name']}"
        for one in facts
    ]
    tell({"keys": facts}, "\n".join(lines) or "There are no keys yet.", in_json=in_json)


def _facts(record: KeyRecord, register: Register) -> dict[str, Any]:
    return {**record.model_dump(mode="json"), "state": _state(record, register)}


def _state(record: KeyRecord, register: Register) -> str:
    if record.revoked_at:
        return "revoked"
    if _has_ended(record):
        return "ended"
    return "in use" if register.in_use(record.purpose) == record else "kept"


def _has_ended(record: KeyRecord) -> bool:
    return record.ends_at is not None and record.ends_at <= clock.now()
