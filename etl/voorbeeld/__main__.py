"""Makes the files of the sample municipality again: ``python -m etl.voorbeeld [map]``."""

import sys
from pathlib import Path

from etl.voorbeeld import codes
from etl.voorbeeld.files import write_kwb, write_map
from etl.voorbeeld.indelingen import write_indelingen
from etl.voorbeeld.survey import write_survey

TARGET = Path(__file__).parent / "bestanden"


def write_all(folder: Path) -> list[Path]:
    """Write every generated file of the sample municipality into a folder, and return all that lies there."""
    folder.mkdir(parents=True, exist_ok=True)
    for year in codes.YEARS:
        write_map(folder / f"wijkenbuurten_{year}.gpkg", year)
        write_kwb(folder / f"kwb-{year}.xlsx", year)
    write_indelingen(folder)
    write_survey(folder)
    return sorted(folder.iterdir())


def main() -> None:
    """Write the files and say which, with their size."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    for path in write_all(folder):
        sys.stdout.write(f"{path}  {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
