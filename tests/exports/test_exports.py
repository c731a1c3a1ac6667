"""The formats of other tools, each read back by a reader of that format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sarif_pydantic import Sarif

from govsite_checks import registry
from govsite_checks.exports import (
    FORMATS,
    Places,
    SourceMap,
    SourceMapError,
    Subject,
    annotations,
    sarif,
    write_exports,
)
from govsite_checks.exports.junit import junit
from govsite_checks.gate import Gate
from govsite_checks.model import TOOL_ERROR, Effect, EffectKind, Finding, Judgement, Site, Verdict, Waiver
from govsite_checks.settings import OUTPUTS

WAIVED = Waiver("footer-site-code", datetime(2099, 1, 1, tzinfo=UTC).date(), "变更中")
SITES = (
    Site("1100000001", "虚构市政府", "http://a.gov.cn/", unit="=市政府", line=7),
    Site("s2", "虚构县政府", "http://b.gov.cn/", waivers=(WAIVED,), line=12),
)
AS_OF = datetime(2026, 3, 1, 4, tzinfo=UTC)


def judged(site: str, rule: str, verdict: str, effect: str = "deduct", *findings: Finding) -> Judgement:
    message = findings[0].message if findings else f"{rule} 的说明"
    return Judgement(
        site, rule, 1, "p", verdict, Effect(EffectKind(effect), 2.0), message, findings, "c", AS_OF
    )


HOSTILE = '<b>"::error::%0A\n'
MISSING = Finding(Verdict.VIOLATION, "未见ICP备案编号。", "http://a.gov.cn/zwgk/1.html", "footer", HOSTILE)
JUDGED = {
    "1100000001": [
        judged("1100000001", "footer-icp", "violation", "deduct", MISSING, MISSING),
        judged("1100000001", "footer-site-code", "ok"),
        judged("1100000001", "footer-sponsor", "needs-review", "notice"),
        judged("1100000001", "site-map-present", "violation", "bonus"),
    ],
    "s2": [
        judged("s2", "footer-icp", TOOL_ERROR, "deduct"),
        judged("s2", "footer-site-code", "violation", "veto"),
        judged("s2", "footer-sponsor", "no-evidence", "notice"),
    ],
}


NO_SOURCES = SourceMap()


def subject(rows: dict[str, list[Judgement]] = JUDGED, sources: SourceMap = NO_SOURCES) -> Subject:
    gate = Gate(("veto", "deduct"))
    rules = dict(registry.gather(registry.installed()))
    rules["site-map-present"] = rules["footer-sitemap"]

    def of(site: str) -> Iterable[Judgement]:
        return rows[site]

    return Subject(
        "标题",
        "1.0",
        SITES,
        rules,
        of,
        Places.of(Path("/w/inv/台账 1.yaml"), Path("/w"), sources),
        gate.fails,
        gate.tolerated,
    )


def test_sarif_is_what_the_standard_says() -> None:
    text = sarif.sarif(subject())
    assert Sarif.model_validate_json(text).version == "2.1.0"
    (run,) = json.loads(text)["runs"]
    rows = [(r["ruleId"], r["kind"], r["level"], "suppressions" in r) for r in run["results"]]
    assert rows == [
        ("footer-icp", "fail", "error", False),
        ("footer-icp", "fail", "error", False),
        ("footer-sponsor", "review", "none", False),
        ("footer-icp", "open", "none", False),
        ("footer-site-code", "fail", "warning", True),
        ("footer-sponsor", "open", "none", False),
    ]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "inv/%E5%8F%B0%E8%B4%A6%201.yaml"
    assert place["region"]["startLine"] == 7
    names = [r["partialFingerprints"]["govsite/v1"] for r in run["results"]]
    assert len(set(names)) == len(names)
    assert run["invocations"][0]["toolExecutionNotifications"][0]["level"] == "error"


def test_fingerprints_outlive_words_that_change() -> None:
    later = Finding(MISSING.verdict, "仍未见。", MISSING.url, MISSING.selector, "other")
    row = judged("1100000001", "footer-icp", "violation", "deduct", later)
    told = [next(subject({"1100000001": [r], "s2": []}).told()) for r in (JUDGED["1100000001"][0], row)]
    assert told[0].fingerprint == told[1].fingerprint


def test_what_is_beyond_the_bound_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 2)
    monkeypatch.setattr(annotations, "MAX_COMMANDS", 1)
    (run,) = json.loads(sarif.sarif(subject()))["runs"]
    assert len(run["results"]) == 2
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"].startswith("另有 4 条")
    assert annotations.github(subject()).splitlines()[1:] == [
        "::notice title=govsite-checks::另有 5 条未作为注释列出，见检查报告"
    ]


def test_a_source_map_points_at_templates(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text('sources:\n  - {url: "http://a.gov.cn/zwgk/*", file: tpl/list.html}\n', encoding="utf-8")
    (run, *_) = json.loads(sarif.sarif(subject(sources=SourceMap.load(path))))["runs"]
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert uris[0] == "tpl/list.html"
    assert uris[2].startswith("inv/")


def test_a_source_map_that_is_none_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("sources:\n  - {url: a, fil: b}\n", encoding="utf-8")
    with pytest.raises(SourceMapError, match=r"map\.yaml:2:14 sources\[0\]\.fil：未知的键；是否为 file？"):
        SourceMap.load(path)


def test_the_spreadsheet_opens_with_its_characters_and_runs_nothing(tmp_path: Path) -> None:
    (path,) = write_exports(tmp_path, subject(), ["csv"])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(r["网站编号"], r["规则"], r["结论"]) for r in rows][:2] == [
        ("1100000001", "footer-icp", "不符合"),
        ("1100000001", "footer-site-code", "符合"),
    ]
    assert len(rows) == 7
    assert rows[0]["主管单位"] == "'=市政府"
    assert rows[5]["豁免或基线"].startswith("豁免至 2099-01-01")


def test_commands_of_github_cannot_be_forged_by_a_site() -> None:
    forged = Finding(Verdict.VIOLATION, "一\n::error::二%", "http://a.gov.cn/")
    rows = {"1100000001": [judged("1100000001", "footer-icp", "violation", "deduct", forged)], "s2": []}
    text = annotations.github(subject(rows))
    assert text.count("\n") == 1
    assert text.startswith("::error file=inv/台账 1.yaml,line=7,title=footer-icp ")
    assert "二%25" in text


def test_gitlab_gets_what_is_not_tolerated() -> None:
    issues = json.loads(annotations.gitlab(subject()))
    assert [(i["check_name"], i["severity"]) for i in issues] == [
        ("footer-icp", "critical"),
        ("footer-icp", "critical"),
        ("footer-sponsor", "minor"),
        ("footer-icp", "critical"),
        ("footer-sponsor", "info"),
    ]
    assert len({i["fingerprint"] for i in issues}) == 5
    assert issues[0]["location"] == {"path": "inv/台账 1.yaml", "lines": {"begin": 7}}


def test_each_format_has_a_file_of_its_own_and_the_same_bytes_twice(tmp_path: Path) -> None:
    assert tuple(FORMATS) == OUTPUTS
    made = write_exports(tmp_path / "a", subject(), OUTPUTS)
    again = write_exports(tmp_path / "b", subject(), OUTPUTS)
    assert [p.name for p in made] == list(FORMATS.values())
    assert [p.read_bytes() for p in made] == [p.read_bytes() for p in again]


# Jenkins' schema in short: what may stand in what, and which attributes an element must and may have.
JENKINS = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
    ),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"},
        {"name"},
        {"time", "classname", "group"},
    ),
    "skipped": (set(), set(), {"type", "message"}),
    "error": (set(), set(), {"type", "message"}),
    "failure": (set(), set(), {"type", "message"}),
    "system-out": (set(), set(), set()),
}


def test_junit_keeps_to_the_schema_of_jenkins() -> None:
    root = ElementTree.fromstring("".join(junit(subject())))
    for element in root.iter():
        children, must, may = JENKINS[element.tag]
        assert {child.tag for child in element} <= children
        assert must <= set(element.attrib) <= must | may
    suites = [{k: s.get(k) for k in ("id", "tests", "failures", "errors", "skipped")} for s in root]
    assert suites == [
        {"id": "1100000001", "tests": "4", "failures": "1", "errors": "0", "skipped": "1"},
        {"id": "s2", "tests": "3", "failures": "0", "errors": "1", "skipped": "2"},
    ]
    cases = {(c.get("classname"), c.get("name")): [child.tag for child in c] for c in root.iter("testcase")}
    assert cases["s2", "footer-site-code"] == ["skipped", "system-out"], "under a waiver"
    assert cases["1100000001", "footer-site-code"] == ["system-out"]
    assert "所在：http://a.gov.cn/zwgk/1.html" in root[0][0].findtext("system-out")


def test_junit_holds_what_xml_cannot() -> None:
    rows = {"1100000001": [judged("1100000001", "footer-icp", "violation", "deduct")], "s2": []}
    hostile = replace(rows["1100000001"][0], message="a\x00\ud800<b>]]>&\"'")
    (suite, _) = ElementTree.fromstring("".join(junit(subject({**rows, "1100000001": [hostile]}))))
    assert suite[0][0].get("message") == "a  <b>]]>&\"'"
