"""The first inventory: what a list gives, what the sites say of themselves, and what is left to a person."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openpyxl
import pytest

from govsite_checks.cli import main
from govsite_checks.first_inventory import ListError, read_list
from govsite_checks.inventory import load

HEAD = '<!DOCTYPE html><meta charset="utf-8">'
TEXT = "<p>要闻一则：我市召开会议部署下一阶段重点工作，要求各部门认真落实各项任务。</p>"
PAGES = {
    "labels.gov.cn": f'{HEAD}<meta name="SiteName" content="甲市人民政府"><meta name="SiteIDCode" content="1100000001">'
    f"<title>首页</title>{TEXT}<footer>主办：甲市人民政府办公室</footer>",
    "footer.gov.cn": f"{HEAD}<title>首页-乙县人民政府</title>{TEXT}<footer>主办：乙县 网站标识码：1100000002</footer>",
    "same1.gov.cn": f"{HEAD}<title>丙局</title>{TEXT}<footer>主办：丙局 网站标识码：1100000003</footer>",
    "same2.gov.cn": f"{HEAD}<title>丁局</title>{TEXT}<footer>主办：丁局 网站标识码：1100000003</footer>",
    "bare.gov.cn": f"{HEAD}<p>要闻</p>",
}


@pytest.fixture
def resolve() -> Iterator[list[str]]:
    """The options that lead to a server of the pages; one host answers to nobody."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = PAGES.get(self.headers["Host"].partition(":")[0], "") if self.path == "/" else ""
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        port = server.server_address[1]
        yield [f"--resolve={host}=127.0.0.1:{port}" for host in PAGES] + ["--resolve=down.gov.cn=127.0.0.1:9"]
        server.shutdown()


def test_names_and_codes_are_what_the_sites_say(
    tmp_path: Path, resolve: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "sites.txt"
    lines = ["# 第一批", "http://labels.gov.cn/", "footer.gov.cn", "http://same1.gov.cn/ 丙局（自填）"]
    lines += [
        "http://same2.gov.cn/",
        "http://bare.gov.cn/",
        "http://down.gov.cn/",
        "不是网址",
        "http://labels.gov.cn",
    ]
    listed.write_text("\n".join(lines), encoding="utf-8")
    target = tmp_path / "mine.yaml"
    assert main(["init", str(listed), "-o", str(target), *resolve]) == 1
    sites = load(target).sites
    assert [(site.site_code, site.name) for site in sites] == [
        ("1100000001", "甲市人民政府"),
        ("1100000002", "乙县人民政府"),
        ("", "丙局（自填）"),
        ("", "丁局"),
        ("", "bare.gov.cn"),
        ("", "down.gov.cn"),
    ]
    said = capsys.readouterr().err
    for words in (
        "sites.txt:8：'不是网址' 不是网址",
        "sites.txt:9：与第 2 行是同一网址",
        "http://footer.gov.cn/：名称“乙县人民政府”取自页面标题，请核对",
        "标识码 1100000003 不止一个网站在用，没有写入",
        "http://bare.gov.cn/：网站没有说明名称",
        "http://down.gov.cn/：未能打开（连接被拒绝",
    ):
        assert words in said


def test_nobody_is_visited_unasked_and_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, target = tmp_path / "sites.txt", tmp_path / "Mine_1.yaml"
    listed.write_text("https://no-such-host.invalid/ 某网\n", encoding="utf-8")
    assert main(["init", str(listed), "-o", str(target), "--no-visit"]) == 0
    assert load(target).sites[0].name == "某网"
    before = target.read_bytes()
    assert main(["init", str(listed), "-o", str(target), "--no-visit"]) == 2
    assert "已存在" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_a_table_without_names(tmp_path: Path, resolve: list[str]) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["序号", "网址", "网站标识码"],
        [1, "http://labels.gov.cn/", ""],
        [2, "http://bare.gov.cn/", "1100000009"],
    ):
        book.active.append(row)
    path, target = tmp_path / "list.xlsx", tmp_path / "mine.yaml"
    book.save(path)
    assert main(["init", str(path), "-o", str(target), *resolve]) == 1
    assert [(s.site_code, s.name) for s in load(target).sites] == [
        ("1100000001", "甲市人民政府"),
        ("1100000009", "bare.gov.cn"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "文件为空"),
        ("a.txt", b"# nothing\n", "没有网址"),
        ("a.txt", "http://某县.gov.cn/".encode("gbk"), "GBK"),
        ("a.txt", b"javascript:alert(1)\nfoo\n", "a.txt:2："),
        ("a.csv", "名称\n某县\n".encode(), "a.csv"),
        ("none.txt", None, "没有这个文件"),
    ],
)
def test_a_list_of_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, says: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["init", str(tmp_path / name), "-o", str(tmp_path / "x.yaml")]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "x.yaml").exists()


def test_a_list_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govsite_checks.first_inventory.listing.MAX_SITES", 3)
    path = tmp_path / "many.txt"
    path.write_text("".join(f"http://s{i}.gov.cn/\n" for i in range(9)), encoding="utf-8")
    listed = read_list(path)
    assert len(listed.entries) == 3
    assert listed.refused == (f"{path}:4：超过 3 个网站，其后各行没有读",)


def test_equal_words_for_sites_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("http://a.gov.cn/x\nhttp://a.gov.cn/x?y\nhttp://[::1\n", encoding="utf-8")
    listed = read_list(path)
    assert [entry["id"] for entry in listed.entries] == ["a-x", "a-x-2"]
    path.write_text("http://[::1\n", encoding="utf-8")
    with pytest.raises(ListError):
        read_list(path)


@pytest.mark.parametrize("line", ["http://u:geheim@www.a.gov.cn/ 甲", "u:geheim@www.a.gov.cn"])
def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path, line: str) -> None:
    listed = tmp_path / "sites.txt"
    listed.write_text(f"{line}\nwww.b.gov.cn 乙，c@d.cn\n", encoding="utf-8")
    found = read_list(listed)
    assert found.refused == (f"{listed}:1：网址中不能写用户名或密码",)
    assert [entry["url"] for entry in found.entries] == ["http://www.b.gov.cn/"]
