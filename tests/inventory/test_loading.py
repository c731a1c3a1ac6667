from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govsite_checks.inventory import Fault, Inventory, InventoryError, load
from govsite_checks.inventory import loading as loading_module
from govsite_checks.model import ColumnHint, Politeness, Waiver

ROOT = Path(__file__).parents[2]

SITE = """
  - site_code: "1100000088"
    name: 示例
    url: https://www.example.gov.cn/
"""
FULL = """\
inventory: sample-2018q3
title: 示例市政府网站
region: 示例市
area_code: "110000"
profile: beijing-2018
as_of: 2018-09-10
politeness: {contact: "mailto:a@example.gov.cn", per_host: 3, per_address: 9, delay_s: 1, site_seconds: 60, robots: ignore}
resolve: {WWW.Staging.gov.cn: "127.0.0.1:8080", v6.gov.cn: "[::1]:80"}
sites:
  - site_code: "1100000088"
    name: 示例门户
    url: https://www.example.gov.cn/
    sponsor: 示例市人民政府办公厅
    unit: 市政府办公厅
    unit_kind: department
    kind: portal
    nature: organ
    services: true
    bonus_points: 12.5
    columns: [{title: 调查征集, type: survey, url: /zmhd/dczj/}]
    guides: [/guide/1.html, "https://a.example.gov.cn/2"]
    search: /so/
    waivers: [{rule: footer-icp, until: 2018-12-31, reason: 备案变更中, document: 京政办〔2018〕1号}]
  - id: animal-lab
    name: 示例市实验动物管理办公室
    url: http://示例.政务/
    status: merged
    merged_into: "1100000088"
    approved_on: 2018-01-20
    moved_to: https://www.example.gov.cn/lab/
    cancelled: {mark: false, icp: true}
"""


def loaded(folder: Path, text: str) -> Inventory:
    path = folder / "i.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def faults(folder: Path, text: str) -> list[str]:
    """The faults of an inventory, without the name of the file."""
    with pytest.raises(InventoryError) as caught:
        loaded(folder, text)
    name = str(folder / "i.yaml")
    lines = str(caught.value).splitlines()
    assert all(line.startswith(name) for line in lines)
    return [line.removeprefix(name + ":").removeprefix(name) for line in lines]


def outcome(path: Path) -> tuple[Fault, ...] | None:
    """The faults of a file, or None where it is an inventory. Any other exception is the test's failure."""
    try:
        load(path)
    except InventoryError as error:
        return error.faults
    return None


def site_faults(folder: Path, keys: str) -> list[str]:
    """The faults of an inventory whose one site holds these lines; its lines start at 3."""
    return faults(folder, "inventory: x\nsites:\n  - " + keys.replace("\n", "\n    "))


def head_faults(folder: Path, lines: str) -> list[str]:
    return faults(folder, f"inventory: x\n{lines}\nsites:{SITE}")


def test_every_key_arrives(tmp_path: Path) -> None:
    inventory = loaded(tmp_path, FULL)
    assert (inventory.slug, inventory.title, inventory.region) == (
        "sample-2018q3",
        "示例市政府网站",
        "示例市",
    )
    assert (inventory.area_code, inventory.profile, inventory.fleet) == ("110000", "beijing-2018", "")
    assert inventory.as_of == datetime(2018, 9, 10, 15, 59, 59, tzinfo=UTC)
    assert inventory.politeness == Politeness("mailto:a@example.gov.cn", 3, 9, 1.0, 60.0, "ignore")
    assert dict(inventory.resolve) == {"www.staging.gov.cn": "127.0.0.1:8080", "v6.gov.cn": "[::1]:80"}
    portal, lab = inventory.sites
    assert (portal.id, portal.site_code, portal.line, portal.services) == (
        "1100000088",
        "1100000088",
        10,
        True,
    )
    assert (portal.kind, portal.nature, portal.unit_kind, portal.status) == (
        "portal",
        "organ",
        "department",
        "online",
    )
    assert portal.columns == (ColumnHint("调查征集", "survey", "/zmhd/dczj/"),)
    assert portal.guides == ("/guide/1.html", "https://a.example.gov.cn/2")
    assert portal.search == "/so/"
    assert portal.waivers == (Waiver("footer-icp", date(2018, 12, 31), "备案变更中", "京政办〔2018〕1号"),)
    assert (lab.id, lab.site_code, lab.url) == ("animal-lab", "", "http://示例.政务/")
    assert (lab.status, lab.merged_into, lab.approved_on) == ("merged", "1100000088", date(2018, 1, 20))
    assert (lab.moved_to, lab.cancelled) == (
        "https://www.example.gov.cn/lab/",
        (("icp", True), ("mark", False)),
    )
    assert (portal.moved_to, portal.cancelled) == ("", ())
    assert (portal.bonus_points, lab.bonus_points) == (Decimal("12.5"), None)
    assert inventory.site("animal-lab") is lab
    assert inventory.site("x") is None


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    inventory = loaded(tmp_path, f"inventory: x\nregion:\nsites:{SITE}    unit:\n")
    assert (inventory.title, inventory.region, inventory.as_of) == ("x", "", None)
    assert inventory.politeness == Politeness()
    site = inventory.sites[0]
    assert (site.unit, site.kind, site.unit_kind, site.status, site.services) == (
        "",
        "department",
        "other",
        "online",
        None,
    )


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert loaded(tmp_path, "\ufeff" + FULL).slug == "sample-2018q3"


