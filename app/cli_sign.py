"""`bansang sign` and `bansang signatures`: electronic signatures without a screen, and without a book."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli_book import ConsoleProgress
from app.errors import InputError
from app.i18n import _

if TYPE_CHECKING:
    from app.domain.signatures import SignatureReport
    from app.exchange.signing_keys import KeySource
    from app.services.pdf_signing import Placing

Run = Callable[[argparse.Namespace], int]
AddCommand = Callable[[str, str, Run], argparse.ArgumentParser]

_CORNERS = ("tren-phai", "tren-trai", "duoi-phai", "duoi-trai")


def add_sign_commands(add: AddCommand) -> None:
    _add_sign(add)
    parser = add("signatures", _("xem các chữ ký số trong một tệp PDF"), _print_signatures)
    parser.add_argument("pdf", metavar=_("TỆP.pdf"), type=Path, help=_("tệp PDF cần xem"))
    parser.add_argument(
        "--roots", metavar=_("THƯ-MỤC"), type=Path, help=_("thư mục chứng thư gốc mà xã tin cậy (.cer, .pem)")
    )
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


def _add_sign(add: AddCommand) -> None:
    parser = add("sign", _("ký số một tệp PDF bằng tệp chứng thư hoặc thiết bị ký"), _sign)
    parser.add_argument("pdf", metavar=_("TỆP.pdf"), type=Path, help=_("tệp PDF cần ký"))
    parser.add_argument(
        "--out", metavar=_("TỆP.pdf"), type=Path, help=_("tệp đã ký (mặc định: ghi đè tệp cần ký)")
    )
    _add_key(parser)
    _add_look(parser)
    parser.add_argument("--reason", metavar=_("LÝ-DO"), default="", help=_("lý do ký, ví dụ “Phê duyệt”"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


def _add_key(parser: argparse.ArgumentParser) -> None:
    keys = parser.add_mutually_exclusive_group(required=True)
    keys.add_argument("--p12", metavar=_("KHÓA.p12"), type=Path, help=_("tệp chứng thư .p12 hoặc .pfx"))
    keys.add_argument(
        "--pkcs11", metavar=_("THƯ-VIỆN"), type=Path, help=_("thư viện PKCS#11 của thiết bị ký")
    )
    parser.add_argument("--token", metavar=_("TÊN"), help=_("tên thiết bị ký, khi cắm nhiều thiết bị"))
    parser.add_argument("--slot", metavar=_("SỐ"), type=int, help=_("số khe của thiết bị ký, từ 0"))
    secrets = parser.add_mutually_exclusive_group()
    for option in ("--passphrase-file", "--pin-file"):
        secrets.add_argument(
            option,
            dest="secret_file",
            metavar=_("TỆP"),
            type=Path,
            help=_("tệp có mật khẩu hoặc PIN ở dòng đầu (mặc định: hỏi trên màn hình)"),
        )


def _add_look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--image", metavar=_("ẢNH.png"), type=Path, help=_("ảnh chữ ký, nền trong suốt"))
    parser.add_argument("--seal", metavar=_("ẢNH.png"), type=Path, help=_("ảnh con dấu, nền trong suốt"))
    parser.add_argument(
        "--name",
        metavar=_("TÊN"),
        default="",
        help=_("tên, hoặc chức vụ in hoa, trên văn bản (mặc định: tên trong chứng thư)"),
    )
    parser.add_argument("--page", metavar=_("SỐ"), type=int, help=_("trang đặt chữ ký; -1 là trang cuối"))
    parser.add_argument("--corner", choices=_CORNERS, help=_("góc trang, thay cho chỗ trên tên người ký"))
    parser.add_argument("--invisible", action="store_true", help=_("ký không hiện hình"))


def _sign(arguments: argparse.Namespace) -> int:
    from app.exchange.pdf_signatures import need_signing
    from app.services.pdf_signing import SigningOrder, sign_pdf

    need_signing()
    order = SigningOrder(
        source=arguments.pdf,
        target=arguments.out or arguments.pdf,
        key=_key(arguments),
        placing=_placing(arguments),
        signature_picture=arguments.image,
        seal_picture=arguments.seal,
        reason=arguments.reason,
    )
    report = sign_pdf(order, now=datetime.now(UTC), progress=ConsoleProgress())
    if arguments.json:
        print(json.dumps({"file": str(order.target), **_as_json(report)}, ensure_ascii=False, indent=2))
    else:
        print(_("Đã ký {path}").format(path=order.target))
        _print_words(report)
    return 0


def _placing(arguments: argparse.Namespace) -> Placing:
    from app.domain.stamps import Corner
    from app.services.pdf_signing import Placing

    return Placing(
        visible=not arguments.invisible,
        page=arguments.page,
        corner=Corner(arguments.corner) if arguments.corner else None,
        name=arguments.name,
    )


def _key(arguments: argparse.Namespace) -> KeySource:
    from app.exchange.signing_keys import KeyFile, KeyToken

    if arguments.p12:
        question = _("Mật khẩu của {name}: ").format(name=arguments.p12.name)
        return KeyFile(arguments.p12, _secret(arguments, question))
    return KeyToken(arguments.pkcs11, _secret(arguments, _("Mã PIN: ")), arguments.token, arguments.slot)


def _secret(arguments: argparse.Namespace, question: str) -> str:
    from app.files.storage_errors import storage_error

    path: Path | None = arguments.secret_file
    if path is not None:
        try:
            return (path.read_text("utf-8-sig").splitlines() or [""])[0]
        except OSError as error:
            raise storage_error(error, path) from error
        except UnicodeDecodeError as error:
            raise InputError(_("“{name}” không phải tệp chữ UTF-8.").format(name=path.name)) from error
    if not sys.stdin.isatty():
        raise InputError(
            _("Thiếu mật khẩu: hãy dùng --passphrase-file, hoặc chạy lệnh trong cửa sổ dòng lệnh.")
        )
    import getpass

    return getpass.getpass(question)


def _print_signatures(arguments: argparse.Namespace) -> int:
    from app.exchange.pdf_signatures import read_signatures

    reports = read_signatures(arguments.pdf, roots=arguments.roots)
    if arguments.json:
        document = {"file": str(arguments.pdf), "signatures": [_as_json(report) for report in reports]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return 0
    if not reports:
        print(_("Tệp không có chữ ký số nào."))
    for report in reports:
        _print_words(report)
    return 0


def _as_json(report: SignatureReport) -> dict[str, object]:
    place = report.place
    return {
        "field": report.field,
        "signer": report.signer,
        "organisation": report.organisation,
        "issuer": report.issuer,
        "signed_at": report.signed_at.isoformat() if report.signed_at else None,
        "valid_until": report.valid_until.isoformat() if report.valid_until else None,
        "reason": report.reason,
        "level": report.level.value,
        "integrity": report.integrity.value,
        "later_changes": report.later.value,
        "covers_whole_file": report.covers_whole_file,
        "trust": report.trust.value,
        "intact": report.intact,
        "trusted": report.trusted,
        "page": place.page if place else None,
        "box": [place.left, place.bottom, place.right, place.top] if place else None,
    }


def _print_words(report: SignatureReport) -> None:
    from app import signature_words as words

    print(words.signature_sentence(report))
    for line in words.detail_lines(report):
        print(f"   {line}")
