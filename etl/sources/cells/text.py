"""The rows of a text file with delimiters: its encoding and delimiter as declared, or found out beyond doubt."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from geodata.errors import InvalidInputError

DELIMITERS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep"}
SNIFFED_ROWS = 50

NumberedRows = list[tuple[int, list[object]]]


class UnreadableTextError(InvalidInputError):
    """The bytes of a text file do not fit its encoding."""

    def __init__(self, path: Path, encoding: str, *, position: int) -> None:
        super().__init__(
            f"{path.name} is niet te lezen als {encoding}: byte {position} past er niet in. "
            "Bewaar het bestand als UTF-8, of geef de juiste codering op."
        )


class DelimiterError(InvalidInputError):
    """It cannot be seen which character separates the columns of a text file."""

    def __init__(self, path: Path, candidates: Collection[str]) -> None:
        fitting = " en ".join(DELIMITERS[candidate] for candidate in candidates)
        finding = f"{fitting} passen allebei" if candidates else "geen ervan geeft in elke rij evenveel kolommen"
        super().__init__(
            f"{path.name}: niet te zien welk teken de kolommen scheidt; geprobeerd zijn "
            f"{', '.join(DELIMITERS.values())}, en {finding}. Geef het scheidingsteken op."
        )


class BrokenTextError(InvalidInputError):
    """The quoting of a text file goes wrong."""

    def __init__(self, path: Path, *, line: int, reason: str) -> None:
        super().__init__(
            f"{path.name}: na regel {line} is het bestand niet meer te lezen ({reason}). "
            "Controleer of daar een aanhalingsteken ontbreekt."
        )


def text_rows(
    path: Path,
    *,
    delimiter: str | None,
    encoding: str | None,
    is_header: Callable[[Sequence[str]], bool] | None = None,
) -> NumberedRows:
    """Read the rows of a text file, each with the number of the line on which it starts.

    Parameters
    ----------
    delimiter
        What separates the cells; None: the one that gives the same number of cells on each of the first rows.
    encoding
        None: by its byte order mark, else UTF-8, else as Windows writes in Europe (cp1252).
    is_header
        Tells whether a row holds the headings: of delimiters that all fit, the one that gives such a row is meant.

    Raises
    ------
    UnreadableTextError, DelimiterError, BrokenTextError
        As their names say.
    """
    text = _decoded(path, encoding)
    delimiter = delimiter or _sniffed_delimiter(path, text, is_header)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: NumberedRows = []
    start = 1
    try:
        for row in reader:
            rows.append((start, list(row)))
            start = reader.line_num + 1
    except csv.Error as error:
        raise BrokenTextError(path, line=start - 1, reason=str(error)) from error
    return rows


def _decoded(path: Path, encoding: str | None) -> str:
    """Decode a text file: as declared, else by its byte order mark, else UTF-8, else as Windows does in Europe."""
    content = path.read_bytes()
    if encoding is None:
        encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableTextError(path, encoding, position=error.start) from error


def _sniffed_delimiter(path: Path, text: str, is_header: Callable[[Sequence[str]], bool] | None) -> str:
    """Find the one delimiter that gives the same number of cells, more than one, in each of the first rows."""
    fitting = [delimiter for delimiter in DELIMITERS if _is_even(text, delimiter)]
    if len(fitting) > 1 and is_header is not None:
        # Decimal commas in one column may look like a second column on every row that has them.
        fitting = [one for one in fitting if any(map(is_header, _first_rows(text, one)))] or fitting
    if len(fitting) != 1:
        raise DelimiterError(path, fitting)
    return fitting[0]


def _is_even(text: str, delimiter: str) -> bool:
    """Tell whether the first rows have the same number of cells; a title above or a note below has one cell."""
    widths = Counter(len(row) for row in _first_rows(text, delimiter) if any(row))
    notes = widths.pop(1, 0)
    return len(widths) == 1 and notes <= widths.total()


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), SNIFFED_ROWS)
