from pathlib import Path

from etl.cache import CachedFile, Validators


def part_of(cached: CachedFile, content: bytes, validators: Validators) -> None:
    cached.start_part(validators)
    cached.part_path.write_bytes(content)


def test_a_file_is_named_after_its_address_and_keeps_its_extension(tmp_path: Path) -> None:
    path = CachedFile(tmp_path, "https://service.pdok.nl/cbs/2024/atom/downloads/wijkenbuurten_2024.gpkg").path
    assert path.parent == tmp_path / "service.pdok.nl"
    assert path.name.startswith("wijkenbuurten_2024-")
    assert path.suffix == ".gpkg"


def test_files_of_the_same_name_in_two_years_do_not_meet(tmp_path: Path) -> None:
    first, second = (CachedFile(tmp_path, f"https://pdok.nl/{year}/atom/index.xml") for year in (2023, 2024))
    assert first.path != second.path


def test_an_address_cannot_lead_out_of_the_cache(tmp_path: Path) -> None:
    for url in ("http://host:80/..", "http://host/../../etc/passwd", "http://host/a%2F..%2Fb?x=../../y"):
        assert CachedFile(tmp_path, url).path.resolve().is_relative_to(tmp_path / url.split("/")[2].replace(":", "_"))


def test_a_kept_file_is_described_and_found_again(tmp_path: Path) -> None:
    cached = CachedFile(tmp_path, "http://host/a.zip")
    part_of(cached, b"abc", Validators('"1"', None))
    download = cached.keep(Validators('"1"', None))
    assert download.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert cached.kept() == (download, Validators('"1"', None))
    assert not cached.is_by_hand()


def test_a_file_without_a_description_was_put_there_by_hand(tmp_path: Path) -> None:
    cached = CachedFile(tmp_path, "http://host/a.zip")
    cached.path.parent.mkdir()
    cached.path.write_bytes(b"abc")
    assert cached.is_by_hand()
    assert cached.by_hand().byte_count == 3


def test_a_crash_between_description_and_file_never_passes_off_the_old_file_as_the_new(tmp_path: Path) -> None:
    cached = CachedFile(tmp_path, "http://host/a.zip")
    part_of(cached, b"new", Validators())
    cached.keep(Validators())
    cached.path.write_bytes(b"old")
    assert cached.kept() is None
    assert not cached.is_by_hand()


def test_an_unreadable_description_counts_as_none(tmp_path: Path) -> None:
    cached = CachedFile(tmp_path, "http://host/a.zip")
    part_of(cached, b"abc", Validators())
    cached.keep(Validators())
    cached.path.with_name(f"{cached.path.name}.json").write_text("{")
    assert cached.kept() is None


def test_a_part_is_resumed_on_a_strong_tag_or_a_date_only(tmp_path: Path) -> None:
    cached = CachedFile(tmp_path, "http://host/a.zip")
    assert cached.part() is None
    part_of(cached, b"abc", Validators('"1"', None))
    assert cached.part() == (3, '"1"')
    part_of(cached, b"abc", Validators('W/"1"', "Mon, 01 Jan 2024 00:00:00 GMT"))
    assert cached.part() == (3, "Mon, 01 Jan 2024 00:00:00 GMT")
    part_of(cached, b"abc", Validators('W/"1"', None))
    assert cached.part() is None
