"""The census of the demo: what ``govsite demo --census`` writes goes through history and census to a notice without gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest

from govsite_checks import cli, inventory
from govsite_checks.commands.demo_census import FOLDER
from govsite_checks.demo import SITES, inventory_yaml, truth
from govsite_checks.demo.quarters import GONE
from govsite_checks.findings import to_json
from govsite_checks.ledgers.kinds import KINDS
from govsite_checks.model import CHINA, Effect, EffectKind, Finding, Judgement, Verdict

AS_OF = datetime(2026, 3, 5, 12, 0, tzinfo=CHINA)
VETOES = ("home-updated", "columns-updated")
NOTICED = {  # a site for each paragraph that names some
    "guide-elements-complete": ("1199000020", "申请条件"),
    "survey-column-used": ("1199000021", "调查征集"),
}


def verdicts() -> dict[str, dict[str, str]]:
    """By site and rule what is right of the demo fleet, as far as a notice asks for it."""
    footers = truth()
    found: dict[str, dict[str, str]] = {}
    for site in SITES:
        of_site = {**footers[site.id], **site.life}
        if site.listed.get("status", "online") == "online":
            of_site |= dict.fromkeys(VETOES, "ok")
            of_site |= {rule: "violation" if site.id == id else "ok" for rule, (id, _) in NOTICED.items()}
        found[site.id] = of_site
    return found


def lines() -> Iterator[str]:
    for site, of_site in verdicts().items():
        for rule, verdict in sorted(of_site.items()):
            details = {
                "footer-jiucuo-code": ("嵌入代码",),
                **{r: (word,) for r, (_, word) in NOTICED.items()},
            }
            found = Finding(Verdict(verdict), "所见。", url="http://x.gov.cn/", details=details.get(rule, ()))
            effect = Effect(EffectKind.VETO if rule in VETOES else EffectKind.NOTICE)
            yield to_json(
                Judgement(site, rule, 1, "beijing-2018", verdict, effect, "所见。", (found,), "x", AS_OF)
            )


def report(folder: Path) -> Path:
    """A report of the demo fleet as a run leaves it, as far as the demo of a census reads it."""
    folder.mkdir()
    (folder / "findings.jsonl").write_text("".join(f"{line}\n" for line in lines()), "utf-8")
    score = {"outcome": "passed", "total": 90, "reference": False, "vetoes": [], "open_vetoes": []}
    none = {**score, "outcome": "not-scored", "total": None}
    said = {
        "inventory": {"slug": "demo"},
        "profile": {"id": "beijing-2018", "title": "季度普查", "verified": False},
        "as_of": AS_OF.isoformat(),
        "rules": [],
        "site_rows": [
            {"id": id, "score": score if "home-updated" in of_site else none}
            for id, of_site in verdicts().items()
        ],
    }
    (folder / "summary.json").write_text(json.dumps(said), "utf-8")
    return folder


def census(folder: Path) -> None:
    """What the demo does with a report, command by command."""
    place = folder / FOLDER
    history = ["--history", str(place / "history.sqlite")]
    for past in sorted((place / "quarters").iterdir()):
        part = folder if past.name == "2026Q1" else past
        sites = ["--sites", str(past / "sites.yaml")]
        assert cli.main(["history", "import", str(part), "--quarter", past.name, *sites, *history]) in (0, 1)
    ledgers = [
        word for kind in KINDS for word in (f"--{kind}", str(next((place / "ledgers").glob(f"{kind}.*"))))
    ]
    said = {
        "发文机关": "虚构市人民政府办公室",
        "主送机关": "各单位",
        "成文日期": "2026年3月5日",
        "自查报送期限": "下一季度结束",
    }
    facts = [word for name, content in said.items() for word in ("--set", f"{name}={content}")]
    output = ["--quarter", "2026Q1", "-o", str(place / "notice")]
    sites = ["--sites", str(place / "quarters" / "2026Q1" / "sites.yaml")]
    assert (
        cli.main(["notice", *output, *history, *sites, *ledgers, *facts]) == 1
    )  # for the row of nobody's unit


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = report(tmp_path_factory.mktemp("demo") / "quarter")
    assert cli.main(["demo", "--census", str(folder)]) == 0
    census(folder)
    return folder


def test_no_sentence_of_the_notice_is_left_out(demo: Path) -> None:
    sources = json.loads((demo / FOLDER / "notice" / "notice.sources.json").read_text("utf-8"))
    assert sources["left_out"] == []


def test_the_one_row_of_nobody_s_unit_is_named(demo: Path) -> None:
    sources = json.loads((demo / FOLDER / "notice" / "notice.sources.json").read_text("utf-8"))
    (refused,) = [row for ledger in sources["ledgers"] for row in ledger["refused"]]
    assert "虚构市某局" in refused
    assert {ledger["ledger"] for ledger in sources["ledgers"] if ledger["notes"]} == set()


def test_the_linter_of_notices_finds_nothing_in_it(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = demo / FOLDER / "notice" / "notice.docx"
    code = cli.main(["lint-notice", str(notice), "--format", "json"])
    assert (code, json.loads(capsys.readouterr().out)) == (0, [])


def test_every_paragraph_has_something_to_say(demo: Path) -> None:
    document = docx.Document(str(demo / FOLDER / "notice" / "notice.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    running = sum(site.listed.get("status", "online") == "online" for site in SITES)
    for said in (
        f"从2025年第四季度的{running + GONE[1]}个降至{running}个",
        "连续",
        "较上季度提升",
        "经复核，自查情况整体真实准确",
        "实现“一区一网”",
        "缺少“申请条件”等要素",
        "永久下线后仍可正常访问",
        "被用于非政府网站的1个",
        "按期更新的占75%",
        "办理超时情况",
        "确已整改的",
    ):
        assert said in text
    assert "的0个" not in text


def test_the_census_page_tells_four_quarters(demo: Path) -> None:
    history = str(demo / FOLDER / "history.sqlite")
    asked = ["--quarter", "2026Q1", "--history", history, "--report", str(demo)]
    assert cli.main(["census", *asked]) == 0
    page = (demo / "census.html").read_text("utf-8")
    assert all(f">{quarter}</th>" in page for quarter in ("2025Q2", "2025Q3", "2025Q4", "2026Q1"))
    four, two = page.index("连续 4 个季度"), page.index("连续 2 个季度")
    assert four < page.index("<bdi>虚构市人民政府</bdi>", four) < two  # under its number, the longest first


def test_a_relapse_is_told_by_the_history(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = str(demo / FOLDER / "history.sqlite")
    assert cli.main(["history", "problems", "--history", history, "--state", "relapsed"]) == 1
    assert "虚构市林业局" in capsys.readouterr().out


def test_the_same_report_gives_the_same_files(demo: Path, tmp_path: Path) -> None:
    again = report(tmp_path / "quarter")
    cli.main(["demo", "--census", str(again)])
    census(again)
    for path in sorted((demo / FOLDER).rglob("*")):
        # The sources name the tables by their paths; a history is the same by what it tells.
        if (path.is_file() and path.suffix not in {".sqlite", ".json"}) or path.name == "summary.json":
            assert path.read_bytes() == (again / path.relative_to(demo)).read_bytes(), path.name


def test_other_reports_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--census", str(tmp_path)]) == 2
    assert "不是演示站群的检查报告目录" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_made_up_says_so(demo: Path) -> None:
    assert "全部虚构" in (demo / FOLDER / "README.txt").read_text("utf-8")


def test_the_sites_of_the_run_s_quarter_are_those_of_the_demo(demo: Path) -> None:
    listed = inventory.load(demo / FOLDER / "quarters" / "2026Q1" / "sites.yaml")
    assert [site.id for site in listed.sites] == [site.id for site in SITES]
    assert (demo / FOLDER / "quarters" / "2026Q1" / "sites.yaml").read_text("utf-8") == inventory_yaml()
