import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from etl.http import (
    BadAddressError,
    BadStatusError,
    Client,
    Digest,
    NotJsonError,
    Step,
    TruncatedError,
    UnreachableError,
)
from geodata.settings import Settings
from tests.servers.running import serve

BODY = bytes(range(256)) * 4000


def a_client(cache_dir: Path, *, attempts: int = 3, timeout_s: float = 5, steps: list[Step] | None = None) -> Client:
    chosen = Settings(local_dir=cache_dir, http_attempts=attempts, http_timeout_s=timeout_s)
    return Client(chosen, progress=None if steps is None else steps.append, pause_s=0.01)


@contextmanager
def answering(answer: Callable[[Request], Response]) -> Iterator[str]:
    with serve(Starlette(routes=[Route("/{name:path}", answer)])) as base_url:
        yield base_url


class FilePeer:
    """A server of one file that knows ranges and editions, and can hang up in the middle."""

    def __init__(self, body: bytes = BODY, *, etag: str | None = '"a"', knows_ranges: bool = True) -> None:
        self.body, self.etag, self.knows_ranges = body, etag, knows_ranges
        self.cuts: list[int] = []
        self.asked: list[dict[str, str]] = []

    def answer(self, request: Request) -> Response:
        self.asked.append(dict(request.headers))
        headers = {"ETag": self.etag} if self.etag else {}
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return Response(status_code=304, headers=headers)
        start = self._start(request)
        status = 206 if start else 200
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        headers["Content-Length"] = str(len(self.body) - start)
        end = self.cuts.pop(0) if self.cuts else len(self.body)
        return Response(self.body[start:end], status, headers)

    def _start(self, request: Request) -> int:
        same = request.headers.get("If-Range") == self.etag
        return int(request.headers["Range"][6:-1]) if self.knows_ranges and same and "Range" in request.headers else 0


def test_json_is_returned_and_taken_into_the_digest(tmp_path: Path) -> None:
    digest = Digest()
    with (
        answering(lambda request: JSONResponse({"q": request.query_params["$top"]})) as url,
        a_client(tmp_path) as client,
    ):
        assert client.get_json(f"{url}/t", {"$top": 5}, digest=digest) == {"q": "5"}
    fetched = digest.seal()
    assert fetched.byte_count == len(b'{"q":"5"}')
    assert fetched.sha256 == hashlib.sha256(b'{"q":"5"}').hexdigest()


def test_without_params_the_query_of_a_next_link_stays_as_it_is(tmp_path: Path) -> None:
    with answering(lambda request: JSONResponse(str(request.query_params))) as url, a_client(tmp_path) as client:
        assert client.get_json(f"{url}/t?$format=json&$skip=10000") == "%24format=json&%24skip=10000"


def test_a_server_that_fails_twice_is_asked_a_third_time(tmp_path: Path) -> None:
    answers = [PlainTextResponse("busy", 503), PlainTextResponse("busy", 429), JSONResponse("ok")]
    with answering(lambda _: answers.pop(0)) as url, a_client(tmp_path) as client:
        assert client.get_json(url) == "ok"


def test_a_pause_that_the_server_asks_for_is_kept(tmp_path: Path) -> None:
    answers = [PlainTextResponse("busy", 429, {"Retry-After": "1"}), JSONResponse("ok")]
    with answering(lambda _: answers.pop(0)) as url, a_client(tmp_path) as client:
        started = time.monotonic()
        assert client.get(url).json() == "ok"
    assert time.monotonic() - started >= 1


@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_is_not_asked_again(tmp_path: Path, status: int) -> None:
    answers = [PlainTextResponse("no such table", status)]
    with (
        answering(lambda _: answers.pop(0)) as url,
        a_client(tmp_path) as client,
        pytest.raises(BadStatusError, match=f"status {status} op .*no such table.*Controleer het adres") as caught,
    ):
        client.get(url)
    assert caught.value.status == status


