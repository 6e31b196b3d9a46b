"""Tinos, metric twin of Times New Roman, embedded and subset in every paper."""

from __future__ import annotations

from app.paths import resource

REGULAR = "Tinos"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"
BOLD_ITALIC = "Tinos-BoldItalic"

_FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}


def register_fonts() -> None:
    """Make the four faces known to reportlab; once a process."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    for name, file_name in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file_name))))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    # Else an unembedded Helvetica is named on every page.
    rl_config.canvas_basefontname = REGULAR
    # Pages as bytes: as letters they are a quarter larger and cost more time than their layout.
    rl_config.useA85 = 0
