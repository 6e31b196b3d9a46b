"""What a dossier on a stick holds: names, index, archive fields. Papers are Vietnamese whatever the screen speaks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.text import nfc
from app.exchange.bag import FACTS_FILE, OPENING_PAGE, PAYLOAD, BagFile, BagPlan, content_file
from app.exchange.bag_names import BagNames, folder_name, units
from app.exchange.bag_page import IndexGroup, IndexLine, PageFacts, opening_page
from app.reports.content import Attached, DossierContent, EvidenceItem
from app.reports.dossier_pdf import DossierResult
from app.services import evidence
from app.services.dossier_content import dossier_content
from app.services.dossier_rows import ArchiveFields, archive_fields
from app.services.dossier_stick_places import Places, find_places
from app.services.evidence import EvidenceRow

FORMAT = "ban-sang-ho-so"
FORMAT_VERSION = 1
SEALED_NAME = "tai-lieu-nhay-cam.zip"
EVIDENCE_FOLDER = f"{PAYLOAD}/minh-chung"
PAPERS_FOLDER = f"{PAYLOAD}/giay-to"
_UNKNOWN = "chưa ghi"
_LANGUAGE = "Tiếng Việt"


@dataclass(frozen=True, slots=True)
class LooseProof:
    """A proof that is not in the dossier's PDF: sensitive, or of a kind without pages."""

    title: str
    detail: str
    file_name: str
    path: Path
    sha256: str
    size: int
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class StickContents:
    """`left_out`: titles of sensitive proofs that do not go along."""

    content: DossierContent
    archive: ArchiveFields
    sensitive: tuple[LooseProof, ...]
    pageless: tuple[LooseProof, ...]
    left_out: tuple[str, ...]


def stick_contents(
    session: Session, *, hamlet_uid: str, year: int, today: date, evidence_folder: Path
) -> StickContents:
    """Raises NotFoundError without a plan or a round."""
    content = dossier_content(
        session, hamlet_uid=hamlet_uid, year=year, today=today, evidence_folder=evidence_folder
    )
    criterion_of = {
        line.number: criterion.number for criterion in content.criteria for line in criterion.indicators
    }
    rows = [
        (row, _loose(row, hamlet_uid, criterion_of, evidence_folder))
        for row in evidence.evidence_rows(session, hamlet_uid=hamlet_uid)
    ]
    sensitive = tuple(loose for row, loose in rows if row.sensitive)
    return StickContents(
        content=content,
        archive=archive_fields(session, hamlet_uid=hamlet_uid, year=year),
        sensitive=sensitive,
        pageless=tuple(loose for row, loose in rows if not row.sensitive and not row.pages),
        left_out=tuple(loose.title for loose in sensitive),
    )


def _loose(row: EvidenceRow, hamlet_uid: str, criterion_of: Mapping[str, str], folder: Path) -> LooseProof:
    served = [link.indicator_number for link in row.links if link.hamlet_uid == hamlet_uid]
    return LooseProof(
        title=row.title,
        detail=_served(served),
        file_name=row.file_name,
        path=row.path(folder),
        sha256=row.sha256,
        size=row.size,
        criterion=next((criterion_of[number] for number in served if number in criterion_of), ""),
    )


def _served(numbers: Iterable[str]) -> str:
    found = ", ".join(dict.fromkeys(numbers))
    return f"chỉ tiêu {found}" if found else ""


def bag_plan(contents: StickContents, result: DossierResult, sealed: BagFile | None) -> BagPlan:
    """All names and texts, before a byte is written."""
    content = contents.content
    version = getattr(result, "version", 0)
    words = f"Hồ sơ NTM {content.hamlet} {content.year}" + (f" - bản {version}" if version else "")
    name = folder_name(words)
    names = BagNames(room=units(name) + 1)
    names.path(PAYLOAD, FACTS_FILE.rpartition("/")[2])
    files = _Files(contents, result, names, words, sealed)
    facts = content_file(FACTS_FILE, _facts_json(contents, result, files, version))
    everything = (*files.all, facts)
    page = opening_page(_page(contents, result, files, everything, version))
    return BagPlan(
        name=name,
        files=everything,
        tags={OPENING_PAGE: page},
        info=_info(contents, result, files, version),
        bagged_on=content.dated,
    )


