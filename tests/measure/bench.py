"""Speed as ratios in one run, with the machine: ``make bench``. Prints Markdown; times nothing in a test.

A generated fleet of sites answers on loopback, each on an address of its own, after a fixed latency. Three figures:

* the collector, writing its archive, against a bare libcurl multi loop that fetches and parses the same addresses;
* what judging costs for each (site, rule);
* pytest's own share of a whole run: (wall - collecting - judging - report) / wall.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import multiprocessing
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bench_standard
import pycurl
from bench_planner import LinksPlanner
from selectolax.lexbor import LexborHTMLParser

from govsite_checks import inventory, registry
from govsite_checks.collect import CollectOptions, collect
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.run import prepare
from govsite_checks.settings import Settings

ROUNDS = 3
# A user's environment has none of the plugins that this project's tests are written with.
USERS_OWN = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:pytest_httpserver")
IN_FLIGHT = 128
FOOTER = """<div class="footer"><p>主办单位：虚构市第{site}局　联系电话：010-5555{site:04d}</p><p>网站标识码：11{site:08d}
<a href="https://beian.miit.gov.cn/">京ICP备1{site:07d}号-1</a> <a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010102{site:06d}">
京公网安备11010102{site:06d}号</a> <a href="/1.html">网站地图</a></p>
<script id="_jiucuo_" sitecode="11{site:08d}" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>
<a href="//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF">
<img id="imgConac" src="//dcs.conac.cn/image/red.png" alt="党政机关"></a></div>"""


def address(site: int) -> str:
    """The loopback address of a site."""
    return f"127.{1 + site // 62500}.{site // 250 % 250}.{1 + site % 250}"


def host(site: int) -> str:
    """The name of a site."""
    return f"www.bench{site:05d}.gov.cn"


def page(site: int, number: int, pages: int) -> bytes:
    """About 20 KB of a home page or a list, as portals write them."""
    links = "".join(f'<li><a href="/{i}.html">栏目{i}</a></li>' for i in range(1, pages))
    rows = "".join(
        f'<li><span>2018-09-{i % 28 + 1:02d}</span><a href="/a/{number}/{i}.html" title="关于第{i}号事项的通知">'
        f"虚构市第{site}局关于做好第{i}号事项的通知（第{number}页）</a></li>"
        for i in range(120)
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>虚构市第{site}局</title></head><body><ul>{links}</ul>'
        f'<div class="list"><ul>{rows}</ul></div>{FOOTER.format(site=site)}</body></html>'
    ).encode()


def serve(
    sites: int,
    pages: int,
    latency: float,
    ready: multiprocessing.synchronize.Event,
    port: multiprocessing.sharedctypes.Synchronized,
) -> None:
    """Answer every site on its own address until the parent ends this process."""
    bodies = {f"/{n}.html": gzip.compress(page(1, n, pages), 6, mtime=0) for n in range(1, pages)}
    homes = {host(s): gzip.compress(page(s, 0, pages), 6, mtime=0) for s in range(sites)}
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    class Answer(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport, self.buffer = transport, b""

        def data_received(self, data: bytes) -> None:
            self.buffer += data
            while b"\r\n\r\n" in self.buffer:
                head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                name = head.lower().partition(b"host: ")[2].partition(b"\r\n")[0].partition(b":")[0].decode()
                body = homes.get(name) if path == "/" else bodies.get(path)
                answer = (
                    gone
                    if body is None
                    else (
                        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
                        b"Content-Length: %d\r\n\r\n" % len(body) + body
                    )
                )
                asyncio.get_running_loop().call_later(latency, self.write, answer)

        def write(self, answer: bytes) -> None:
            if not self.transport.is_closing():
                self.transport.write(answer)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        first = await loop.create_server(Answer, address(0), 0, backlog=1024)
        port.value = first.sockets[0].getsockname()[1]
        for site in range(1, sites):
            await loop.create_server(Answer, address(site), port.value, backlog=64)
        ready.set()
        await asyncio.sleep(1800)

    asyncio.run(run())


def bare(urls: list[tuple[str, str]]) -> float:
    """Pages per second of libcurl's multi interface with parsing, and nothing else."""
    multi, free, todo, done = pycurl.CurlMulti(), [], iter(urls), 0
    multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, IN_FLIGHT)

    def start(handle: pycurl.Curl) -> bool:
        pair = next(todo, None)
        if pair is None:
            return False
        handle.body = BytesIO()
        handle.setopt(pycurl.URL, pair[0])
        handle.setopt(pycurl.CONNECT_TO, [f"::{pair[1]}"])
        handle.setopt(pycurl.WRITEDATA, handle.body)
        multi.add_handle(handle)
        return True

    started = time.perf_counter()
    for _ in range(IN_FLIGHT):
        handle = pycurl.Curl()
        handle.setopt(pycurl.ACCEPT_ENCODING, "gzip")
        handle.setopt(pycurl.NOSIGNAL, 1)
        handle.setopt(pycurl.PROXY, "")
        free.append(handle)
        start(handle)
    running = 1
    while running or done < len(urls):
        _, running = multi.perform()
        _, ok, failed = multi.info_read()
        for handle in [*ok, *(item[0] for item in failed)]:
            LexborHTMLParser(handle.body.getvalue())
            multi.remove_handle(handle)
            done += 1
            start(handle)
            running = 1
        if not ok and not failed:
            multi.select(0.1)
    return len(urls) / (time.perf_counter() - started)


