"""``make corpus``: serve a folder of labelled pages on loopback, run ``pytest --sites`` over them, print the accuracy.

Each page is a website of its own, served as ``/`` under a host made unique, with the labelled code in the inventory.
Of each, the home page and the parts of its footer are collected and nothing else: what the pages link to is not in the
folder, and a measure visits no real site.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import accuracy
import yaml

from govsite_checks.collect.plan.budget import names
from govsite_checks.reading.page.encoding import decode

PROFILE = "corpus-profile.yaml"


@contextmanager
def served(pages: Mapping[str, bytes]) -> Iterator[int]:
    """The port of a server that answers ``/`` of each host with its page and everything else with 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = pages.get(self.headers.get("Host", "").partition(":")[0]) if self.path == "/" else None
            self.send_response(404 if body is None else 200)
            # No charset: the page's own declaration has to be found, as on the servers it was saved from.
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def host_of(page: Mapping[str, Any]) -> str:
    """A host of the page's own, below the one it was saved from where that is known."""
    told = re.match(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}", str(page.get("host") or ""))
    label = re.sub(r"[^a-z0-9-]+", "-", str(page["slug"]).lower()).strip("-")[:60]
    return f"{label}.{told[0].lower() if told else 'corpus.gov.cn'}"


def code_of(page: Mapping[str, Any]) -> str:
    """The labelled site code, where it is one that an inventory takes."""
    value = str((page["labels"].get("site_id_code") or {}).get("value") or "")
    return value if re.fullmatch(r"\d{10}|bm\d{8}", value) else ""


def inventory(pages: Sequence[Mapping[str, Any]], port: int) -> str:
    """The pages as an inventory."""
    sites = []
    for page in pages:
        site = {
            "id": page["slug"],
            "name": str(page.get("site") or page["slug"]),
            "url": f"http://{host_of(page)}/",
        }
        code = code_of(page)
        sites.append({**site, "site_code": code} if code else site)
    resolve = {host_of(page): f"127.0.0.1:{port}" for page in pages}
    politeness = {"delay_s": 0, "site_seconds": 60}
    row = {
        "inventory": "corpus",
        "title": "标注页面",
        "profile": PROFILE,
        "politeness": politeness,
        "resolve": resolve,
        "sites": sites,
    }
    return yaml.safe_dump(row, allow_unicode=True, sort_keys=False)


def profile() -> str:
    """The standard with a budget for the home page alone."""
    budget = {name: 0 for name in names() if name != "pages"}
    row = {"profile": "corpus", "title": "标注页面", "extends": "guideline-2017", "budget": budget}
    return yaml.safe_dump(row, allow_unicode=True, sort_keys=False)


def judged(path: Path, out: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Verdict and message by page and rule, from a run of the plugin."""
    command = [sys.executable, "-m", "pytest", "--sites", str(path), "--govsite-report-dir", str(out)]
    command += [f"--govsite-rules={rule}" for rule in accuracy.RULES]
    command += ["--govsite-fail-on", "none", "-q", "--tb=no", "-r", "", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=out.parent, capture_output=True, text=True, timeout=900, check=False)
    findings = out / "findings.jsonl"
    if not findings.is_file():
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
    verdicts: dict[str, dict[str, tuple[str, str]]] = {}
    for line in findings.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        verdicts.setdefault(row["site"], {})[row["rule"]] = (row["verdict"], row["message"])
    return verdicts


def table(pages: Sequence[Mapping[str, Any]], verdicts: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """Precision and recall by rule, the pages that are not a government's apart."""
    lines: list[str] = []
    for title, wanted in (("Government pages", True), ("Pages that are not a government's", False)):
        chosen = [page for page in pages if bool(page.get("is_government")) is wanted]
        rows = [
            (page["slug"], accuracy.expectations(page, texts[page["slug"]]), verdicts.get(page["slug"], {}))
            for page in chosen
        ]
        lines += [f"{title}: {len(chosen)}", *accuracy.compare(rows).lines(), ""]
    return "\n".join(lines)


def main() -> int:
    """Measure the folder given on the command line."""
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "labels.yaml").is_file():
        sys.stderr.write("usage: corpus.py FOLDER (with labels.yaml and pages/)\n")
        return 2
    folder = Path(sys.argv[1])
    pages = accuracy.load_labels(folder)
    bodies = {page["slug"]: (folder / page["file"]).read_bytes() for page in pages}
    hosts = {host_of(page): bodies[page["slug"]] for page in pages}
    with tempfile.TemporaryDirectory(prefix="govsite-corpus-") as base, served(hosts) as port:
        path = Path(base) / "corpus.yaml"
        path.write_text(inventory(pages, port), encoding="utf-8")
        path.with_name(PROFILE).write_text(profile(), encoding="utf-8")
        verdicts = judged(path, Path(base) / "out")
    texts = {slug: decode(body, "text/html")[0] for slug, body in bodies.items()}
    sys.stdout.write(table(pages, verdicts, texts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
