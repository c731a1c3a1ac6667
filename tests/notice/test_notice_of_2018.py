"""The figures of the notice of 2018 go from findings, two quarters of history and an office's tables to its Word document."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest

from govsite_checks import cli
from govsite_checks.findings import to_json
from govsite_checks.model import CHINA, Effect, EffectKind, Finding, Judgement, Verdict

SITES, BEFORE, CHECKED = 457, 845, 455
AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
# Which sites lack what: 97.2 % have their code, 92.8 % their filing, 77.5 % all four, 99.6 % an entry.
LACKING = {
    "footer-site-code": range(13),
    "footer-icp": range(13, 46),
    "footer-party-gov-mark": range(46, 73),
    "footer-police-filing": range(73, 103),
    "footer-jiucuo": range(200, 202),
}
LINKED = range(210, 224)  # an entry that only leads to the platform
UNITS = 100
# 641 messages of 59 units: two busy ones, and 57 with seven each; 19 late ones at 11 units, returned ones at 20.
BUSY, OTHERS, EACH = (130, 112), 57, 7
LATE_TWICE, LATE_ONCE, RETURNED = range(2, 10), range(10, 13), range(30, 50)
ENTRY = "“我为政府网站找错”监督举报平台"


def code(n: int) -> str:
    return f"11{n:08d}"


def unit(n: int) -> str:
    return f"第{n % UNITS}单位"


def inventory(path: Path, number: int) -> str:
    rows = "".join(
        f'  - {{site_code: "{code(n)}", name: 第{n}局网站, url: "http://www.s{n}.gov.cn/", unit: {unit(n)}}}\n'
        for n in range(number)
    )
    path.write_text(
        f"inventory: bj\ntitle: 某市政府网站\nregion: 某市\nprofile: beijing-2018\nsites:\n{rows}", "utf-8"
    )
    return str(path)


def judgements() -> Iterable[str]:
    for n in range(SITES):
        for rule in (*LACKING, "footer-jiucuo-code"):
            verdict = Verdict.VIOLATION if n in LACKING.get(rule, ()) else Verdict.OK
            details: tuple[str, ...] = ()
            if rule == "footer-jiucuo-code":
                details = ("链接",) if n in LINKED else ("嵌入代码",)
            found = Finding(verdict, "首页底部。", url=f"http://www.s{n}.gov.cn/", details=details)
            effect = Effect(EffectKind.NOTICE)
            yield to_json(
                Judgement(
                    code(n), rule, 1, "beijing-2018", verdict, effect, "首页底部。", (found,), "x", AS_OF
                )
            )


def report(folder: Path) -> str:
    """A report folder as a run leaves it, as far as the history reads it; every site has passed."""
    folder.mkdir()
    (folder / "findings.jsonl").write_text("".join(f"{line}\n" for line in judgements()), "utf-8")
    score = {"outcome": "passed", "total": 90, "reference": False, "vetoes": [], "open_vetoes": []}
    said = {
        "inventory": {"slug": "bj"},
        "profile": {"id": "beijing-2018", "title": "季度普查", "verified": True},
        "as_of": AS_OF.isoformat(),
        "rules": [],
        "site_rows": [{"id": code(n), "score": score} for n in range(SITES)],
    }
    (folder / "summary.json").write_text(json.dumps(said), "utf-8")
    return str(folder)


def table(path: Path, heads: str, rows: Iterable[tuple[str, ...]], encoding: str) -> str:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([heads.split(), *rows])
    return str(path)


def messages() -> Iterable[tuple[str, ...]]:
    received = [*BUSY, *[EACH] * OTHERS]
    for n, count in enumerate(received):
        late = 2 if n in LATE_TWICE else int(n in LATE_ONCE)
        for number in range(count):
            day = date(2018, 7, 1) + timedelta(days=(n + number) % 50)
            answered = day + timedelta(days=9 if number < late else 1)
            returned = "是" if n in RETURNED and not number else "否"
            yield f"{n}-{number}", unit(n), f"{day}", f"{day + timedelta(days=5)}", f"{answered}", returned


def self_checks() -> Iterable[tuple[str, ...]]:
    for n in range(CHECKED):
        yield (
            unit(n),
            f"第{n}局网站",
            "政府网站标识码",
            "不合格" if n in LACKING["footer-site-code"] else "合格",
        )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the notice, written by the commands that an office uses."""
    folder = tmp_path_factory.mktemp("notice")
    history = ["--history", str(folder / "history.sqlite")]
    before, now = inventory(folder / "q2.yaml", BEFORE), inventory(folder / "q3.yaml", SITES)
    assert cli.main(["history", "import", "--quarter", "2018Q2", "--sites", before, *history]) == 0
    part = report(folder / "report")
    assert cli.main(["history", "import", part, "--quarter", "2018Q3", "--sites", now, *history]) == 0
    heads = "留言编号 办理单位 收到日期 办理期限 答复日期 是否退回重办"
    told = table(folder / "messages.csv", heads, messages(), "utf-8-sig")
    heads = "主管单位 网站名称 自查项目 自查结果"
    checked = table(folder / "selfcheck.csv", heads, self_checks(), "gbk")
    ledgers = ["--messages", told, "--selfcheck", checked]
    said = ["--set", "主送机关=各区人民政府", "--set", "发文机关=某市人民政府办公厅"]
    cli.main(["notice", "--quarter", "2018Q3", *history, "-o", str(folder / "out"), *ledgers, *said])
    return folder / "out"


