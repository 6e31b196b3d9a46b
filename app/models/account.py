"""The people who share one laptop: who they are in this book and what they may do."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.rights import AccountKind
from app.models.base import Base, Travels, choice, reference


class Account(Travels, Base):
    """`role_uid` for an officer, `hamlet_uid` for a hamlet board. `pin` is salted and hashed, None without one."""

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[AccountKind] = mapped_column(choice(AccountKind))
    role_uid: Mapped[str | None] = mapped_column(reference("role.uid"))
    hamlet_uid: Mapped[str | None] = mapped_column(reference("place.uid"))
    pin: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool]
