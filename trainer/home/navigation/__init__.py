"""The whole navigation, as data: which hats there are, and the pages of each."""

from trainer.home.hats import Hat
from trainer.home.navigation.admin import ADMIN
from trainer.home.navigation.assess import ASSESS
from trainer.home.navigation.assure import ASSURE
from trainer.home.navigation.me import ME
from trainer.home.navigation.team import TEAM

HATS: tuple[Hat, ...] = (ME, ASSESS, ASSURE, TEAM, ADMIN)
