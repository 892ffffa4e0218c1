from pathlib import Path

import pytest

from etl.provenance import InputFileNotFoundError
from etl.sources.register_data.declaration import DeclarationRefusedError, read_declaration
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.disclosure.rule import Rule
from tests.etl.sources.register_data.declarations import declaration_in


def refusal(path: Path) -> str:
    with pytest.raises(DeclarationRefusedError) as refused:
        read_declaration(path, load_catalogue())
    return str(refused.value)


def test_a_declaration_says_what_is_counted_and_which_counts_are_secret(tmp_path: Path) -> None:
    register = read_declaration(declaration_in(tmp_path), load_catalogue()).register()
    assert (register.key, register.label, register.rule) == ("jongeren", "Jongeren met bijstand", Rule(5))


def test_zeros_are_withheld_where_the_declaration_says_so(tmp_path: Path) -> None:
    register = read_declaration(declaration_in(tmp_path, nullen_tonen=False), load_catalogue()).register()
    assert register.rule == Rule(5, shows_zeros=False)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    said = refusal(declaration_in(tmp_path, drempel=2, eigenaar=None, naem="x"))
    assert "drempel moet minstens 3 zijn (gevonden: 2)" in said
    assert "eigenaar ontbreekt" in said
    assert "naem is geen bekende sleutel" in said


@pytest.mark.parametrize(
    ("columns", "year"),
    [('code = "buurt"\naantal = "n"\njaar = "jaar"', 2024), ('code = "buurt"\naantal = "n"', None)],
)
def test_the_year_is_said_in_one_way(tmp_path: Path, columns: str, year: int | None) -> None:
    assert "één van beide" in refusal(declaration_in(tmp_path, columns, jaar=year))


def test_a_key_of_the_catalogue_is_taken(tmp_path: Path) -> None:
    assert "sleutel inwoners is al een indicator" in refusal(declaration_in(tmp_path, sleutel="inwoners"))


def test_what_is_no_toml_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "kapot.toml"
    broken.write_text("drempel = = 5")
    assert "dit is geen geldige TOML" in refusal(broken)
    with pytest.raises(InputFileNotFoundError):
        read_declaration(tmp_path / "weg.toml", load_catalogue())
