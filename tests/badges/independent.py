"""Somebody else's library checks our badges: openvc, which has no code in common with what signs them.

It reads the tokens of Verifiable Credentials 1.1 only; those of Open Badges 3.0 are of 2.0, so of a
token it checks the signature with the key our issuer publishes, and the issuer is compared here.
"""

from typing import Any

from openbadgeslib.ob3.contexts import bundled_contexts
from openvc.did.did_web import DidWebResolver
from openvc.proof._jws import parse_compact, verify_compact
from openvc.verify import VerificationPolicy, verify_credential

CONTEXTS = {url: body for url, body in bundled_contexts().items() if "purl.imsglobal.org" in url}
"""What the words of Open Badges mean, which that library does not bring along."""

BADGE = VerificationPolicy(require_status=False, expected_types=["OpenBadgeCredential"])


def resolver_of(published: dict[str, Any]) -> DidWebResolver:
    """Its way from an issuer to the issuer's keys, given what we publish instead of the network."""
    return DidWebResolver(fetch=lambda _address: published)


def believed(
    badge: dict[str, Any] | str,
    resolver: DidWebResolver,
    policy: VerificationPolicy = BADGE,
    **how: Any,
) -> dict[str, Any]:
    """Return what a badge says if it is to be believed, in either form; else raise."""
    if isinstance(badge, str):
        head, said, *_rest = parse_compact(badge)
        method = resolver.resolve(
            said["issuer"]["id"] if isinstance(said["issuer"], dict) else said["issuer"]
        )
        key = method.key_by_kid(head["kid"])
        assert key is not None, "the issuer publishes no such key"
        assert said["iss"] == method.id
        return verify_compact(badge, public_key_jwk=key.public_key_jwk)[1]
    return verify_credential(
        badge, policy=policy, resolver=resolver, extra_contexts=CONTEXTS, **how
    ).credential
