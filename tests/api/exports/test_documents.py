from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from api.exports import documents
from api.exports.documents import (
    GemeenteNeededError,
    MakingCancelledError,
    MakingProgress,
    TooManyAreasError,
    Watch,
    Workshop,
    find_areas,
    make_folder,
    make_pdf,
    make_zip,
)
from geodata.store.reading import Reader
from tests.api.exports.pdf.accessible import faults_of

IBOR = "GM0001.ibor.1"


def watched() -> tuple[list[MakingProgress], Watch]:
    told: list[MakingProgress] = []
    return told, Watch(told.append)


def test_the_areas_of_a_clustering_are_in_its_order(reader: Reader):
    found = find_areas(reader, IBOR)
    assert (found.title, found.codes) == ("Indeling ibor", ("GM0001.ibor.1.1", "GM0001.ibor.1.2"))


def test_a_level_of_cbs_is_that_of_the_gemeente(reader: Reader):
    found = find_areas(reader, "cbs-wijk.2024", "GM0001")
    assert (found.title, found.division, found.codes) == ("Wijken van Roosterdam", "wijk", ("WK000100", "WK000101"))


def test_too_many_areas_are_refused(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documents, "MOST_AREAS", 1)
    with pytest.raises(TooManyAreasError, match=r"'GM0001\.ibor\.1' heeft 2 gebieden"):
        find_areas(reader, IBOR)


def test_a_zip_has_a_pdf_of_each_area_and_tells_how_far_it_is(reader: Reader, workshop: Workshop, tmp_path: Path):
    told, watch = watched()
    make_zip(reader, find_areas(reader, IBOR), tmp_path / "ibor.zip", workshop, watch)
    with ZipFile(tmp_path / "ibor.zip") as archive:
        names = archive.namelist()
        assert archive.read(names[0]).startswith(b"%PDF")
    assert names == ["Rayon-West (GM0001.ibor.1.1).pdf", "Rayon-Oost (GM0001.ibor.1.2).pdf"]
    assert [(one.done, one.total) for one in told] == [(0, 2), (1, 2), (2, 2)]


def test_a_folder_gets_the_same_files(reader: Reader, workshop: Workshop, tmp_path: Path):
    make_folder(reader, find_areas(reader, IBOR), tmp_path / "nieuw" / "map", workshop, watched()[1])
    assert len(list((tmp_path / "nieuw" / "map").glob("*.pdf"))) == 2


def test_one_pdf_has_a_list_of_contents_and_breaks_no_rule(reader: Reader, workshop: Workshop, tmp_path: Path):
    make_pdf(reader, find_areas(reader, "cbs-wijk.2024", "GM0001"), tmp_path / "alle.pdf", workshop, watched()[1])
    with pikepdf.open(tmp_path / "alle.pdf") as pdf:
        assert faults_of(pdf) == []
        assert {str(link.Contents) for link in pdf.pages[0].Annots} == {"Naar West", "Naar Oost"}
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == ["Wijkfoto's Wijken van Roosterdam", "West", "Oost"]


def test_what_nobody_wants_any_more_ends(reader: Reader, workshop: Workshop, tmp_path: Path):
    watch = Watch(lambda _: None, is_cancelled=lambda: True)
    with pytest.raises(MakingCancelledError):
        make_zip(reader, find_areas(reader, IBOR), tmp_path / "ibor.zip", workshop, watch)


def test_a_clustering_of_the_country_needs_a_gemeente():
    assert "Noem er een, zoals gemeente=GM0828." in str(GemeenteNeededError("cbs-wijk.2024"))
