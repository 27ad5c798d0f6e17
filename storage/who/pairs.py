"""A/B posts (AB岗): what belongs to whom, and who stands behind them (domain.md A2.3)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.who.people import Person


class Post(Base):
    """A post with its duties: A has it, B stands behind A. Where it has no name it says no more
    than that the two stand for each other. Somebody may be in several; no place need be filled.
    """

    __tablename__ = "posts"
    __table_args__ = (CheckConstraint("a_id <> b_id", "two"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    duties: Mapped[list[str]] = mapped_column(JSON, default=list)
    a_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id), index=True)
    b_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id), index=True)

    a: Mapped[Person | None] = relationship(foreign_keys=a_id, lazy="joined")
    b: Mapped[Person | None] = relationship(foreign_keys=b_id, lazy="joined")

    @property
    def two(self) -> tuple[Person, Person] | None:
        """A and B, if both places are filled."""
        return (self.a, self.b) if self.a and self.b else None


Index("uq_posts_name", Post.name, unique=True, sqlite_where=Post.name != "",
      postgresql_where=Post.name != "")  # fmt: skip


def posts(session: Session) -> Sequence[Post]:
    """All of the office, in the order they were made."""
    return session.scalars(select(Post).order_by(Post.id)).all()


def pairs(session: Session) -> list[tuple[Person, Person]]:
    """Who is of one post with whom, in the order it was said."""
    return [one.two for one in posts(session) if one.two]


def of_two(session: Session, one_id: str, other_id: str) -> Sequence[Post]:
    """What the two share, whoever is said first."""
    two = (one_id, other_id)
    shared = select(Post).where(Post.a_id.in_(two), Post.b_id.in_(two))
    return session.scalars(shared.order_by(Post.id)).all()


def held_by(session: Session, person_id: str) -> Sequence[Post]:
    """The posts somebody is in, as A or as B."""
    chosen = select(Post).where(or_(Post.a_id == person_id, Post.b_id == person_id))
    return session.scalars(chosen.order_by(Post.id)).all()


def partners(session: Session, person_id: str) -> Sequence[Person]:
    """Who is of one post with somebody, the first named first; also who has left since."""
    both = (one.two for one in held_by(session, person_id))
    found = [two[0] if two[1].slack_id == person_id else two[1] for two in both if two]
    return list(dict.fromkeys(found))
