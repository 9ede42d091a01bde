"""What is shown of submissions, judgements and progress, each list with its loading spelled out."""

from typing import Any, TypeAlias

import sqlalchemy as sa

Columns: TypeAlias = sa.Select[*tuple[Any, ...]]
"""A select of columns, as long lists are read."""

Row: TypeAlias = sa.Row[*tuple[Any, ...]]
"""One row of those, its columns by name."""
