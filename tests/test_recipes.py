"""The recipes: every file is what its tool reads, and the gate that they all run does what they promise."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from govsite_checks import cli
from govsite_checks.exports import FORMATS
from govsite_checks.plugin.options import OPTIONS

RECIPES = Path(__file__).parents[1] / "docs/recipes"
QUICK = (
    "--govsite-browser=never",
    "--govsite-pictures=never",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:hypothesispytest",
)


def text(name: str) -> str:
    return (RECIPES / name).read_text("utf-8")


def test_every_file_is_listed() -> None:
    listed = set(re.findall(r"\]\(([\w.\-]+)\)", text("README.md")))
    assert {path.name for path in RECIPES.iterdir()} - {"README.md"} == listed


def test_every_option_and_output_exists() -> None:
    known = {f"--govsite-{option.name}" for option in OPTIONS}
    for path in RECIPES.iterdir():
        used = set(re.findall(r"--govsite-[a-z\-]+", path.read_text("utf-8")))
        assert used <= known, path.name
    written = {"index.html", *FORMATS.values()}
    for name in ("github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"):
        files = set(re.findall(r"govsite-report/([\w.\-]+)", text(name)))
        assert files <= written, name
        asked = re.search(r"OUTPUTS\W+([\w,]+)", text(name))
        assert asked
        assert files == {FORMATS[word] for word in asked[1].split(",")}, name


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml", "pre-commit-config.yaml"])
def test_each_pipeline_runs_the_gate(name: str) -> None:
    def words(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from words(value) if key not in {"run", "script", "entry"} else _lines(value)
        elif isinstance(node, list):
            for item in node:
                yield from words(item)

    def _lines(value: object) -> Iterator[str]:
        yield from value if isinstance(value, list) else [str(value)]

    assert any(shlex.split(line)[:2] == ["bash", "gate.sh"] for line in words(yaml.safe_load(text(name))))


def test_the_sampler_is_called_as_it_is_written() -> None:
    unit = configparser.ConfigParser(strict=False)
    unit.read_string(text("govsite-probe.service"))
    timer = configparser.ConfigParser()
    timer.read_string(text("govsite-probe.timer"))
    assert timer["Timer"]["OnCalendar"] == "hourly"
    line = next(row for row in text("crontab").splitlines() if not row.startswith("#"))
    for command in (unit["Service"]["ExecStart"], line.partition("&& ")[2].partition(" >>")[0]):
        program, *arguments = shlex.split(command)
        assert program.endswith("/govsite")
        assert cli._parser().parse_args(arguments).once


def test_the_image_holds_what_the_set_up_installs() -> None:
    setup = (RECIPES.parents[1] / ".ci/setup").read_text("utf-8")
    for package in ("chromium-headless-shell", "fonts-wqy-zenhei", "fontconfig"):
        assert package in text("Dockerfile")
        assert package in setup


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A site under test, the address that it has on this machine, and its page."""
    pages = {
        "/": "<!DOCTYPE html><meta charset=utf-8><title>某县人民政府</title><footer>主办单位：某县人民政府</footer>"
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "missing").encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    (tmp_path / "site.yaml").write_text(
        "inventory: site\nsites:\n  - {id: county, name: 某县人民政府, url: https://www.example.gov.cn/}\n",
        encoding="utf-8",
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", pages
        server.shutdown()


def gate(folder: Path, url: str, **more: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", str(RECIPES / "gate.sh"), *QUICK],
        cwd=folder,
        env={**os.environ, "PATH": path, "BASE_URL": url, **more},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_the_gate_fails_only_on_what_is_new(tmp_path: Path, site: tuple[str, dict[str, str]]) -> None:
    url, pages = site
    first = gate(tmp_path, url)
    assert first.returncode == 1, first.stdout + first.stderr
    assert (tmp_path / "govsite-report/findings.sarif").exists()
    words = [
        "--findings",
        str(tmp_path / "govsite-report"),
        "--accept-new",
        "--fail-on",
        "veto,deduct,no-evidence",
    ]
    assert cli.main(["baseline", "update", str(tmp_path / "known.yaml"), *words]) == 0
    known = gate(tmp_path, url, BASELINE="known.yaml")
    assert known.returncode == 0, known.stdout + known.stderr
    pages["/"] = pages["/"].replace("主办单位：某县人民政府", "版权所有")
    worse = gate(tmp_path, url, BASELINE="known.yaml")
    assert worse.returncode == 1
    assert "footer-sponsor" in worse.stdout


def test_a_gate_is_not_green_because_nothing_was_seen(
    tmp_path: Path, site: tuple[str, dict[str, str]]
) -> None:
    assert gate(tmp_path, "http://127.0.0.1:9/").returncode == 1
