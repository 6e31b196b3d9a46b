"""The dossier of a hamlet in a year: its papers, each version that was exported, and what became of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.dossier import EventKind
from app.models.base import Base, Travels, choice, reference


class Dossier(Travels, Base):
    """One a hamlet and plan; `code` to `keywords` are fields of Thông tư 05/2025/TT-BNV, None: not filled in."""

    __tablename__ = "dossier"
    __table_args__ = (UniqueConstraint("plan_uid", "hamlet_uid"),)

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    code: Mapped[str | None] = mapped_column(String(60))  # mã hồ sơ
    retention: Mapped[str | None] = mapped_column(String(60))  # thời hạn lưu trữ
    access: Mapped[str | None] = mapped_column(String(60))  # mức độ tiếp cận
    keywords: Mapped[str | None] = mapped_column(String(300))


class DossierPaper(Travels, Base):
    """What the commune decided about one component: a file in its place, or why it is missing.

    `part` tells several papers of one component apart: the role's code for an officer's report, else "".
    """

    __tablename__ = "dossier_paper"
    __table_args__ = (UniqueConstraint("dossier_uid", "component_uid", "part"),)

    dossier_uid: Mapped[str] = mapped_column(reference("dossier.uid"), index=True)
    component_uid: Mapped[str] = mapped_column(reference("dossier_component.uid"), index=True)
    part: Mapped[str] = mapped_column(String(60))
    evidence_uid: Mapped[str | None] = mapped_column(reference("evidence.uid"), index=True)
    explanation: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(60))  # "05/TTr-UBND"
    dated: Mapped[date | None]


class DossierVersion(Travels, Base):
    """A final export, never changed again.

    `files`: [{"name", "sha256", "size", "pages"}] in the order of the volumes. `numbering`: {key of a paper:
    [running number (bút lục) of each of its pages]}; later versions keep them. `after_transaction` is the uid of
    the journal's last transaction that this version contains; "" in an empty journal. `options`: {"max_bytes",
    "max_pages", "small_photos"} as they were asked for. `not_archival`: [[number of a proof, why it kept the files
    from being PDF/A]].
    """

    __tablename__ = "dossier_version"
    __table_args__ = (UniqueConstraint("dossier_uid", "number"),)

    dossier_uid: Mapped[str] = mapped_column(reference("dossier.uid"), index=True)
    number: Mapped[int]  # from 1
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(120))
    round_uid: Mapped[str] = mapped_column(reference("review_round.uid"))
    after_transaction: Mapped[str] = mapped_column(String(32))
    pages: Mapped[int]
    archival: Mapped[bool]  # claims PDF/A
    not_archival: Mapped[list[list[str]]] = mapped_column(JSON)
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    numbering: Mapped[dict[str, list[str]]] = mapped_column(JSON)


class DossierEvent(Travels, Base):
    """What happened to the dossier outside the program, with the document that says so.

    `position` tells the order of events of one day.
    """

    __tablename__ = "dossier_event"

    dossier_uid: Mapped[str] = mapped_column(reference("dossier.uid"), index=True)
    version_uid: Mapped[str | None] = mapped_column(reference("dossier_version.uid"))
    kind: Mapped[EventKind] = mapped_column(choice(EventKind))
    on_date: Mapped[date]
    position: Mapped[int]
    document_number: Mapped[str | None] = mapped_column(String(60))
    document_date: Mapped[date | None]
    issuer: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    evidence_uid: Mapped[str | None] = mapped_column(reference("evidence.uid"), index=True)


class DossierRemark(Travels, Base):
    """What a body that returned the dossier says of one indicator, or of the whole; and the commune's answer."""

    __tablename__ = "dossier_remark"

    event_uid: Mapped[str] = mapped_column(reference("dossier_event.uid"), index=True)
    indicator_uid: Mapped[str | None] = mapped_column(reference("indicator.uid"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