@pytest.mark.parametrize("name", ["beijing.yaml", "demo.yaml"])
def test_the_committed_inventories_load(name: str) -> None:
    assert len(load(ROOT / "site_inventory" / name).sites) >= 12


def test_beijing_has_the_portal_and_sixteen_districts() -> None:
    inventory = load(ROOT / "site_inventory" / "beijing.yaml")
    assert [site.site_code for site in inventory.sites if site.site_code] == ["1100000088", "1101060001"]
    assert sum(site.unit_kind == "district" for site in inventory.sites) == 16
    assert len({site.url for site in inventory.sites}) == 17
    assert inventory.as_of is None
    assert inventory.politeness.contact == ""


def test_all_faults_at_once_each_with_its_place(tmp_path: Path) -> None:
    text = """\
inventory: x
titel: 某市
sites:
  - site_code: 0110000001
    name: 甲
    urll: http://a.cn/
  - site_code: 1100000088
    name: 乙
    url: www.a.cn
"""
    assert faults(tmp_path, text) == [
        "2:1 titel：未知的键；是否为 title？",
        "4:5 sites[0].url：缺少必填项",
        '4:16 sites[0].site_code：未加引号，会被读作数字；请加引号写成 "0110000001"',
        "6:5 sites[0].urll：未知的键；是否为 url？",
        '7:16 sites[1].site_code：未加引号，会被读作数字；请加引号写成 "1100000088"',
        "9:10 sites[1].url：“www.a.cn”缺少协议；请写成 https://www.a.cn 或 http:// 开头的网址",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("inventory: y", "键“inventory”重复，第 1 行已写过"),
        ("as_of: 2018-9-10", "2:8 as_of：“2018-9-10”不是日期或时间"),
        ("as_of: 2018-02-30", "as_of：“2018-02-30”在日历上不存在"),
        ("as_of: 20180910", "as_of：“20180910”不是日期或时间"),
        ("as_of: 0001-01-01", "年份应在 1990 至 2100 之间"),
        ("as_of: 2018-09-10T25:00:00", "在日历上不存在"),
        ("as_of: [1]", "应为日期"),
        ("as_of: true", "不是日期或时间"),
        ("area_code: 110000", '请加引号写成 "110000"'),
        ('area_code: "11"', "不是行政区划代码"),
        ("title: 2018", '请加引号写成 "2018"'),
        ("title: [a]", "应为一段文字"),
        ('title: "a\\u202eb"', "含有控制字符或不可见字符"),
        ('title: " "', "不能为空"),
        ("fleet: prod", "可选：demo"),
        ("politeness: 3", "politeness：应为键值对"),
        ("politeness: {per_host: 0}", "politeness.per_host：不得小于 1"),
        ("politeness: {per_host: 17}", "politeness.per_host：不得大于 16"),
        ("politeness: {per_host: 1.5}", "per_host：应为整数"),
        ('politeness: {per_host: "2"}', "per_host：应为整数，不加引号"),
        ("politeness: {delay_s: -0.1}", "delay_s：不得小于 0"),
        ("politeness: {delay_s: .nan}", "delay_s："),
        ("politeness: {delay_s: .inf}", "delay_s："),
        ("politeness: {site_seconds: 0}", "site_seconds：不得小于 1"),
        ("politeness: {site_seconds: 3601}", "site_seconds：不得大于 3600"),
        ("politeness: {robots: skip}", "可选：obey（遵守）、ignore（不遵守"),
        ('politeness: {contact: "mailto:…"}', "politeness.contact：应为 mailto:加邮箱"),
        ("politeness: {contact: a@b.cn}", "应为 mailto:加邮箱"),
        ("politeness: {perhost: 2}", "politeness.perhost：未知的键；是否为 per_host？"),
        ("resolve: {a.cn: 127.0.0.1}", "2:17 resolve.a.cn：“127.0.0.1”不是“地址:端口”"),
        ('resolve: {a.cn: "127.0.0.1:0"}', "不是“地址:端口”"),
        ('resolve: {a.cn: "127.0.0.1:65536"}', "不是“地址:端口”"),
        ('resolve: {a.cn: "b.cn:80"}', "不是“地址:端口”"),
        ('resolve: {a.cn: "::1:80"}', "不是“地址:端口”"),
        ('resolve: {a.cn: "0177.0.0.1:80"}', "不是“地址:端口”"),
        ('resolve: {"http://a.cn": "1.1.1.1:1"}', "2:11 resolve.http://a.cn：此处只写主机名"),
        ('resolve: {"a b": "1.1.1.1:1"}', "不是合格的域名"),
        ("profile: [x]", "应为一段文字"),
    ],
)
def test_faults_of_the_header(tmp_path: Path, line: str, says: str) -> None:
    found = head_faults(tmp_path, line)
    assert len(found) == 1
    assert found[0].startswith("2:")
    assert says in found[0]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2018-09-10T10:00:00+08:00", 2),
        ("2018-09-10T10:00:00Z", 10),
        ("2018-09-10 10:00", 2),
        ("2018-09-10 10:00:00 +08:00", 2),
        ('"2018-09-10T10:00:00"', 2),
    ],
)
def test_a_moment_without_a_zone_is_beijing_time(tmp_path: Path, written: str, hour: int) -> None:
    inventory = loaded(tmp_path, f"inventory: x\nas_of: {written}\nsites:{SITE}")
    assert inventory.as_of == datetime(2018, 9, 10, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        'politeness: {contact: "https://www.example.gov.cn/contact"}',
        "politeness: {contact: mailto:a@b.gov.cn, per_host: 16, delay_s: 0, site_seconds: 3600}",
        "politeness: {per_host: 1, site_seconds: 1, delay_s: 60}",
        "fleet: demo",
    ],
)
def test_values_at_the_bounds_are_accepted(tmp_path: Path, line: str) -> None:
    assert loaded(tmp_path, f"inventory: x\n{line}\nsites:{SITE}").sites


