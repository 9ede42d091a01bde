"""The catalogue Trainer comes with."""

from importlib import resources

from trainer.accounts.models import User
from trainer.catalogue.actions.publishing import import_catalogue
from trainer.catalogue.comparing import Comparison, known
from trainer.catalogue.importing import read


def load_builtin(*, actor: User | None = None) -> list[Comparison]:
    """Publish the catalogue Trainer comes with; what is there already stays as it is."""
    folder = resources.files("trainer.catalogue") / "builtin"
    return [
        import_catalogue(
            read(file.read_text(encoding="utf-8"), source=file.name, known=known()), actor=actor
        )
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
    ]