class _Files:
    """Each file once, with its place in the bag."""

    def __init__(
        self,
        contents: StickContents,
        result: DossierResult,
        names: BagNames,
        title: str,
        sealed: BagFile | None,
    ) -> None:
        self._names = names
        self.by_key: dict[str, BagFile] = {}  # proofs and attached papers
        self.volumes = self._of_volumes(result, title)
        self.papers = self._of_papers(contents.content)
        self.proofs = [self._of_proof(item, contents.content) for item in contents.content.evidence]
        self.loose = [self._of_loose(one) for one in contents.pageless]
        self.sealed = replace(sealed, path=names.path(PAYLOAD, SEALED_NAME)) if sealed else None

    @property
    def all(self) -> list[BagFile]:
        sealed = [self.sealed] if self.sealed else []
        return [*(file for file, _pages in self.volumes), *self.papers, *self.proofs, *self.loose, *sealed]

    def _of_volumes(self, result: DossierResult, title: str) -> list[tuple[BagFile, int]]:
        many = len(result.files) > 1
        found = []
        for number, one in enumerate(result.files, start=1):
            path = self._names.path(PAYLOAD, f"{title} - Tập {number}.pdf" if many else f"{title}.pdf")
            found.append((BagFile(path, one.sha256, one.size, path.rpartition("/")[2], one.path), one.pages))
        return found

    def _of_papers(self, content: DossierContent) -> list[BagFile]:
        """A signed paper travels as it is: its signature does not live through a merged PDF."""
        found: list[BagFile] = []
        for piece in content.pieces:
            body = piece.body
            if not isinstance(body, Attached):
                continue
            same = next((file for file in found if file.sha256 == body.sha256), None)
            if same is None:
                ending = Path(body.file_name).suffix
                path = self._names.path(PAPERS_FOLDER, f"{piece.title}{ending}")
                same = BagFile(path, body.sha256, body.path.stat().st_size, body.file_name, body.path)
                found.append(same)
            self.by_key[piece.key or piece.title] = same
        return found

    def _of_proof(self, item: EvidenceItem, content: DossierContent) -> BagFile:
        first = item.pointers[0].indicator_number if item.pointers else ""
        name = f"{item.number} - {nfc(item.file_name)}"
        path = self._names.path(_criterion_folder(_criterion(content, first)), name)
        file = BagFile(path, item.sha256, item.size, item.file_name, item.path)
        self.by_key[item.key or item.number] = file
        return file

    def _of_loose(self, one: LooseProof) -> BagFile:
        path = self._names.path(_criterion_folder(one.criterion), nfc(one.file_name))
        file = BagFile(path, one.sha256, one.size, one.file_name, one.path)
        self.by_key[one.sha256] = file
        return file


def _criterion(content: DossierContent, indicator: str) -> str:
    for criterion in content.criteria:
        if any(line.number == indicator for line in criterion.indicators):
            return criterion.number
    return ""


def _criterion_folder(number: str) -> str:
    return f"{EVIDENCE_FOLDER}/Tiêu chí {number}" if number else f"{EVIDENCE_FOLDER}/Khác"


