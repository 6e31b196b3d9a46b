"""The fixed blocks of a letter: head, type and subject, legal bases, signature, recipients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from app.domain.text import writable
from app.reports.layout import styles
from app.reports.layout.paper import paragraph
from app.reports.layout.tables import TIGHT, TOP, table
from app.reports.letterhead import Letterhead, Signer

_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_LEFT_COLUMN = 68 * mm
_SIGNATURE_ROOM = 30 * mm


class Rule(Flowable):
    """A centred line `width` points long."""

    def __init__(self, width: float, *, before: float = 2, after: float = 0) -> None:
        super().__init__()
        self._length = width
        self._before = before
        self._after = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.width, self.height = aW, self._before + self._after
        return self.width, self.height

    def draw(self) -> None:
        start = (self.width - self._length) / 2
        self.canv.setLineWidth(styles.RULE)
        self.canv.line(start, self._after, start + self._length, self._after)


def text_width(text: str, style: ParagraphStyle) -> float:
    return float(stringWidth(writable(text), style.fontName, style.fontSize))


def agency_lines(name: str) -> list[str]:
    """The issuing agency in full and in capitals, the place on a line of its own.

    NĐ 30/2020 lets only the parent be abbreviated.
    """
    full = writable(name)
    if full.startswith("UBND "):
        return ["ỦY BAN NHÂN DÂN", full.removeprefix("UBND ").upper()]
    return [full.upper()]


def head(letterhead: Letterhead, *, number: str, day: str, about: str = "") -> list[Flowable]:
    """Agency and number on the left, quốc hiệu, tiêu ngữ, place and date on the right; "" leaves a line out.

    `about` stands below the number.
    """
    agency: list[Flowable] = []
    if letterhead.parent:
        agency.append(paragraph(letterhead.parent.upper(), styles.CAPITALS))
    issuer = agency_lines(letterhead.issuer)
    agency += [paragraph(line, styles.CAPITALS_BOLD) for line in issuer]
    shorter = min(text_width(issuer[-1], styles.CAPITALS_BOLD), _LEFT_COLUMN)
    agency.append(Rule(shorter * 0.45))
    motto = [
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", styles.CAPITALS_BOLD),
        paragraph(_MOTTO, styles.MOTTO),
        Rule(text_width(_MOTTO, styles.MOTTO)),
    ]
    numbered: Any = paragraph(number, styles.NUMBER)
    if about:
        numbered = [numbered, paragraph(about, styles.ABOUT)]
    rows: list[list[Any]] = [[agency, motto]]
    if number or about or day:
        rows.append([numbered, paragraph(day, styles.PLACE_DATE)])
    made = table(
        rows,
        [_LEFT_COLUMN, styles.TEXT_WIDTH - _LEFT_COLUMN],
        [*TIGHT, *TOP, ("TOPPADDING", (0, 1), (-1, -1), 8)],
    )
    return [made, Spacer(0, 10)] if about else [made]


def heading(*lines: str) -> list[Flowable]:
    """Type and subject with the rule below, a third of the last line long at least."""
    first, rest = lines[0], lines[1:]
    length = min(text_width(lines[-1], styles.SUBJECT), styles.TEXT_WIDTH)
    return [
        paragraph(first, styles.TYPE),
        *(paragraph(line, styles.SUBJECT) for line in rest),
        Rule(length * 0.4, before=4, after=12),
    ]


def bases(lines: Sequence[str]) -> list[Flowable]:
    """Căn cứ lines: each ends with ";", the last with "."."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [paragraph(line + end, styles.BASIS) for line, end in zip(lines, ends, strict=False)]


def body(*texts: str) -> list[Flowable]:
    return [paragraph(text, styles.BODY) for text in texts]


def section(title: str) -> Paragraph:
    """A heading that stays with what follows."""
    made = paragraph(title, styles.HEADING)
    made.keepWithNext = True
    return made


def closing(last_words: str, signer: Signer, recipients: Sequence[str]) -> Flowable:
    """The last paragraph, Nơi nhận on the left, signature on the right: no signature stands alone on a page."""
    left: list[Flowable] = [paragraph("Nơi nhận:", styles.RECIPIENTS)]
    ends = [";"] * (len(recipients) - 1) + ["."]
    left += [
        paragraph(f"- {name}{end}", styles.RECIPIENT) for name, end in zip(recipients, ends, strict=False)
    ]
    widths = [styles.TEXT_WIDTH * 0.45, styles.TEXT_WIDTH * 0.55]
    made = table([[left, signer_lines(signer)]], widths, [*TIGHT, *TOP])
    return KeepTogether([*body(last_words), Spacer(0, 8), made])


def two_signatures(left: list[Flowable], right: list[Flowable], width: float) -> list[Flowable]:
    made = table([[left, right]], [width / 2, width / 2], [*TIGHT, *TOP])
    return [Spacer(0, 10), made]


def signer_lines(signer: Signer) -> list[Flowable]:
    lines: list[Flowable] = [paragraph(title.upper(), styles.SIGNER) for title in signer.titles]
    lines.append(Spacer(0, _SIGNATURE_ROOM))
    if signer.name:
        lines.append(paragraph(signer.name, styles.SIGNER))
    return lines
