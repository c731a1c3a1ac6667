"""``govsite ledger``: what is printed, what is written, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from govsite_checks import cli, findings
from govsite_checks.census.quarter import Quarter
from govsite_checks.commands.ledgers import KINDS as OFFERED
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.history import History, Part, Roster, import_quarter
from govsite_checks.ledgers.kinds import KINDS
from govsite_checks.model import CHINA, Effect, Finding, Judgement, Site, Verdict

Sheet = Callable[..., Path]
AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
MESSAGES = ["留言编号", "办理单位", "收到日期", "答复日期"]
SITES = (
    Site("jw", "北京市教育委员会", "http://jw.beijing.gov.cn/", unit="市教委"),
    Site("old", "旧网", "http://old.gov.cn/", unit="市教委", status="offline"),
)
INVENTORY = """\
inventory: bj
title: 北京市政府网站
as_of: 2018-09-10
sites:
  - id: jw
    name: 北京市教育委员会
    url: http://jw.beijing.gov.cn/
    unit: 市教委
  - id: old
    name: 旧网
    url: http://old.gov.cn/
    unit: 市教委
    status: offline
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "bj.yaml"
    path.write_text(INVENTORY, encoding="utf-8")
    return path


def judged(site: str, rule: str, verdict: str) -> Judgement:
    found = (Finding(Verdict(verdict), "说明。"),)
    clause = "guideline-2017/footer"
    return Judgement(site, rule, 1, "beijing-2018", verdict, Effect(), "说明。", found, clause, AS_OF)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A quarter in which one mark was seen, another not, and a closed site still answers."""
    verdicts = {
        "jw": {"footer-site-code": "ok", "footer-icp": "violation"},
        "old": {"closed-site-silent": "violation"},
    }
    folder = tmp_path / "part"
    folder.mkdir()
    lines = [
        findings.to_json(judged(site, rule, verdict))
        for site, rules in verdicts.items()
        for rule, verdict in sorted(rules.items())
    ]
    (folder / "findings.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    path = tmp_path / "history.sqlite"
    roster = Roster("bj", "北京市政府网站", "北京市", AS_OF, SITES)
    with History(path, make=True) as made:
        import_quarter(made, Quarter(2018, 3), roster, [Part.at(folder)])
    return path


def run(*arguments: object) -> int:
    return cli.main(["ledger", *map(str, arguments)])


def test_messages_are_printed_with_n_and_what_was_refused(
    sheet: Sheet, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(
        MESSAGES,
        ["1", "市教委", "2018-09-03", "2018-09-05"],
        ["2", "市教委", "2018-09-03", ""],
        ["3", "某局", "2018-09-03", ""],
    )
    assert run("messages", path, "--sites", listed) == 1
    out, err = capsys.readouterr()
    assert "读取 2 行，未计入 1 行\n" in out
    assert "按期办结率：50%（1/2；分母：截至监测时间点已到办理期限的网民留言）\n" in out
    assert "按期办结率低于75%的单位（1）" in out
    assert "表.xlsx[表1]:4:B 单位“某局”不在网站台账的单位中" in err
    assert run("messages", path, "--sites", listed, "--least", "50%") == 1
    assert "低于50%的单位" not in capsys.readouterr().out


def test_an_office_keeps_its_own_names_and_measures(
    sheet: Sheet, listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(
        ["承办部门", "收到日期", "回告日期"], ["教委", "2018-09-03", ""], ["教育局", "2018-09-03", ""]
    )
    office = tmp_path / "office.yaml"
    office.write_text(
        "units: {市教委: 教委}\ncolumns: {messages: {unit: 承办部门, replied: 回告日期}}\nmessages: {least_percent: 0}\n",
        encoding="utf-8",
    )
    units = tmp_path / "units.yaml"
    units.write_text("市教委: [教育局, 教委]\n", encoding="utf-8")
    assert run("messages", path, "--sites", listed, "--office", office) == 1
    assert "网民留言总数：1（" in capsys.readouterr().out
    assert run("messages", path, "--sites", listed, "--office", office, "--units", units) == 0
    out = capsys.readouterr().out
    assert "网民留言总数：2（" in out
    assert "低于0%" not in out
    assert run("settings") == 0
    office.write_text(capsys.readouterr().out.replace("units: {}", "unit: {}"), encoding="utf-8")
    assert run("messages", path, "--office", office, "--as-of", "2018-09-10") == 2
    assert "office.yaml:4:1 unit：未知的键" in capsys.readouterr().err


def test_json_and_workbook_say_the_same(
    sheet: Sheet, listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(MESSAGES, ["1", "市教委", "2018-09-03", "2018-09-05"], ["2", "=某局", "2018-09-03", ""])
    target = tmp_path / "out.xlsx"
    assert run("messages", path, "--sites", listed, "--format", "json", "-o", target) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["rows"] == {"read": 1, "refused": 1, "total": 2}
    assert {one["id"]: one.get("n") for one in said["figures"]}["messages-on-time"] == 1
    assert said["lists"]["各单位留言办理情况"][0]["单位"] == "市教委"
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["指标", "各单位留言办理情况", "留言最多的单位", "未计入的行"]
    assert book["指标"]["B3"].value == "100%"
    assert book["未计入的行"]["C2"].value == 3
    first = target.read_bytes()
    target.unlink()
    assert run("messages", path, "--sites", listed, "-o", target) == 1
    assert target.read_bytes() == first
    assert run("messages", path, "--sites", listed, "-o", target) == 2
    assert "已存在，没有改动" in capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_read_back_as_it_was_written(
    kind: str, listed: Path, history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"{kind}.xlsx"
    assert run("template", kind, target) == 0
    assert run("template", kind, target) == 2
    command = "newmedia" if kind in ("accounts", "posts") else kind
    table = target if kind != "posts" else tmp_path / "accounts.xlsx"
    if kind == "posts":
        assert run("template", "accounts", table) == 0
    posts = ["--posts", target] if kind == "posts" else []
    capsys.readouterr()
    assert run(command, table, *posts, "--sites", listed, "--history", history, "--quarter", "2018Q3") == 0
    out, err = capsys.readouterr()
    assert "读取 0 行，未计入 0 行" in out
    assert err == ""


def test_the_command_offers_every_kind() -> None:
    assert tuple(KINDS) == OFFERED


def test_sheets_are_held_against_a_quarter(
    sheet: Sheet, history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(
        ["网站名称", "自查项目", "自查结果"], ["jw", "ICP备案", "合格"], ["jw", "footer-site-code", "合格"]
    )
    assert run("selfcheck", path, "--history", history, "--quarter", "2018Q3") == 0
    out = capsys.readouterr().out
    assert "自查与普查一致率：50%（1/2；" in out
    assert "与普查不符｜市教委｜北京市教育委员会｜ICP备案｜符合｜不符合｜–" in out
    assert "不能写“自查情况整体真实准确”的原因（1）" in out
    for more in (
        [],
        ["--history", history],
        ["--history", history, "--quarter", "2018Q5"],
        ["--history", history, "--quarter", "2018Q2"],
    ):
        assert run("selfcheck", path, *more) == 2
    told = capsys.readouterr().err
    assert "须用 --history 和 --quarter 给出普查结果" in told
    assert "须用 --quarter 指明季度" in told
    assert "季度 '2018Q5' 无法识别" in told
    assert "没有 2018Q2" in told


def test_domains_and_rectification_use_what_a_quarter_saw(
    sheet: Sheet, history: Path, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(["域名", "持有单位"], ["old.gov.cn", "市教委"], name="域名.xlsx")
    assert run("domains", path, "--history", history, "--quarter", "2018Q3") == 0
    assert "old.gov.cn｜市教委｜网站已关停仍可访问｜“旧网”关停后仍可访问" in capsys.readouterr().out
    assert run("domains", path, "--sites", listed) == 0
    assert "old.gov.cn｜市教委｜未能查明" in capsys.readouterr().out
    assert run("domains", path) == 2
    fixed = sheet(
        ["网站名称", "存在问题", "整改完成日期"], ["jw", "footer-icp", "2018-09-01"], name="整改.xlsx"
    )
    assert run("rectification", fixed, "--history", history, "--quarter", "2018Q3") == 0
    assert "报告已整改，普查仍见｜市教委｜北京市教育委员会｜footer-icp｜2018-09-01" in capsys.readouterr().out


def test_undiscovered_sites_are_candidates(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "evidence"
    EvidenceFolder.create(folder, RunHeader("bj", "digest", AS_OF, "0")).close()
    assert run("undiscovered", folder, "--sites", listed) == 0
    assert "疑似未列入台账的主机：0" in capsys.readouterr().out
    assert run("undiscovered", folder) == 2
    assert run("undiscovered", tmp_path, tmp_path / "missing", "--sites", listed) == 3


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--top", "0"], "--top 应为 1 至 100"),
        (["--least", "nan"], "--least 应为 0 至 100 的百分数"),
        (["--least", "101"], "--least 应为 0 至 100 的百分数"),
        (["--working-days", "0"], "--working-days 应为 1 至 250"),
        (["--since", "昨天"], "昨天"),
        (["-o", "out.docx"], "应以 .xlsx 结尾"),
    ],
)
def test_options_out_of_bounds_are_refused(
    sheet: Sheet, listed: Path, more: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(MESSAGES, ["1", "市教委", "2018-09-03", ""])
    assert run("messages", path, "--sites", listed, *more) == 2
    assert says in capsys.readouterr().err


def test_what_a_table_says_runs_in_no_spreadsheet(sheet: Sheet, tmp_path: Path) -> None:
    path = sheet(MESSAGES, ["1", "@SUM(A1)", "2018-09-03", ""], ["2", "-1+cmd|x", "2018-09-03", ""])
    target = tmp_path / "out.xlsx"
    assert run("messages", path, "--as-of", "2018-09-10", "-o", target) == 0
    page = openpyxl.load_workbook(target)["各单位留言办理情况"]
    assert [page["A2"].value, page["A3"].value] == ["'-1+cmd|x", "'@SUM(A1)"]


def test_without_a_cut_off_nothing_is_judged(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("messages", sheet(MESSAGES, ["1", "市教委", "2018-09-03", ""])) == 2
    assert "须用 --as-of 给出监测时间点" in capsys.readouterr().err


def test_nothing_from_a_table_moves_the_terminal(
    tmp_path: Path, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "留言\x1b[2J.csv"
    path.write_text("办理单位,收到日期,答复日期\n某\x1b]0;x\x07局\u202e,2018-09-03,\n", encoding="utf-8")
    assert run("messages", path, "--sites", listed) == 1
    assert run("messages", path, "--as-of", "2018-09-10") == 0
    out, err = capsys.readouterr()
    assert not set("\x1b\x07\u202e") & set(out + err)
    assert "某 ]0;x 局" in out + err
