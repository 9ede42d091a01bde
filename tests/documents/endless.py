"""Come here for a render child whose certificate never ends, or that comes to an end itself."""

import os
import signal

from jinja2 import DictLoader

from trainer.documents.child import main
from trainer.documents.render import press, render
from trainer.documents.request import RenderRequest

TEMPLATES = {
    "runs on": "{% for _n in range(10 ** 15) %}{% endfor %}",
    "takes all memory": "{% set much = 'x' * 10 ** 11 %}",
    "reads": "{% include '../../../../etc/passwd' %}",
}
KILLED = "is killed"
CHOSEN = "LANG"
"""Of the few variables a render child is given, one that says which of them it is."""


def perform(request: RenderRequest) -> bytes:
    if os.environ[CHOSEN] == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    press().templates.loader = DictLoader({"certificate.html": TEMPLATES[os.environ[CHOSEN]]})
    return render(request)


if __name__ == "__main__":
    main(perform)