GOOD = "id: a\nname: 甲\nurl: https://www.a.gov.cn/\n"


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("name: 甲\nurl: https://www.a.gov.cn/", "3:5 sites[0]：缺少编号；site_code 与 id 至少写一个"),
        ("id:\nname: 甲\nurl: https://www.a.gov.cn/", "缺少编号"),
        ("id: 甲\nname: 甲\nurl: https://www.a.gov.cn/", "3:9 sites[0].id：“甲”不能用作编号"),
        ("id: ../a\nname: 甲\nurl: https://www.a.gov.cn/", "不能用作编号"),
        ("id: .a\nname: 甲\nurl: https://www.a.gov.cn/", "不能用作编号"),
        (f"id: {'a' * 65}\nname: 甲\nurl: https://www.a.gov.cn/", "不能用作编号"),
        ('id: "a\\n"\nname: 甲\nurl: https://www.a.gov.cn/', "不能用作编号"),
        ("id: 12\nname: 甲\nurl: https://www.a.gov.cn/", '请加引号写成 "12"'),
        (GOOD + 'site_code: "310000000044"', "不是政府网站标识码（现为 12 位）；应为 10 位半角数字"),
        (GOOD + 'site_code: "１１００００００８８"', "不是政府网站标识码"),
        (GOOD + 'site_code: "bm1700009"', "不是政府网站标识码"),
        (GOOD + "kind: 门户", "可选：portal（政府门户网站）、department（部门网站）"),
        (GOOD + "status: 永久下线", "是否为 offline？"),
        (GOOD + "status: ofline", "是否为 offline？"),
        (GOOD + "nature: organs", "是否为 organ？"),
        (GOOD + "unit_kind: city", "可选：district"),
        (GOOD + "services: maybe", "services：应为 true 或 false"),
        (GOOD + "approved_on: 2018-01-02 10:00", "此处只写日期，不写时间"),
        (GOOD + "approved_on: 昨天", "不是日期"),
        (GOOD + "columns: {a: b}", "columns：应为列表"),
        (GOOD + "columns: [{title: a, type: b}]", "columns[0].url：缺少必填项"),
        (
            GOOD + "columns: [{title: a, type: b, url: 'javascript:x'}]",
            "columns[0].url：“javascript:x”不是网址",
        ),
        (GOOD + "guides: [~]", "guides[0]：不能为空"),
        (GOOD + "guides: ['a b']", "guides[0]：“a b”不是网址"),
        (GOOD + "search: 'http://'", "网址缺少主机名"),
        (GOOD + "waivers: [{rule: footer-icp, until: 2018-12-31}]", "waivers[0].reason：缺少必填项"),
        (GOOD + "waivers: [{rule: FooterIcp, until: 2018-12-31, reason: x}]", "不是规则编号"),
        (GOOD + "waivers: [{rule: footer-icp, until: 永远, reason: x}]", "“永远”不是日期"),
        (
            GOOD + "waivers: [{rule: footer-icp, until: 2018-12-31, reason: x, by: y}]",
            "waivers[0].by：未知的键",
        ),
        (GOOD + "merged_into: a", "只有 status: merged 的网站才写 merged_into"),
        (GOOD + "status: merged\nmerged_into: b", "没有编号为“b”的网站"),
        (GOOD + "status: merged\nmerged_into: a", "整合关系绕回了自己"),
        ("id: a\nname:\nurl: https://www.a.gov.cn/", "sites[0].name：缺少必填项"),
        ("id: a\nname: true\nurl: https://www.a.gov.cn/", '会被读作真假值；请加引号写成 "true"'),
    ],
)
def test_faults_of_a_site(tmp_path: Path, keys: str, says: str) -> None:
    found = site_faults(tmp_path, keys)
    assert len(found) == 1
    assert says in found[0]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("www.a.gov.cn", "缺少协议；请写成 https://www.a.gov.cn"),
        ("//www.a.gov.cn/", "缺少协议；请写成 https://www.a.gov.cn/"),
        ("www.a.gov.cn:8080/x", "缺少协议"),
        ("ftp://www.a.gov.cn/", "只支持 http:// 和 https://"),
        ("https：//www.a.gov.cn/", "协议写法有误"),
        ("http:/www.a.gov.cn/", "协议写法有误"),
        ("http://http://www.a.gov.cn/", "协议写了两次"),
        ("https://", "缺少主机名"),
        ("https:///x", "缺少主机名"),
        ("https://u:p@www.a.gov.cn/", "不能写用户名或密码"),
        ("https://www.a.gov.cn\\@b.cn/", "不能有空格、反斜杠"),
        ("https://www.a gov.cn/", "不能有空格"),
        ("https://www.a.gov.cn:0/", "端口不合规"),
        ("https://www.a.gov.cn:/", "端口不合规"),
        ("https://www.a.gov.cn:99999/", "不是合格的网址"),
        ("https://www..gov.cn/", "不是合格的域名"),
        ("https://-a.gov.cn/", "不是合格的域名"),
        ("https://1.2.3.256/", "不是合格的 IP 地址"),
        ("https://[::1/", "不是合格的网址"),
        ("https://政\u200b府.cn/", "不能有空格、反斜杠或控制字符"),
        (f"https://{'a' * 64}.cn/", "不是合格的域名"),
        (f"https://{'.'.join(['a' * 49] * 6)}.cn/", "不是合格的域名"),
        (f"https://www.a.gov.cn/{'a' * 2000}", "不得超过 2000 个字符"),
    ],
)
def test_faults_of_an_address(tmp_path: Path, url: str, says: str) -> None:
    found = site_faults(tmp_path, f"id: a\nname: 甲\nurl: '{url}'")
    assert len(found) == 1
    assert found[0].startswith("5:10 sites[0].url：")
    assert says in found[0]


