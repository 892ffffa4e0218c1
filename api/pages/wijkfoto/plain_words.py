"""The words of a wijkfoto in plain Dutch, as data: what an indicator is about, and its figure in a sentence."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from api.pages.wijkfoto.plain_figure import PlainFigure

WORDS_PATH = Path(__file__).with_name("gewone_taal.toml")
_NUMBER = re.compile(r"\{(\w+)\|(\w+)\}")


@dataclass(frozen=True)
class PlainWords:
    """Words for one indicator: ``sentence`` is empty where its figure by itself tells a resident nothing."""

    name: str
    sentence: str
    more: str
    less: str

    def told(self, figure: PlainFigure) -> str:
        """Put a figure in its sentence; the verb follows whether it is one or more."""
        verb = r"\1" if figure.is_one else r"\2"
        written = _NUMBER.sub(verb, self.sentence).replace("{cijfer}", figure.text).replace("{deel}", figure.text)
        return written[:1].upper() + written[1:]

    def compared(self, *, is_more: bool, other: str) -> str:
        """Say that it is more or less than elsewhere, or than before."""
        return (self.more if is_more else self.less).replace("{ander}", other)


@cache
def plain_words() -> Mapping[str, PlainWords]:
    """Read the words from the file beside this module, by the key of the indicator."""
    rows = tomllib.loads(WORDS_PATH.read_text(encoding="utf-8"))
    return {
        key: PlainWords(row["naam"], row.get("zin", ""), more=row["meer"], less=row["minder"])
        for key, row in rows.items()
    }
