"""Makes the files of the sample municipality again: ``python -m etl.voorbeeld [map]``."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from etl.voorbeeld import codes
from etl.voorbeeld.files import write_kwb, write_map
from etl.voorbeeld.indelingen import BUURT_BASED, WIJK_BASED, write_units, write_vision
from etl.voorbeeld.survey import SURVEY_YEARS, write_survey

TARGET = Path(__file__).parent / "bestanden"


def writers() -> dict[str, Callable[[Path], None]]:
    """Return every generated file by name, with what writes it."""
    return {
        **{f"wijkenbuurten_{year}.gpkg": partial(write_map, year=year) for year in codes.YEARS},
        **{f"kwb-{year}.xlsx": partial(write_kwb, year=year) for year in codes.YEARS},
        **{f"bewonersonderzoek-{year}.csv": partial(write_survey, year=year) for year in SURVEY_YEARS},
        **{f"indeling-{key}.csv": partial(write_units, key=key) for key in (*WIJK_BASED, *BUURT_BASED)},
        "indeling-omgevingsvisie.gpkg": write_vision,
    }


def main(arguments: list[str]) -> None:
    """Write the files, into the folder that is given or over those of the project, and say which, with their size."""
    folder = Path(arguments[0]) if arguments else TARGET
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in writers().items():
        write(folder / name)
        sys.stdout.write(f"{folder / name}  {(folder / name).stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
