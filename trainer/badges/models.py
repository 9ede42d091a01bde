"""The badge of each certificate: its place in the status list, and both of its signed forms."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.database import Base, intpk


class Badge(Base):
    """A badge: signed as a token at once, as JSON with its proof when somebody first wants that."""

    __tablename__ = "badges"

    id: Mapped[intpk]
    certificate_id: Mapped[int] = mapped_column(sa.ForeignKey("certificates.id"), unique=True)
    status_list: Mapped[int]
    place: Mapped[int]
    salt: Mapped[str] = mapped_column(sa.String(32))
    document: Mapped[str | None] = mapped_column(sa.Text)
    token: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = (sa.UniqueConstraint("status_list", "place"),)
