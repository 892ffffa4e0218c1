"""The signs and numbers that stand for a missing figure in CBS's maps and tables, and what each of them means.

Nothing else is missing: zero is a figure, and a figure may be negative (wealth).
"""

from collections.abc import Mapping
from types import MappingProxyType

from geodata.indicators.status import Status

# CBS, Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024, chapter 3; those of eight digits are of the maps up to 2021.
SPECIAL_VALUES: Mapping[int, Status] = MappingProxyType(
    {
        -99997: Status.SECRET,  # secret or not present
        -99995: Status.UNPUBLISHED,  # comes in a later edition of the map
        -99991: Status.UNPUBLISHED,  # no longer published, or not on this level
        -99998: Status.SECRET,  # in the maps of squares and postcodes
        -99999: Status.SECRET,
        -99999997: Status.SECRET,
        -99999998: Status.SECRET,
        -99999999: Status.SECRET,
    }
)
HIGHEST_SPECIAL = -99990
"""Below this lies no figure of an area: the codes for a missing one begin here."""

_WRITTEN_VALUES = {str(number): status for number, status in SPECIAL_VALUES.items()}

MAP_SPECIALS: Mapping[str, Status] = MappingProxyType(
    {
        ".": Status.SECRET,
        "x": Status.SECRET,
        "geheim": Status.SECRET,
        "": Status.UNPUBLISHED,
        "nan": Status.UNPUBLISHED,
        **_WRITTEN_VALUES,
    }
)
"""Sign in lower case → status, in the attributes of a map."""

# CBS, "Verklaring van tekens" (StatLine) and "Toelichting variabelen kerncijfers wijken en buurten": '.' is unknown,
# not reliable enough or secret, a blank can logically not occur, * and ** announce a figure that is not final. A lone
# comma is a '.' that went through a Dutch decimal setting (kwb-2022); NaN is a '.' that went through a program.
STATLINE_SPECIALS: Mapping[str, Status] = MappingProxyType(
    {
        ".": Status.SECRET,
        ",": Status.SECRET,
        "x": Status.SECRET,
        "nan": Status.SECRET,
        "geheim": Status.SECRET,
        "*": Status.UNPUBLISHED,
        "**": Status.UNPUBLISHED,
        "": Status.NOT_APPLICABLE,
        **_WRITTEN_VALUES,
    }
)
"""Sign in lower case → status, in the tables of CBS and of who writes as CBS does."""
