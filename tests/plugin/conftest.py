"""Small websites on loopback, and the inventories that name them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

# Loaded once here: what an in-process run imports anew is thrown away after it.
import govsite_checks.plugin.session  # noqa: F401
from govsite_checks import registry

registry.installed()

# What most tests judge: about the runner they say as much with five rules as with all.
FEW_RULES = ("footer-icp", "footer-jiucuo-code", "footer-police-filing", "footer-site-code", "footer-sponsor")
# The plugins of this project's own tests are no part of a user's run, and slow to load.
QUICK = ("-p", "no:hypothesispytest", "-p", "no:pytest_httpserver")

GOOD = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>虚构市人民政府</title></head><body>
<h1>虚构市人民政府</h1><ul><li><a href="/a.html">要闻一则</a></li></ul>
<div class="footer">
<p>主办单位：虚构市人民政府办公室　联系电话：010-55550000</p>
<p>网站标识码：{code}　<a href="https://beian.miit.gov.cn/">京ICP备12345678号-1</a>
<a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010102000001">京公网安备11010102000001号</a></p>
<p><a href="/map.html">网站地图</a>
<script id="_jiucuo_" sitecode="{code}" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>
<a href="//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF">
<img id="imgConac" src="//dcs.conac.cn/image/red.png" alt="党政机关"></a></p></div></body></html>"""
BARE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>虚构县人民政府</title></head><body>
<h1>虚构县人民政府</h1><p>要闻</p><div class="footer"><p>版权所有：虚构县人民政府　主办单位：虚构县人民政府</p></div>
</body></html>"""


@dataclass
class Web:
    """Pages by host and path; ``asked`` lists every request as ``host/path``.

    Hosts in ``held`` do not answer until ``gate`` is set: a run that they belong to is never over before it is cut.
    """

    port: int
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)

    @staticmethod
    def good(code: str) -> str:
        """The home page of a compliant site."""
        return GOOD.format(code=code)

    def inventory(self, folder: Path, sites: str, *, name: str = "few.yaml", head: str = "") -> Path:
        """Write an inventory whose hosts all lead here."""
        hosts = {key.partition("/")[0] for key in self.pages} | {"gone.demo-few.gov.cn"}
        resolve = ", ".join(f'{host}: "127.0.0.1:{self.port}"' for host in sorted(hosts))
        text = f"inventory: few\ntitle: 几个网站\n{head}politeness: {{delay_s: 0, per_address: 64}}\nresolve: {{{resolve}}}\nsites:\n{sites}"
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where the user keeps Python from writing compiled modules, the processes that tests start share some of their own."""
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


@pytest.fixture
def web() -> Iterator[Web]:
    """A threaded server on loopback that answers by Host; it stops with the test."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            key = self.headers.get("Host", "").partition(":")[0] + self.path
            site.asked.append(key)
            if key.partition("/")[0] in site.held:
                site.gate.wait(300)
            text = site.pages.get(key)
            body = (text or "missing").encode()
            self.send_response(200 if text is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Clients that are killed go without a word."""

    server = Server(("127.0.0.1", 0), Handler)
    site = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield site
    site.gate.set()
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[..., pytest.RunResult]:
    """Run pytest, with the report in ``out`` and a few rules unless told otherwise.

    In this process, which is fast; in one of its own where workers are asked for. No report folder is given where
    ``out`` is empty, and all rules are judged where ``rules`` is.
    """
    monkeypatch.setenv("COLUMNS", "200")

    def run_pytest(
        *arguments: object, out: str = "out", rules: Sequence[str] = FEW_RULES, cache: bool = False
    ) -> pytest.RunResult:
        words = [*map(str, arguments), *QUICK]
        words += ["--govsite-report-dir", out] if out else []
        words += [f"--govsite-rules={rule}" for rule in rules]
        # Of what pictures say, tests of their own tell: a browser costs more than the rest of a small run.
        words += (
            []
            if any(word.startswith("--govsite-pictures") for word in words)
            else ["--govsite-pictures=never"]
        )
        words += [] if cache else ["-p", "no:cacheprovider"]
        workers = "-n" in words and words[words.index("-n") + 1] != "0"
        if workers:
            return pytester.runpytest_subprocess(*words, timeout=240)
        return pytester.runpytest_inprocess(*words)

    return run_pytest


@pytest.fixture
def few(web: Web, pytester: pytest.Pytester) -> Path:
    """An inventory of a compliant site and one without marks."""
    web.pages["good.demo-few.gov.cn/"] = GOOD.format(code="1100000001")
    web.pages["good.demo-few.gov.cn/map.html"] = "<html><body><a href='/a.html'>要闻</a></body></html>"
    web.pages["bare.demo-few.gov.cn/"] = BARE
    sites = (
        '  - {site_code: "1100000001", name: 虚构市政府, url: "http://good.demo-few.gov.cn/", unit: 市政府}\n'
        '  - {site_code: "1100000002", name: 虚构县政府, url: "http://bare.demo-few.gov.cn/", unit: 县政府}\n'
    )
    return web.inventory(pytester.path, sites)
