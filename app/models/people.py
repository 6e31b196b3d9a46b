"""Roles that carry indicators: data of the commune, because posts change their names."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Travels


class Role(Travels, Base):
    """A post or body; `code` is what criteria sets refer to, `name` what people read."""

    __tablename__ = "role"

    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    variants: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[str | None] = mapped_column(String(100))
    position: Mapped[int]