@pytest.fixture(scope="module")
def text(output: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(output / "notice.docx")).paragraphs)


@pytest.mark.parametrize(
    "said",
    [
        "对全市457个政府网站进行了普查",
        "总体合格率为100%",
        "各单位共自查所属政府网站455个，占全市政府网站总数的99.6%",
        "经复核，自查情况整体真实准确",
        "共反映全市政府网站问题641条",
        "按期办结率为97%。",
        "第0单位、第1单位等2家单位收到网民留言数量合计占全市留言总数的37.8%",
        f"政府网站首页添加{ENTRY}入口比例达99.6%，其中96.9%的网站规范嵌入{ENTRY}代码",
        "添加比例分别达到94.1%、97.2%、92.8%和93.4%",
        "其中，77.5%的网站能够在底部功能区列明上述全部标识",
        "全市政府网站数量从2018年第二季度的845个降至457个",
        "在收到网民留言的59家单位中，18.6%的单位存在办理超时情况",
        "在收到网民留言的59家单位中，33.9%的单位存在因答复质量不高被退回重办的情况",
    ],
)
def test_the_notice_prints_the_figures(text: str, said: str) -> None:
    assert said in text


def test_the_units_below_three_quarters_are_named_and_no_other(text: str) -> None:
    named = "、".join(unit(n) for n in LATE_TWICE)
    assert f"，{named}网民留言按期办结率低于75%。" in text


def test_nothing_is_left_out_but_what_no_table_was_given_for(output: Path) -> None:
    sources = json.loads((output / "notice.sources.json").read_text("utf-8"))
    assert not any(ledger["rows_refused"] for ledger in sources["ledgers"])
    gone = {one["section"].rstrip("。") for one in sources["left_out"]}
    assert gone == {
        "网民留言办理情况",  # of the quarter before only the sites are known: no change is stated
        "政府网站功能优化情况",
        "个别政府网站整合工作不到位",
        "部分政府网站功能不健全",
        "政务新媒体运行管理有待加强",
        "域名管理有待规范",
        "问题整改有待落实",
        "管好域名和政务新媒体",  # the last section: when self-checks are due and the day were not given
    }


def test_the_annexes_add_up_to_the_figures(output: Path) -> None:
    cells = {
        name: [
            [cell for cell in row if cell is not None]
            for row in openpyxl.load_workbook(output / name).worksheets[0].iter_rows(values_only=True)
        ]
        for name in ("annex-1.xlsx", "annex-2.xlsx")
    }
    totals = {name: next(row for row in rows if "合计" in row) for name, rows in cells.items()}
    assert [cell for cell in totals["annex-1.xlsx"] if cell in (BEFORE, SITES)][:2] == [BEFORE, SITES]
    assert totals["annex-2.xlsx"][1:5] == [641, 641, 622, 19]


def test_its_own_linter_finds_nothing_in_it(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lint-notice", str(output / "notice.docx"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
