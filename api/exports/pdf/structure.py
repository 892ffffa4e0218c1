"""What PDF/UA asks for and WeasyPrint leaves out: scopes, ids, tab order, names of links, footers as artifacts."""

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf
import weasyprint

Objects = Mapping[Any, Any]
"""Objects of a PDF by their reference."""


def complete_structure(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Add to a PDF, just before it is written, what its tags lack.

    Notes
    -----
    ISO 14289-1 (PDF/UA-1): table headers have a scope (7.5), and running footers are artifacts (7.8). ISO 32000-1:
    elements with an id are in the tree of ids (14.7.2), and tabbing on a page follows the structure (12.5).
    """
    _name_links(document, pdf)
    objects = {found.reference: found for found in pdf.objects}
    root = next(found for found in pdf.objects if _is_of_type(found, "/StructTreeRoot"))
    elements = dict(_reached(root, objects))
    _add_scopes(elements)
    _add_ids(pdf, root, elements)
    for page in (found for found in pdf.objects if _is_of_type(found, "/Page")):
        page["Tabs"] = "/S"
        _mark_artifacts(objects[page["Contents"]], _tagged(page, elements))


def _name_links(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Let a link within the document say the title of where it leads, in place of the name of an anchor (7.18.5)."""
    titles = {
        anchor: page.bookmarks[0][1] for page in reversed(document.pages) for anchor in page.anchors if page.bookmarks
    }
    for link in (found for found in pdf.objects if _is_of_type(found, "/Annot") and "Dest" in found):
        link["Contents"] = pydyf.String(f"Naar {titles.get(link['Dest'].string, link['Dest'].string)}")


def _is_of_type(found: Any, name: str) -> bool:
    return isinstance(found, pydyf.Dictionary) and found.get("Type") == name


def _reached(element: Any, objects: Objects) -> Iterator[tuple[Any, Any]]:
    """Yield the elements that hang in the tree, by reference; those of page margins do not."""
    for kid in element["K"]:
        found = objects.get(kid)
        if found is not None and _is_of_type(found, "/StructElem"):
            yield kid, found
            yield from _reached(found, objects)


def _add_scopes(elements: Objects) -> None:
    heads = {reference for reference, element in elements.items() if element["S"] == "/THead"}
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements[element["P"]]
            element["A"]["Scope"] = "/Column" if row["P"] in heads else "/Row"


def _add_ids(pdf: pydyf.PDF, root: Any, elements: Objects) -> None:
    named = [(element["ID"], reference) for reference, element in elements.items() if "ID" in element]
    if named:
        ordered = sorted(named, key=lambda one: one[0].string)
        tree = pydyf.Dictionary({"Names": pydyf.Array([part for pair in ordered for part in pair])})
        pdf.add_object(tree)
        root["IDTree"] = tree.reference


def _tagged(page: Any, elements: Objects) -> set[int]:
    """Return the numbers of the content of a page that is in the tree."""
    own = (element for element in elements.values() if element.get("Pg") == page.reference)
    return {kid for element in own for kid in element["K"] if isinstance(kid, int)}


def _mark_artifacts(content: Any, tagged: set[int]) -> None:
    """Let what is in no tag, which the page margins are, be read by nobody."""
    parts = content.stream
    for place, part in enumerate(parts):
        if isinstance(part, pydyf.Dictionary) and "MCID" in part and part["MCID"] not in tagged:
            parts[place - 1], parts[place] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
