"""Set up the web assets: take Leaflet from the pinned wheel that carries it, and name the folders that are served.

Run as ``python -m maps.assets``. Only the wheel's static files are used; nothing of it is installed or imported.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from geodata.errors import MonitorError, SetupError
from geodata.settings import Settings, load_settings

_HERE = Path(__file__).parent
LOCK = _HERE / "assets.lock"
_LICENCE = _HERE / "leaflet_licence.txt"
_FOLDER_IN_WHEEL = "leaflet/static/leaflet/"
_FILES = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
    "images/marker-icon-2x.png",
    "images/marker-shadow.png",
)
_MARK = "lock.sha256"
_TURN = ".setup.lock"


class AssetsUnavailableError(SetupError):
    """The wheel with Leaflet could not be fetched."""

    def __init__(self, reason: str) -> None:
        pinned = LOCK.read_text().split(maxsplit=1)[0]
        super().__init__(
            f"Het pakket {pinned} met Leaflet (voor de kaarten) kon niet worden opgehaald: {reason}. Controleer de"
            " verbinding met de pakketbron van pip, of zet het wheel in een map en noem die in PIP_FIND_LINKS; voer"
            " daarna 'python -m maps.assets' opnieuw uit."
        )


class AssetMissingError(SetupError):
    """The wheel lacks a file that the maps need."""

    def __init__(self, wheel: str, name: str) -> None:
        super().__init__(f"In {wheel} ontbreekt {name}; zet in {LOCK.name} een versie waar dat bestand in zit.")


def vendor_dir(settings: Settings) -> Path:
    """Return the folder of other people's assets, to be served as ``/static/vendor``."""
    return settings.local_dir / "static" / "vendor"


def own_static_dir() -> Path:
    """Return the folder of the maps' own script and style, to be served as ``/static/maps``."""
    return _HERE / "static"


@cache
def asset_version(name: str) -> str:
    """Return what tells one version of a served file from another.

    Parameters
    ----------
    name
        Path below the static root: ``vendor/…`` has the version of the lock, ``maps/…`` that of its content.
    """
    if name.startswith("vendor/"):
        return _lock_hash()[:10]
    return hashlib.sha256((own_static_dir() / name.removeprefix("maps/")).read_bytes()).hexdigest()[:10]


def has_assets(settings: Settings) -> bool:
    """Tell whether Leaflet is there, whole, in the version that the lock names."""
    target = vendor_dir(settings) / "leaflet"
    mark = target / _MARK
    return mark.is_file() and mark.read_text() == _lock_hash() and all((target / name).is_file() for name in _FILES)


def set_up_assets(settings: Settings) -> bool:
    """Put Leaflet under `vendor_dir`; read the network only where it is not there yet.

    Returns
    -------
    bool
        Whether anything was fetched.

    Raises
    ------
    AssetsUnavailableError
        The pinned wheel cannot be fetched, or its hash is another.
    AssetMissingError
        The wheel lacks a file.
    """
    vendor = vendor_dir(settings)
    vendor.mkdir(parents=True, exist_ok=True)
    with (vendor / _TURN).open("w") as turn_file:
        fcntl.flock(turn_file, fcntl.LOCK_EX)  # released when the file is closed
        if has_assets(settings):
            return False
        _replace_assets(vendor)
    return True


def _replace_assets(vendor: Path) -> None:
    """Fetch and unpack beside the place where the assets go, then swap."""
    with tempfile.TemporaryDirectory(dir=vendor, prefix=".setup-") as temporary:
        staging = Path(temporary) / "leaflet"
        unpack_wheel(_download(Path(temporary)), staging)
        _swap(staging, vendor / "leaflet", Path(temporary) / "old")


def _lock_hash() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def _download(folder: Path) -> Path:
    """Fetch the wheel that the lock names into `folder`; pip checks its hash."""
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), "-r", str(LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own arguments)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        reasons = [line for line in done.stderr.splitlines() if line.strip()]
        raise AssetsUnavailableError(reasons[-1].strip().rstrip(".") if reasons else "pip gaf geen bestand")
    return wheels[0]


def unpack_wheel(wheel: Path, staging: Path) -> None:
    """Take the needed files out of the wheel, with Leaflet's licence beside them."""
    with zipfile.ZipFile(wheel) as archive:
        for name in _FILES:
            target = staging / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.write_bytes(archive.read(_FOLDER_IN_WHEEL + name))
            except KeyError as error:
                raise AssetMissingError(wheel.name, name) from error
    shutil.copyfile(_LICENCE, staging / "LICENSE")
    (staging / _MARK).write_text(_lock_hash())


def _swap(staging: Path, target: Path, old: Path) -> None:
    """Put the finished folder in its place by renaming: it is there whole, or not at all."""
    if target.exists():
        target.rename(old)
    staging.rename(target)


def main() -> int:
    """Set up the assets and say what was done."""
    settings = load_settings()
    try:
        is_fetched = set_up_assets(settings)
    except MonitorError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    done = "opgehaald en klaargezet" if is_fetched else "staat al klaar"
    sys.stdout.write(f"Leaflet {done} in {vendor_dir(settings) / 'leaflet'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
