"""The load against ogr2ogr, and a whole national year; ``make bench-load`` takes about three minutes.

ogr2ogr and we read the same file of one layer into the same database server. ogr2ogr copies a row per area as it is;
the load keeps a row per figure, with its range and status, and looks for what was there. Times are wall clock, medians
of three in one run: read the ratios, for the seconds are of this machine at this hour.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import geopandas as gpd
import psycopg

from etl.batch import Batch
from etl.http import Client
from etl.load import LoadRequest, load_batch
from etl.sources.cbs.odata_v3 import fetch_table, map_table
from etl.sources.kaart.wijkenbuurtenkaart import batch_from_path
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import PROJECT_DIR
from geodata.store.engine import engine_from_url
from tests.bench.scratch import say, scratch_database
from tests.bench.synthetic import write_map
from tests.servers.cbs import cbs_settings, kwb_2020_app
from tests.servers.running import serve

SHARED_DATA = PROJECT_DIR.parent / "shared" / "data"
YEAR, LAYER = 2015, "buurten"
RUNS = 3
READ, CHECK, AREAS, FIGURES, DERIVE = (
    "lezen",
    "controleren",
    "gebieden samenvoegen",
    "cijfers samenvoegen",
    "grenzen vereenvoudigen",
)
CODES_AND_NAMES = "BU_CODE,BU_NAAM,WK_CODE,GM_CODE,GM_NAAM"


@dataclass
class Stopwatch:
    """Seconds per step; a step ends where the next begins."""

    seconds: dict[str, float] = field(default_factory=dict)
    _step: str = READ
    _begin: float = field(default_factory=time.perf_counter)

    def next(self, step: str) -> None:
        """End the current step and begin `step`."""
        now = time.perf_counter()
        self.seconds[self._step] = self.seconds.get(self._step, 0) + now - self._begin
        self._step, self._begin = step, now


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, scratch_database("load") as url:
        national = national_map(Path(folder))
        whole, bare = one_layer(national, Path(folder) / "whole"), one_layer(national, Path(folder) / "bare", bare=True)
        say(f"{os.cpu_count()} processoren, belasting {os.getloadavg()[0]:.1f}; mediaan van {RUNS}, in seconden\n")
        compare("gebieden, zonder kolommen", bare, url)
        compare("gebieden met alle kolommen als cijfers", whole, url)
        say_year(national, url)


def national_map(folder: Path) -> Path:
    """Find the real map of the country, or make one of its size and say so."""
    path = SHARED_DATA / "nl" / f"wijkenbuurten_{YEAR}.gpkg"
    if path.exists():
        return path
    say("De landelijke kaart is er niet; gemeten met een verzonnen kaart van dezelfde grootte.")
    write_map(folder / path.name)
    return folder / path.name


def one_layer(source: Path, folder: Path, *, bare: bool = False) -> Path:
    """Copy the layer of buurten to a file of its own, `bare` without its figures."""
    folder.mkdir()
    path = folder / f"buurten_{YEAR}.gpkg"
    ogr2ogr("-f", "GPKG", str(path), str(source), LAYER, *(["-select", CODES_AND_NAMES] if bare else []))
    return path


def compare(title: str, path: Path, url: str) -> None:
    """Print how long ogr2ogr, geopandas and the load take for one file."""
    theirs = median(seconds(lambda: copy_with_ogr2ogr(path, url)) for _ in range(RUNS))
    geopandas_s = median(seconds(lambda: copy_with_geopandas(path, url)) for _ in range(RUNS))
    runs = [steps_of_load(path, url) for _ in range(RUNS)]
    steps = {step: median(run[step] for run in runs) for step in runs[0]}
    ours = steps[READ] + steps[AREAS] + steps[FIGURES]
    say(f"== {title}")
    say(f"  ogr2ogr met COPY en ruimtelijke index          {theirs:6.2f}")
    say(f"  geopandas.to_postgis                           {geopandas_s:6.2f}  {geopandas_s / theirs:5.1f} x ogr2ogr")
    say(f"  onze lading zonder controle en afleiding       {ours:6.2f}  {ours / theirs:5.1f} x ogr2ogr")
    for step, step_s in steps.items():
        say(f"    {step:22} {step_s:6.2f}")


def seconds(work: Callable[[], object]) -> float:
    """Time a piece of work."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def ogr2ogr(*arguments: str) -> None:
    """Run ogr2ogr; what it warns of is not ours to repeat."""
    subprocess.run(["ogr2ogr", *arguments], check=True, stderr=subprocess.DEVNULL)


