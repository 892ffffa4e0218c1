"""``indeling overzetten``: a clustering on the boundaries of another year, with the units that need a decision."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.options import AsJson
from api.cli.output import NUMBER, out, print_json, print_table
from api.cli.reading import open_reading
from api.cli.reconciling.decisions import read_decisions
from api.cli.reconciling.handed_in import AreaFacts, reading_command, write_indeling
from api.comparing.amounts import counted
from api.comparing.sentences import UNIT_WORDS
from geodata.errors import InvalidInputError
from geodata.indelingen.examining.findings import area_text
from geodata.indelingen.queries import areas_of, find_indeling, name_of, versions_of
from geodata.indelingen.years.carry_over import Basis, Candidate, DecisionNeeded
from geodata.indelingen.years.carrying import CarriedIndeling, carry_indeling
from geodata.indelingen.years.year_crosswalk import PassedOver, Quality
from geodata.store.reading import Reader

NO_AREA_TEXT, NO_CANDIDATE_TEXT, SUGGESTED = "(geen gebied)", "(niet bekend)", "voorstel"
_WHOLE = 1 - 1e-9

Name = Annotated[str, typer.Argument(help="De indeling, zoals GM0828.wijkfoto.1.", metavar="NAAM")]
ToYear = Annotated[int, typer.Argument(help="Jaar van de grenzen waarheen.", min=2003, max=2100, metavar="JAAR")]
DecisionFile = Annotated[
    Path | None, typer.Option("--besluiten", help="Tabel met code en gebied (leeg: geen gebied).", metavar="BESTAND")
]
FollowsSuggestions = Annotated[
    bool, typer.Option("--volg-voorstel", help="Neem waar er een is het voorgestelde gebied.", metavar="")
]
Target = Annotated[
    Path | None, typer.Option("--naar", help="Schrijf een bestand voor 'indeling lees'.", metavar="BESTAND.csv")
]


class DecisionsOutstandingError(InvalidInputError):
    """A clustering cannot be written before its owner has decided about some units."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Nog te besluiten: {count}. Er is niets geschreven. Zet de besluiten in een tabel met de kolommen code en "
            "gebied en geef die met --besluiten, of neem de voorstellen over met --volg-voorstel."
        )


def carry(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    name: Name,
    year: ToYear,
    decision_path: DecisionFile = None,
    follows_suggestions: FollowsSuggestions = False,
    target: Target = None,
    as_json: AsJson = False,
) -> None:
    """Zet een indeling over naar de grenzen van een ander jaar, met wat daarbij te besluiten is."""
    with open_reading() as reader:
        indeling = find_indeling(reader, name)
        decisions = {} if decision_path is None else read_decisions(decision_path, indeling.base_level)
        found = carry_indeling(reader, name, date(year, 1, 1), decisions, follows_suggestions=follows_suggestions)
        if as_json:
            print_json(_as_json(found))
        else:
            _print_carried(found)
        if target is not None:
            _write(reader, found, target, is_silent=as_json)


def _write(reader: Reader, found: CarriedIndeling, target: Path, *, is_silent: bool) -> None:
    needed = found.carried.decisions_needed
    if needed:
        raise DecisionsOutstandingError(len(needed))
    contacts = {area.short_code: area.contact for area in areas_of(reader, found.indeling.id)}
    areas = {code: AreaFacts(area_name, *contacts[code]) for code, area_name in found.areas.items()}
    write_indeling(target, found.carried.parts_df, areas)
    if not is_silent:
        version = 1 + max(one.version for one in versions_of(reader, found.indeling))
        out.print(f"\nGeschreven: {escape(str(target))}. Als nieuwe versie in het register zetten:")
        out.print(f"  {escape(reading_command(target, _options(found, version)))}", soft_wrap=True)


def _options(found: CarriedIndeling, version: int) -> dict[str, object]:
    """Say of the new version what was said of the old one, but for the boundaries and the day that it begins."""
    indeling, peildatum = found.indeling, found.peildatum.isoformat()
    return {
        "--gemeente": indeling.gemeente_code,
        "--sleutel": indeling.key,
        "--versie": version,
        "--naam": indeling.name,
        "--eigenaar": indeling.owner,
        "--doel": indeling.purpose,
        "--grondslag": indeling.legal_basis,
        "--geldig-vanaf": max(found.peildatum, indeling.valid_from).isoformat(),
        "--basis": indeling.base_level.value,
        "--peildatum": peildatum,
        "--gedeeltelijk": indeling.is_partial,
    }