@pytest.mark.parametrize(
    "url",
    [
        "HTTPS://WWW.A.GOV.CN",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/",
        "https://政府.政务/路径?a=1",
        "http://a_b.gov.cn/",
        "http://localhost:65535",
    ],
)
def test_addresses_are_kept_as_written(tmp_path: Path, url: str) -> None:
    assert loaded(tmp_path, f"inventory: x\nsites: [{{id: a, name: 甲, url: '{url}'}}]").sites[0].url == url


def test_ids_are_unique_whatever_their_case(tmp_path: Path) -> None:
    text = "inventory: x\nsites:\n" + "".join(
        f"  - {{id: {id}, name: 甲, url: 'https://www.a.gov.cn/'}}\n" for id in ("ab", "c", "AB")
    )
    assert faults(tmp_path, text) == ["5:10 sites[2].id：编号“AB”与第 3 行重复（不区分大小写）；请改正一处"]


def test_a_code_that_serves_twice_as_id_is_refused_and_with_ids_allowed(tmp_path: Path) -> None:
    found = faults(tmp_path, f"inventory: x\nsites:{SITE}{SITE}")
    assert len(found) == 1
    assert "编号“1100000088”与第 3 行重复" in found[0]
    assert "请分别写 id" in found[0]
    assert len(loaded(tmp_path, f"inventory: x\nsites:{SITE}{SITE}    id: other\n").sites) == 2


