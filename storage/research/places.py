"""Places the office knows: what else one is called, and which larger one it lies in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base


class Place(Base):
    """`also`: its other names, a line each; `within`: the name of a larger place, or none."""

    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    also: Mapped[str] = mapped_column(default="")
    within: Mapped[str] = mapped_column(default="")

    @property
    def names(self) -> list[str]:
        return [self.name, *self.also.splitlines()]


def known(session: Session) -> Sequence[Place]:
    return session.scalars(select(Place).order_by(Place.id)).all()


def called(session: Session, name: str) -> Place:
    """The one of this name."""
    return session.scalars(select(Place).where(Place.name == name)).one()
