from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from govsite_checks import findings
from govsite_checks.cli import main
from govsite_checks.model import CHINA, Effect, EffectKind, Finding, Judgement, Verdict

DRAFT = "对全市457个政府网站进行了检查，95.5%的网站添加了标识。"


def draft(folder: Path, text: str = DRAFT) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "draft.docx"))
    return folder / "draft.docx"


def test_the_findings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint-notice", str(draft(tmp_path)), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "kind": "impossible-percentage",
            "value": 95.5,
            "denominator": 457,
            "nearest": "436/457=95.4%",
            "quote": DRAFT,
        }
    ]


def test_the_findings_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint-notice", str(draft(tmp_path))]) == 1
    out = capsys.readouterr().out
    assert "第1段" in out
    assert "436/457=95.4%" in out
    assert DRAFT in out


def test_nothing_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = draft(tmp_path, "对全市457个政府网站进行了检查，97.2%的网站添加了标识。")
    assert main(["lint-notice", str(clean), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_cannot_be_read_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint-notice", str(tmp_path / "nowhere.docx")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nowhere.docx" in error


def test_terminal_codes_in_a_draft_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\x1b[31m" + DRAFT, "utf-8")
    assert main(["lint-notice", str(path)]) == 1
    assert "\x1b" not in capsys.readouterr().out


SITES = """
inventory: bj
title: 某市政府网站
region: 某市
profile: beijing-2018
as_of: 2018-09-10
sites:
  - {site_code: "1100000001", name: 某市文化局, url: "http://www.a.gov.cn/", unit: 市文化局, unit_kind: department, kind: department}
  - {site_code: "1100000002", name: 某市民政局, url: "http://www.b.gov.cn/", unit: 市民政局, unit_kind: department, kind: department}
  - {site_code: "1100000003", name: 某市档案局, url: "http://www.c.gov.cn/", unit: 市档案局, unit_kind: department, kind: department}
"""
AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)


def judgement(site: str, rule: str, verdict: str) -> str:
    found = (Finding(Verdict(verdict), "未见网站标识码。", "http://www.a.gov.cn/x"),)
    effect = Effect(EffectKind.DEDUCT, 2)
    clause = "guideline-2017/footer"
    made = Judgement(site, rule, 1, "beijing-2018", verdict, effect, "未见网站标识码。", found, clause, AS_OF)
    return findings.to_json(made) + "\n"


@pytest.fixture
def quarter(tmp_path: Path) -> list[str]:
    """The arguments that say which quarter: three sites, of which one lacks its code and one was not seen."""
    (tmp_path / "sites.yaml").write_text(SITES, "utf-8")
    (tmp_path / "report").mkdir()
    lines = [
        judgement(f"110000000{number}", "footer-site-code", verdict)
        for number, verdict in enumerate(("violation", "ok", "no-evidence"), start=1)
    ]
    (tmp_path / "report" / "findings.jsonl").write_text("".join(lines), "utf-8")
    history = ["--history", str(tmp_path / "h.sqlite"), "--quarter", "2018Q3"]
    given = ["--sites", str(tmp_path / "sites.yaml")]
    assert main(["history", "import", str(tmp_path / "report"), *given, *history]) in (0, 1)
    return history


def ledger(folder: Path) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["留言编号", "单位", "收到日期", "办理期限", "答复日期"],
        ["1", "市文化局", "2018-08-01", "2018-08-06", "2018-08-03"],
        ["2", "市民政局", "2018-08-01", "2018-08-06", "2018-08-09"],
        ["3", "没有的局", "2018-08-01", "2018-08-06", "2018-08-03"],
    ):
        sheet.append(row)
    book.save(folder / "messages.xlsx")
    return str(folder / "messages.xlsx")


def test_a_quarter_becomes_a_notice_and_its_annexes(
    tmp_path: Path, quarter: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    said = ["--set", "发文机关=某市人民政府办公厅", "--messages", ledger(tmp_path)]
    capsys.readouterr()
    assert main(["notice", *quarter, "-o", str(out), *said]) == 1
    names = ["annex-1.xlsx", "annex-2.xlsx", "notice.docx", "notice.sources.json"]
    assert sorted(path.name for path in out.iterdir()) == names
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out / "notice.docx")).paragraphs)
    assert "共反映全市政府网站问题2条" in text
    assert "按期办结率为50%" in text
    assert "“某市文化局”网未标明政府网站标识码" in text
    assert "网民留言台账另有1行（共3行）因填写有误未计入" in text
    error = capsys.readouterr().err
    assert "没有工作亮点" in error
    assert "没有的局" in error


