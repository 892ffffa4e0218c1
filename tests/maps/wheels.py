"""Write a wheel that pip takes for the pinned one."""

import zipfile
from pathlib import Path

METADATA = "Metadata-Version: 2.1\nName: django-leaflet\nVersion: 0.34.0\n"


def write_wheel(folder: Path, files: dict[str, str]) -> Path:
    """Write a wheel under the pinned name with other contents, and return its path."""
    path = folder / "django_leaflet-0.34.0-py3-none-any.whl"
    info = "django_leaflet-0.34.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (files | {f"{info}/METADATA": METADATA, f"{info}/RECORD": ""}).items():
            archive.writestr(name, text)
    return path
