import re
from typing import Any

import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def specification(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def test_the_specification_says_who_to_ask_and_which_version(specification: dict[str, Any]) -> None:
    info = specification["info"]
    assert set(info["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])
    assert specification["openapi"].startswith("3.")


def test_paths_are_lower_case_without_extension_and_queries_in_camel_case(specification: dict[str, Any]) -> None:
    for path, operations in specification["paths"].items():
        assert re.fullmatch(r"/api/v1(/[a-z-]+|/\{[a-z]+\})+(/_[a-z-]+)?", path)
        for parameter in (one for operation in operations.values() for one in operation.get("parameters", [])):
            assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"])
            assert parameter["in"] == "path" or parameter["description"]


def test_every_key_of_an_answer_is_in_camel_case(specification: dict[str, Any]) -> None:
    keys = {key for schema in specification["components"]["schemas"].values() for key in schema.get("properties", {})}
    assert {key for key in keys if not re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", key)} == set()


def test_bad_input_is_400_everywhere_and_422_nowhere(specification: dict[str, Any]) -> None:
    for operations in specification["paths"].values():
        for operation in operations.values():
            assert "422" not in operation["responses"]
            assert "application/problem+json" in operation["responses"]["400"]["content"]
            assert operation["summary"]
            assert operation["description"]


def test_what_writes_says_which_token_it_needs(specification: dict[str, Any]) -> None:
    assert specification["components"]["securitySchemes"]["publicatietoken"]["scheme"] == "bearer"
    publish = specification["paths"]["/api/v1/indelingen/{naam}/_publiceer"]["post"]
    assert publish["security"] == [{"publicatietoken": []}]
    assert {"401", "403", "409"} <= set(publish["responses"])


def test_it_is_dutch_and_nothing_of_the_framework(specification: dict[str, Any]) -> None:
    assert "Successful Response" not in str(specification)
