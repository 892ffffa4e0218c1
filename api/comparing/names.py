"""Names of clusterings in an address: of one in the path, of several in the query."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator
from starlette.convertors import Convertor, register_url_convertor

FEWEST, MOST = 2, 8


class _NameConvertor(Convertor[str]):
    """The name of a clustering: what begins with an underscore is an operation."""

    regex = "[^/_][^/]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("indeling", _NameConvertor())
ONE = "/indelingen/{naam:indeling}"


def several_names(written: list[str]) -> list[str]:
    """Return the names that are written, each in one text or separated by commas."""
    names = [name.strip() for part in written for name in part.split(",") if name.strip()]
    if not FEWEST <= len(names) <= MOST:
        raise ValueError(f"noem {FEWEST} tot {MOST} indelingen, met komma's ertussen; dit zijn er {len(names)}.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"noem elke indeling één keer; dubbel: {', '.join(twice)}.")
    return names


Names = Annotated[
    list[str],
    AfterValidator(several_names),
    Query(
        description=f"Namen van {FEWEST} tot {MOST} indelingen van één gemeente en één peildatum, met komma's "
        "ertussen, zoals GM0828.wijkfoto.1,GM0828.ibor.1,cbs-wijk.2024."
    ),
]
