"""The commands that visit sites enter a staging site by a file, and no secret of it is found in what they leave or say."""

from __future__ import annotations

import base64
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from govsite_checks.cli import main
from govsite_checks.inventory import load

HOST = "www.staging.gov.cn"
PASSWORD, TOKEN = "Zaubermantel-口令-4711", "Vorschau-Token-0815"
BASIC = base64.b64encode(f"checker:{PASSWORD}".encode()).decode()
CODED = base64.b64encode(TOKEN.encode()).decode()
SECRETS = (PASSWORD, TOKEN, BASIC, CODED, TOKEN.upper(), TOKEN.lower())
PAGE = f'''<!DOCTYPE html><meta charset="utf-8"><meta name="SiteName" content="{PASSWORD}{TOKEN}">
<title>虚构市{CODED}政府</title><p>{" ".join(SECRETS)}<a href="/?{CODED}">要闻</a> 网站标识码：1100000001'''


@pytest.fixture
def port() -> Iterator[int]:
    """A site that lets nobody in without both, and says both back in every form."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            entered = (
                self.headers.get("Authorization") == f"Basic {BASIC}" and self.headers.get("X-Tok") == TOKEN
            )
            self.send_response(200 if entered else 401)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("X-Echo", CODED)
            self.end_headers()
            self.wfile.write(PAGE.encode() if entered else b"denied")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an inventory, a list of addresses and the file with the way in; the secrets are elsewhere."""
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("STAGING_PASSWORD", PASSWORD)
    Path("access.yaml").write_text(
        f"access:\n  - host: {HOST}\n    user: checker\n    password: {{env: STAGING_PASSWORD}}\n"
        "    headers: {X-Tok: {file: ../token}}\n",
        encoding="utf-8",
    )
    Path("site.yaml").write_text(
        f'inventory: site\npoliteness: {{delay_s: 0}}\nresolve: {{{HOST}: "127.0.0.1:{port}"}}\nsites:\n'
        f'  - {{site_code: "1100000001", name: 虚构市政府, url: "http://{HOST}/"}}\n',
        encoding="utf-8",
    )
    Path("list.txt").write_text(f"http://{HOST}/\n", encoding="utf-8")
    return place


def assert_nothing_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> bytes:
    """Search everything byte by byte; what was kept, unpacked."""
    kept = "".join(capfd.readouterr()).encode()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            kept += data + (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else b"")
    for secret in SECRETS:
        assert secret.encode() not in kept
    return kept


def test_collect(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["--sites", "site.yaml", "--report-dir", "out", "--browser", "never"]
    assert main(["collect", *arguments, "--access", "access.yaml"]) == 0
    assert "网站标识码".encode() in assert_nothing_told(folder, capfd), "the site was entered"


def test_probe(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["probe", "--sites", "site.yaml", "--once", "--visits", "v.sqlite"]) == 0
    refused = capfd.readouterr().err
    assert (
        main(["probe", "--sites", "site.yaml", "--once", "--visits", "w.sqlite", "--access", "access.yaml"])
        == 0
    )
    said = capfd.readouterr().err
    assert "打开 1" not in refused
    assert "打开 1，" in said, "the site was entered"
    assert not any(secret in said for secret in SECRETS)
    assert_nothing_told(folder, capfd)


def test_init(folder: Path, port: int, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["list.txt", "-o", "mine.yaml", f"--resolve={HOST}=127.0.0.1:{port}"]
    main(["init", *arguments, "--access", "access.yaml"])
    assert load(Path("mine.yaml")).sites[0].site_code == "1100000001", "the site was entered"
    assert_nothing_told(folder, capfd)


@pytest.mark.parametrize(
    "command",
    [
        ["collect", "--sites", "site.yaml"],
        ["probe", "--sites", "site.yaml", "--once"],
        ["init", "list.txt", "-o", "mine.yaml"],
    ],
)
def test_a_secret_that_is_not_there_is_refused_before_any_visit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.delenv("STAGING_PASSWORD")
    assert main([*command, "--access", "access.yaml"]) == 2
    assert "环境变量 STAGING_PASSWORD 没有内容" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["access.yaml", "list.txt", "site.yaml"]


def test_collect_visits_another_address_for_once(
    folder: Path, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("site.yaml").read_text("utf-8").replace(f"127.0.0.1:{port}", "127.0.0.1:9")
    Path("site.yaml").write_text(text, encoding="utf-8")
    access = Path("access.yaml").read_text("utf-8").replace(HOST, "127.0.0.1")
    Path("access.yaml").write_text(access, encoding="utf-8")
    arguments = [
        "--sites",
        "site.yaml",
        "--report-dir",
        "out",
        "--browser",
        "never",
        "--access",
        "access.yaml",
    ]
    assert main(["collect", *arguments, "--base-url", f"http://127.0.0.1:{port}/"]) == 0
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in Path("out").rglob("*.warc.gz"))
    assert "网站标识码".encode() in kept
