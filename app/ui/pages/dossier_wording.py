"""Sentences of the page Lập hồ sơ."""

from __future__ import annotations

from app.domain.dates import format_date
from app.i18n import _
from app.services.dossier_readiness import PartState, Readiness
from app.services.dossiers import ExportedDossier


def exported_words(result: ExportedDossier, hamlet: str) -> str:
    if result.again:
        return _("Từ bản số {n} đến nay không có thay đổi: đã ghi lại bản đó, {pages} trang: {path}").format(
            n=result.version, pages=result.pages, path=result.path
        )
    if not result.version:
        return _("Đã lưu bản nháp hồ sơ {hamlet}, {pages} trang: {path}").format(
            hamlet=hamlet, pages=result.pages, path=result.path
        )
    volumes = len(result.files)
    pattern = _("Đã lập bản số {n} của hồ sơ {hamlet}, {pages} trang: {path}")
    if volumes > 1:
        pattern = _("Đã lập bản số {n} của hồ sơ {hamlet}, {volumes} tập, {pages} trang: {path}")
    return pattern.format(
        n=result.version, hamlet=hamlet, volumes=volumes, pages=result.pages, path=result.path
    )


def summary(found: Readiness) -> str:
    counted = found.totals
    words = _("Rà soát {day}: {criteria}/{all_criteria} tiêu chí, {met}/{all} chỉ tiêu đạt.").format(
        day=format_date(found.held_on),
        criteria=counted.criteria_met,
        all_criteria=counted.criteria_total,
        met=counted.indicators_met,
        all=counted.indicators_total,
    )
    return f"{words} {_bare(found)}"


def _bare(found: Readiness) -> str:
    if found.bare:
        return _("Còn {n} chỉ tiêu đạt chưa có minh chứng.").format(n=found.bare)
    if found.totals.indicators_met:
        return _("Mọi chỉ tiêu đạt đều đã có minh chứng.")
    return _("Chưa có chỉ tiêu nào đạt.")


def counts(found: Readiness) -> str:
    pattern = _("Các phần: {ready} đủ · {warning} cảnh báo · {missing} thiếu")
    if found.count(PartState.EXPLAINED):
        pattern = _("Các phần: {ready} đủ · {explained} có giải trình · {warning} cảnh báo · {missing} thiếu")
    return pattern.format(
        ready=found.count(PartState.READY),
        explained=found.count(PartState.EXPLAINED),
        warning=found.count(PartState.WARNING),
        missing=found.count(PartState.MISSING),
    )