def _print_carried(found: CarriedIndeling) -> None:
    indeling, carried = found.indeling, found.carried
    words = UNIT_WORDS[indeling.base_level]
    out.print(f"[bold]{escape(indeling.name)}[/] ({name_of(indeling)}) op de grenzen van {found.peildatum:%d-%m-%Y}\n")
    units_df = carried.parts_df.drop_duplicates("base_code")
    counts = units_df["basis"].value_counts()
    rows = [(basis.value, counted(int(counts[basis]), words)) for basis in Basis if basis in counts]
    rows += [("wacht op een besluit", counted(len(carried.decisions_needed), words))]
    rows += [("in geen gebied", counted(len(found.left_out), words))] if found.left_out else []
    print_table(("waarom", f"{NUMBER}hoeveel"), rows)
    for sentence in _remarks(found):
        out.print(escape(sentence))
    if carried.decisions_needed:
        out.print("\n[bold yellow]Nog te besluiten[/]")
        choices = [row for needed in carried.decisions_needed for row in _candidate_texts(found, needed)]
        print_table(("eenheid", "kan naar", "", "omdat"), choices)


def _candidate_texts(found: CarriedIndeling, needed: DecisionNeeded) -> list[tuple[str, ...]]:
    """Write a unit with its candidates below each other."""
    names = found.units.to_gdf.set_index("code")["name"]
    unit = f"{needed.unit_code} {names[needed.unit_code] or ''}"
    rows = [
        (_area_text(found, one), SUGGESTED if one == needed.suggestion else "", one.because)
        for one in needed.candidates
    ]
    rows = rows or [(NO_CANDIDATE_TEXT, "", needed.unclear.value)]
    return [(unit if number == 0 else "", *row) for number, row in enumerate(rows)]


def _area_text(found: CarriedIndeling, candidate: Candidate) -> str:
    code = candidate.area_code
    return NO_AREA_TEXT if code is None else f"{code} {found.areas[code]}"


def _remarks(found: CarriedIndeling) -> Iterator[str]:
    """Say what a reader of the result must know besides."""
    names = found.units.to_gdf.set_index("code")["name"]
    if found.left_out:
        yield "In geen gebied: " + ", ".join(f"{code} {names[code]}" for code in found.left_out) + "."
    divided = found.carried.parts_df.loc[found.carried.parts_df["share"] < _WHOLE, "base_code"].nunique()
    if divided:
        words = UNIT_WORDS[found.indeling.base_level]
        yield f"Van {counted(divided, words)} gaat alleen het aandeel mee, niet de getekende grens van het stuk."
    passed_over_df = found.crosswalk.passed_over_df
    narrow_m2 = passed_over_df.loc[passed_over_df["reason"] == PassedOver.LINE_ACCURACY.value, "area_m2"].sum()
    if narrow_m2 > 0:
        yield f"Niet geteld, want smaller dan de lijnnauwkeurigheid van het CBS: {area_text(narrow_m2)} grond."
    if (found.crosswalk.rows_df["quality"] == Quality.POINTS.value).any() and found.units.points is not None:
        points = found.units.points
        yield f"Verdeeld naar {points.kind} van {points.peildatum.year}; waar die ontbreken naar oppervlakte."


def _as_json(found: CarriedIndeling) -> dict[str, Any]:
    names = found.units.to_gdf.set_index("code")["name"]
    return {
        "indeling": name_of(found.indeling),
        "vanPeildatum": found.indeling.base_peildatum.isoformat(),
        "naarPeildatum": found.peildatum.isoformat(),
        "delen": [
            {"gebied": area, "eenheid": unit, "aandeel": round(float(share), 9), "waarom": basis}
            for area, unit, share, basis in found.carried.parts_df.itertuples(index=False)
        ],
        "zonderGebied": list(found.left_out),
        "teBesluiten": [
            {
                "eenheid": needed.unit_code,
                "eenheidNaam": names[needed.unit_code],
                "waarom": needed.unclear.value,
                "kandidaten": [_candidate_row(needed, one) for one in needed.candidates],
            }
            for needed in found.carried.decisions_needed
        ],
    }


def _candidate_row(needed: DecisionNeeded, candidate: Candidate) -> dict[str, Any]:
    share = candidate.share
    return {
        "gebied": candidate.area_code,
        "aandeel": None if share is None else round(share, 9),
        "omdat": candidate.because,
        "isVoorstel": candidate == needed.suggestion,
    }
