"""Read the markup that the maps write; it is well-formed XML, or the test fails."""

from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def parsed(markup: str) -> ET.Element:
    """Parse markup of our own making."""
    return ET.fromstring(markup)  # noqa: S314 (our own markup)