def copy_with_ogr2ogr(path: Path, url: str) -> None:
    """Copy the layer to a table as GDAL does it fastest."""
    with psycopg.connect(url) as connection:
        target = f"PG:dbname={connection.info.dbname} host={connection.info.host} user={connection.info.user}"
    options = ["-nln", "buurten", "-nlt", "PROMOTE_TO_MULTI", "-overwrite", "--config", "PG_USE_COPY", "YES"]
    ogr2ogr("-f", "PostgreSQL", target, str(path), LAYER, *options)


def copy_with_geopandas(path: Path, url: str) -> None:
    """Copy the layer to a table as geopandas does."""
    engine = engine_from_url(url)
    gpd.read_file(path, layer=LAYER).to_postgis("buurten", engine, if_exists="replace")
    engine.dispose()


def steps_of_load(path: Path, url: str) -> dict[str, float]:
    """Load a map into emptied tables, and return the seconds of each step; the last one is up to the commit."""
    catalogue = load_catalogue()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE gebied, indeling, observation RESTART IDENTITY CASCADE")
        watch = Stopwatch()
        batch = batch_from_path(path, catalogue, year=YEAR)
        load_batch(connection, batch, catalogue=catalogue, request=LoadRequest(is_forced=True), progress=watch.next)
        watch.next("klaar")
    return watch.seconds


def say_year(national: Path, url: str) -> None:
    """Print what a whole national year takes, in a process of its own for the sake of its memory."""
    with kwb_server() as server_url, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        figure_count, steps, memory_mb = pool.submit(load_year, national, url, server_url).result()
    say(f"== een landelijk jaar: kaart {YEAR}{', kerncijfers 2020' if server_url else ''}")
    say(f"  {figure_count} cijfers in {sum(steps.values()):.1f} s; hoogstens {memory_mb} MB, zonder PostgreSQL")
    for step, step_s in steps.items():
        say(f"    {step:22} {step_s:6.2f}")


@contextmanager
def kwb_server() -> Iterator[str | None]:
    """Serve the complete table of 2020 as CBS does; None where it is not at hand."""
    if (SHARED_DATA / "odata_v3" / "84799NED").is_dir():
        with serve(kwb_2020_app(SHARED_DATA)) as url:
            yield url
    else:
        say("De kerncijfers van 2020 zijn er niet; het jaar is alleen de kaart.")
        yield None


def load_year(national: Path, url: str, server_url: str | None) -> tuple[int, dict[str, float], int]:
    """Load a map and a table; return the number of figures, the seconds of each step and the peak memory in MB."""
    catalogue, watch, figure_count = load_catalogue(), Stopwatch(), 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE gebied, indeling, observation RESTART IDENTITY CASCADE")
        for batch in batches_of_year(national, server_url):
            figure_count += len(batch.observations_df)
            request = LoadRequest(is_forced=True)
            load_batch(connection, batch, catalogue=catalogue, request=request, progress=watch.next)
            watch.next(READ)
    return figure_count, watch.seconds, peak_memory_mb()


def batches_of_year(national: Path, server_url: str | None) -> Iterator[Batch]:
    """Yield the map, and the table of 2020 pulled through the client that pulls it from CBS."""
    catalogue = load_catalogue()
    yield batch_from_path(national, catalogue, year=YEAR)
    if server_url is not None:
        with tempfile.TemporaryDirectory() as folder, Client(cbs_settings(server_url, Path(folder))) as client:
            yield map_table(fetch_table(client, "84799NED"), catalogue)


def peak_memory_mb() -> int:
    """Read the most memory that this process ever held; getrusage would count its parent's too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
