import subprocess
import sys

HEAVY = {"weasyprint", "pydyf", "fontTools", "jinja2", "sqlalchemy", "flask"}


def test_asking_for_documents_does_not_load_the_renderer() -> None:
    asked = "import sys, trainer.documents, trainer.documents.pool, trainer.documents.certificate"
    loaded = subprocess.run(
        [sys.executable, "-c", f"{asked}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY.isdisjoint(loaded.stdout.split())
