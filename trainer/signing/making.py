"""Make keys, put new ones in the place of old, take them back, and take in the organisation's own.

Each step is given the list of keys and gives the next one: `KeyStore.change` carries it out.
"""

import secrets

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.text import gettext as _
from trainer.signing import profiles
from trainer.signing.register import KeyRecord, Origin, Purpose, Register
from trainer.signing.revocations import relist, write_list
from trainer.signing.store import KeyStore, NoKey, PrivateKey, fingerprint_of

PUBLISHED = "keys"
ID_BYTES = 5


def make_keys_for_trial(store: KeyStore, config: Config, register: Register) -> Register:
    """Make the keys of an installation that has none, unless it has some by now."""
    if register.keys:
        return register
    return make_keys(store, config, register, origin=Origin.TRIAL)


def make_keys(
    store: KeyStore, config: Config, register: Register, *, origin: Origin = Origin.MADE
) -> Register:
    """Make everything there is to make: an authority, who signs documents below it, a badge key."""
    register = _with_authority(store, config, register, origin)
    register = rotate_document_key(store, config, register)
    return rotate_badge_key(store, config, register, origin=origin)


def rotate_document_key(store: KeyStore, config: Config, register: Register) -> Register:
    """Let another key sign documents from now on, below the same authority."""
    above = register.in_use(Purpose.ISSUING)
    if above is None:
        raise NoKey(_("There is no authority to make a key under. Use trainer keys create."))
    chain, now, new = store.certificates(above), clock.now(), _new_id()
    if chain[0].not_valid_after_utc < now + profiles.DOCUMENT_LASTS / 2:
        raise Conflict(
            _("The issuing authority ends too soon. Use trainer keys create --anew instead.")
        )
    made = profiles.document(
        store.signatory(above),
        config.organisation,
        _label(new, above.origin),
        now,
        published_at=f"{config.base_url.rstrip('/')}/{PUBLISHED}/{above.id}",
    )
    certificates = [made.certificate, *chain]
    return register.with_more(
        _kept(store, new, Purpose.DOCUMENT, above.origin, made.key, certificates)
    )


def rotate_badge_key(
    store: KeyStore, config: Config, register: Register, *, origin: Origin = Origin.MADE
) -> Register:
    """Let another key sign badges from now on."""
    key, new = Ed25519PrivateKey.generate(), _new_id()
    record = KeyRecord(
        id=new,
        purpose=Purpose.BADGE,
        origin=origin,
        name=f"{config.organisation} badges {_label(new, origin)}",
        fingerprint=fingerprint_of(key.public_key()),
        made_at=clock.now(),
    )
    store.keep(record, key, [])
    return register.with_more(record)


def revoke_key(
    store: KeyStore, config: Config, register: Register, *, key_id: str, reason: str
) -> Register:
    """Take a key back for good; if it was in use, another is made in its place at once."""
    record = register.called(key_id)
    if record is None:
        raise Unacceptable(_("There is no key called %(id)s.", id=key_id))
    if record.revoked_at is not None:
        raise Conflict(_("The key %(id)s is revoked already. That is final.", id=key_id))
    if not reason.strip():
        raise Unacceptable(_("Say why, in a sentence."))
    was_in_use = register.in_use(record.purpose) == record
    register = register.with_revoked(key_id, clock.now(), reason.strip())
    if record.purpose is Purpose.DOCUMENT:
        relist(store, register, record)
    if not was_in_use:
        return register
    if record.purpose is Purpose.BADGE:
        return rotate_badge_key(store, config, register)
    if record.purpose is not Purpose.DOCUMENT:
        register = _with_authority(store, config, register, Origin.MADE)
    return rotate_document_key(store, config, register)


def keep_imported(
    store: KeyStore, register: Register, *, key: PrivateKey, certificates: list[x509.Certificate]
) -> Register:
    """Let a key that somebody else certified sign documents from now on."""
    return register.with_more(
        _kept(store, _new_id(), Purpose.DOCUMENT, Origin.IMPORTED, key, certificates)
    )


def _with_authority(
    store: KeyStore, config: Config, register: Register, origin: Origin
) -> Register:
    now, organisation = clock.now(), config.organisation
    root_id, issuing_id = _new_id(), _new_id()
    root = profiles.root(organisation, _label(root_id, origin), now)
    issuing = profiles.issuing(root, organisation, _label(issuing_id, origin), now)
    chain = [issuing.certificate, root.certificate]
    above = _kept(store, root_id, Purpose.ROOT, origin, root.key, chain[1:])
    below = _kept(store, issuing_id, Purpose.ISSUING, origin, issuing.key, chain)
    register = register.with_more(above, below)
    write_list(store, register, below)
    return register


def _kept(
    store: KeyStore,
    key_id: str,
    purpose: Purpose,
    origin: Origin,
    key: PrivateKey,
    certificates: list[x509.Certificate],
) -> KeyRecord:
    own = certificates[0]
    record = KeyRecord(
        id=key_id,
        purpose=purpose,
        origin=origin,
        name=_name(own),
        fingerprint=own.fingerprint(SHA256()).hex(),
        made_at=clock.now(),
        ends_at=own.not_valid_after_utc,
    )
    store.keep(record, key, certificates)
    return record


def _name(certificate: x509.Certificate) -> str:
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else certificate.subject.rfc4514_string()


def _label(key_id: str, origin: Origin) -> str:
    return f"{key_id} (trial)" if origin is Origin.TRIAL else key_id


def _new_id() -> str:
    return secrets.token_hex(ID_BYTES)
