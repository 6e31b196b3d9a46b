"""Commands for whole dossiers: writing one out, its versions, and what became of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli_book import typed_day
from app.domain.dates import format_date
from app.domain.dossier import EventKind
from app.errors import RefusedError
from app.i18n import _

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.services.dossier_versions import VersionRow
    from app.services.dossiers import ExportedDossier
    from app.services.workspace import Workspace

Run = Callable[[argparse.Namespace], int]
AddCommand = Callable[[str, str, Run], argparse.ArgumentParser]
_MEGABYTE = 1_000_000
# Typed without marks; the order is that of EventKind.
_KINDS = dict(
    zip(
        ("nop", "tiep-nhan", "tra-lai", "tham-dinh", "cong-nhan", "cong-bo", "thu-hoi"),
        EventKind,
        strict=True,
    )
)


class DossierCommands:
    """`open_book` and `year_of` as the other commands of a book do it."""

    def __init__(
        self,
        add: AddCommand,
        open_book: Callable[[argparse.Namespace], Workspace],
        year_of: Callable[[Workspace, int | None], int],
        progress: Callable[[], Progress],
        common: Callable[[argparse.ArgumentParser], None],
    ) -> None:
        self._open, self._year, self._progress = open_book, year_of, progress
        _dossier_arguments(self._parser(add, common, "dossier", _("xuất hồ sơ PDF của một bản"), self.export))
        self._parser(
            add, common, "dossier-versions", _("liệt kê các bản chính đã lập của hồ sơ"), self.versions
        ).add_argument("--verify", action="store_true", help=_("đọc lại tệp đã lưu, so với dấu vân"))
        self._parser(
            add, common, "dossier-signed", _("giữ tệp đã ký số làm bản chính trong sổ"), self.signed
        ).add_argument("file", metavar=_("TỆP.pdf"), type=Path, help=_("bản chính đã ký số"))
        _event_arguments(
            self._parser(
                add, common, "dossier-event", _("ghi việc nộp, trả lại, công nhận… hồ sơ"), self.event
            )
        )

    @staticmethod
    def _parser(
        add: AddCommand,
        common: Callable[[argparse.ArgumentParser], None],
        name: str,
        help_text: str,
        run: Run,
    ) -> argparse.ArgumentParser:
        parser = add(name, help_text, run)
        parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
        parser.add_argument(
            "--hamlet", metavar=_("BẢN"), required=True, help=_("tên bản, gõ có dấu hay không dấu đều được")
        )
        common(parser)
        parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))
        return parser

    def export(self, arguments: argparse.Namespace) -> int:
        from app.reports.dossier_pdf import VolumeLimits
        from app.services.dossiers import export_dossier

        most = arguments.max_mb * _MEGABYTE if arguments.max_mb else None
        with closing(self._open(arguments)) as workspace:
            result = export_dossier(
                workspace,
                **self._of(workspace, arguments),
                target=arguments.out,
                progress=self._progress(),
                draft=arguments.draft,
                small_photos=arguments.small_photos,
                volumes=VolumeLimits(most, arguments.max_pages),
            )
        if arguments.json:
            print(json.dumps(_result_json(result), ensure_ascii=False, indent=2))
        else:
            print("\n".join(_result_lines(result, draft=arguments.draft)))
        return 0

    def versions(self, arguments: argparse.Namespace) -> int:
        from app.files.kept_files import Kept
        from app.services.dossier_events import current_state
        from app.services.dossier_versions import check_kept, version_rows

        with closing(self._open(arguments)) as workspace:
            of = self._of(workspace, arguments)
            rows = workspace.read(version_rows, **of)
            state = workspace.read(current_state, **of)
            found = (
                {row.number: check_kept(workspace, row, self._progress()) for row in rows}
                if arguments.verify
                else {}
            )
        if arguments.json:
            document = {
                "state": state.kind.value if state.kind else None,
                "unanswered": state.unanswered,
                "versions": [_version_json(row, found.get(row.number)) for row in rows],
            }
            print(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            _print_versions(rows, state.kind)
        bad = [name for kept in found.values() for name, how in kept.items() if how is not Kept.INTACT]
        if bad:
            raise RefusedError(
                _(
                    "Tệp đã lưu không còn nguyên: {names}. Hãy lấy lại từ bản sao lưu, hoặc lập bản mới."
                ).format(names=", ".join(bad))
            )
        return 0

    def signed(self, arguments: argparse.Namespace) -> int:
        from app.services.dossier_signed import take_signed

        with closing(self._open(arguments)) as workspace:
            of = self._of(workspace, arguments)
            number = take_signed(workspace, **of, signed=arguments.file, progress=self._progress())
        if arguments.json:
            print(json.dumps({"version": number}))
        else:
            print(_("Bản số {n} trong sổ nay là bản đã ký.").format(n=number))
        return 0

    def event(self, arguments: argparse.Namespace) -> int:
        from app.dossier_words import event_label, unusual_sentence
        from app.services.dossier_event_edit import add_event
        from app.services.dossier_events import event_rows

        values: dict[str, Any] = {
            "on_date": arguments.date,
            "document_number": arguments.number,
            "document_date": arguments.document_date,
            "issuer": arguments.issuer,
            "note": arguments.note,
        }
        with closing(self._open(arguments)) as workspace:
            of = self._of(workspace, arguments)
            uid = workspace.write(
                add_event, **of, kind=_KINDS[arguments.kind], values=values, today=workspace.today()
            )
            row = next(row for row in workspace.read(event_rows, **of) if row.uid == uid)
        told = [unusual_sentence(what) for what in row.unusual]
        if arguments.json:
            document = {"kind": row.kind.value, "date": row.on_date.isoformat(), "warnings": told}
            print(json.dumps(document, ensure_ascii=False, indent=2))
            return 0
        print(
            _("Đã ghi: {event} ngày {day}.").format(event=event_label(row.kind), day=format_date(row.on_date))
        )
        print("".join(f"   {sentence}\n" for sentence in told), end="")
        return 0

    def _of(self, workspace: Workspace, arguments: argparse.Namespace) -> dict[str, Any]:
        from app.services import places

        hamlet = workspace.read(places.find_hamlet, name=arguments.hamlet)
        return {"hamlet_uid": hamlet.uid, "year": self._year(workspace, arguments.year)}


def _dossier_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar=_("TỆP.pdf"), type=Path, required=True, help=_("tệp PDF sẽ ghi"))
    parser.add_argument("--draft", action="store_true", help=_("bản nháp: còn lỗi vẫn ghi, có chữ BẢN NHÁP"))
    parser.add_argument(
        "--max-mb",
        metavar=_("SỐ"),
        type=_positive,
        help=_("tách tập khi quá số MB này (1 MB = 1.000.000 byte)"),
    )
    parser.add_argument(
        "--max-pages", metavar=_("SỐ"), type=_positive, help=_("tách tập khi quá số trang này")
    )
    parser.add_argument("--small-photos", action="store_true", help=_("ảnh lớn được thu nhỏ để tệp nhẹ hơn"))


def _event_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", metavar=_("VIỆC"), choices=_KINDS, required=True, help=", ".join(_KINDS))
    parser.add_argument(
        "--date", metavar=_("NGÀY"), type=typed_day, required=True, help=_("ngày của việc, dạng 20/04/2024")
    )
    parser.add_argument("--number", metavar=_("SỐ"), default="", help=_("số văn bản, ví dụ 05/TTr-UBND"))
    parser.add_argument("--document-date", metavar=_("NGÀY"), type=typed_day, help=_("ngày văn bản"))
    parser.add_argument("--issuer", metavar=_("CƠ-QUAN"), default="", help=_("nơi ban hành"))
    parser.add_argument("--note", metavar=_("GHI-CHÚ"), default="", help=_("ghi chú"))


def _positive(typed: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(_("“{typed}” phải là số nguyên từ 1 trở lên").format(typed=typed))
    return number


def _result_json(result: ExportedDossier) -> dict[str, object]:
    return {
        "version": result.version or None,
        "again": result.again,
        "pages": result.pages,
        "archival": result.archival,
        "not_archival": [{"number": number, "reason": reason} for number, reason in result.not_archival],
        "files": [
            {"path": str(one.path), "sha256": one.sha256, "size": one.size, "pages": one.pages}
            for one in result.files
        ],
    }


def _result_lines(result: ExportedDossier, *, draft: bool) -> list[str]:
    if draft:
        lines = [_("Đã ghi bản nháp.")]
    elif result.again:
        lines = [_("Từ bản số {n} đến nay không có thay đổi: đã ghi lại bản đó.").format(n=result.version)]
    else:
        lines = [_("Đã lập bản số {n}.").format(n=result.version)]
    lines += [
        _("Đã ghi {path}: {pages} trang").format(path=one.path, pages=one.pages) for one in result.files
    ]
    return lines


def _version_json(row: VersionRow, found: dict[str, Any] | None) -> dict[str, object]:
    return {
        "number": row.number,
        "made_at": row.made_at.isoformat(),
        "made_by": row.made_by,
        "pages": row.facts.pages,
        "archival": row.facts.archival,
        "not_archival": [list(pair) for pair in row.facts.not_archival],
        "files": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "size": one.size,
                "pages": one.pages,
                **({"kept": found[one.name].value} if found else {}),
            }
            for one in row.facts.files
        ],
    }


def _print_versions(rows: list[VersionRow], kind: EventKind | None) -> None:
    from app.dossier_words import state_label

    print(_("Trạng thái: {state}").format(state=state_label(kind)))
    if not rows:
        print(_("Chưa lập bản chính nào."))
    for row in rows:
        at = row.made_at.astimezone()
        print(
            _("Bản số {n}: {day} {time}, {pages} trang, {who}").format(
                n=row.number,
                day=format_date(at.date()),
                time=f"{at:%H:%M}",
                pages=row.facts.pages,
                who=row.made_by or _("không rõ ai lập"),
            )
        )
        for one in row.facts.files:
            print(f"   {one.name}  {one.sha256[:12]}")
