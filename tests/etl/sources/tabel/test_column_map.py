"""Column maps: what holds, and how every fault is named."""

from pathlib import Path

import pytest

from etl.sources.tabel.column_map_file import (
    BadColumnMapError,
    ColumnMapNotFoundError,
    column_map_names,
    load_column_map,
)
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status
from tests.etl.sources.tables import LONG_MAP, WIDE_MAP, column_map


def _faults(folder: Path, toml: str) -> tuple[str, ...]:
    with pytest.raises(BadColumnMapError) as caught:
        column_map(folder, toml)
    assert all(fault in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


def _changed(old: str, new: str, toml: str = WIDE_MAP) -> str:
    assert old in toml
    return toml.replace(old, new)


@pytest.mark.parametrize("name", column_map_names())
def test_every_map_that_comes_along_holds_and_names_known_sources(name: str) -> None:
    loaded = load_column_map(name)
    assert loaded.name == name
    sources = {table.indicators.source for table in loaded.tables.values()} - {None}
    assert all(load_catalogue().column_names(str(source), 2020) is not None for source in sources)


def test_the_maps_that_the_platform_uses_come_along() -> None:
    assert {"rivm-gezondheid", "leefbaarometer", "criminaliteit", "indicatoren-lang"} <= set(column_map_names())


def test_an_unknown_map_lists_the_known_ones() -> None:
    with pytest.raises(ColumnMapNotFoundError, match=r"geen kolommenkaart 'weg'.*rivm-gezondheid"):
        load_column_map("weg")


def test_a_map_says_how_codes_and_numbers_are_written(tmp_path: Path) -> None:
    toml = _changed('code = "code" }', 'code = "wk", niveau = "wijk" }')
    table = column_map(tmp_path, toml + '[bestand]\ndecimaalteken = ","\n[bijzonder]\n"N<50" = "geheim"\n').tables[""]
    assert table.gebied.code_column().level is Level.WIJK
    number_format = table.number_format()
    assert (number_format.decimal, number_format.specials["n<50"]) == (",", Status.SECRET)
    assert number_format.specials["."] == Status.SECRET


def test_all_faults_are_named_at_once_with_key_and_line(tmp_path: Path) -> None:
    toml = """\
bron = 7
tabel = "t"
licentie = "CC0"
gebied = { kode = "code" }
periode = { kolom = "jaar", jaar = 2020 }
peildatum = { jaar = 20 }

[vorm]
soort = "hoog"

[indicatoren]
catalogus = "rivm"
negeren = "ID"
"""
    assert sorted(_faults(tmp_path, toml)) == sorted(
        [
            "regel 1, bron moet tekst zijn, tussen aanhalingstekens (gevonden: 7)",
            "regel 1, uitgever ontbreekt",
            "regel 4, gebied.code ontbreekt",
            "regel 4, gebied.kode is geen bekende sleutel; bedoelt u 'code'? (gevonden: 'code')",
            "regel 5, periode heeft precies één nodig van kolom, jaar, kop; gevonden: kolom en jaar",
            "regel 6, peildatum.jaar moet minstens 1900 zijn (gevonden: 20)",
            "regel 9, vorm.soort kent alleen de waarden 'breed' of 'lang' (gevonden: 'hoog')",
            'regel 13, indicatoren.negeren moet een lijst zijn: ["…", "…"] (gevonden: \'ID\')',
        ]
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('{ kolom = "jaar" }', "{}", "periode heeft precies één nodig van kolom, jaar, kop; geen ervan staat er"),
        ('{ kolom = "jaar" }', '{ kop = "(" }', "periode.kop is geen geldige reguliere expressie"),
        ('{ kolom = "jaar" }', '{ kop = "(?P<naam>.+)" }', "periode.kop moet twee groepen hebben"),
        ('{ soort = "breed" }', '{ soort = "lang" }', "vorm met soort = 'lang' horen de sleutels indicator en waarde"),
        ('"breed" }', '"breed", waarde = "w" }', "vorm met soort = 'breed' horen geen sleutels indicator en waarde"),
        ('code = "code"', 'code = "c", niveau = "wijk", niveaukolom = "n"', "gebied heeft óf niveau"),
        (
            '"breed" }',
            '"breed" }\nfilter = [{ kolom = "k" }]',
            "filter.[0] heeft precies één nodig van waarden, patroon",
        ),
        (
            '"breed" }',
            '"breed" }\nsteekproef = { kolom = "n", minimum = "veel" }',
            "minimum moet een geheel getal zijn",
        ),
        (
            '"breed" }',
            '"breed" }\nsteekproef = { kolom = "n", ontwerpeffect = 0 }',
            "ontwerpeffect moet groter dan 0 zijn (gevonden: 0)",
        ),
        (
            '"breed" }',
            '"breed" }\nsteekproef = { kolom = "n", spreiding = { score = -1 } }',
            "steekproef.spreiding moet een getal boven 0 zijn, of een tabel met een getal per naam",
        ),
    ],
)
def test_rules_that_keys_must_keep_together(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (found,) = _faults(tmp_path, _changed(old, new))
    assert fault in found


def test_a_map_without_any_names_is_refused(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, WIDE_MAP.partition("[indicatoren.kolommen]")[0] + "[indicatoren]\n")
    assert "indicatoren heeft catalogus (een bron van de catalogus) of kolommen (naam = indicator) nodig" in fault


def test_headings_cannot_carry_the_year_of_a_long_table(tmp_path: Path) -> None:
    heading = r"{ kop = '(?P<naam>.+)(?P<jaar>\d\d)' }"
    (fault,) = _faults(tmp_path, _changed('{ kolom = "jaar" }', heading, LONG_MAP))
    assert "periode.kop kan alleen met vorm.soort = 'breed'" in fault


def test_text_that_is_no_toml_is_pointed_at(tmp_path: Path) -> None:
    assert _faults(tmp_path, 'bron = "a"\ntabel "b"\n')[0].startswith("regel 2, teken 7: dit is geen geldige TOML")
    (tmp_path / "latin.toml").write_bytes(b'bron = "\xe9"')
    with pytest.raises(BadColumnMapError, match="byte 8 is geen UTF-8"):
        load_column_map(tmp_path / "latin.toml")


def test_tables_share_what_they_do_not_say_themselves(tmp_path: Path) -> None:
    toml = (
        'tabelkolom = "bron"\n'
        + LONG_MAP
        + '[tabellen.een]\n[tabellen."twee (2020)"]\ntabel = "t2"\nweigeren = "oud"\n'
    )
    loaded = column_map(tmp_path, toml)
    assert loaded.table_column == "bron"
    assert {name: table.table_id for name, table in loaded.tables.items()} == {"een": "proeftabel", "twee (2020)": "t2"}
    assert loaded.tables["twee (2020)"].refused == "oud"


def test_a_shared_fault_is_named_once_and_an_own_one_at_its_table(tmp_path: Path) -> None:
    shared = _changed("licentie", "licensie", LONG_MAP)
    toml = 'tabelkolom = "bron"\n' + shared + "[tabellen.een]\n[tabellen.twee]\nperiode = { jaar = 1 }\n"
    faults = _faults(tmp_path, toml)
    assert sum("licensie is geen bekende sleutel" in fault for fault in faults) == 1
    assert [fault for fault in faults if "1900" in fault] == [
        "regel 16, tabellen.twee.periode.jaar moet minstens 1900 zijn (gevonden: 1)"
    ]


def test_a_table_column_and_its_tables_belong_together(tmp_path: Path) -> None:
    assert "tabelkolom" in _faults(tmp_path, 'tabelkolom = "bron"\n' + LONG_MAP)[0]
    assert "[tabellen.…]" in _faults(tmp_path, LONG_MAP + "[tabellen.een]\n")[0]


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ("tabelkolom = 7\n" + LONG_MAP + "[tabellen.A]\nbron = 'a'\n", "tabelkolom moet tekst zijn"),
        ("tabelkolom = 'uit'\ntabellen = {}\n" + LONG_MAP, "heeft minstens één tabel nodig"),
    ],
)
def test_tables_are_told_apart_by_a_column_with_a_name_and_there_is_at_least_one(
    tmp_path: Path, toml: str, fault: str
) -> None:
    assert any(fault in found for found in _faults(tmp_path, toml))
