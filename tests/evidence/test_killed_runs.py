"""A run that is killed, and a disk that fills up: no finished site is lost, no half one is left."""

from __future__ import annotations

import gzip
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks.evidence import Capture, EvidenceError, EvidenceFolder, Exchange, RunHeader
from govsite_checks.model import Encoding, Site

HEADER = RunHeader("fleet", "d" * 64, datetime(2018, 9, 10, tzinfo=UTC), "0.1.0")
SITES = [
    Site(id=f"site-{number:03d}", name=f"第{number}站", url=f"http://{number}/") for number in range(400)
]
PAGES = 4
HEAD = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"


def pages(site: Site) -> list[Capture]:
    """The pages of a site: the same in every run."""
    made = []
    for number in range(PAGES):
        text = f"<title>{site.name}</title>" + f"<li>{number}</li>" * 2000
        body = gzip.compress(text.encode(), 1, mtime=0)
        one = Exchange(
            site.url, "GET", b"GET / HTTP/1.1\r\n\r\n", HEADER.as_of, "", 200, HEAD, body, text.encode()
        )
        made.append(Capture("home", site.url, exchanges=(one,), encoding=Encoding(used="utf-8", how="meta")))
    return made


def write(folder: EvidenceFolder, sites: list[Site]) -> None:
    for site in sites:
        writer = folder.open_site(site)
        for page in pages(site):
            writer.add(page)
        writer.commit()


def write_and_wait(folder: EvidenceFolder, sites: list[Site]) -> None:
    write(folder, sites)
    folder.flush()


def run_until_killed(path: Path, *, resume: bool) -> None:
    """Collect what is missing, for ever: runs in a process of its own."""
    with (EvidenceFolder.resume if resume else EvidenceFolder.create)(path, HEADER) as folder:
        done = folder.finished()
        print("started", flush=True)
        write(folder, [site for site in SITES if site.id not in done])
        folder.flush()
        time.sleep(60)


def spawn(call: str, path: Path) -> subprocess.Popen[str]:
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import {Path(__file__).stem} as t; t.{call}"
    return subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_run_resumes_and_loses_nothing(tmp_path: Path, seed):
    path = tmp_path / "evidence"
    pick = random.Random(seed)
    kept: set[str] = set()
    for resume in (False, True):
        process = spawn(f"run_until_killed(t.Path(sys.argv[1]), resume={resume})", path)
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "started\n"
            time.sleep(pick.uniform(0.02, 0.4))
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=10)
        with EvidenceFolder.open(path) as folder:
            done = folder.finished()
            assert done >= kept
            kept = set(done)
            judge(folder, done)
    assert kept < {site.id for site in SITES}, "the run was not cut short: nothing was tested"
    with EvidenceFolder.resume(path, HEADER) as folder:
        assert folder.finished() == kept
        assert {entry.name for entry in (path / "sites").iterdir()} == kept
        write(folder, [site for site in SITES[:60] if site.id not in kept])
    with EvidenceFolder.open(path) as folder:
        assert folder.finished() == kept | {site.id for site in SITES[:60]}
        judge(folder, folder.finished())


def judge(folder: EvidenceFolder, done: frozenset[str]) -> None:
    """Every site is either whole or not there at all."""
    for site in SITES:
        snapshot = folder.load(site, HEADER.as_of)
        if site.id in done:
            assert [page.text.startswith(f"<title>{site.name}") for page in snapshot.pages] == [True] * PAGES
        else:
            assert snapshot.pages == ()
            assert snapshot.problem.startswith("未采集")


def fill_disk(path: Path, limit: int) -> None:
    """Write under a limit on the size of a file: what the system answers is what a full disk answers."""
    with EvidenceFolder.create(path, HEADER) as folder:
        write(folder, SITES[:3])
        folder.flush()
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        said = []
        for _ in range(3):
            try:
                write(folder, SITES[3:6])
                folder.flush()
            except EvidenceError as error:
                said.append(str(error))
        assert folder.failure is not None
        try:
            folder.close()
        except EvidenceError as error:
            said.append(str(error))
    print("\n".join(said))


@pytest.mark.parametrize("limit", [0, 100, 3000])
def test_a_limit_on_the_size_of_files_is_said_once_and_costs_no_finished_site(tmp_path: Path, limit):
    path = tmp_path / "evidence"
    process = spawn(f"fill_disk(t.Path(sys.argv[1]), {limit})", path)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert len(said.splitlines()) == 1
    assert "磁盘空间已满" in said
    assert f"--govsite-resume {path}" in said
    assert "site-003" in said
    assert_three_sites(path)


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 256 KiB, where this system lets us mount one."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k,nr_inodes=200", "none", str(path)]
    mounted = (
        shutil.which("mount") and subprocess.run(command, capture_output=True, timeout=10).returncode == 0
    )
    if not mounted:
        pytest.skip("没有权限挂载小容量文件系统；同一行为由文件大小上限的测试覆盖")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True, timeout=10)


def test_a_full_disk_keeps_what_is_finished_and_can_be_resumed(small_disk: Path):
    path = small_disk / "evidence"
    with EvidenceFolder.create(path, HEADER) as folder:
        write(folder, SITES[:3])
        folder.flush()
        ballast = small_disk / "ballast"
        with suppress(OSError), ballast.open("wb") as stream:
            while True:
                stream.write(bytes(4096))
                stream.flush()
        with pytest.raises(EvidenceError, match=r"磁盘空间已满.*已完成的站点都已保存.*--govsite-resume"):
            write_and_wait(folder, SITES[3:300])
    assert_three_sites(path)
    ballast.unlink()
    with EvidenceFolder.resume(path, HEADER) as folder:
        write(folder, SITES[3:6])
    with EvidenceFolder.open(path) as folder:
        assert len(folder.finished()) == 6


def test_a_disk_that_is_full_from_the_start(small_disk: Path):
    with suppress(OSError), (small_disk / "ballast").open("wb") as stream:
        while True:
            stream.write(bytes(4096))
            stream.flush()
    with pytest.raises(EvidenceError, match="磁盘空间已满"):
        EvidenceFolder.create(small_disk / "evidence", HEADER)


def assert_three_sites(path: Path) -> None:
    assert {entry.name for entry in (path / "sites").iterdir()} == {site.id for site in SITES[:3]}
    with EvidenceFolder.open(path) as folder:
        judge(folder, frozenset(site.id for site in SITES[:3]))


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EvidenceError, match=r"写入证据目录.*file.*请检查路径"):
        EvidenceFolder.create(tmp_path / "file" / "evidence", HEADER)
    with pytest.raises(EvidenceError, match=r"file.*无法读取"):
        EvidenceFolder.open(tmp_path / "file")
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208