def test_an_office_s_own_names_and_measures_hold_for_the_notice(tmp_path: Path, quarter: list[str]) -> None:
    office = tmp_path / "office.yaml"
    office.write_text("units: {市文化局: 没有的局}\nmessages: {least_percent: 0}\n", "utf-8")
    out = tmp_path / "out"
    main(["notice", *quarter, "-o", str(out), "--messages", ledger(tmp_path), "--office", str(office)])
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out / "notice.docx")).paragraphs)
    assert "共反映全市政府网站问题3条" in text
    assert "按期办结率为66.7%" in text
    assert "未计入" not in text
    office.write_text("unit: {}\n", "utf-8")
    assert main(["notice", *quarter, "-o", str(out), "--office", str(office)]) == 2


def test_notes_to_the_sites_that_have_problems(
    tmp_path: Path, quarter: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # where no LibreOffice is
    out = tmp_path / "out"
    assert main(["notice", *quarter, "-o", str(out), "--notes"]) == 1
    assert [path.name for path in (out / "notes").iterdir()] == ["1100000001.docx"]
    cells = docx.Document(str(out / "notes" / "1100000001.docx")).tables[0].rows[1].cells
    assert "未见网站标识码" in cells[1].text
    assert "国办发〔2017〕47号" in cells[2].text
    assert cells[3].text
    assert "没有安装 LibreOffice" in capsys.readouterr().err


def test_notes_to_the_sites_that_are_asked_for(
    tmp_path: Path, quarter: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    one, none = tmp_path / "one", tmp_path / "none"
    main(["notice", *quarter, "-o", str(one), "--notes", "1100000001"])
    assert [path.name for path in (one / "notes").iterdir()] == ["1100000001.docx"]
    capsys.readouterr()
    assert main(["notice", *quarter, "-o", str(none), "--notes", "9999999999"]) == 1
    assert not (none / "notes").exists()
    assert "没有编号为 9999999999 的网站" in capsys.readouterr().err


def test_the_notice_names_whom_the_census_names(tmp_path: Path, quarter: list[str]) -> None:
    out = tmp_path / "out"
    assert main(["notice", *quarter, "-o", str(out)]) == 1
    rows = [{"name": "某市文化局", "verdicts": {"violation": 1}}]
    (tmp_path / "summary.json").write_text(json.dumps({"site_rows": rows}), "utf-8")
    assert main(["lint-notice", str(out / "notice.docx"), "--census", str(tmp_path)]) == 0
    rows[0]["verdicts"] = {"violation": 0}
    (tmp_path / "summary.json").write_text(json.dumps({"site_rows": rows}), "utf-8")
    assert main(["lint-notice", str(out / "notice.docx"), "--census", str(tmp_path)]) == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--quarter", "2018Q9"], "2018Q9"),
        (["--quarter", "2018Q1"], "2018Q1"),
        (["--set", "发文机关"], "名称=内容"),
        (["--template", "nowhere.txt"], "nowhere.txt"),
        (["--messages", "nowhere.xlsx"], "nowhere.xlsx"),
        (["--posts", "a.xlsx"], "--accounts"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(
    tmp_path: Path, quarter: list[str], capsys: pytest.CaptureFixture[str], more: list[str], says: str
) -> None:
    capsys.readouterr()
    assert main(["notice", *quarter, "-o", str(tmp_path / "out"), *more]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_template_is_printed_for_an_office_to_edit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notice", "--print-template"]) == 0
    assert "# 下一步工作要求" in capsys.readouterr().out
