"""Come here for a render child whose certificate never ends, or asks for a file of the machine."""

import os

from jinja2 import DictLoader

from trainer.documents.child import main
from trainer.documents.render import press, render
from trainer.documents.request import RenderRequest

TEMPLATES = {
    "runs on": "{% for _n in range(10 ** 15) %}{% endfor %}",
    "reads": "{% include '../../../../etc/passwd' %}",
}
CHOSEN = "LANG"
"""Of the few variables a render child is given, one that says which of them it is."""


def perform(request: RenderRequest) -> bytes:
    press().templates.loader = DictLoader({"certificate.html": TEMPLATES[os.environ[CHOSEN]]})
    return render(request)


if __name__ == "__main__":
    main(perform)