def test_a_500_that_the_source_calls_final_is_not_asked_again(tmp_path: Path) -> None:
    answers = [PlainTextResponse("more than 10000 records", 500)]
    with (
        answering(lambda _: answers.pop(0)) as url,
        a_client(tmp_path) as client,
        pytest.raises(BadStatusError) as caught,
    ):
        client.get(url, is_final=lambda response: "10000 records" in response.text)
    assert caught.value.body == "more than 10000 records"


def test_a_host_that_is_not_there_is_named_with_the_number_of_tries(tmp_path: Path) -> None:
    with a_client(tmp_path) as client, pytest.raises(UnreachableError) as caught:
        client.get("http://127.0.0.1:1/table")
    assert "127.0.0.1:1 is niet bereikbaar (3 keer geprobeerd)" in str(caught.value)


def test_a_slow_answer_is_given_up_after_the_time_out(tmp_path: Path) -> None:
    async def dawdle(_: Request) -> Response:
        await asyncio.sleep(1)
        return JSONResponse("late")

    with (
        answering(dawdle) as url,
        a_client(tmp_path, attempts=1, timeout_s=0.2) as client,
        pytest.raises(UnreachableError, match=r"geen antwoord binnen 0\.2 seconden"),
    ):
        client.get(url)


def test_something_that_is_no_web_address_is_refused(tmp_path: Path) -> None:
    with a_client(tmp_path) as client, pytest.raises(BadAddressError, match="'ftp://cbs/x' is geen webadres"):
        client.get("ftp://cbs/x")


def test_a_page_where_json_was_expected_is_quoted(tmp_path: Path) -> None:
    with (
        answering(lambda _: PlainTextResponse("<html>Storing</html>")) as url,
        a_client(tmp_path) as client,
        pytest.raises(NotJsonError, match="geen JSON maar: '<html>Storing</html>'"),
    ):
        client.get_json(url)


def test_a_cut_answer_is_asked_again_and_then_reported(tmp_path: Path) -> None:
    peer = FilePeer(etag=None)
    peer.cuts = [10, 10, 10]
    with (
        answering(peer.answer) as url,
        a_client(tmp_path) as client,
        pytest.raises(TruncatedError, match="voortijdig af"),
    ):
        client.get(url)
    assert len(peer.asked) == 3


def test_a_download_gives_the_file_its_checksum_and_its_progress(tmp_path: Path) -> None:
    steps: list[Step] = []
    with answering(FilePeer().answer) as url, a_client(tmp_path, steps=steps) as client:
        download = client.download(f"{url}/atom/wijkenbuurten_2024.gpkg")
    assert download.path.read_bytes() == BODY
    assert download.sha256 == hashlib.sha256(BODY).hexdigest()
    assert download.byte_count == len(BODY)
    assert steps[-1] == Step(download.path.name, len(BODY), len(BODY), "bytes")
    assert [path for path in download.path.parent.iterdir() if "part" in path.name] == []


def test_a_second_download_of_the_same_edition_asks_only_whether_it_changed(tmp_path: Path) -> None:
    peer = FilePeer()
    with answering(peer.answer) as url, a_client(tmp_path) as client:
        first, second = client.download(f"{url}/a.zip"), client.download(f"{url}/a.zip")
    assert first == second
    assert peer.asked[1]["if-none-match"] == '"a"'


def test_a_new_edition_replaces_the_old_one(tmp_path: Path) -> None:
    peer = FilePeer()
    with answering(peer.answer) as url, a_client(tmp_path) as client:
        client.download(f"{url}/a.zip")
        peer.body, peer.etag = b"newer", '"b"'
        assert client.download(f"{url}/a.zip").path.read_bytes() == b"newer"


def test_a_file_that_rotted_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    with answering(FilePeer().answer) as url, a_client(tmp_path) as client:
        client.download(f"{url}/a.zip").path.write_bytes(b"rotten")
        assert client.download(f"{url}/a.zip").path.read_bytes() == BODY


