"""What the headers of every answer must say, whoever asked for what."""

from werkzeug.test import TestResponse

from trainer.web.headers import POLICY

UNSAFE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


def missing_from(answer: TestResponse) -> list[str]:
    """Name what the headers of an answer lack."""
    headers = answer.headers
    policy = headers.get("Content-Security-Policy", "")
    lacks = {
        "a strict policy": policy != POLICY and not policy.startswith("sandbox;"),
        "a policy with nothing unsafe": any(one in policy for one in UNSAFE),
        "no framing": "frame-ancestors 'none'" not in policy,
        "nosniff": headers.get("X-Content-Type-Options") != "nosniff",
        "a referrer policy": headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"},
        "an opener policy": headers.get("Cross-Origin-Opener-Policy") != "same-origin",
        "no-store": not answer.request.path.startswith("/static/")
        and "public" not in headers.get("Cache-Control", "")
        and headers.get("Cache-Control") != "no-store",
        "cookies of ours alone": not all(
            "HttpOnly" in one and "SameSite=Lax" in one for one in headers.getlist("Set-Cookie")
        ),
    }
    return [what for what, lacking in lacks.items() if lacking]
