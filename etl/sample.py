"""The sample municipality into the database, said to be fictitious wherever it goes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from etl.batch import Batch
from etl.load import LoadReport
from etl.pipeline import Workbench, indelingen_in, load_indelingen
from etl.sources import kwb
from etl.sources.kaart import wijkenbuurtenkaart
from etl.sources.tabel import table as tabel

SAMPLE_DIR = Path(__file__).parent / "voorbeeld" / "bestanden"
SAMPLE_GEMEENTE = "GM9999"
SAMPLE_LICENCE = "EUPL-1.2 (fictieve gegevens)"


def load_sample(bench: Workbench) -> list[LoadReport]:
    """Load the sample municipality and put its clusterings in the register. It is fictitious, and its loads say so."""
    return bench.load(_sample_batches(bench)) + load_indelingen(bench, indelingen_in(SAMPLE_DIR / "indelingen.toml"))


def _sample_batches(bench: Workbench) -> Iterator[Batch]:
    """Read the sample's files one by one, as each is about to be loaded."""
    survey_map = tabel.load_column_map("bewonersonderzoek")
    for path in sorted(SAMPLE_DIR.glob("wijkenbuurten_*.gpkg")):
        bench.say(f"Wijk- en buurtkaart {path.name} (fictief)")
        yield _as_sample(wijkenbuurtenkaart.batch_from_path(path, bench.catalogue), "voorbeeld-kaart")
    for path in sorted(SAMPLE_DIR.glob("kwb-*.xlsx")):
        bench.say(f"Kerncijfers wijken en buurten {path.name} (fictief)")
        yield _as_sample(kwb.batch_from_path(path, bench.catalogue), "voorbeeld-kwb")
    for path in sorted(SAMPLE_DIR.glob("bewonersonderzoek-*.csv")):
        bench.say(f"Bewonersonderzoek {path.name} (fictief)")
        for batch in tabel.batches_from_path(path, survey_map, bench.catalogue):
            yield _as_sample(batch, "voorbeeld-onderzoek")


def _as_sample(batch: Batch, source: str) -> Batch:
    """Say of a batch of the sample that it is invented: the files have CBS's shape, the figures are not CBS's."""
    provenance = replace(batch.provenance, source=source, licence=SAMPLE_LICENCE, version="fictief")
    return replace(batch, provenance=provenance)
