"""Versions of a dossier: each final export with its number, day and hashes, its files kept in the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.domain.rights import Right
from app.errors import NotFoundError
from app.files.kept_files import Kept, kept_path, look_at
from app.i18n import _
from app.models.assessment import ReviewRound
from app.models.dossier import DossierVersion
from app.services.dossier_rows import find_dossier, own_dossier
from app.services.rights import actor_of, require
from app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One volume as it was written out; `name` is what it was called then."""

    name: str
    sha256: str
    size: int  # bytes
    pages: int

    def path(self, folder: Path) -> Path:
        return kept_path(folder, self.sha256)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a dossier is written out: where it is split (None: nowhere), and whether large photos are made smaller."""

    max_bytes: int | None = None
    max_pages: int | None = None
    small_photos: bool = False


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a final export came to; the fields of DossierVersion say what they are."""

    round_uid: str
    after_transaction: str
    pages: int
    archival: bool
    not_archival: tuple[tuple[str, str], ...]
    options: ExportOptions
    files: tuple[KeptFile, ...]
    numbering: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class VersionRow:
    uid: str
    number: int
    made_at: datetime
    made_by: str
    facts: VersionFacts

    @property
    def size(self) -> int:
        return sum(file.size for file in self.facts.files)


def record_version(
    session: Session, *, hamlet_uid: str, year: int, facts: VersionFacts, made_at: datetime
) -> int:
    """Write down a final export; returns its number."""
    require(session, Right.DOSSIER)
    dossier = own_dossier(session, hamlet_uid=hamlet_uid, year=year)
    newest = newest_version(session, hamlet_uid=hamlet_uid, year=year)
    number = newest.number + 1 if newest else 1
    options = facts.options
    session.add(
        DossierVersion(
            dossier_uid=dossier.uid,
            number=number,
            made_at=made_at,
            made_by=actor_of(session).name,
            round_uid=facts.round_uid,
            after_transaction=facts.after_transaction,
            pages=facts.pages,
            archival=facts.archival,
            not_archival=[list(pair) for pair in facts.not_archival],
            options={
                "max_bytes": options.max_bytes,
                "max_pages": options.max_pages,
                "small_photos": options.small_photos,
            },
            files=[
                {"name": file.name, "sha256": file.sha256, "size": file.size, "pages": file.pages}
                for file in facts.files
            ],
            numbering={key: list(numbers) for key, numbers in facts.numbering.items()},
        )
    )
    session.flush()
    return number


def version_rows(session: Session, *, hamlet_uid: str, year: int) -> list[VersionRow]:
    """Newest first."""
    dossier = find_dossier(session, hamlet_uid=hamlet_uid, year=year)
    if dossier is None:
        return []
    statement = (
        select(DossierVersion)
        .where(DossierVersion.dossier_uid == dossier.uid)
        .order_by(DossierVersion.number.desc())
    )
    return [_row(row) for row in session.scalars(statement)]


def newest_version(session: Session, *, hamlet_uid: str, year: int) -> VersionRow | None:
    rows = version_rows(session, hamlet_uid=hamlet_uid, year=year)
    return rows[0] if rows else None


def numbered_version(session: Session, *, hamlet_uid: str, year: int, number: int) -> VersionRow:
    """Raises NotFoundError."""
    rows = version_rows(session, hamlet_uid=hamlet_uid, year=year)
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        raise NotFoundError(_("Hồ sơ chưa có bản số {number}. Hãy chọn bản khác.").format(number=number))
    return found


def round_day(session: Session, *, version: VersionRow) -> str:
    """The day of the round that the version shows, as on paper; "" where the round is gone."""
    from app.domain.dates import format_date

    row = session.get(ReviewRound, version.facts.round_uid)
    return format_date(row.held_on) if row else ""


def check_kept(workspace: Workspace, version: VersionRow, progress: Progress) -> dict[str, Kept]:
    """By file name how each file of the version is found in the book. Raises Cancelled."""
    return {
        file.name: look_at(workspace.dossier_folder, file.sha256, progress=progress)
        for file in version.facts.files
    }


def _row(row: DossierVersion) -> VersionRow:
    options = row.options
    return VersionRow(
        uid=row.uid,
        number=row.number,
        made_at=row.made_at,
        made_by=row.made_by,
        facts=VersionFacts(
            round_uid=row.round_uid,
            after_transaction=row.after_transaction,
            pages=row.pages,
            archival=row.archival,
            not_archival=tuple((pair[0], pair[1]) for pair in row.not_archival),
            options=ExportOptions(
                options.get("max_bytes"), options.get("max_pages"), bool(options.get("small_photos"))
            ),
            files=tuple(
                KeptFile(file["name"], file["sha256"], file["size"], file["pages"]) for file in row.files
            ),
            numbering={key: tuple(numbers) for key, numbers in row.numbering.items()},
        ),
    )
