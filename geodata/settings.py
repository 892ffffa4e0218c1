"""The settings of the platform, read from the environment and from ``.env``, never at import."""

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_DIR = Path(__file__).resolve().parent.parent
MIN_TOKEN_LENGTH = 20
THEME_SHEET = "thema.css"


class Settings(BaseSettings):
    """Everything an operator can set; each field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore")

    database_url: str | None = Field(None, description="PostGIS to use; empty: the private cluster under local_dir")
    database_read_url: str | None = Field(None, description="read replica for the web service; empty: database_url")
    local_dir: Path = Field(PROJECT_DIR / ".local", description="private cluster, caches and downloads")
    host: str = Field("127.0.0.1", description="address that the web service listens on")
    port: int = Field(8000, ge=1, le=65535, description="port that the web service listens on")
    background_map_url: str = Field(
        "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
        description="tile address of the background map; empty: a plain background",
    )
    background_map_attribution: str = Field("Achtergrondkaart: Kadaster (BRT), CC BY 4.0")
    locatieserver_url: str = Field(
        "https://api.pdok.nl/bzk/locatieserver/search/v3_1",
        description="root of PDOK's Locatieserver, which finds addresses; empty: only names of areas are searched",
    )
    site_name: str = Field("Gebiedsmonitor", description="name of the site, in its header and titles")
    theme_dir: Path | None = Field(None, description="folder with thema.css (design tokens) and logo.svg; empty: ours")
    embed_origins: str = Field(
        "*",
        description="sites that may frame /insluiten/…, with spaces between: https://www.oss.nl; *: any; empty: none",
    )
    contact_name: str = Field("Beheer Gebiedsmonitor", description="who to ask about the web service")
    contact_email: str = Field("gebiedsmonitor@example.nl", description="their address; set your own")
    contact_url: str = Field("https://example.nl/gebiedsmonitor", description="their page; set your own")
    publish_token: SecretStr = Field(
        SecretStr(""), description="token by which indelingen may be published over the API; empty: that is off"
    )
    cbs_v3_url: str = Field("https://opendata.cbs.nl", description="host of OData v3: API, feed and catalogue")
    cbs_v4_url: str = Field("https://datasets.cbs.nl/odata/v1", description="root of OData v4")
    pdok_ogc_url: str = Field("https://api.pdok.nl/cbs", description="root of PDOK's OGC APIs of CBS")
    pdok_wfs_url: str = Field("https://service.pdok.nl/cbs/wijkenbuurten", description="root of PDOK's WFS and Atom")
    http_timeout_s: float = Field(60.0, gt=0, description="time without an answer after which a request is tried again")
    http_attempts: int = Field(4, ge=1, le=10, description="tries per request, with growing pauses")

    @field_validator("publish_token")
    @classmethod
    def _is_hard_to_guess(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < MIN_TOKEN_LENGTH:
            raise ValueError(f"moet ten minste {MIN_TOKEN_LENGTH} tekens lang zijn, of leeg.")
        return token

    @field_validator("theme_dir")
    @classmethod
    def _holds_a_theme(cls, folder: Path | None) -> Path | None:
        if folder is not None and not (folder / THEME_SHEET).is_file():
            raise ValueError(f"in {folder} staat geen {THEME_SHEET}; zet daar de eigen design tokens in.")
        return folder

    @cached_property
    def cache_dir(self) -> Path:
        """Folder of fetched responses and downloads."""
        return self.local_dir / "cache"


def load_settings() -> Settings:
    """Read the settings from the environment and ``.env``.

    Raises
    ------
    pydantic.ValidationError
        A variable does not fit its field; the message names it.
    """
    return Settings()
