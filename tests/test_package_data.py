import tomllib
from fnmatch import fnmatch

import pytest

from geodata.settings import PROJECT_DIR

PACKAGES = ("api", "etl", "geodata", "maps")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_beside_the_code_goes_into_the_wheel(package: str) -> None:
    pyproject = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = pyproject["tool"]["setuptools"]["package-data"]["*"]
    files = [
        path for path in (PROJECT_DIR / package).rglob("*.*") if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]
    left_out = [str(path) for path in files if not any(fnmatch(path.name, pattern) for pattern in patterns)]
    assert left_out == []