def test_a_circle_of_mergers_is_refused_and_a_chain_is_not(tmp_path: Path) -> None:
    def text(*pairs: str) -> str:
        rows = (pair.split(">") for pair in pairs)
        return "inventory: x\nsites:\n" + "".join(
            f"  - {{id: {id}, name: 甲, url: 'https://a.cn/', status: merged, merged_into: {to}}}\n"
            for id, to in rows
        )

    end = "  - {id: z, name: 甲, url: 'https://a.cn/'}\n"
    assert loaded(tmp_path, text("a>b", "b>c", "c>z") + end)
    assert "整合关系绕回了自己" in faults(tmp_path, text("a>b", "b>c", "c>a"))[0]
    long = [f"s{i}>s{i + 1}" for i in reversed(range(30))]
    assert "整合关系超过 20 层" in faults(tmp_path, text(*long) + end.replace("z", "s30"))[0]


def test_a_target_that_is_nearly_there_is_suggested(tmp_path: Path) -> None:
    text = f"inventory: x\nsites:{SITE}  - {{id: b, name: 乙, url: 'https://b.cn', status: merged, merged_into: '1100000089'}}"
    assert "是否为 1100000088？" in faults(tmp_path, text)[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a", "台账应由键值对组成"),
        ("文字", "台账应由键值对组成"),
        ("inventory: x", "sites：缺少必填项"),
        ("inventory: x\nsites:", "sites"),
        ("inventory: x\nsites: []", "网站列表为空"),
        ("inventory: x\nsites: {a: b}", "应为网站列表"),
        ("inventory: x\nsites: [文字]", "2:9 sites[0]：应为键值对"),
        ("inventory: x\nsites: [~]", "sites[0]：应为键值对"),
        (f"sites:{SITE}", "inventory：缺少必填项"),
        ("inventory: x\n\tsites: 1", "制表符"),
    ],
)
def test_faults_of_the_whole(tmp_path: Path, text: str, says: str) -> None:
    found = faults(tmp_path, text)
    assert len(found) == 1
    assert says in found[0]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match="没有这个文件"):
        load(tmp_path / "none.yaml")
    with pytest.raises(InventoryError, match="文件夹"):
        load(tmp_path)
    (tmp_path / "gbk.yaml").write_bytes("title: 北京".encode("gbk"))
    with pytest.raises(InventoryError, match="GBK"):
        load(tmp_path / "gbk.yaml")


