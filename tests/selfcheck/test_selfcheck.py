"""A self-check from the run to the office that imports it."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openpyxl
import pytest

from govsite_checks import findings, registry, selfcheck
from govsite_checks.cli import main
from govsite_checks.ledgers import gather
from govsite_checks.model import Effect, EffectKind, Finding, Judgement, Site, Verdict

AS_OF = datetime(2026, 3, 1, 4, tzinfo=UTC)
RULES = dict(list(registry.gather(registry.installed()).items())[:4])
SITES = {
    "1100000001": Site("1100000001", "模板甲<script>", "http://a.gov.cn/", unit="=某公司"),
    "tpl-b": Site("tpl-b", "模板乙", "http://b.gov.cn/", unit="某公司"),
}


def judged(site: str, rule: str, verdict: str, effect: str = "deduct") -> Judgement:
    found = () if verdict == "tool-error" else (Finding(Verdict(verdict), f"{rule} <b>所见</b>。"),)
    return Judgement(
        site, rule, 2, "p", verdict, Effect(EffectKind(effect)), f"{rule} <b>所见</b>。", found, "c", AS_OF
    )


def report(folder: Path, *verdicts: str) -> Path:
    """A report folder whose first site has the verdicts, and whose second is in order."""
    folder.mkdir()
    first = [judged("1100000001", rule, verdict) for rule, verdict in zip(RULES, verdicts, strict=True)]
    second = [judged("tpl-b", rule, "ok") for rule in RULES]
    lines = [findings.to_json(j) + "\n" for j in (*first, *second)]
    (folder / "findings.jsonl").write_text("".join(lines), encoding="utf-8")
    summary = {
        "as_of": AS_OF.isoformat(),
        "inventory": {"slug": "v", "title": "某公司模板"},
        "profile": {"title": "某标准"},
        "tool": {"version": "1.2"},
    }
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    site = folder / "evidence/sites/tpl-b"
    site.mkdir(parents=True)
    (site / "manifest.json").write_text("{}", encoding="utf-8")
    return folder


def handed_in(folder: Path) -> selfcheck.Outcome:
    outcome = selfcheck.read_outcome(folder, SITES, RULES, release="3.2", scope="local")
    selfcheck.sealed(folder, outcome, selfcheck.hand_in(folder, outcome))
    return outcome


def test_an_office_can_import_the_sheet(tmp_path: Path) -> None:
    folder = report(tmp_path / "r", "ok", "violation", "not-applicable", "needs-review")
    handed_in(folder)
    gathered = gather([folder / selfcheck.SHEET], "selfcheck")
    assert gathered.faults == ()
    assert [(row.text("item"), row.text("claim")) for row in gathered.rows] == [
        *zip([rule.title for rule in RULES.values()][:3], ["ok", "problem", "not-applicable"], strict=True),
        *((rule.title, "ok") for rule in RULES.values()),
    ]
    assert {row.text("site") for row in gathered.rows} == {"模板甲<script>", "模板乙"}


def test_what_was_not_decided_is_claimed_neither_way(tmp_path: Path) -> None:
    folder = report(tmp_path / "r", "needs-review", "no-evidence", "tool-error", "ok")
    outcome = handed_in(folder)
    book = openpyxl.load_workbook(folder / selfcheck.SHEET)
    rows = list(book["未作结论的项目"].iter_rows(min_row=3, values_only=True))
    assert [row[3] for row in rows[:3]] == ["待人工复核", "未能查看", "工具故障"]
    assert [len(site.open) for site in outcome.sites] == [3, 0]
    assert not outcome.settled


@pytest.mark.parametrize("verdict", ["violation", "needs-review", "no-evidence", "tool-error"])
def test_there_is_a_certificate_only_where_nothing_is_open(tmp_path: Path, verdict: str) -> None:
    folder = report(tmp_path / "good", "ok", "ok", "not-applicable", "ok")
    handed_in(folder)
    assert (folder / selfcheck.CERTIFICATE).exists()
    rest = ["ok"] * 3
    worse = report(tmp_path / "worse", verdict, *rest)
    shutil.copy(folder / selfcheck.CERTIFICATE, worse)
    handed_in(worse)
    assert not (worse / selfcheck.CERTIFICATE).exists(), "an old one does not stay"


def test_pages_are_safe_from_what_sites_are_called(tmp_path: Path) -> None:
    folder = report(tmp_path / "r", "violation", "ok", "ok", "ok")
    handed_in(folder)
    page = (folder / selfcheck.PAGE).read_text("utf-8")
    assert "模板甲&lt;script&gt;" in page
    assert "<b>所见" not in page
    assert RULES[next(iter(RULES))].remediation in page


def test_the_seal_tells_what_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = report(tmp_path / "r", "ok", "ok", "ok", "ok")
    handed_in(folder)
    assert main(["selfcheck", "--verify", str(folder)]) == 0
    seal = json.loads((folder / selfcheck.SEAL).read_text("utf-8"))
    assert set(seal["files"]) == {
        *("findings.jsonl", "summary.json", "evidence/sites/tpl-b/manifest.json"),
        *("selfcheck.xlsx", "selfcheck.html", "certificate.html"),
    }
    assert seal["rules"] == {rule.id: rule.version for rule in RULES.values()}
    with (folder / "findings.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    (folder / "selfcheck.html").unlink()
    capsys.readouterr()
    assert main(["selfcheck", "--verify", str(folder)]) == 1
    said = capsys.readouterr().out
    assert said == "findings.jsonl 的内容与封存时不同\nselfcheck.html 缺失\n与封存时不符\n"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"files": {"../../etc/passwd": "x"}}', '{"files": {"/etc/passwd": "x"}}']
)
def test_a_seal_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / selfcheck.SEAL).write_text(text, encoding="utf-8")
    assert main(["selfcheck", "--verify", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_same_run_gives_the_same_sheets(tmp_path: Path) -> None:
    one = report(tmp_path / "a", "violation", "ok", "needs-review", "ok")
    two = report(tmp_path / "b", "violation", "ok", "needs-review", "ok")
    for folder in (one, two):
        handed_in(folder)
    for name in (selfcheck.SHEET, selfcheck.PAGE, selfcheck.SEAL):
        assert (one / name).read_bytes() == (two / name).read_bytes()


@pytest.mark.parametrize("missing", ["summary.json", "findings.jsonl"])
def test_a_folder_without_a_whole_run_is_refused(tmp_path: Path, missing: str) -> None:
    folder = report(tmp_path / "r", "ok", "ok", "ok", "ok")
    (folder / missing).write_text("{", encoding="utf-8")
    with pytest.raises(selfcheck.SelfCheckError, match=missing):
        selfcheck.read_outcome(folder, SITES, RULES, release="", scope="local")


def test_findings_of_another_inventory_are_refused(tmp_path: Path) -> None:
    folder = report(tmp_path / "r", "ok", "ok", "ok", "ok")
    with pytest.raises(selfcheck.SelfCheckError, match="tpl-b 不在台账或规则中"):
        selfcheck.read_outcome(folder, {"1100000001": SITES["1100000001"]}, RULES, release="", scope="local")


def test_without_a_file_of_sites_the_command_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selfcheck"]) == 2
    assert "--sites" in capsys.readouterr().err


def test_the_whole_way_on_a_machine_of_the_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    page = "<!DOCTYPE html><meta charset=utf-8><title>模板</title><footer>主办单位：某局 京ICP备12345678号</footer>"
    monkeypatch.chdir(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if self.path == "/" else b"missing")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        Path("vendor.yaml").write_text(
            "inventory: vendor\nsites:\n  - {id: tpl, name: 模板, url: http://127.0.0.1/}\n", encoding="utf-8"
        )
        more = (
            "--govsite-base-url",
            f"http://127.0.0.1:{server.server_address[1]}/",
            "-p",
            "no:cacheprovider",
        )
        more += ("--govsite-pictures", "never", "--govsite-browser", "never")
        code = main(
            ["selfcheck", "--sites", "vendor.yaml", "--report-dir", "out", "--release", "3.2", "--", *more]
        )
        server.shutdown()
    assert code == 1, capfd.readouterr()
    assert main(["selfcheck", "--verify", "out"]) == 0
    rows = {
        row.text("item"): row.text("claim") for row in gather([Path("out/selfcheck.xlsx")], "selfcheck").rows
    }
    assert rows["首页底部标明政府网站标识码"] == "problem"
    assert rows["网站使用政府域名"] == "not-applicable"
    assert "项未了，见自检表" in capfd.readouterr().out
