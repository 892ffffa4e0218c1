import ast
import gc
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from geodata.settings import PROJECT_DIR

PACKAGES = ("api", "etl", "geodata", "maps")
MAY_IMPORT = {
    "geodata": set(),
    "etl": {"geodata"},
    "maps": {"geodata"},
    "api": {"geodata", "maps"},
}
ROOMS = ["errors", "settings", "store", "gebieden", "indelingen", "indicators", "wijkfoto", "gebiedsplan"]
COMPOSITION_ROOT = "api/cli/"
SOURCES = sorted(path for package in PACKAGES for path in (PROJECT_DIR / package).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(PROJECT_DIR).as_posix()


@cache
def imported_modules(path: Path) -> tuple[str, ...]:
    return tuple(found_imports(parsed(path), relative(path)))


def parsed(path: Path) -> ast.Module:
    # Debian 12's Python 3.11.2 counts the parser's depth wrong where the collector runs meanwhile (CPython gh-106905).
    gc.disable()
    try:
        return ast.parse(path.read_text())
    finally:
        gc.enable()


def found_imports(tree: ast.Module, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            yield node.module or ""


def may_use(library: str, name: str) -> bool:
    file_name = name.rsplit("/", 1)[-1]
    return {
        "fastapi": name.startswith("api/"),
        "starlette": name.startswith("api/"),
        "folium": name.startswith("maps/"),
        "mapclassify": name.startswith("maps/"),
        # An address is looked up while a visitor waits for the page: what etl loads cannot answer that.
        "httpx": name.startswith("etl/") or name in {"api/security.py", "api/places/locatieserver.py"},
        "sqlalchemy": file_name in {"tables.py", "queries.py"}
        or name.startswith("geodata/store/")
        or name in {"etl/load.py", "api/database.py"},
    }.get(library, True)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_package_imports_only_what_lies_before_it(path: Path) -> None:
    package = relative(path).split("/", 1)[0]
    allowed = MAY_IMPORT[package] | {package} | ({"etl"} if relative(path).startswith(COMPOSITION_ROOT) else set())
    reached = {module.split(".")[0] for module in imported_modules(path)} & set(PACKAGES)
    assert reached <= allowed


@pytest.mark.parametrize("path", [p for p in SOURCES if relative(p).startswith("geodata/")], ids=relative)
def test_a_room_of_geodata_imports_only_rooms_before_it(path: Path) -> None:
    own = relative(path).removesuffix(".py").split("/")[1]
    if own == "__init__":
        return
    reached = {module.split(".")[1] for module in imported_modules(path) if module.startswith("geodata.")}
    assert reached <= set(ROOMS[: ROOMS.index(own) + 1])


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_library_is_used_only_in_its_own_place(path: Path) -> None:
    libraries = {module.split(".")[0] for module in imported_modules(path)}
    assert [library for library in sorted(libraries) if not may_use(library, relative(path))] == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_module_has_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "core", "base", "manager", "service"}


def test_the_command_line_starts_without_the_web_service() -> None:
    # It takes seconds to import, which a command that does not serve should not cost.
    program = (
        "import sys, api.cli.app; print([name for name in ('fastapi', 'folium', 'mapclassify') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PROJECT_DIR)
    assert done.stdout.strip() == "[]"
