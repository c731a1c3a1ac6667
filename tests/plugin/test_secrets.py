"""No secret that a user gives to enter a staging site is found in anything that a run leaves or says."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
PASSWORD, TOKEN = "Zaubermantel-4711", "vorschau-token-0815"
BASIC = base64.b64encode(f"checker:{PASSWORD}".encode()).decode()


@pytest.fixture
def staging(web: Any) -> Iterator[tuple[int, list[str]]]:
    """A staging site that lets nobody in without both, and says both back in its page, its head and its links."""
    heads: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            heads.append(str(self.headers))
            entered = (
                self.headers.get("Authorization") == f"Basic {BASIC}" and self.headers.get("X-Tok") == TOKEN
            )
            text = web.good("1100000001") + f"<p>{PASSWORD} {TOKEN} {BASIC}</p><a href='/?t={TOKEN}'>要闻</a>"
            body = text.encode() if entered else b"denied"
            self.send_response(200 if entered else 401)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Set-Cookie", f"echo={TOKEN}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.server_address[1], heads
    server.shutdown()
    server.server_close()
    thread.join(5)


def everything_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path, data
            if data[:2] == b"\x1f\x8b":
                yield path, gzip.decompress(data)


def test_no_secret_is_in_any_output(
    pytester: pytest.Pytester, run: Run, staging: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, heads = staging
    monkeypatch.setenv("STAGING_PASSWORD", PASSWORD)
    (pytester.path / "keys").mkdir()
    (pytester.path / "keys/token").write_text(TOKEN, encoding="utf-8")
    (pytester.path / "keys/access.yaml").write_text(
        "access:\n  - host: www.staging.gov.cn\n    user: checker\n    password: {env: STAGING_PASSWORD}\n"
        "    headers: {X-Tok: {file: token}}\n",
        encoding="utf-8",
    )
    (pytester.path / "site.yaml").write_text(
        f'inventory: site\npoliteness: {{delay_s: 0}}\nresolve: {{www.staging.gov.cn: "127.0.0.1:{port}"}}\nsites:\n'
        '  - {site_code: "1100000001", name: 虚构市政府, url: "http://www.staging.gov.cn/"}\n',
        encoding="utf-8",
    )
    pytester.makeini("[pytest]\nstrict = true\n")
    result = run(
        *("--sites", "site.yaml", "--govsite-access", "keys/access.yaml", "-v"),
        *("--govsite-output", "sarif,csv,github,gitlab", "--junitxml", "out/junit.xml"),
        *("--govsite-browser", "never"),
    )
    assert any(TOKEN in head and BASIC in head for head in heads)
    assert result.parseoutcomes()["passed"] == 5, "the site was entered"
    said = str(result.stdout) + str(result.stderr)
    kept = [*everything_in(pytester.path / "out"), (Path("terminal"), said.encode())]
    assert len(kept) > 10
    for secret in (PASSWORD, TOKEN, BASIC):
        assert [path for path, data in kept if secret.encode() in data] == []


def test_without_the_way_in_nothing_is_accused(
    pytester: pytest.Pytester, run: Run, staging: tuple[int, list[str]]
) -> None:
    port, _ = staging
    (pytester.path / "site.yaml").write_text(
        f'inventory: site\nresolve: {{www.staging.gov.cn: "127.0.0.1:{port}"}}\nsites:\n'
        '  - {site_code: "1100000001", name: 虚构市政府, url: "http://www.staging.gov.cn/"}\n',
        encoding="utf-8",
    )
    result = run("--sites", "site.yaml", "--govsite-browser", "never", rules=())
    assert "failed" not in result.parseoutcomes()
    assert result.ret == 1, "nothing was seen"
