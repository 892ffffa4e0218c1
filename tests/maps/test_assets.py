from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geodata.settings import Settings
from maps.assets import (
    AssetMissingError,
    AssetsUnavailableError,
    asset_version,
    has_assets,
    main,
    own_static_dir,
    set_up_assets,
    unpack_wheel,
    vendor_dir,
)
from tests.maps.wheels import write_wheel


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(local_dir=tmp_path / "local")


def only_look_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))


def test_leaflet_is_taken_from_the_pinned_wheel_over_what_was_there(settings):
    stale = vendor_dir(settings) / "leaflet"
    stale.mkdir(parents=True)
    (stale / "leaflet.js").write_text("old")
    assert set_up_assets(settings)
    assert "Leaflet 1.9.3" in (stale / "leaflet.js").read_text()[:200]
    assert "BSD 2-Clause" in (stale / "LICENSE").read_text()
    assert {path.name for path in vendor_dir(settings).iterdir()} == {"leaflet", ".setup.lock"}


def test_a_second_time_nothing_is_fetched(settings, tmp_path, monkeypatch):
    set_up_assets(settings)
    only_look_in(tmp_path, monkeypatch)
    assert not set_up_assets(settings)


def test_two_at_once_fetch_it_once(settings):
    with ThreadPoolExecutor(2) as pool:
        fetched = list(pool.map(set_up_assets, [settings, settings]))
    assert sorted(fetched) == [False, True]
    assert has_assets(settings)


def test_a_file_that_was_lost_is_noticed(settings):
    set_up_assets(settings)
    (vendor_dir(settings) / "leaflet" / "leaflet.css").unlink()
    assert not has_assets(settings)


def test_without_a_source_the_message_says_what_to_do(settings, tmp_path, monkeypatch, capsys):
    only_look_in(tmp_path, monkeypatch)
    monkeypatch.setenv("LOCAL_DIR", str(settings.local_dir))
    assert main() == 1
    message = capsys.readouterr().err
    assert message.startswith("Het pakket django-leaflet==0.34.0 met Leaflet (voor de kaarten) kon niet")
    assert "PIP_FIND_LINKS" in message
    assert [path.name for path in vendor_dir(settings).iterdir()] == [".setup.lock"]


def test_a_wheel_with_another_hash_is_refused(settings, tmp_path, monkeypatch):
    write_wheel(tmp_path, {"leaflet/static/leaflet/leaflet.js": "alert(1)"})
    only_look_in(tmp_path, monkeypatch)
    with pytest.raises(AssetsUnavailableError, match="kon niet worden opgehaald"):
        set_up_assets(settings)
    assert not has_assets(settings)


def test_a_wheel_without_a_needed_file_is_refused(tmp_path):
    wheel = write_wheel(tmp_path, {"leaflet/static/leaflet/leaflet.js": "L = {}"})
    with pytest.raises(AssetMissingError, match=r"ontbreekt leaflet\.css"):
        unpack_wheel(wheel, tmp_path / "staging")


def test_our_own_script_and_style_are_there_to_be_served():
    assert {path.name for path in own_static_dir().iterdir()} == {
        "map.css",
        "map.js",
        "pair.js",
        "borders.js",
        "national.js",
    }


def test_a_file_has_another_version_when_its_content_is_another() -> None:
    assert asset_version("maps/map.js") != asset_version("maps/map.css")
    assert asset_version("vendor/leaflet/leaflet.js") == asset_version("vendor/leaflet/leaflet.css")
