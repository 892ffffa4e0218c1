"""Read a column map from TOML, and name all its faults at once with key and line."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from etl.sources.tabel import column_map as kolommenkaart
from etl.sources.tabel.column_map import ColumnMap, TableMap
from etl.sources.validation import found_in, said_of
from geodata.errors import InvalidInputError, NotFoundError

MAPS_DIR = Path(__file__).parent / "kolommen"
TABLE_COLUMN, TABLES = "tabelkolom", "tabellen"

_TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")

KeyPath = tuple[str | int, ...]


class ColumnMapNotFoundError(NotFoundError):
    """There is no column map of this name or at this path."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Er is geen kolommenkaart '{name}'. Meegeleverd zijn: {', '.join(column_map_names())}; "
            "een eigen kolommenkaart geeft u op als pad naar een .toml-bestand."
        )


class BadColumnMapError(InvalidInputError):
    """A column map does not hold; names every fault with key and line."""

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        count = f"{len(faults)} fouten" if len(faults) > 1 else "1 fout"
        super().__init__("\n".join([f"De kolommenkaart {name} heeft {count}:", *(f"- {fault}" for fault in faults)]))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class _KeyLines:
    """On which line of a TOML file each key stands."""

    lines: Mapping[KeyPath, int]

    def place(self, path: KeyPath) -> str:
        """Name a key and its line; for a key that is not there, the line of what it belongs in."""
        known = (path[:length] for length in range(len(path), 0, -1))
        line = next((self.lines[part] for part in known if part in self.lines), 1)
        return f"regel {line}, {'.'.join(_quoted(part) for part in path)}"


def column_map_names() -> list[str]:
    """Return the names of the column maps that come with the platform."""
    return sorted(path.stem for path in MAPS_DIR.glob("*.toml"))


def load_column_map(path_or_name: Path | str) -> ColumnMap:
    """Load a column map: one of ours by its name, or your own by its path.

    Raises
    ------
    ColumnMapNotFoundError
        It is not there.
    BadColumnMapError
        It does not hold; the message names every fault.
    """
    built_in = MAPS_DIR / f"{path_or_name}.toml"
    path = built_in if str(path_or_name) in column_map_names() else Path(path_or_name)
    if not path.is_file():
        raise ColumnMapNotFoundError(str(path_or_name))
    try:
        text = path.read_bytes().decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BadColumnMapError(
            path.name, [f"byte {error.start} is geen UTF-8; bewaar het bestand als UTF-8"]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadColumnMapError(path.name, [_toml_fault(error)]) from error
    return _validated(path.stem, document, lines=_KeyLines(_lines_of_keys(text)))


def _validated(name: str, document: dict[str, Any], *, lines: _KeyLines) -> ColumnMap:
    shared = {key: value for key, value in document.items() if key not in {TABLE_COLUMN, TABLES}}
    own_parts = document.get(TABLES, {"": {}})
    faults = list(_table_column_faults(document))
    tables = {}
    for table, own in (own_parts if isinstance(own_parts, dict) else {}).items():
        try:
            tables[table] = TableMap.model_validate({**shared, **own} if isinstance(own, dict) else own)
        except ValidationError as error:
            found = error.errors(include_url=False)
            faults += [_sentence(fault, _path(fault, table=table, own=own, shared=shared), lines) for fault in found]
    if faults:
        raise BadColumnMapError(f"{name}.toml", list(dict.fromkeys(faults)))
    return ColumnMap(name, document.get(TABLE_COLUMN), tables)


def _table_column_faults(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with telling several tables apart."""
    if (TABLE_COLUMN in document) != (TABLES in document):
        yield f"{TABLE_COLUMN} (de kolom die tabellen onderscheidt) en [{TABLES}.…] horen bij elkaar; één ontbreekt"
    if not isinstance(document.get(TABLE_COLUMN, ""), str):
        yield f"{TABLE_COLUMN} moet tekst zijn, tussen aanhalingstekens"
    if not isinstance(document.get(TABLES, {}), dict) or document.get(TABLES) == {}:
        yield f"[{TABLES}.…] heeft minstens één tabel nodig"


def _path(fault: ErrorDetails, *, table: str, own: object, shared: Mapping[str, Any]) -> KeyPath:
    """Tell in which part of the file a fault is: with one table, or in what several tables share."""
    loc: KeyPath = fault["loc"]
    is_shared = not isinstance(own, dict) or (bool(loc) and loc[0] not in own and loc[0] in shared)
    return loc if table == "" or (is_shared and isinstance(own, dict)) else (TABLES, table, *loc)


def _sentence(fault: ErrorDetails, path: KeyPath, lines: _KeyLines) -> str:
    if fault["type"] == "extra_forbidden":
        close = difflib.get_close_matches(str(path[-1]), sorted(_known_keys()), n=1)
        what = "is geen bekende sleutel" + (f"; bedoelt u '{close[0]}'?" if close else "")
    else:
        what = said_of(fault)
    return f"{lines.place(path)} {what}{found_in(fault)}" if path else f"het geheel: {what}"


def _known_keys() -> set[str]:
    models = [
        value for value in vars(kolommenkaart).values() if isinstance(value, type) and issubclass(value, BaseModel)
    ]
    return {field.alias for model in models for field in model.model_fields.values() if field.alias}


def _toml_fault(error: tomllib.TOMLDecodeError) -> str:
    place = _TOML_PLACE.search(str(error))
    where = f"regel {place[1]}, teken {place[2]}" if place and place[1] else "het einde van het bestand"
    return f"{where}: dit is geen geldige TOML ({_TOML_PLACE.sub('', str(error)).strip()})"


def _lines_of_keys(text: str) -> dict[KeyPath, int]:
    """Find the line of each [header] and each key; a key that is spread over lines counts where it begins."""
    lines: dict[KeyPath, int] = {}
    header: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            is_list = stripped.startswith("[[")
            header = _key_path(stripped.replace("[[", "[").replace("]]", "]")) or header
            if is_list:
                counts[header] = counts.get(header, -1) + 1
                header = (*header, counts[header])
            lines.setdefault(header, number)
        elif path := _key_path(f"{stripped.partition('=')[0]}=0"):
            lines.setdefault((*header, *path), number)
    return lines


def _key_path(toml: str) -> KeyPath:
    """Return the path of the one key that a line of TOML sets; empty where it sets none."""
    try:
        part: object = tomllib.loads(toml)
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str] = []
    while isinstance(part, dict) and part:
        key, part = next(iter(part.items()))
        path.append(key)
    return tuple(path)


def _quoted(part: str | int) -> str:
    return f"[{part}]" if isinstance(part, int) else part if re.fullmatch(r"[\w-]+", part) else f'"{part}"'
