"""How a source's word weighs: which one wins where two publish the same figure, and how each rounds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weighing:
    """What the load must know of a source.

    Parameters
    ----------
    precedence
        A figure gives way only to one of the same or a higher precedence.
    rounds_as
        The catalogue's name of the source, which says how it rounds; None where any of its roundings may apply.
    """

    precedence: int
    rounds_as: str | None


# CBS corrects StatLine first, its map later ("Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024", CBS 2024, ch. 2):
# where both publish a figure, the table's stands. The same file at second hand gives way to both.
TABLE, MAP, SECOND_HAND = 20, 10, 5
WEIGHINGS = {
    "cbs-odata-v3": Weighing(TABLE, "odata-v3"),
    "cbs-odata-v4": Weighing(TABLE, "odata-v4"),
    "cbs-kwb": Weighing(TABLE, "kwb-xlsx"),
    "voorbeeld-kwb": Weighing(TABLE, "kwb-xlsx"),
    "wijkenbuurtenkaart": Weighing(MAP, "kaart-snake"),
    "pdok-ogc": Weighing(MAP, "kaart-snake"),
    "pdok-wfs": Weighing(MAP, "kaart-camel"),
    "voorbeeld-kaart": Weighing(MAP, "kaart-snake"),
    "cbs-kwb-lang": Weighing(SECOND_HAND, None),
    "cbs-kaart-lang": Weighing(SECOND_HAND, None),
}
OTHER = Weighing(TABLE, None)


def weighing_of(source: str) -> Weighing:
    """Return how a source's word weighs; one that is not named here publishes what no other does."""
    return WEIGHINGS.get(source, OTHER)
