"""A file is written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from govsite_checks.files import replaced_file, sync_folder, write_bytes, write_text


def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "new" / "报告.txt"
    write_text(target, "一\r\n")
    write_text(target, "二\n")
    assert target.read_bytes() == "二\n".encode()
    assert list(target.parent.iterdir()) == [target]


def test_a_long_name_needs_no_longer_temporary_one(tmp_path: Path) -> None:
    target = tmp_path / ("a" * 255)
    write_bytes(target, b"x")
    assert target.read_bytes() == b"x"


def test_is_readable_by_others_as_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_bytes(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a"
    write_bytes(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_replaced_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "folder" / "child").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_bytes(tmp_path / "folder", b"x")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_a_lone_surrogate_does_not_stop_a_report(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "前\ud800后")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "前?后"


def test_what_was_written_in_haste_is_synced_in_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def note(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)

    monkeypatch.setattr(os, "fsync", note)
    for name in "ab":
        write_bytes(tmp_path / name, b"x", durable=False)
    assert synced == []
    sync_folder(tmp_path)
    paths = (tmp_path / "a", tmp_path / "b", tmp_path)
    assert sorted(synced) == sorted(path.stat().st_ino for path in paths)
    write_bytes(tmp_path / "c", b"x")
    assert synced[-2:] == [(tmp_path / "c").stat().st_ino, tmp_path.stat().st_ino]


def test_a_stream_replaces_only_when_it_ends_well(tmp_path: Path) -> None:
    target = tmp_path / "a"
    with replaced_file(target) as stream:
        stream.write(b"old")
        assert not target.exists()
    with suppress(RuntimeError), replaced_file(target) as stream:
        stream.write(b"new")
        raise RuntimeError("half way")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
