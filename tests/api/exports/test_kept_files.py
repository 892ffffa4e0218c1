import pytest

from api.exports import kept_files
from api.exports.kept_files import KEPT_S, FileGoneError, KeptFiles


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files(clock: Clock):
    kept = KeptFiles(clock)
    yield kept
    kept.close()


def written(files: KeptFiles, size: int = 1):
    path = files.new_path(".pdf")
    path.write_bytes(b"x" * size)
    files.keep(path)
    return path


def test_a_file_is_kept_for_an_hour(files: KeptFiles, clock: Clock):
    path = written(files)
    clock.now = KEPT_S - 1
    assert files.require(path) == path
    clock.now = KEPT_S + 1
    with pytest.raises(FileGoneError, match="Vraag het opnieuw aan"):
        files.require(path)
    assert not path.exists()


def test_the_oldest_goes_where_there_are_too_many(files: KeptFiles, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept_files, "MAX_FILES", 2)
    paths = []
    for clock.now in range(3):
        paths.append(written(files))
    assert [path.exists() for path in paths] == [False, True, True]


def test_the_oldest_goes_where_they_are_too_large(files: KeptFiles, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept_files, "MAX_BYTES", 15)
    first = written(files, 10)
    clock.now = 1.0
    second = written(files, 10)
    assert [first.exists(), second.exists()] == [False, True]


def test_a_file_that_is_still_written_is_nobodys(files: KeptFiles):
    with pytest.raises(FileGoneError):
        files.require(files.new_path(".pdf"))


def test_nothing_is_left_at_the_end():
    files = KeptFiles()
    path = written(files)
    files.close()
    assert not path.parent.exists()


def test_a_file_that_another_hand_removed_is_gone_and_stands_in_nobodys_way(files: KeptFiles):
    removed = written(files)
    removed.unlink()
    other = written(files)
    assert files.require(other) == other
    with pytest.raises(FileGoneError):
        files.require(removed)
