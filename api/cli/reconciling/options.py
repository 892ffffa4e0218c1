"""Options and arguments that the commands about several clusterings share."""

from typing import Annotated

import typer

from geodata.indelingen.comparing.ground import Measure

FEWEST, MOST = 2, 8


def _checked(names: list[str]) -> list[str]:
    if not FEWEST <= len(names) <= MOST or len(set(names)) < len(names):
        raise typer.BadParameter(f"Noem {FEWEST} tot {MOST} indelingen, elk één keer.")
    return names


IndelingNames = Annotated[
    list[str],
    typer.Argument(
        help=f"{FEWEST} tot {MOST} indelingen, zoals GM0828.wijkfoto.1 of cbs-wijk.2024.",
        metavar="NAAM",
        callback=_checked,
    ),
]
Weight = Annotated[
    Measure,
    typer.Option("--gewicht", help="Waarmee gewogen wordt.", metavar="inwoners|huishoudens|adressen|oppervlakte"),
]
