"""The commands for a dossier on a stick: written by the commune, checked by whoever receives it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InputError
from app.i18n import _

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.services.dossier_stick import StickOptions, StickResult
    from app.services.dossier_verify import VerifiedDossier
    from app.services.workspace import Workspace

Run = Callable[[argparse.Namespace], int]
AddCommand = Callable[[str, str, Run], argparse.ArgumentParser]
OpenBook = Callable[[argparse.Namespace], "Workspace"]
DONE, REFUSED = 0, 1
_LONGEST_PASSPHRASE_FILE = 4096  # bytes


def add_stick_commands(
    add: AddCommand,
    open_book: OpenBook,
    year_of: Callable[[Workspace, int | None], int],
    progress: Callable[[], Progress],
    add_year_and_today: Callable[[argparse.ArgumentParser], None],
) -> None:
    def export(arguments: argparse.Namespace) -> int:
        return _export(arguments, open_book, year_of, progress())

    parser = add("export-usb", _("xuất hồ sơ một bản ra USB: PDF, tệp gốc, mã kiểm tra"), export)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
    parser.add_argument(
        "--hamlet", metavar=_("BẢN"), required=True, help=_("tên bản, gõ có dấu hay không dấu đều được")
    )
    parser.add_argument(
        "--to", metavar=_("THƯ-MỤC"), type=Path, required=True, help=_("USB hoặc thư mục sẽ chứa hồ sơ")
    )
    parser.add_argument(
        "--passphrase-file",
        metavar=_("TỆP"),
        type=Path,
        help=_("kèm tài liệu nhạy cảm trong tệp nén mã hóa; mật khẩu là dòng đầu của tệp này"),
    )
    parser.add_argument("--small-photos", action="store_true", help=_("thu nhỏ ảnh lớn trong PDF"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))
    add_year_and_today(parser)

    def verify(arguments: argparse.Namespace) -> int:
        return _verify(arguments, progress())

    parser = add("verify", _("kiểm tra hồ sơ nhận được: đủ, nguyên vẹn, ai ký"), verify)
    parser.add_argument("folder", metavar=_("THƯ-MỤC"), type=Path, help=_("thư mục hồ sơ"))
    parser.add_argument(
        "--roots", metavar=_("THƯ-MỤC"), type=Path, help=_("thư mục chứng thư gốc mà xã tin cậy")
    )
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


def _export(
    arguments: argparse.Namespace,
    open_book: OpenBook,
    year_of: Callable[[Workspace, int | None], int],
    progress: Progress,
) -> int:
    from app.services import places
    from app.services.dossier_stick import export_to_stick

    options = _options(arguments)
    with closing(open_book(arguments)) as workspace:
        hamlet = workspace.read(places.find_hamlet, name=arguments.hamlet)
        result = export_to_stick(
            workspace,
            hamlet_uid=hamlet.uid,
            year=year_of(workspace, arguments.year),
            target_folder=arguments.to,
            progress=progress,
            options=options,
        )
    if arguments.json:
        print(json.dumps(_exported(result), ensure_ascii=False, indent=2))
        return DONE
    words = _("Đã ghi và đọc lại đúng {n} tệp vào {folder}. Hãy ngắt USB an toàn trước khi rút.")
    print(words.format(n=result.files, folder=result.folder))
    if result.sealed:
        print(_("{n} tài liệu nhạy cảm ở trong tệp nén có mật khẩu.").format(n=result.sealed))
    for title in result.left_out:
        print(_("Để ngoài vì nhạy cảm: {title}").format(title=title))
    return DONE


def _options(arguments: argparse.Namespace) -> StickOptions:
    from app.services.dossier_stick import StickOptions

    return StickOptions(_passphrase(arguments.passphrase_file), arguments.small_photos or None)


def _passphrase(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            lines = file.read(_LONGEST_PASSPHRASE_FILE).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            _("Không đọc được tệp mật khẩu “{name}”: hãy kiểm tra đường dẫn.").format(name=path.name)
        ) from error
    if not lines or not lines[0]:
        raise InputError(
            _("Tệp mật khẩu “{name}” trống: hãy ghi mật khẩu ở dòng đầu.").format(name=path.name)
        )
    return lines[0]


def _exported(result: StickResult) -> dict[str, object]:
    return {
        "folder": str(result.folder),
        "files": result.files,
        "size": result.size,
        "version": result.version,
        "sealed": result.sealed,
        "left_out": list(result.left_out),
    }


def _verify(arguments: argparse.Namespace, progress: Progress) -> int:
    from app.services.dossier_verify import verify_dossier

    found = verify_dossier(arguments.folder, progress, roots=arguments.roots)
    if arguments.json:
        print(json.dumps(_verified(found), ensure_ascii=False, indent=2))
    else:
        _print_verified(found)
    return DONE if found.report.intact and found.signatures_hold else REFUSED


def _verified(found: VerifiedDossier) -> dict[str, object]:
    from app.domain.bag_report import FileState

    facts = found.facts
    return {
        "folder": str(found.folder),
        "intact": found.report.intact,
        "complete": found.report.complete,
        "algorithms": list(found.report.algorithms),
        "faults": [{"code": one.fault.value, "file": one.name} for one in found.report.faults],
        "counts": {state.value: found.report.count(state) for state in FileState},
        "files": [{"path": one.path, "state": one.state.value} for one in found.report.files],
        "dossier": {
            "hamlet": facts.hamlet,
            "commune": facts.commune,
            "year": facts.year,
            "version": facts.version,
            "made_on": facts.made_on,
            "left_out": list(facts.left_out),
        },
        "signatures": [
            {
                "file": file.path,
                "unreadable": file.unreadable,
                "signers": [
                    {
                        "signer": one.signer,
                        "organisation": one.organisation,
                        "signed_at": one.signed_at.isoformat() if one.signed_at else None,
                        "integrity": one.integrity.value,
                        "intact": one.intact,
                        "trust": one.trust.value,
                    }
                    for one in file.signatures
                ],
            }
            for file in found.signed
        ],
    }


def _print_verified(found: VerifiedDossier) -> None:
    from app.domain.bag_report import FileState
    from app.stick_words import fault_words, state_words, verdict_words

    print(verdict_words(found.report))
    for one in found.report.faults:
        print(fault_words(one))
    for file in found.report.files:
        if file.state is not FileState.SOUND:
            print(f"  {file.path}: {state_words(file.state)}")
    _print_signed(found)
    if not found.signed:
        print(_("Không có tệp PDF nào được ký số."))
    for title in found.facts.left_out:
        print(_("Nơi gửi để ngoài vì nhạy cảm: {title}").format(title=title))


def _print_signed(found: VerifiedDossier) -> None:
    from app.signature_words import signature_sentence

    for signed in found.signed:
        if signed.unreadable:
            print(f"  {signed.path}: {signed.unreadable}")
        for signature in signed.signatures:
            print(f"  {signed.path}: {signature_sentence(signature)}")
