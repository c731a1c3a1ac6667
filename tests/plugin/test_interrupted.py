"""A run cut short at any moment: finished sites stay, no half one, and ``--govsite-resume`` goes on."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
SITES, FREE = 16, 9
RULE = "footer-icp"
AS_OF = ("--govsite-as-of", "2026-11-01")


@pytest.fixture
def many(web: Any, pytester: pytest.Pytester) -> Path:
    """Sites of which the first answer at once and the others not before the gate is opened."""
    lines = ""
    for number in range(SITES):
        host, code = f"s{number}.demo-few.gov.cn", f"11000001{number:02d}"
        web.pages[f"{host}/"] = web.good(code)
        lines += f'  - {{site_code: "{code}", name: 第{number}个网站, url: "http://{host}/"}}\n'
    web.held |= {f"s{number}.demo-few.gov.cn" for number in range(FREE, SITES)}
    return web.inventory(pytester.path, lines, name="many.yaml")


@contextmanager
def started(many: Path, *arguments: str, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A run of its own, which does not outlive the test."""
    command = [sys.executable, "-m", "pytest", "--sites", str(many), "--govsite-report-dir", "cut", *AS_OF]
    command += ["--govsite-rules", RULE, "-p", "no:cacheprovider", "-p", "no:hypothesispytest", *arguments]
    with subprocess.Popen(
        command, cwd=many.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def finished(many: Path) -> set[str]:
    folder = many.parent / "cut" / "evidence" / "sites"
    return {p.name for p in folder.iterdir() if not p.name.startswith(".")} if folder.exists() else set()


def wait_for(process: subprocess.Popen[bytes], many: Path, least: int) -> None:
    """Until some sites are finished; two minutes are for a machine that does much else."""
    end = time.monotonic() + 120
    while len(finished(many)) < least:
        assert process.poll() is None, process.stdout and process.stdout.read().decode()
        assert time.monotonic() < end, f"fewer than {least} sites after two minutes"
        time.sleep(0.005)


def whole(folder: Path) -> bool:
    return {"evidence.warc.gz", "index.json", "manifest.json"} <= {p.name for p in folder.iterdir()}


@pytest.mark.parametrize(("least", "workers"), [(1, "0"), (FREE, "2")])
def test_a_killed_run_resumes_and_loses_nothing(
    many: Path, run: Run, pytester: pytest.Pytester, web: Any, least: int, workers: str
) -> None:
    with started(many, "-n", "0") as process:
        wait_for(process, many, least)
    kept = finished(many)
    assert least <= len(kept) <= FREE
    assert all(whole(pytester.path / "cut" / "evidence" / "sites" / name) for name in kept)
    web.asked.clear()
    web.gate.set()
    resumed = run("--sites", many, "--govsite-resume", "cut", "-n", workers, *AS_OF, out="cut", rules=[RULE])
    resumed.assert_outcomes(passed=SITES)
    asked = {host.partition(".")[0] for host in web.asked}
    assert not asked & {f"s{int(name[-2:])}" for name in kept}
    run("--sites", many, *AS_OF, out="fresh", rules=[RULE])
    one, other = (pytester.path / folder / "findings.jsonl" for folder in ("cut", "fresh"))
    assert one.read_bytes() == other.read_bytes()
    assert not [p for p in (pytester.path / "cut" / "evidence" / "sites").iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_ctrl_c_keeps_what_was_collected_and_says_how_to_go_on(many: Path, workers: str) -> None:
    with started(many, "-n", workers) as process:
        wait_for(process, many, 3)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=120)
    text = output.decode()
    assert process.returncode == pytest.ExitCode.INTERRUPTED, text
    assert "--govsite-resume cut/evidence" in text
    assert 3 <= len(finished(many)) <= FREE
    assert not (many.parent / "cut" / "findings.jsonl").exists()


def test_a_resume_with_another_inventory_is_refused(
    many: Path, run: Run, web: Any, pytester: pytest.Pytester
) -> None:
    web.gate.set()
    run("--sites", many, "-k", "1100000100", out="cut")
    text = many.read_text(encoding="utf-8").replace("http://s3.", "http://s33.")
    other = pytester.path / "other.yaml"
    other.write_text(text, encoding="utf-8")
    result = run("--sites", other, "--govsite-resume", "cut", out="cut")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "台账" in result.stdout.str() + result.stderr.str()


def test_a_full_disk_is_one_line_and_loses_nothing_finished(many: Path, web: Any) -> None:
    web.gate.set()

    def little_room() -> None:
        # No file may grow beyond 600 bytes: what a full disk looks like to the writer of the archive.
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    with started(many, "-n", "0", preexec_fn=little_room) as process:
        output, _ = process.communicate(timeout=120)
    text = output.decode()
    assert process.returncode == pytest.ExitCode.USAGE_ERROR, text
    assert "Traceback" not in text
    assert "磁盘" in text
    assert finished(many) == set()
