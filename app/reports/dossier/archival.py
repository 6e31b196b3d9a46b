"""What makes a PDF an archival one (PDF/A-1b, ISO 19005-1): colour profile, metadata, and no more than it may have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from app.paths import resource
from app.reports.layout.binding import CREATOR

if TYPE_CHECKING:
    import pikepdf

_PROFILE = "sRGB IEC61966-2.1"
_CLAIM = (
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
)
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{claim}<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>{creator}</xmp:CreatorTool>\
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{creator}</pdf:Producer>\
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Described:
    title: str
    author: str
    subject: str
    dated: date


def describe(pdf: pikepdf.Pdf, described: Described, *, claim: bool) -> None:
    """Metadata twice, as information and as XMP, saying the same; `claim`: as PDF/A-1b."""
    import pikepdf

    moment = f"{described.dated:%Y%m%d}000000+07'00'"
    fields = {
        "/Title": described.title,
        "/Author": described.author,
        "/Subject": described.subject,
        "/Creator": CREATOR,
        "/Producer": CREATOR,
        "/CreationDate": f"D:{moment}",
        "/ModDate": f"D:{moment}",
    }
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in fields.items():
        if value:
            pdf.docinfo[key] = value
    packet = _PACKET.format(
        claim=f"{_CLAIM}\n" if claim else "",
        title=escape(described.title),
        author=escape(described.author),
        subject=escape(described.subject),
        creator=escape(CREATOR),
        moment=f"{described.dated:%Y-%m-%d}T00:00:00+07:00",
    )
    metadata = pdf.make_stream(packet.encode("utf-8"))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = metadata
    profile = pdf.make_stream(resource("colour", "sRGB.icc").read_bytes())
    profile.N = 3
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=_PROFILE,
        Info=_PROFILE,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