def test_a_download_that_breaks_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    peer = FilePeer()
    peer.cuts = [400_000]
    with answering(peer.answer) as url, a_client(tmp_path) as client:
        assert client.download(f"{url}/a.zip").path.read_bytes() == BODY
    assert peer.asked[1]["range"] == "bytes=400000-"


def test_a_later_run_goes_on_with_what_an_earlier_one_left(tmp_path: Path) -> None:
    peer = FilePeer()
    peer.cuts = [300_000]
    with answering(peer.answer) as url:
        with a_client(tmp_path, attempts=1) as client, pytest.raises(TruncatedError):
            client.download(f"{url}/a.zip")
        with a_client(tmp_path) as client:
            assert client.download(f"{url}/a.zip").path.read_bytes() == BODY
    assert peer.asked[1]["range"] == "bytes=300000-"


def test_a_server_that_ignores_ranges_sends_the_file_anew(tmp_path: Path) -> None:
    peer = FilePeer(knows_ranges=False)
    peer.cuts = [300_000]
    with answering(peer.answer) as url, a_client(tmp_path) as client:
        assert client.download(f"{url}/a.zip").path.read_bytes() == BODY


def test_half_of_an_old_edition_is_never_glued_to_a_new_one(tmp_path: Path) -> None:
    peer = FilePeer()
    peer.cuts = [300_000]
    with answering(peer.answer) as url:
        with a_client(tmp_path, attempts=1) as client, pytest.raises(TruncatedError):
            client.download(f"{url}/a.zip")
        peer.body, peer.etag = BODY[::-1], '"b"'
        with a_client(tmp_path) as client:
            assert client.download(f"{url}/a.zip").path.read_bytes() == BODY[::-1]


def test_a_range_that_no_longer_fits_starts_over(tmp_path: Path) -> None:
    peer = FilePeer()

    def refuse_ranges(request: Request) -> Response:
        return Response(status_code=416) if "Range" in request.headers else peer.answer(request)

    peer.cuts = [300_000]
    with answering(refuse_ranges) as url, a_client(tmp_path) as client:
        assert client.download(f"{url}/a.zip").path.read_bytes() == BODY


def test_a_file_put_there_by_hand_stands_in_for_a_host_that_is_away(tmp_path: Path) -> None:
    with a_client(tmp_path, attempts=1) as client:
        with pytest.raises(UnreachableError, match="zet het bestand neer als") as caught:
            client.download("http://127.0.0.1:1/kwb-2024.xlsx")
        place = Path(str(caught.value).partition("neer als ")[2].partition(". Gevraagd")[0])
        place.parent.mkdir(parents=True)
        place.write_bytes(b"by hand")
        download = client.download("http://127.0.0.1:1/kwb-2024.xlsx")
    assert (download.path, download.address) == (place, place.name)
    assert place.name.startswith("kwb-2024-")
    assert place.suffix == ".xlsx"


def test_a_missing_file_says_so_and_where_to_put_it(tmp_path: Path) -> None:
    with (
        answering(lambda _: PlainTextResponse("weg", 404)) as url,
        a_client(tmp_path) as client,
        pytest.raises(BadStatusError, match=r"status 404 .* zet het bestand zelf neer als"),
    ):
        client.download(f"{url}/a.zip")


@settings(max_examples=8, deadline=None)
@given(cuts=st.lists(st.integers(1, len(BODY) - 1), max_size=2), knows_ranges=st.booleans())
def test_wherever_a_download_breaks_off_the_file_is_whole(
    tmp_path_factory: pytest.TempPathFactory, *, cuts: list[int], knows_ranges: bool
) -> None:
    peer = FilePeer(knows_ranges=knows_ranges)
    peer.cuts = sorted(cuts)
    with answering(peer.answer) as url, a_client(tmp_path_factory.mktemp("cache")) as client:
        assert client.download(f"{url}/a.zip").path.read_bytes() == BODY