def alone(figure: Callable[..., float], *arguments: object) -> float:
    """A figure taken in a process of its own, so that nothing of one measurement is left in the next."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(figure, *arguments).result(timeout=600)


def inventory_text(sites: int, port: int) -> str:
    """The fleet as an inventory."""
    resolve = "".join(f'  {host(s)}: "{address(s)}:{port}"\n' for s in range(sites))
    listed = "".join(
        f'  - {{site_code: "11{s:08d}", name: 虚构市第{s}局, url: "http://{host(s)}/", unit: 第{s}局}}\n'
        for s in range(sites)
    )
    return (
        "inventory: bench\ntitle: 测速站群\npoliteness: {delay_s: 0, robots: ignore}\n"
        f"resolve:\n{resolve}sites:\n{listed}"
    )


def collecting(path: Path, folder: Path, pages: int) -> float:
    """Pages per second of the collector with its archive."""
    given = inventory.load(path)
    header = RunHeader(given.slug, given.digest, datetime.now(UTC), "bench")
    options = CollectOptions(given.politeness, given.resolve)
    with EvidenceFolder.create(folder, header) as evidence:
        report = collect(given.sites, evidence, options, planner=LinksPlanner(pages))
    expected = len(given.sites) * pages
    if report.pages < expected:
        raise SystemExit(f"the collector kept {report.pages} of {expected} pages: no figure")
    return report.pages / report.seconds


def judging(path: Path, folder: Path, base: Path) -> float:
    """Milliseconds for each (site, rule), loading the evidence included."""
    rules = registry.gather(registry.installed())
    run = prepare(path, Settings(replay=folder), rules, now=datetime.now(UTC), base=base)
    started = time.perf_counter()
    for site in run.sites:
        for rule_id in rules:
            run.judge(site.id, rule_id)
    seconds = time.perf_counter() - started
    run.close()
    return 1000 * seconds / (len(run.sites) * len(rules))


def whole_run(path: Path, out: Path, pages: int) -> tuple[float, dict[str, float], int]:
    """Wall seconds of ``pytest --sites`` in one process, its own timings, and its greatest memory in MB."""
    command = [sys.executable, "-m", "pytest", "--sites", str(path), "-n", "0", "-q", "-p", "bench_planner"]
    # In one process, so that its parts add up.
    command += ["--govsite-processes", "1", "--govsite-browser", "never", "--govsite-pictures", "never"]
    command += ["--govsite-browser", "never"]  # what the browser costs is measured by bench_browser.py
    command += ["--govsite-report-dir", str(out), *USERS_OWN]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "GOVSITE_BENCH_PAGES": str(pages)}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=out.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output, _ = process.communicate(timeout=900)
    wall = time.perf_counter() - started
    if process.returncode not in (0, 1):
        raise SystemExit(output.decode(errors="replace")[-3000:])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return wall, json.loads((out / "timings.json").read_text())["timings"], peak


def empty_tests(count: int, folder: Path) -> float:
    """Wall seconds of pytest over as many tests that do nothing: what no plugin can go below."""
    body = f"import pytest\n@pytest.mark.parametrize('n', range({count}))\ndef test_nothing(n): pass\n"
    (folder / "test_nothing.py").write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "test_nothing.py", *USERS_OWN]
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=900)
    return time.perf_counter() - started


def peak_of_collecting(path: Path, folder: Path, pages: int) -> int:
    """The greatest memory in MB of a process that only collects."""
    code = (
        f"import sys, resource; sys.path.insert(0, {str(Path(__file__).parent)!r}); import bench; from pathlib import Path;"
        f"bench.collecting(Path({str(path)!r}), Path({str(folder)!r}), {pages});"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=900
    )
    return int(done.stdout.split()[-1])


def cpu_model() -> str:
    """The processor's name, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=457)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--latency-ms", type=float, default=50.0)
    options = parser.parse_args()
    ready, port = multiprocessing.Event(), multiprocessing.Value("i", 0)
    arguments = (options.sites, options.pages, options.latency_ms / 1000, ready, port)
    server = multiprocessing.Process(target=serve, args=arguments, daemon=True)
    server.start()
    try:
        if not ready.wait(60):
            raise SystemExit("the fleet did not start")
        with tempfile.TemporaryDirectory(prefix="govsite-bench-") as folder:
            measure(options.sites, options.pages, options.latency_ms, port.value, Path(folder))
    finally:
        server.terminate()
        server.join(10)
    with tempfile.TemporaryDirectory(prefix="govsite-bench-") as folder:
        bench_standard.measure(Path(folder))


