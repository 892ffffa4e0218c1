import pytest
from pydantic import SecretStr, ValidationError

from geodata.settings import Settings, load_settings


def test_a_token_is_hard_to_guess_or_absent() -> None:
    assert Settings(publish_token=SecretStr("")).publish_token.get_secret_value() == ""
    with pytest.raises(ValidationError, match="ten minste 20 tekens"):
        Settings(publish_token=SecretStr("geheim"))


def test_a_token_is_read_from_the_environment_and_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_TOKEN", "een-lang-en-vreemd-token")
    settings = load_settings()
    assert settings.publish_token.get_secret_value() == "een-lang-en-vreemd-token"
    assert "vreemd" not in repr(settings)
