"""Words for what is known of an electronic signature."""

from __future__ import annotations

from app.domain.dates import format_date
from app.domain.signatures import (
    VIETNAM,
    Integrity,
    LaterChanges,
    SignatureLevel,
    SignatureReport,
    Trust,
)
from app.i18n import _


def verdict_words(report: SignatureReport) -> str:
    """The first thing a person wants to know, in a few words."""
    if report.integrity is Integrity.UNCHECKED:
        return _("Chưa kiểm được")
    if report.integrity is Integrity.UNREADABLE:
        return _("KHÔNG kiểm được, tệp hỏng")
    if not report.intact:
        return _("KHÔNG hợp lệ")
    return _("Nguyên vẹn, rõ nguồn gốc") if report.trusted else _("Nguyên vẹn, chưa rõ nguồn gốc")


def integrity_words(report: SignatureReport) -> str:
    if report.integrity is Integrity.UNCHECKED:
        return _(
            "Có chữ ký nhưng máy này không kiểm được: hãy cài phần ký số hoặc kiểm bằng chương trình khác."
        )
    if report.integrity is Integrity.UNREADABLE:
        return _("Tệp bị sửa hoặc hỏng nên không kiểm được chữ ký: hãy xin lại bản gốc của người ký.")
    if report.integrity is Integrity.BROKEN:
        return _("Nội dung đã bị sửa sau khi ký: hãy xin lại bản gốc của người ký.")
    return {
        LaterChanges.NONE: _("Nội dung nguyên vẹn, chữ ký bao trùm cả tệp."),
        LaterChanges.ALLOWED: _("Phần đã ký nguyên vẹn; sau đó chỉ có thêm chữ ký hoặc ô điền được phép."),
        LaterChanges.FORBIDDEN: _("Tệp bị thêm nội dung sau khi ký, ngoài những gì chữ ký cho phép."),
        LaterChanges.UNCHECKED: _("Phần đã ký nguyên vẹn; không kiểm được phần thêm sau khi ký."),
    }[report.later]


def trust_words(report: SignatureReport) -> str:
    return {
        Trust.TRUSTED: _(
            "Chứng thư dẫn tới chứng thư gốc mà xã đã chọn; máy không có mạng nên chưa kiểm thu hồi."
        ),
        Trust.NO_ROOTS: _("Không kiểm được nguồn gốc chứng thư: sổ chưa có chứng thư gốc nào."),
        Trust.UNKNOWN_ROOT: _("Không kiểm được nguồn gốc: chứng thư không dẫn tới chứng thư gốc nào của sổ."),
        Trust.NOT_VALID: _("Chứng thư không có hiệu lực vào lúc ký theo chứng thư gốc của sổ."),
        Trust.UNCHECKED: _("Chưa kiểm nguồn gốc chứng thư."),
    }[report.trust]


def level_words(level: SignatureLevel) -> str:
    return {
        SignatureLevel.PADES_B: _("PAdES B-B, không có dấu thời gian (ngoại tuyến)"),
        SignatureLevel.PADES_T: _("PAdES B-T, có dấu thời gian, chưa kiểm nguồn gốc dấu thời gian"),
        SignatureLevel.CMS: _("Chữ ký PDF kiểu cũ (CMS)"),
        SignatureLevel.UNKNOWN: _("chưa rõ loại chữ ký"),
    }[level]


def signer_words(report: SignatureReport) -> str:
    """Who, and of which office; a certificate of an office names the office twice."""
    who = report.signer or _("không ghi tên")
    apart = report.organisation and report.organisation.casefold() not in who.casefold()
    return f"{who} ({report.organisation})" if apart else who


def signed_at_words(report: SignatureReport) -> str:
    """In the time of Việt Nam, as the stamp says it; "" where nothing was claimed."""
    if report.signed_at is None:
        return ""
    local = report.signed_at.astimezone(VIETNAM)
    return f"{local:%H:%M} {format_date(local.date())}"


def signature_sentence(report: SignatureReport) -> str:
    """One line for lists and logs: verdict, signer, time."""
    time = signed_at_words(report)
    words = _("{verdict}: {signer}, ký lúc {time}") if time else _("{verdict}: {signer}, không ghi giờ ký")
    return words.format(verdict=verdict_words(report), signer=signer_words(report), time=time)


def place_words(report: SignatureReport) -> str:
    return _("trang {page}").format(page=report.place.page) if report.place else _("không hiện hình")


def detail_lines(report: SignatureReport) -> list[str]:
    """What stands behind the verdict, a sentence a line."""
    lines = [integrity_words(report), trust_words(report)]
    if report.issuer:
        lines.append(_("Nơi cấp chứng thư: {issuer}").format(issuer=report.issuer))
    lines.append(
        _("Mức chữ ký: {level}; vị trí: {place}").format(
            level=level_words(report.level), place=place_words(report)
        )
    )
    if report.reason:
        lines.append(_("Lý do ký: {reason}").format(reason=report.reason))
    return lines