def _page(
    contents: StickContents,
    result: DossierResult,
    files: _Files,
    everything: tuple[BagFile, ...],
    version: int,
) -> PageFacts:
    content = contents.content
    totals = content.totals
    number = f", bản số {version}" if version else ""
    place = ", ".join(part for part in (content.commune, content.district, content.province) if part)
    volumes = [(file, pages) for file, pages in files.volumes]
    return PageFacts(
        title=f"Hồ sơ đề nghị công nhận nông thôn mới: {content.hamlet}",
        subtitle=f"{place} · năm {content.year}{number} · lập ngày {format_date(content.dated)}",
        facts=[
            (
                "Kết quả",
                f"{totals.criteria_met}/{totals.criteria_total} tiêu chí, "
                f"{totals.indicators_met}/{totals.indicators_total} chỉ tiêu đạt"
                f" (rà soát ngày {format_date(content.round_date)})",
            ),
            ("Bộ tiêu chí", content.set_title),
            ("Nơi nhận", content.submitted_to),
            ("Tổng số", f"{len(everything)} tệp, {result.pages} trang hồ sơ"),
            (
                "Định dạng lưu trữ",
                "PDF/A-1b" if result.archival else "PDF (chưa phải PDF/A, lý do ghi trong hồ sơ)",
            ),
            ("Cách dùng", "Bấm vào tên tệp để mở. Nên chép cả thư mục vào máy trước khi làm việc."),
        ],
        volumes=volumes,
        groups=_groups(contents, result, files),
        files=everything,
        left_out=contents.left_out,
        sealed=files.sealed.path if files.sealed else "",
        sealed_count=len(contents.sensitive) if files.sealed else 0,
    )


def _groups(contents: StickContents, result: DossierResult, files: _Files) -> list[IndexGroup]:
    content = contents.content
    places = find_places(content, result, [file.path for file, _pages in files.volumes])
    groups = [IndexGroup("Giấy tờ", tuple(_paper_line(content, files, places)))]
    for criterion in content.criteria:
        lines = tuple(_proof_lines(contents, files, places, criterion.number))
        if lines:
            groups.append(IndexGroup(f"Tiêu chí {criterion.number} – {criterion.name}", lines))
    others = tuple(
        IndexLine(one.title, "không in được vào hồ sơ", file=files.by_key[one.sha256].path)
        for one in contents.pageless
        if not one.criterion
    )
    return [group for group in (*groups, IndexGroup("Minh chứng khác", others)) if group.lines]


def _paper_line(content: DossierContent, files: _Files, places: Places) -> Iterable[IndexLine]:
    for piece in content.pieces:
        if not piece.enclosed:
            reason = f"không có: {piece.explanation}" if piece.explanation else "chưa kèm"
            yield IndexLine(piece.title, reason)
            continue
        number = f"số {piece.number}" if piece.number else ""
        day = f"ngày {format_date(piece.dated)}" if piece.dated else ""
        original = files.by_key.get(piece.key or piece.title)
        found = places.paper(piece)
        yield IndexLine(
            piece.title,
            " ".join(part for part in (number, day) if part),
            found.leaf,
            found.volume,
            found.page,
            original.path if original else "",
        )


def _proof_lines(
    contents: StickContents, files: _Files, places: Places, criterion: str
) -> Iterable[IndexLine]:
    """A proof that serves many criteria stands under each of them, its file is one."""
    content = contents.content
    numbers = {line.number for one in content.criteria if one.number == criterion for line in one.indicators}
    for item in content.evidence:
        served = [pointer for pointer in item.pointers if pointer.indicator_number in numbers]
        if not served:
            continue
        where = "; ".join(
            f"chỉ tiêu {pointer.indicator_number}" + (f" ({pointer.where})" if pointer.where else "")
            for pointer in served
        )
        found = places.proof(item)
        file = files.by_key[item.key or item.number]
        yield IndexLine(
            f"{item.number}. {item.title}", where, found.leaf, found.volume, found.page, file.path
        )
    for one in contents.pageless:
        if one.criterion == criterion:
            file = files.by_key[one.sha256]
            yield IndexLine(one.title, f"{one.detail}; không in được vào hồ sơ", file=file.path)


