import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.settings import Settings

EVERYWHERE = ["/", "/kaart", "/api/v1/gebieden", "/api/v1/niets", "/static/gebiedsmonitor.css", "/api/v1/openapi.json"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["API-Version"] == "1.0.0"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Cache-Control" in headers


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/api/v1/gebieden", "public, no-cache"),
        ("/api/v1/gebieden/XX", "no-store"),
        ("/", "no-cache"),
        ("/static/gebiedsmonitor.css", "public, max-age=3600"),
        ("/static/gebiedsmonitor.css?v=0123456789", "public, max-age=31536000, immutable"),
    ],
)
def test_caching_is_chosen_per_kind_of_answer(client: TestClient, path: str, rule: str) -> None:
    assert client.get(path).headers["Cache-Control"] == rule


def test_scripts_run_only_with_the_nonce_of_this_answer(client: TestClient) -> None:
    first, second = client.get("/kaart"), client.get("/kaart")
    nonces = [re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"]) for page in (first, second)]
    assert nonces[0]
    assert nonces[1]
    assert nonces[0][1] != nonces[1][1]
    scripts = re.findall(r"<script[^>]*>", first.text)
    assert scripts
    assert all(f'nonce="{nonces[0][1]}"' in script for script in scripts)
    assert 'style="' not in first.text


def test_images_may_come_from_the_background_map_and_nowhere_else() -> None:
    app = create_app(Settings(database_url="postgresql:///geen", background_map_url="https://kaart.example/{z}.png"))
    policy = TestClient(app).get("/static/merk.svg").headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://kaart.example;" in policy
    assert "default-src 'self'" in policy


def test_only_behind_tls_a_browser_is_told_to_stay_there(client: TestClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/uitleg").headers
    secure = client.get("https://testserver/uitleg")
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_api_may_be_read_from_any_origin_and_the_pages_not(client: TestClient) -> None:
    assert client.get("/api/v1/openapi.json").headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/gebieden").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_preflight_is_answered_without_a_body(client: TestClient) -> None:
    answer = client.options("/api/v1/gebieden", headers={"Origin": "https://elders.example"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_a_preflight_of_an_address_that_is_not_there_offers_reading(client: TestClient) -> None:
    assert client.options("/api/v1/niets").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_what_answers_a_write_is_not_kept(client: TestClient) -> None:
    assert client.post("/api/v1/gebieden").headers["Cache-Control"] == "no-store"
    assert client.post("/static/merk.svg").headers["Allow"] == "GET, HEAD"


def test_only_the_embeddable_pages_may_be_framed_and_only_by_whom_the_operator_names() -> None:
    settings = Settings(database_url="postgresql:///geen", embed_origins="https://www.oss.nl")
    client = TestClient(create_app(settings))
    assert (
        client.get("/insluiten/niets").headers["Content-Security-Policy"].endswith("frame-ancestors https://www.oss.nl")
    )
    assert client.get("/uitleg").headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_where_the_operator_names_nobody_nothing_may_be_framed() -> None:
    client = TestClient(create_app(Settings(database_url="postgresql:///geen", embed_origins="")))
    assert client.get("/insluiten/niets").headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