def test_many_faults_are_counted_and_not_all_printed(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: s{i}, name: 甲}}\n" for i in range(250))
    with pytest.raises(InventoryError) as caught:
        loaded(tmp_path, "inventory: x\nsites:\n" + many)
    lines = str(caught.value).splitlines()
    assert len(caught.value.faults) == 250
    assert len(lines) == 201
    assert lines[-1].startswith("另有 50 处问题未列出")


def test_checking_stops_when_enough_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading_module, "ENOUGH_FAULTS", 10)
    many = "".join(f"  - {{id: s{i}, name: 甲}}\n" for i in range(100))
    found = faults(tmp_path, "inventory: x\nsites:\n" + many)
    assert len(found) == 12
    assert "问题已超过 10 处，其余网站未再检查" in "".join(found)


def test_the_number_of_sites_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading_module, "MAX_SITES", 1)
    two = f"inventory: x\nsites:{SITE}  - {{id: b, name: 乙, url: 'https://b.cn/'}}\n"
    assert "网站超过 1 个" in faults(tmp_path, two)[0]


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert any("不支持 YAML 别名" in line for line in faults(tmp_path, bomb + "inventory: x\n"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_bytes_give_an_inventory_or_its_faults(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fuzz.yaml"
    path.write_bytes(data)
    assert outcome(path) != ()


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["a", "online", "https://a.cn"]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    [
        "id",
        "site_code",
        "name",
        "url",
        "status",
        "merged_into",
        "waivers",
        "columns",
        "guides",
        "search",
        "approved_on",
        "services",
        "kind",
        "x",
    ]
)
_HEAD = st.sampled_from(
    ["inventory", "title", "as_of", "politeness", "resolve", "fleet", "profile", "area_code", "region", "x"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(_HEAD, _VALUES, max_size=6),
    st.lists(st.dictionaries(_KEYS, _VALUES, max_size=6) | _VALUES, max_size=3),
)
def test_any_values_give_an_inventory_or_faults_in_our_words(
    tmp_path: Path, head: dict[str, object], sites: list[object]
) -> None:
    import yaml

    path = tmp_path / "fuzz.yaml"
    path.write_text(yaml.safe_dump({**head, "sites": sites}, allow_unicode=True), encoding="utf-8")
    found = outcome(path)
    assert found is None or not any("值不合规（" in fault.message for fault in found), found


CLOSED = 'site_code: "1100000088"\nname: 例\nurl: https://a.gov.cn/\n'


@pytest.mark.parametrize("line", ["moved_to: https://b.gov.cn/x/", "cancelled: {icp: true}"])
@pytest.mark.parametrize("status", ["offline", "merged"])
def test_what_is_said_of_closed_sites(tmp_path: Path, line: str, status: str) -> None:
    loaded(
        tmp_path, "inventory: x\nsites:\n  - " + f"{CLOSED}status: {status}\n{line}".replace("\n", "\n    ")
    )


@pytest.mark.parametrize("line", ["moved_to: https://b.gov.cn/x/", "cancelled: {icp: true}"])
@pytest.mark.parametrize("status", ["", "status: online\n", "status: suspended\n"])
def test_what_is_said_of_closed_sites_is_refused_of_others(tmp_path: Path, line: str, status: str) -> None:
    (fault,) = site_faults(tmp_path, f"{CLOSED}{status}{line}")
    key = line.partition(":")[0]
    assert fault.startswith(f"{6 + bool(status)}:")
    assert f"sites[0].{key}：只有 status: offline 或 merged 的网站才写 {key}" in fault


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("moved_to: /x/", "moved_to"),
        ("cancelled: {icp: 是}", "cancelled.icp"),
        ("cancelled: {iccp: true}", "cancelled.iccp"),
        ("cancelled: true", "cancelled"),
    ],
)
def test_bad_words_of_closed_sites(tmp_path: Path, line: str, at: str) -> None:
    (fault,) = site_faults(tmp_path, f"{CLOSED}status: offline\n{line}")
    assert f"sites[0].{at}：" in fault