def _span(contents: StickContents) -> tuple[date, date]:
    """The days of the earliest and the latest paper that carries one."""
    content = contents.content
    days = [item.issued_on for item in content.evidence if item.issued_on]
    days += [piece.dated for piece in content.pieces if piece.dated]
    days += [content.round_date, content.dated]
    return min(days), max(days)


def archive_words(contents: StickContents, result: DossierResult, files: _Files) -> dict[str, str]:
    """The fields of Thông tư 05/2025/TT-BNV for an electronic file; what nobody has filled in says so."""
    content, archive = contents.content, contents.archive
    first, last = _span(contents)
    documents = sum(piece.enclosed for piece in content.pieces) + len(files.proofs) + len(files.loose)
    return {
        "ma-ho-so": archive.code or _UNKNOWN,
        "tieu-de": f"Hồ sơ đề nghị công nhận nông thôn mới {content.hamlet}, {content.commune} năm {content.year}",
        "thoi-han-luu-tru": archive.retention or _UNKNOWN,
        "muc-do-tiep-can": archive.access or _UNKNOWN,
        "ngon-ngu": _LANGUAGE,
        "thoi-gian-bat-dau": format_date(first),
        "thoi-gian-ket-thuc": format_date(last),
        "tu-khoa": archive.keywords or _UNKNOWN,
        "tong-so-tai-lieu": str(documents),
        "so-to": _UNKNOWN,
        "so-trang": str(result.pages),
    }


def _info(
    contents: StickContents, result: DossierResult, files: _Files, version: int
) -> list[tuple[str, str]]:
    """bag-info.txt: the reserved labels of RFC 8493, then the archive's fields."""
    content = contents.content
    words = archive_words(contents, result, files)
    place = ", ".join(part for part in (content.commune, content.district, content.province) if part)
    return [
        ("Source-Organization", content.letterhead.issuer),
        ("Organization-Address", place),
        ("External-Description", words["tieu-de"]),
        ("External-Identifier", contents.archive.code),
        ("Internal-Sender-Description", f"bản số {version}" if version else ""),
        *((label[:1].upper() + label[1:], value) for label, value in words.items()),
    ]


def _facts_json(contents: StickContents, result: DossierResult, files: _Files, version: int) -> bytes:
    content = contents.content
    numbering = result.numbering

    def entry(file: BagFile, **more: object) -> dict[str, object]:
        return {"tep": file.path, "sha256": file.sha256, "kich-thuoc": file.size, **more}

    document = {
        "dinh-dang": FORMAT,
        "phien-ban-dinh-dang": FORMAT_VERSION,
        "ban": content.hamlet,
        "xa": content.commune,
        "huyen": content.district,
        "tinh": content.province,
        "nam": content.year,
        "ban-so": version,
        "ngay-lap": content.dated.isoformat(),
        "ngay-ra-soat": content.round_date.isoformat(),
        "bo-tieu-chi": content.set_title,
        "tieu-chi-dat": f"{content.totals.criteria_met}/{content.totals.criteria_total}",
        "chi-tieu-dat": f"{content.totals.indicators_met}/{content.totals.indicators_total}",
        "luu-tru": archive_words(contents, result, files),
        "tap": [entry(file, **{"so-trang": pages}) for file, pages in files.volumes],
        "giay-to": [entry(file, **{"ten-goc": file.name}) for file in files.papers],
        "minh-chung": [
            entry(
                files.by_key[item.key or item.number],
                **{
                    "so": item.number,
                    "ten": item.title,
                    "ten-goc": item.file_name,
                    "chi-tieu": [pointer.indicator_number for pointer in item.pointers],
                    "but-luc": list(numbering.get(item.key, ())),
                },
            )
            for item in content.evidence
        ],
        "khong-in-duoc": [entry(files.by_key[one.sha256], ten=one.title) for one in contents.pageless],
        "nhay-cam-de-ngoai": list(contents.left_out),
        "nhay-cam-ma-hoa": entry(files.sealed) if files.sealed else None,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
