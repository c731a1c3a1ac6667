from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks.yamlfile import FileError, read_text


def refusal(path: Path, **more: int) -> str:
    with pytest.raises(FileError) as caught:
        read_text(path, **more)
    assert len(caught.value.faults) == 1
    return str(caught.value)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "台账.yaml"
    path.write_bytes(data)
    return path


def test_utf8_with_and_without_a_mark(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, "中文".encode())) == "中文"
    assert read_text(written(tmp_path, "中文".encode("utf-8-sig"))) == "中文"


def test_gbk_is_named_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, b"inventory: x\ntitle: " + "北京".encode("gbk"))
    assert refusal(path) == f"{path}:2:8：文件疑似 GBK 编码；请另存为 UTF-8 后再试"


def test_other_encodings(tmp_path: Path) -> None:
    assert "UTF-16" in refusal(written(tmp_path, "中文".encode("utf-16")))
    assert "不是 UTF-8 编码" in refusal(written(tmp_path, b"a\xff\xff\xff"))


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "没有这个文件" in refusal(tmp_path / "x.yaml")
    assert "这是一个文件夹" in refusal(tmp_path)
    assert "文件无法读取" in refusal(tmp_path / ("x" * 300))
    assert "文件无法读取" in refusal(Path("a\0b"))
    assert "文件为空" in refusal(written(tmp_path, b" \n\n"))


def test_size_is_bounded(tmp_path: Path) -> None:
    limit = 1024 * 1024
    assert len(read_text(written(tmp_path, b"x" * limit), max_bytes=limit)) == limit
    assert "超过 1 MiB 的上限" in refusal(written(tmp_path, b"x" * (limit + 1)), max_bytes=limit)


def test_the_path_is_shown_as_it_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(Path("x.yaml")).startswith("x.yaml：")
    assert refusal(tmp_path / "y" / "x.yaml").startswith("y/x.yaml：")
