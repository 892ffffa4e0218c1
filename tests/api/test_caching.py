from fastapi.testclient import TestClient


def test_figures_that_the_asker_has_are_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/gebieden/GM0001")
    again = client.get("/api/v1/gebieden/GM0001", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_other_figures_have_another_etag(client: TestClient) -> None:
    first, other = client.get("/api/v1/gebieden/GM0001"), client.get("/api/v1/gebieden/WK000100")
    assert first.headers["ETag"] != other.headers["ETag"]
    assert client.get("/api/v1/gebieden/GM0001", headers={"If-None-Match": other.headers["ETag"]}).status_code == 200


def test_an_error_has_no_etag(client: TestClient) -> None:
    assert "ETag" not in client.get("/api/v1/gebieden/XX").headers


def test_head_answers_as_get_does_without_the_content(client: TestClient) -> None:
    for path in ("/api/v1/gebieden/GM0001", "/uitleg"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == get.headers["content-length"]
