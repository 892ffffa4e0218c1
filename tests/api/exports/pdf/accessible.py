"""The rules of PDF/UA-1 (ISO 14289-1) that a machine can check, read with another hand than wrote it."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_HEADING = re.compile(r"/H(\d)")


def faults_of(pdf: Pdf) -> list[str]:
    """Return every rule that a document breaks."""
    return [
        *_document_faults(pdf),
        *_structure_faults(pdf),
        *_heading_faults(pdf),
        *_content_faults(pdf),
        *_font_faults(pdf),
        *_page_faults(pdf),
    ]


def elements_of(pdf: Pdf) -> list[Any]:
    """Return the elements of the structure in reading order."""
    return list(_walk(pdf.Root.StructTreeRoot))


def _walk(element: Any) -> Iterator[Any]:
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/S") is not None:
            yield kid
            yield from _walk(kid)


def _document_faults(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if str(root.get("/Lang", "")) != "nl":
        yield "language is not Dutch"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not displayed"
    with pdf.open_metadata() as meta:
        if not meta.get("dc:title"):
            yield "no title"
        if meta.get("pdfuaid:part") != "1":
            yield "does not say that it is PDF/UA-1"
    if pdf.is_encrypted:
        yield "encrypted"


def _structure_faults(pdf: Pdf) -> Iterator[str]:
    for element in elements_of(pdf):
        kind, attributes = str(element.S), element.get("/A", {})
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "figure without a text"
        if kind == "/TH" and str(attributes.get("/Scope", "")) not in {"/Column", "/Row"}:
            yield "table header without a scope"
        if kind == "/TR" and str(element.P.S) not in {"/Table", "/THead", "/TBody", "/TFoot"}:
            yield f"row in {element.P.S}"
        if kind in {"/TH", "/TD"} and str(element.P.S) != "/TR":
            yield f"cell in {element.P.S}"
        if kind == "/LI" and str(element.P.S) != "/L":
            yield f"list item in {element.P.S}"


def _heading_faults(pdf: Pdf) -> Iterator[str]:
    levels = [int(found[1]) for one in elements_of(pdf) if (found := _HEADING.fullmatch(str(one.S)))]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"heading {level} follows {before}"


def _content_faults(pdf: Pdf) -> Iterator[str]:
    """Everything that is drawn is tagged with a number that the structure knows, or is an artifact."""
    for number, page in enumerate(pdf.pages, start=1):
        known = {
            int(kid) for element in elements_of(pdf) if element.get("/Pg") == page.obj for kid in _numbers(element)
        }
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                depth += 1
                yield from (f"page {number}: content {one} in no tag" for one in _unknown(operands, known))
            elif name == "EMC":
                depth -= 1
            elif name in {"Tj", "TJ", "Do", "f", "S", "B"} and depth == 0:
                yield f"page {number}: {name} neither tagged nor an artifact"


def _unknown(operands: Any, known: set[int]) -> list[int]:
    if str(operands[0]) == "/Artifact" or len(operands) < 2 or "/MCID" not in operands[1]:
        return []
    return [] if int(operands[1].MCID) in known else [int(operands[1].MCID)]


def _numbers(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, int)]


def _font_faults(pdf: Pdf) -> Iterator[str]:
    for font in {font.objgen: font for font in _fonts(pdf)}.values():
        for descendant in font.get("/DescendantFonts", [font]):
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.get("/FontDescriptor", {}).keys()):
                yield f"font {font.BaseFont} is not embedded"
        if "/ToUnicode" not in font:
            yield f"font {font.BaseFont} cannot be read aloud"


def _fonts(pdf: Pdf) -> Iterator[Any]:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == Name.Font and one.get("/Subtype") == Name.Type0:
            yield one


def _page_faults(pdf: Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != Name.S:
            yield f"page {number} has no tab order by structure"
        for annotation in page.get("/Annots", []):
            if not str(annotation.get("/Contents", "")) or "/StructParent" not in annotation:
                yield f"page {number}: link without a text or a tag"
