from collections.abc import Iterator

from fastapi.testclient import TestClient

from api.body_limit import MAX_BODY_BYTES


def test_a_body_that_no_question_needs_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/gebieden", content=b"x" * (MAX_BODY_BYTES + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert "ten hoogste 100 kB" in answer.json()["detail"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.post("/api/v1/gebieden", content=b"x" * MAX_BODY_BYTES).status_code == 405


def test_a_body_of_unknown_length_is_refused(client: TestClient) -> None:
    def body() -> Iterator[bytes]:
        yield b"{}"

    assert client.post("/api/v1/gebieden", content=body()).status_code == 411
    assert client.post("/api/v1/gebieden", headers={"content-length": "veel"}).status_code == 411
