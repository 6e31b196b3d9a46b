"""Evidence: one stored file may prove many indicators."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Travels, reference


class Evidence(Travels, Base):
    """`sha256` names the stored bytes (hex); `file_name` is what the person called the file."""

    __tablename__ = "evidence"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    file_name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]  # bytes
    media_type: Mapped[str] = mapped_column(String(80))
    pages: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    document_number: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    issuer: Mapped[str | None] = mapped_column(String(200))
    sensitive: Mapped[bool]
    added_on: Mapped[date]
    sensitive_reason: Mapped[str | None] = mapped_column(String(300))
    document_sign: Mapped[str | None] = mapped_column(String(60))  # ký hiệu: "QĐ-UBND"
    signer: Mapped[str | None] = mapped_column(String(120))
    abstract: Mapped[str | None] = mapped_column(Text)  # trích yếu
    expires_on: Mapped[date | None]  # the last day it is valid
    replaces_uid: Mapped[str | None] = mapped_column(reference("evidence.uid"))  # the revision before
    masked_from_uid: Mapped[str | None] = mapped_column(
        reference("evidence.uid")
    )  # copy with parts blacked out
    removed_on: Mapped[date | None]  # in the trash since


class EvidenceLink(Travels, Base):
    """This file proves this indicator of this hamlet, at `where` ("trang 3, mục II.2")."""

    __tablename__ = "evidence_link"
    __table_args__ = (UniqueConstraint("evidence_uid", "hamlet_uid", "indicator_uid"),)

    evidence_uid: Mapped[str] = mapped_column(reference("evidence.uid"), index=True)
    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    indicator_uid: Mapped[str] = mapped_column(reference("indicator.uid"), index=True)
    where: Mapped[str | None] = mapped_column("place_in_document", String(200))
    paper: Mapped[str | None] = mapped_column(String(300))  # which of the indicator's required papers it is