def measure(sites: int, pages: int, latency_ms: float, port: int, base: Path) -> None:
    """Take the figures in one run, the two loops in turn, and print them."""
    path, quarter = base / "bench.yaml", base / "quarter.yaml"
    path.write_text(inventory_text(sites, port), encoding="utf-8")
    quarter.write_text(inventory_text(max(sites // 4, 1), port), encoding="utf-8")
    names = ["/", *(f"/{n}.html" for n in range(1, pages))]
    urls = [(f"http://{host(s)}{name}", f"{address(s)}:{port}") for name in names for s in range(sites)]
    rates: list[tuple[float, float]] = []
    for turn in range(ROUNDS):
        loop = alone(bare, urls)
        mine = alone(collecting, path, base / f"evidence{turn}", pages)
        rates.append((mine, loop))
        sys.stderr.write(f"round {turn + 1}: collector {mine:.0f}, bare loop {loop:.0f} pages/s\n")
    judge_ms = judging(path, base / "evidence0", base)
    wall, timings, peak = whole_run(path, base / "out", pages)
    empty = empty_tests(sites * len(registry.gather(registry.installed())), base)
    small = peak_of_collecting(quarter, base / "small", pages)
    large = peak_of_collecting(path, base / "large", pages)
    own = wall - timings["collect_s"] - timings["judge_s"] - timings["report_s"]
    ratio = statistics.median(mine / loop for mine, loop in rates)
    print(
        f"Machine: {cpu_model()}, {os.cpu_count()} cores, Python {platform.python_version()}, {pycurl.version.split()[1]}."
    )
    print(
        f"Fleet: {sites} sites x {pages} pages, {latency_ms:g} ms latency, on loopback, served by the same machine.\n"
    )
    print("| figure | value | goal |\n|---|---|---|")
    print(
        f"| collector with archive / bare loop, pages per second (median of {ROUNDS}) | {ratio:.2f} | >= 0.55 |"
    )
    print(f"| collector, pages per second (median) | {statistics.median(m for m, _ in rates):.0f} | |")
    print(f"| bare loop, pages per second (median) | {statistics.median(b for _, b in rates):.0f} | |")
    print(f"| judging, ms per (site, rule), evidence loaded | {judge_ms:.2f} | <= 1 |")
    print(f"| pytest's own share of {wall:.1f} s, -n 0 | {own / wall:.1%} | <= 15 % |")
    print(
        f"| the same number of empty tests, no plugin of ours, share of that wall time | {empty / wall:.1%} | |"
    )
    print(f"| peak memory of the whole run, MB | {peak} | <= 400 |")
    print(
        f"| peak memory of collecting, MB, {max(sites // 4, 1)} sites -> {sites} sites | {small} -> {large} | flat |"
    )


if __name__ == "__main__":
    main()
