"""No secret that a user gives to enter a staging site is found in anything that a run leaves or says."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
PASSWORD, TOKEN, COOKIE = "Zaubermantel-4711", "vorschau-token-0815", "anmeldung-keks-1848"
BASIC = base64.b64encode(f"checker:{PASSWORD}".encode()).decode()

# Says in every way that a browser hears what it was told: document, title, console, addresses, attributes.
SAYS_IT = f"""<img src="/own.png"><img src="http://www.other.gov.cn/a.png?t={TOKEN}"><input id="{TOKEN}"><script src="/away.js"></script>
<script>document.title += "{TOKEN}"; console.error("{PASSWORD}"); fetch("/data?{BASIC}"); history.replaceState(0, 0, "/?t={TOKEN}");
document.body.append(document.cookie); setTimeout(() => {{ throw Error("{TOKEN}") }}, 9)</script>"""


@pytest.fixture
def staging(web: Any) -> Iterator[tuple[int, list[str]]]:
    """A staging site that lets nobody in without both, and says both back in its page, its head and its links."""
    heads: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            heads.append(f"{self.path}\n{self.headers}")
            entered = (
                self.headers.get("Authorization") == f"Basic {BASIC}" and self.headers.get("X-Tok") == TOKEN
            )
            own = self.headers.get("Host", "").startswith("www.staging.gov.cn")
            text = (
                web.good("1100000001")
                + f"<p>{PASSWORD} {TOKEN} {BASIC}</p><a href='/?t={TOKEN}'>要闻</a>"
                + SAYS_IT
            )
            if self.path.startswith("/away"):
                self.send_response(302)
                self.send_header("Location", "http://www.other.gov.cn/landed.js")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = text.encode() if entered else b"denied"
            self.send_response(200 if entered or not own else 401)
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


def prepare(folder: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """An inventory of the staging site, the file with the ways in, a login of a browser."""
    monkeypatch.setenv("STAGING_PASSWORD", PASSWORD)
    (folder / "keys").mkdir()
    (folder / "keys/token").write_text(TOKEN, encoding="utf-8")
    (folder / "keys/access.yaml").write_text(
        "access:\n  - host: www.staging.gov.cn\n    user: checker\n    password: {env: STAGING_PASSWORD}\n"
        "    headers: {X-Tok: {file: token}}\n",
        encoding="utf-8",
    )
    cookie = {"name": "sid", "value": COOKIE, "domain": "www.staging.gov.cn", "path": "/", "expires": -1}
    rest = {"httpOnly": False, "secure": False, "sameSite": "Lax"}
    state = json.dumps({"cookies": [cookie | rest], "origins": []})
    (folder / "keys/state.json").write_text(state, encoding="utf-8")
    hosts = ", ".join(f'{host}: "127.0.0.1:{port}"' for host in ("www.staging.gov.cn", "www.other.gov.cn"))
    (folder / "site.yaml").write_text(
        f"inventory: site\npoliteness: {{delay_s: 0}}\nresolve: {{{hosts}}}\nsites:\n"
        '  - {site_code: "1100000001", name: 虚构市政府, url: "http://www.staging.gov.cn/"}\n',
        encoding="utf-8",
    )


BY_TEXT = ("--govsite-browser", "never")
BY_BROWSER = (
    *(
        "--govsite-browser",
        "always",
        "--govsite-require-browser",
        "--govsite-browser-state",
        "keys/state.json",
    ),
    *("--govsite-pictures", "all", "--govsite-audit"),
)


@pytest.mark.parametrize("browser", [BY_TEXT, BY_BROWSER], ids=["text", "browser"])
def test_no_secret_is_in_any_output(
    pytester: pytest.Pytester,
    run: Run,
    staging: tuple[int, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    browser: tuple[str, ...],
) -> None:
    port, heads = staging
    prepare(pytester.path, port, monkeypatch)
    pytester.makeini("[pytest]\nstrict = true\n")
    result = run(
        *("--sites", "site.yaml", "--govsite-access", "keys/access.yaml", "-v"),
        *("--govsite-output", "sarif,csv,github,gitlab", "--junitxml", "out/junit.xml"),
        *browser,
    )
    own = [head for head in heads if "Host: www.staging.gov.cn" in head]
    others = [head for head in heads if "Host: www.other.gov.cn" in head]
    assert any(TOKEN in head and BASIC in head for head in own)
    assert not any(f"X-Tok: {TOKEN}" in head or BASIC in head or COOKIE in head for head in others)
    assert result.parseoutcomes()["passed"] == 5, "the site was entered"
    said = str(result.stdout) + str(result.stderr)
    kept = [*everything_in(pytester.path / "out"), (Path("terminal"), said.encode())]
    assert len(kept) > 10
    for secret in (PASSWORD, TOKEN, BASIC, COOKIE):
        assert [path for path, data in kept if secret.encode() in data] == []
    if browser == BY_BROWSER:
        by_browser = [head for head in own if "HeadlessChrome" in head]
        assert by_browser
        assert all(BASIC in head and f"X-Tok: {TOKEN}" in head and COOKIE in head for head in by_browser)
        assert any(head.startswith("/landed.js") for head in others), "the redirect was followed"
        names = [path.name for path, _ in kept]
        assert "audit.json" in names
        assert any(name.endswith(".webp") for name in names)


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


@pytest.mark.parametrize("more", [(), ("--full-trace",)])
def test_a_file_of_accesses_that_cannot_be_used_is_refused_in_one_line(
    pytester: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    prepare(pytester.path, 9, monkeypatch)
    monkeypatch.delenv("STAGING_PASSWORD")
    result = run("--sites", "site.yaml", "--govsite-access", "keys/access.yaml", *more)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = str(result.stdout) + str(result.stderr)
    assert "ERROR: keys/access.yaml:2:5 access[0]：环境变量 STAGING_PASSWORD 没有内容" in said
    assert "Traceback" not in said
    assert "INTERNALERROR" not in said
