"""``govsite inventory import``: what is written loads, what is refused is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govsite_checks import cli, inventory

HEAD = ["网站名称", "首页网址", "政府网站标识码", "主管单位", "网站状态", "整合到", "批准日期", "网站编号"]


def table(path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [head or HEAD, *rows]:
        sheet.append(row)
    book.save(path)
    return path


def run(source: Path, *more: str, force: bool = True) -> tuple[int, Path]:
    target = source.with_name("beijing-2018q3.yaml")
    extra = ["--force"] if force else []
    return cli.main(["inventory", "import", str(source), "-o", str(target), *extra, *more]), target


def test_a_whole_table_becomes_an_inventory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = [
        *HEAD,
        "主办单位",
        "单位类别",
        "网站类型",
        "主办单位性质",
        "是否有对外服务职能",
        "ICP备案是否注销",
        "电话",
    ]
    first: list[Any] = [
        "首都之窗",
        "https://www.beijing.gov.cn/",
        "0100000088",
        "市政府办公厅",
        "正常运行",
        "",
        "",
        "",
    ]
    first += ["北京市人民政府办公厅", "部门", "门户网站", "党政机关", "是", "", "010"]
    second: list[Any] = [
        "某局",
        "http://a.example.gov.cn/x",
        "",
        "某局",
        "已整合迁移",
        "首都之窗",
        "2018年1月20日",
        "",
    ]
    second += ["", "", "", "事业单位", "否", "是", ""]
    code, target = run(
        table(tmp_path / "台账.xlsx", first, second, head=head),
        "--title", "北京市政府网站", "--region", "北京市", "--area-code", "010000", "--profile", "beijing-2018",
    )  # fmt: skip
    assert code == 0
    listed = inventory.load(target)
    assert (listed.slug, listed.title, listed.region, listed.area_code, listed.profile) == (
        "beijing-2018q3",
        "北京市政府网站",
        "北京市",
        "010000",
        "beijing-2018",
    )
    portal, merged = listed.sites
    assert (portal.id, portal.site_code, portal.kind, portal.unit_kind) == (
        "0100000088",
        "0100000088",
        "portal",
        "department",
    )
    assert (portal.sponsor, portal.nature, portal.services, portal.status) == (
        "北京市人民政府办公厅",
        "organ",
        True,
        "online",
    )
    assert (merged.id, merged.status, merged.merged_into) == ("a-example-x", "merged", "0100000088")
    assert (merged.approved_on, merged.nature, merged.services) == (date(2018, 1, 20), "institution", False)
    assert merged.cancelled == (("icp", True),)
    assert '"0100000088"' in target.read_text(encoding="utf-8")
    captured = capsys.readouterr()
    assert "写入 2 个网站\n" in captured.out
    assert "编号取自网址：a-example-x" in captured.err
    assert "没有用到的列：电话" in captured.err


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            ["甲", "http://a.gov.cn/", 100000088],
            "A.xlsx[Sheet]:3:C “政府网站标识码”被存为数字“100000088”，只有 9 位",
        ),
        (["甲", "http://a b/"], "A.xlsx[Sheet]:3:B 网址中不能有空格"),
        (["甲", "ftp://a.gov.cn/"], "A.xlsx[Sheet]:3:B “ftp://a.gov.cn/”不是网页地址"),
        (["", "http://a.gov.cn/"], "A.xlsx[Sheet]:3:A “网站名称”为空"),
        (
            ["甲", "http://a.gov.cn/", "", "", "下线"],
            "A.xlsx[Sheet]:3:E “网站状态”不在可用的说法之内：“下线”",
        ),
        (
            ["甲", "http://a.gov.cn/", "", "", "正常", "好网"],
            "A.xlsx[Sheet]:3:F 只有 status: merged 的网站才写",
        ),
        (["甲", "http://a.gov.cn/", "", "", "", "没有的网站"], "A.xlsx[Sheet]:3:F “没有的网站”不是表中"),
        (["甲", "http://a.gov.cn/", "1100000088"], "A.xlsx[Sheet]:3:C 编号“1100000088”与第 2 行重复"),
        (
            ["甲", "http://a.gov.cn/", "", "", "", "", "2018.2.30"],
            "A.xlsx[Sheet]:3:G “批准日期”的日期在日历上不存在",
        ),
        (["甲", "http://a.gov.cn/", "", "", "", "", "", "a b"], "A.xlsx[Sheet]:3:H “a b”不能用作编号"),
        (["甲", "http://a.gov.cn/", "", "", "", "甲"], "整合关系绕回了自己"),
    ],
)
def test_a_refused_row_is_named_and_the_rest_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    row: list[Any],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    source = table(Path("A.xlsx"), ["好网", "http://g.gov.cn/", "1100000088"], row)
    code, target = run(source)
    captured = capsys.readouterr()
    assert code == 1
    assert says in captured.err
    assert "写入 1 个网站，共 2 行，1 行未能导入" in captured.out
    assert [site.name for site in inventory.load(target).sites] == ["好网"]


def test_who_was_merged_into_a_refused_row_is_refused_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ["甲", "http://a.gov.cn/", "", "", "", "乙"],
        ["乙", "http://b.gov.cn/", "", "", "", "丙"],
        ["丙", "http://c gov.cn/"],
        ["丁", "http://d.gov.cn/"],
    ]
    code, target = run(table(tmp_path / "t.xlsx", *rows))
    assert (code, [site.name for site in inventory.load(target).sites]) == (1, ["丁"])
    assert "那一行未能导入" in capsys.readouterr().err


def test_a_merger_may_be_named_by_code_id_or_address_but_not_by_a_name_that_two_have(tmp_path: Path) -> None:
    rows = [
        ["甲", "http://a.gov.cn/", "1100000088"],
        ["甲", "http://b.gov.cn/", "", "", "", "", "", "bee"],
        ["一", "http://1.gov.cn/", "", "", "", "1100000088"],
        ["二", "http://2.gov.cn/", "", "", "", "bee"],
        ["三", "http://3.gov.cn/", "", "", "", "http://b.gov.cn"],
        ["四", "http://4.gov.cn/", "", "", "", "甲"],
    ]
    code, target = run(table(tmp_path / "t.xlsx", *rows))
    found = {site.name: site.merged_into for site in inventory.load(target).sites if site.merged_into}
    assert (code, found) == (1, {"一": "1100000088", "二": "bee", "三": "bee"})


def test_an_address_without_protocol_gets_one_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, target = run(table(tmp_path / "t.xlsx", ["甲", "ｗｗｗ.a.gov.cn/x"]))
    assert (code, inventory.load(target).sites[0].url) == (0, "http://www.a.gov.cn/x")
    assert "网址没有写协议，按 http://www.a.gov.cn/x 写入" in capsys.readouterr().err


def test_nothing_to_read_is_2_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, target = run(table(tmp_path / "t.xlsx", ["甲", "不是网址"]))
    assert (code, target.exists()) == (2, False)
    code, target = run(tmp_path / "none.xlsx")
    assert (code, target.exists()) == (2, False)
    assert "没有这个文件" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "value"), [("--area-code", "11"), ("--inventory", "京")])
def test_options_that_no_inventory_could_hold(tmp_path: Path, option: str, value: str) -> None:
    code, target = run(table(tmp_path / "t.xlsx", ["甲", "http://a.gov.cn/"]), option, value)
    assert (code, target.exists()) == (2, False)


def test_an_inventory_that_is_there_is_kept(tmp_path: Path) -> None:
    source = table(tmp_path / "t.xlsx", ["甲", "http://a.gov.cn/"])
    target = tmp_path / "beijing-2018q3.yaml"
    target.write_text("mine", encoding="utf-8")
    assert run(source, force=False)[0] == 2
    assert target.read_text(encoding="utf-8") == "mine"


def test_an_offices_own_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = table(tmp_path / "t.xlsx", ["甲", "http://a.gov.cn/"], head=["站名", "主页"])
    names = tmp_path / "columns.yaml"
    names.write_text("name: 站名\nurl: [主页, 首页]\n", encoding="utf-8")
    assert run(source, "--columns", str(names))[0] == 0
    for wrong in ("nome: 站名\n", "- a\n", "name: 3\n", "name: {a: b}\n"):
        names.write_text(wrong, encoding="utf-8")
        assert run(source, "--columns", str(names))[0] == 2
    assert "没有名为“nome”的项目" in capsys.readouterr().err


NAMES = st.text(min_size=1, max_size=20)
CODES = st.one_of(
    st.just(""), st.from_regex(r"[0-9]{10}", fullmatch=True), st.from_regex(r"bm[0-9]{8}", fullmatch=True)
)
HOSTS = st.from_regex(r"(www\.)?[a-z0-9]{1,8}(\.gov)?\.cn", fullmatch=True)
STATUS = st.sampled_from(["", "正常", "永久下线", "临时下线", "已整合迁移"])
ROWS = st.lists(
    st.tuples(NAMES, HOSTS, CODES, NAMES, STATUS, st.one_of(st.just(""), NAMES), st.dates(date(1995, 1, 1), date(2090, 1, 1))),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_what_is_written_always_loads(tmp_path: Path, rows: list[tuple[Any, ...]]) -> None:
    import csv

    source = tmp_path / "t.csv"
    with source.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([HEAD[:7], *rows])
    code, target = run(source)
    assert code in (0, 1, 2)
    if code != 2:
        listed = inventory.load(target)
        assert all(site.id.isascii() for site in listed.sites)
        again = target.read_bytes()
        assert run(source)[0] == code
        assert target.read_bytes() == again
    target.unlink(missing_ok=True)
