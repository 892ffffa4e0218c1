"""The declaration, in TOML, that goes with a table of a municipality's own register. The keys are Dutch."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

import pydantic
from pydantic_core import PydanticCustomError

from etl.provenance import InputFileNotFoundError
from etl.sources.validation import found_in, said_of
from geodata.errors import InvalidInputError
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.disclosure.queries import Register
from geodata.indicators.disclosure.rule import LOWEST_THRESHOLD


class DeclarationRefusedError(InvalidInputError):
    """A declaration does not hold; names every fault."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        listed = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"De verklaring {path.name} klopt niet:\n{listed}")


class _Section(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")


class Columns(_Section):
    """``[kolommen]``: which columns hold the code of the buurt, the count, and the year where there are several."""

    code: str
    count: str = pydantic.Field(alias="aantal")
    year: str | None = pydantic.Field(None, alias="jaar")


class Declaration(_Section):
    """What a table counts, and which counts of it are secret.

    ``drempel`` is the rule: a count from 1 up to below it is withheld. ``ontbrekend`` says what a buurt without a row
    means: ``fout`` (the default), or ``nul`` for an extract that lists only where there is anybody.
    """

    key: str = pydantic.Field(alias="sleutel", pattern=r"^[a-z][a-z0-9_]*$")
    gemeente_code: str = pydantic.Field(alias="gemeente", pattern=r"^GM\d{4}$")
    peildatum: date
    label: str = pydantic.Field(alias="naam")
    unit: str = pydantic.Field(alias="eenheid")
    definition: str = pydantic.Field(alias="omschrijving")
    owner: str = pydantic.Field(alias="eigenaar")
    threshold: int = pydantic.Field(alias="drempel", ge=LOWEST_THRESHOLD, le=1000)
    shows_zeros: bool = pydantic.Field(True, alias="nullen_tonen")
    missing: Literal["fout", "nul"] = pydantic.Field("fout", alias="ontbrekend")
    year: int | None = pydantic.Field(None, alias="jaar", ge=1900, le=2100)
    columns: Columns = pydantic.Field(alias="kolommen")

    @pydantic.model_validator(mode="after")
    def _has_one_year(self) -> Self:
        if (self.year is None) == (self.columns.year is None):
            sentence = "noem het jaar met jaar = …, of de kolom ermee met kolommen.jaar; één van beide"
            raise PydanticCustomError("kolommenkaart", "{sentence}", {"sentence": sentence})
        return self

    def register(self) -> Register:
        """Return what is stored of it."""
        return Register(**{name: getattr(self, name) for name in Register.__dataclass_fields__})


def read_declaration(path: Path, catalogue: Catalogue) -> Declaration:
    """Read a declaration.

    Raises
    ------
    etl.provenance.InputFileNotFoundError
        It is not there.
    DeclarationRefusedError
        It is no TOML, keys are missing or wrong, or its key is that of an indicator of the catalogue.
    """
    if not path.is_file():
        raise InputFileNotFoundError(path)
    try:
        document: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        declaration = Declaration.model_validate(document)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationRefusedError(path, [f"dit is geen geldige TOML: {error}"]) from error
    except pydantic.ValidationError as error:
        faults = error.errors(include_url=False)
        told = [f"{'.'.join(map(str, fault['loc']))} {said_of(fault)}{found_in(fault)}".strip() for fault in faults]
        raise DeclarationRefusedError(path, told) from error
    if declaration.key in catalogue.indicators:
        raise DeclarationRefusedError(path, [f"sleutel {declaration.key} is al een indicator van de catalogus"])
    return declaration
