"""The report's files: what they say, that they are safe, and that they are the same for the same input."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from govsite_checks.model import TOOL_ERROR, Effect, EffectKind, Finding, Verdict, Waiver
from govsite_checks.report import ClauseText, write_report
from govsite_checks.report.texts import chinese_time
from govsite_checks.summary import PageFact

MakeRun = Callable[..., Any]
HOSTILE = (
    "</script></title></style></textarea><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- \u2028 \u2029 --> ]]> &lt;b&gt;",
    "javascript:alert(1)",
)


def read(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def text_of(path: Path) -> str:
    body = read(path).body
    assert body is not None
    return " ".join(body.text().split())


def test_index_prints_figures_with_n_and_their_definitions(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(23)
    summary = run.summary()
    text = text_of(run.write(tmp_path))
    assert "示例市政府网站 2018 年第三季度检查" in text
    assert "2018年9月10日23时59分（北京时间）" in text
    for ratio in (summary.judged, summary.clean, *(row.rate for row in summary.rules)):
        assert f"{ratio.text} {ratio.n}/{ratio.of}" in text
        assert ratio.definition in text
    assert "须经人工核实后使用" in text
    assert "工具故障 1 项" not in text


def test_index_names_what_was_not_seen_and_why(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(23)
    index = read(run.write(tmp_path))
    rows = [row.text() for row in index.css("#unseen tbody tr")]
    assert len(rows) == len(run.summary().no_evidence) == 2
    assert all("访问超时（30 秒内没有应答）" in row for row in rows)


def test_index_lists_reviews_with_a_link_to_the_demand(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(23)
    index = read(run.write(tmp_path))
    links = [link.attributes["href"] for link in index.css("#review tbody a")]
    assert len(links) == run.summary().counts[Verdict.NEEDS_REVIEW] > 0
    for link in links:
        file, _, rule = (link or "").partition("#")
        assert read(tmp_path / file).css_first(f"#{rule}") is not None


def test_tool_errors_have_a_box_of_their_own(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(23, tool_error=True)
    index = read(run.write(tmp_path))
    box = index.css_first(".box.tool-error")
    assert box is not None
    assert "与网站无关" in box.text()
    assert "ZeroDivisionError" in box.text()
    assert not read(run.write(tmp_path / "2")).css(".judgement.violation .badge.tool-error")


def test_a_site_page_begins_with_what_is_not_ok(
    make_run: MakeRun, make_judgement: Any, tmp_path: Path
) -> None:
    run = make_run(1)
    site, rules = run.sites[0], run.rules
    veto, deduct = Effect(EffectKind.VETO), Effect(EffectKind.DEDUCT, 2.5)
    found = {
        v: Finding(v, f"所见{v}。", "http://a.example/x", "div.footer", "原文", "urn:1") for v in Verdict
    }
    given = [
        (rules[0], Verdict.OK, deduct),
        (rules[1], Verdict.NEEDS_REVIEW, deduct),
        (rules[2], Verdict.VIOLATION, Effect()),
        (rules[3], Verdict.NOT_APPLICABLE, deduct),
        (rules[4], Verdict.VIOLATION, deduct),
        (rules[5], Verdict.NO_EVIDENCE, deduct),
        (rules[6], Verdict.VIOLATION, veto),
        (rules[7], Verdict.VIOLATION, Effect(EffectKind.BONUS, 5.0)),
    ]
    run.judgements[site.id] = [make_judgement(site, r, v, found[v], effect=e) for r, v, e in given]
    run.judgements[site.id].append(make_judgement(site, rules[8], TOOL_ERROR, message="出错了"))
    run.write(tmp_path)
    page = read(tmp_path / "sites" / f"{site.id}.html")
    ids = [article.attributes["id"] for article in page.css("article.judgement")]
    assert ids == [rules[n].id for n in (6, 4, 2, 1, 8, 7)]
    first = page.css_first("article.judgement").text()
    for words in (
        "不符合",
        "单项否决",
        "所见violation。",
        "原文",
        "http://a.example/x",
        "div.footer",
        "整改建议",
    ):
        assert words in first
    assert "《政府网站发展指引》（国办发〔2017〕47号）" in first
    assert "扣分 2.5 分" in page.css("article.judgement")[1].text()
    assert "未得加分" in page.css("article.judgement")[-1].text()
    assert [row.attributes["id"] for row in page.css("table.met tbody tr")] == [rules[5].id, rules[0].id]
    assert not page.css(".box.ok")
    assert "所见not-applicable。" in page.css_first("details").text()
    assert "open" not in page.css_first("details").attributes


def test_only_a_violation_is_called_one(make_run: MakeRun, make_judgement: Any, tmp_path: Path) -> None:
    # A veto on an unverified clause reaches the report as a review that rests on a finding of violation.
    run = make_run(1)
    site, rule = run.sites[0], run.rules[0]
    found = Finding(Verdict.VIOLATION, "未见标识。")
    run.judgements[site.id] = [make_judgement(site, rule, Verdict.NEEDS_REVIEW, found)]
    run.write(tmp_path)
    page = read(tmp_path / "sites" / f"{site.id}.html")
    article = page.css_first("article.judgement")
    assert [badge.text() for badge in article.css(".badge")] == ["？待人工复核"]
    assert "不符合" not in article.text().replace("如不符合，应当", "")


def test_unverified_points_and_clauses_are_marked(
    make_run: MakeRun, make_judgement: Any, tmp_path: Path
) -> None:
    run = make_run(1)
    site, rule = run.sites[0], run.rules[0]
    effect = Effect(EffectKind.DEDUCT, 3.0, verified=False)
    found = Finding(Verdict.VIOLATION, "未见标识。")
    run.judgements[site.id] = [make_judgement(site, rule, Verdict.VIOLATION, found, effect=effect)]
    run.clauses = lambda clause_id: ClauseText("底部", "文件", "", "javascript:alert(1)", "条文", False)
    run.write(tmp_path)
    page = text_of(tmp_path / "sites" / f"{site.id}.html")
    assert "扣分 3 分（参考分，分值未核实）" in page
    assert "条文未核实" in page
    assert "javascript" not in (tmp_path / "sites" / f"{site.id}.html").read_text(encoding="utf-8")
    run.verified = False
    assert "部分条款或分值未核实" in text_of(run.write(tmp_path / "2"))


def test_a_clause_that_nobody_supplies_does_not_stop_the_report(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(1)
    run.clauses = {}.__getitem__
    assert "条款 guideline-2017/footer（条文未收录）" in text_of(run.write(tmp_path))


def test_a_live_waiver_is_said(make_run: MakeRun, make_judgement: Any, tmp_path: Path) -> None:
    run = make_run(1)
    waiver = Waiver(run.rules[0].id, date(2018, 12, 31), "备案变更中", "京政办〔2018〕1号")
    site = run.sites[0] = replace(run.sites[0], waivers=(waiver,))
    found = Finding(Verdict.VIOLATION, "未见标识。")
    run.judgements[site.id] = [make_judgement(site, run.rules[0], Verdict.VIOLATION, found)]
    index = text_of(run.write(tmp_path))
    page = text_of(tmp_path / "sites" / f"{site.id}.html")
    assert "豁免至 2018-12-31。理由：备案变更中；京政办〔2018〕1号" in page
    assert "豁免期内 1" in index


def test_an_unseen_site_is_not_accused(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(23)
    run.write(tmp_path)
    page = text_of(tmp_path / "sites" / f"{run.sites[10].id}.html")
    assert "首页未能查看 原因：访问超时（30 秒内没有应答）" in page
    assert "不作为问题认定" in page
    assert "不符合" not in page


def test_a_site_that_is_not_online_says_so(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(23)
    run.write(tmp_path)
    page = text_of(tmp_path / "sites" / f"{run.sites[16].id}.html")
    assert "状态为“已整合迁移”" in page
    assert "首页未能查看" not in page


def test_evidence_is_linked_relatively(make_run: MakeRun, evidence_of: Any, tmp_path: Path) -> None:
    run = make_run(2)
    evidence = evidence_of(tmp_path / "evidence", run.sites[:1])
    run.write(tmp_path, evidence)
    with_, without = (read(tmp_path / "sites" / f"{site.id}.html") for site in run.sites)
    links = {
        link.attributes["href"] for link in with_.css("a") if "evidence" in (link.attributes["href"] or "")
    }
    folder = f"../evidence/sites/{run.sites[0].id}/"
    assert links == {folder + "evidence.warc.gz", folder + "manifest.json"}
    assert all((tmp_path / "sites" / link).resolve().is_file() for link in links if link)
    assert "evidence.warc.gz" not in without.html


def test_same_input_same_bytes(make_run: MakeRun, tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_run(23, tool_error=True).write(tmp_path / name)
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 23 + 1 + 3


def test_many_rows_stay_out_of_the_page(
    make_run: MakeRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govsite_checks.report.index_page.STATIC_ROWS", 42)
    monkeypatch.setattr("govsite_checks.report.index_page.FEW_ROWS", 5)
    monkeypatch.setattr("govsite_checks.report.writer.LISTED", 3)
    run = make_run(43)
    index = read(run.write(tmp_path))
    assert len(index.css("#site-table tbody tr")) == 5
    assert "此处列出前 5 个" in index.css_first("#state").text()
    reviews = run.summary().counts[Verdict.NEEDS_REVIEW]
    assert len(index.css("#review tbody tr")) == 3
    assert f"另有 {reviews - 3} 项未逐一列出" in index.css_first("#review").text()
    data = (tmp_path / "assets" / "sites.js").read_text(encoding="utf-8")
    assert len(json.loads(data.removeprefix("window.govsiteReport=").removesuffix(";\n"))["sites"]) == 43


def test_rules_that_were_not_run_are_named(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(3)
    left_out = run.rules[3]
    for site, rows in run.judgements.items():
        run.judgements[site] = [row for row in rows if row.rule != left_out.id]
    index = read(run.write(tmp_path))
    assert f"本次未执行的要求：{left_out.title}。" in index.css_first("#rules").text()
    assert len(index.css("#rules tbody tr")) == 9


def test_a_run_of_nothing_is_still_a_report(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(0)
    run.rules = []
    text = text_of(run.write(tmp_path))
    assert "–" in text
    assert "0/0" in text


def hostile_run(make_run: MakeRun, make_judgement: Any, evil: str) -> Any:
    """A run in which every text that can come from outside is hostile."""
    run = make_run(2)
    waiver = Waiver(run.rules[0].id, date(2099, 1, 1), evil, evil, evil)
    for n, site in enumerate(run.sites):
        more = {"waivers": (waiver,)} if n else {"status": evil, "merged_into": evil}
        bad = replace(site, name=evil, url=evil, unit=evil, sponsor=evil, site_code=evil, **more)
        run.sites[n] = bad
        found = {v: Finding(v, evil, evil, evil, evil, evil) for v in Verdict}
        rows = [make_judgement(bad, r, v, found[v]) for r, v in zip(run.rules, Verdict, strict=False)]
        rows.append(make_judgement(bad, run.rules[-1], TOOL_ERROR, message=evil))
        run.judgements[site.id] = rows
        page = PageFact(evil, evil, evil, 200, evil, evil, evil)
        facts = run.facts[site.id]
        changes = {"home_seen": False, "home_reason": evil, "problem": evil, "pages": (page,)}
        run.facts[site.id] = replace(facts, home_url=evil, home_error=evil, **changes)
    run.rules = [replace(rule, title=evil, remediation=evil, clause=evil) for rule in run.rules]
    run.clauses = lambda clause_id: ClauseText(evil, evil, evil, evil, evil, False)
    run.title = evil
    return run


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text(
    make_run: MakeRun, make_judgement: Any, evidence_of: Any, tmp_path: Path, evil: str
) -> None:
    run = hostile_run(make_run, make_judgement, evil)
    run.write(tmp_path, evidence_of(tmp_path / "evidence", run.sites))
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) == 3
    for path in pages:
        page = read(path)
        scripts = [(node.attributes.get("src"), node.text()) for node in page.css("script")]
        expected = [("assets/sites.js", ""), ("assets/report.js", "")] if path.name == "index.html" else []
        assert scripts == expected
        assert not page.css("img, iframe, object, embed, base, meta[http-equiv=refresh]")
        for node in page.css("*"):
            for name, value in node.attributes.items():
                assert not name.startswith("on"), node.html
                assert name != "style"
                if name in {"href", "src", "action"}:
                    assert re.match(r"(https?://|#|\.\./|sites/|assets/)", value or ""), value
        assert page.css_first("title") is not None
        # The words themselves are there to be read, with their markup as text.
        assert " ".join(evil.replace("\u2028", " ").replace("\u2029", " ").split()) in text_of(path)


@pytest.mark.parametrize("evil", HOSTILE)
def test_data_of_the_table_cannot_leave_its_script(
    make_run: MakeRun, make_judgement: Any, tmp_path: Path, evil: str
) -> None:
    hostile_run(make_run, make_judgement, evil).write(tmp_path)
    script = (tmp_path / "assets" / "sites.js").read_text(encoding="utf-8")
    assert not set("<>&\u2028\u2029") & set(script)
    data = json.loads(script.removeprefix("window.govsiteReport=").removesuffix(";\n"))
    assert data["sites"][0][2] == " ".join(evil.replace("\u2028", " ").replace("\u2029", " ").split())


def test_links_leave_nothing_behind(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(1)
    run.write(tmp_path)
    page = read(tmp_path / "sites" / f"{run.sites[0].id}.html")
    outward = [link for link in page.css("a") if (link.attributes["href"] or "").startswith("http")]
    assert outward
    assert {link.attributes["rel"] for link in outward} == {"noopener noreferrer nofollow"}


def test_nothing_is_loaded_from_the_network(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(3)
    run.write(tmp_path)
    for path in tmp_path.rglob("*.html"):
        page = read(path)
        loaded = [
            node.attributes.get("src") or node.attributes.get("href") for node in page.css("script, link")
        ]
        assert all((path.parent / str(name)).resolve().is_file() for name in loaded)
    css = (tmp_path / "assets" / "report.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_an_unknown_rule_in_the_judgements_is_refused(make_run: MakeRun, tmp_path: Path) -> None:
    run = make_run(1)
    summary = run.summary()
    run.rules = run.rules[1:]

    with pytest.raises(ValueError, match="不在本次运行的规则之中"):
        write_report(
            tmp_path, summary, run.sites, run.facts, run.judgements.__getitem__, run.rules, run.clauses, None
        )


def test_the_hour_is_that_of_beijing() -> None:
    assert chinese_time(datetime(2018, 12, 31, 16, 5, tzinfo=UTC)) == "2019年1月1日00时05分（北京时间）"


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_have_contrast() -> None:
    css = (Path(__file__).parents[2] / "govsite_checks" / "report" / "assets" / "report.css").read_text(
        "utf-8"
    )
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))
    pairs = [(colours[name], colours[f"{name}-back"]) for name in colours if f"{name}-back" in colours]
    assert len(pairs) == 6
    pairs += [
        (colours[name], back)
        for name in ("ink", "soft", "brand", "link")
        for back in ("#ffffff", colours["band"])
    ]
    pairs += [("#66717c", "#ffffff"), ("#ffffff", colours["brand"])]
    for one, two in pairs:
        light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (one, two)
