from pathlib import Path

from api.exports.tokens import token_sheet
from geodata.settings import Settings


def test_files_have_the_tokens_of_the_site():
    assert "--gm-action-color: #" in token_sheet(Settings())


def test_a_theme_sets_its_own_after_ours_and_nothing_that_is_elsewhere(tmp_path: Path):
    tokens = "--gm-action-color: #aa0000; --gm-logo: url(https://elders.nl/x.svg);"
    (tmp_path / "thema.css").write_text(f'@import "x.css"; :root {{ {tokens} }} h1 {{ color: red; }}')
    sheet = token_sheet(Settings(theme_dir=tmp_path))
    assert sheet.endswith(":root { --gm-action-color: #aa0000; }\n")
    assert "elders.nl" not in sheet
