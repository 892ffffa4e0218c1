from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api.app import create_app
from geodata.settings import Settings


def themed(folder: Path, settings: Settings) -> TestClient:
    return TestClient(create_app(settings.model_copy(update={"theme_dir": folder, "site_name": "Wijken van Oss"})))


def test_a_theme_is_read_after_our_tokens_and_its_logo_stands_in_the_header(
    tmp_path: Path, grid_settings: Settings
) -> None:
    (tmp_path / "thema.css").write_text(":root { --gm-action-color: #8a1538; }")
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with themed(tmp_path, grid_settings) as client:
        html = client.get("/uitleg").text
        assert html.index("tokens.css") < html.index("/static/thema/thema.css?v=") < html.index("gebiedsmonitor.css")
        assert '<img src="/static/thema/logo.svg?v=' in html
        assert "<span>Wijken van Oss</span>" in html
        assert "--gm-action-color: #8a1538" in client.get("/static/thema/thema.css").text


def test_a_theme_without_a_logo_keeps_ours(tmp_path: Path, grid_settings: Settings) -> None:
    (tmp_path / "thema.css").write_text("")
    with themed(tmp_path, grid_settings) as client:
        assert '<img src="/static/merk.svg?v=' in client.get("/uitleg").text


def test_a_folder_without_a_theme_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match=r"staat geen thema\.css"):
        Settings(theme_dir=tmp_path)


def test_a_page_travels_compressed(client: TestClient) -> None:
    answer = client.get("/uitleg", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
