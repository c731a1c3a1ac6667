"""The shape of an inventory file, as pydantic models: what may be written, and what each key means.

The descriptions are what an editor shows; they end in the committed JSON Schema.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .fields import (
    Address,
    AreaCode,
    Contact,
    Day,
    Host,
    Identifier,
    LongText,
    Moment,
    Reference,
    RuleId,
    SiteCode,
    Text,
    Url,
    enum_of,
    one_of,
)

MAX_SITES = 100_000

STATUS = {"online": "正常运行", "suspended": "临时下线", "offline": "永久下线", "merged": "已整合迁移"}
UNIT_KIND = {"district": "区、县、市等地方政府", "department": "部门", "other": "其他单位"}
KIND = {"portal": "政府门户网站", "department": "部门网站"}
NATURE = {"organ": "党政机关", "institution": "事业单位"}
ROBOTS = {"obey": "遵守", "ignore": "不遵守，仅限有权检查的主管单位"}
FLEET = {"demo": "内置的演示站群"}

Status = Annotated[str, one_of(STATUS), enum_of(STATUS)]
UnitKind = Annotated[str, one_of(UNIT_KIND), enum_of(UNIT_KIND)]
Kind = Annotated[str, one_of(KIND), enum_of(KIND)]
Nature = Annotated[str, one_of(NATURE), enum_of(NATURE)]
Robots = Annotated[str, one_of(ROBOTS), enum_of(ROBOTS)]
Fleet = Annotated[str, one_of(FLEET), enum_of(FLEET)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _described(text: str) -> ConfigDict:
    """The Chinese description of a model in the JSON Schema, in place of its docstring."""
    return ConfigDict(json_schema_extra={"description": text})


class ColumnEntry(_Strict):
    """A column that the planner should know of."""

    model_config = _described("栏目线索：告诉采集程序某一栏目在哪里。")

    title: Text = Field(description="栏目名称，如 调查征集。")
    type: Text = Field(description="栏目类型，如 survey、news、notice。")
    url: Reference = Field(description="栏目地址：站内路径（/zmhd/dczj/）或完整网址。")


class WaiverEntry(_Strict):
    """A violation that the office tolerates until a date."""

    model_config = _described("豁免：有据可查、有期限地容许本站不符合某一条规则。到期自动失效。")

    rule: RuleId = Field(description="规则编号，如 footer-icp。")
    until: Day = Field(description="豁免的最后一天，如 2018-12-31。")
    reason: LongText = Field(description="豁免理由，会写入报告。")
    document: Text | None = Field(None, description="批准文件的文号。")
    approver: Text | None = Field(None, description="批准人或批准单位。")


class PolitenessEntry(_Strict):
    """How hard the collector may lean on the sites."""

    model_config = _described("采集节奏：对被检查网站的访问强度。")

    contact: Contact | None = Field(
        None, description="联系方式，随每次访问告知对方：mailto:加邮箱，或 http、https 网址。"
    )
    per_host: Annotated[int, Field(ge=1, le=16)] = Field(2, description="同一主机同时进行的访问数，1 至 16。")
    per_address: Annotated[int, Field(ge=1, le=64)] = Field(
        8, description="同一 IP 地址同时进行的访问数，1 至 64；多个网站常共用一个地址。"
    )
    delay_s: Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)] = Field(
        0.2, description="对同一主机两次访问之间至少间隔的秒数，0 至 60。"
    )
    site_seconds: Annotated[float, Field(ge=1, le=3600, allow_inf_nan=False)] = Field(
        180.0, description="一个网站最多用多少秒，1 至 3600。"
    )
    robots: Robots = Field(
        "obey", description="robots.txt：obey 遵守；ignore 不遵守，仅限有权检查的主管单位。"
    )


class CancelledEntry(_Strict):
    """What a ledger says of the filings and the mark of a closed site."""

    model_config = _described("已关停网站的备案和标识是否已注销；不清楚的不写，不写即视为未知。")

    icp: bool | None = Field(None, description="ICP 备案是否已注销：true 或 false。")
    police: bool | None = Field(None, description="公安机关备案是否已注销：true 或 false。")
    mark: bool | None = Field(None, description="党政机关或事业单位网站标识是否已注销：true 或 false。")


class SiteEntry(_Strict):
    """One site."""

    model_config = _described("一个网站。")

    site_code: SiteCode | None = Field(
        None,
        description="政府网站标识码，务必加引号。未写 id 时也用作本站编号；site_code 与 id 至少写一个。",
    )
    id: Identifier | None = Field(None, description="本站编号，半角字母、数字、点、下划线、连字符。")
    name: Text = Field(description="网站名称。")
    url: Url = Field(description="首页网址，含 http:// 或 https://。")
    sponsor: Text | None = Field(None, description="主办单位。")
    unit: Text | None = Field(None, description="主管单位，即通报附件 1 中的一行。")
    unit_kind: UnitKind = Field(
        "other", description="主管单位类别：district 区；department 部门；other 其他。"
    )
    kind: Kind = Field("department", description="网站类别：portal 政府门户网站；department 部门网站。")
    nature: Nature | None = Field(None, description="主办单位性质：organ 党政机关；institution 事业单位。")
    status: Status = Field(
        "online",
        description="网站状态：online 正常运行；suspended 临时下线；offline 永久下线；merged 已整合迁移。",
    )
    services: bool | None = Field(None, description="是否有对外服务职能：true 或 false；不清楚时不写。")
    merged_into: Identifier | None = Field(
        None, description="整合到哪个网站：填其 id（没有 id 的填 site_code）。仅在 status: merged 时填写。"
    )
    approved_on: Day | None = Field(None, description="批准下线或整合的日期，如 2018-01-20。")
    moved_to: Url | None = Field(
        None,
        description="关停后内容现在放在哪里：迁移后的栏目或页面网址。仅在 status: offline 或 merged 时填写。",
    )
    cancelled: CancelledEntry | None = Field(
        None, description="备案和标识是否已注销。仅在 status: offline 或 merged 时填写。"
    )
    bonus_points: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = Field(
        None, description="加分项的人工评定得分，如 12.5；只在标准设有加分轮、且本站进入加分轮时计入总分。"
    )
    columns: Annotated[list[ColumnEntry], Field(max_length=500)] | None = Field(
        None, description="栏目线索，可不写。"
    )
    guides: Annotated[list[Reference], Field(max_length=500)] | None = Field(
        None, description="办事指南地址线索，可不写。"
    )
    search: Reference | None = Field(None, description="站内搜索地址线索，可不写。")
    waivers: Annotated[list[WaiverEntry], Field(max_length=500)] | None = Field(
        None, description="豁免，可不写。"
    )


class HeaderEntry(_Strict):
    """All of an inventory but its sites."""

    model_config = _described("台账中网站以外的部分。")

    inventory: Identifier = Field(description="台账编号，也是这次检查的名称，如 beijing-2018q3。")
    title: Text | None = Field(None, description="台账标题，用于报告。")
    region: Text | None = Field(None, description="地区名称，如 北京市。")
    area_code: AreaCode | None = Field(None, description='行政区划代码，6 位，务必加引号，如 "110000"。')
    profile: Text | None = Field(
        None,
        description="按哪个标准评判：census-2015、guideline-2017、index-2019、beijing-2018，"
        "或自定标准的 YAML 文件路径。",
    )
    as_of: Moment | None = Field(
        None,
        description="监测时间点。只写日期表示当天 23:59:59（北京时间）；不写则为运行开始时刻。",
    )
    politeness: PolitenessEntry | None = Field(None, description="采集节奏，可不写。")
    resolve: dict[Host, Address] | None = Field(
        None, description='把主机指到指定的地址和端口（如本机测试环境）：主机名: "127.0.0.1:8080"。'
    )
    fleet: Fleet | None = Field(None, description="demo 表示检查内置的演示站群，其他情况不写。")


class InventoryEntry(HeaderEntry):
    """The whole file; the JSON Schema is made of it."""

    model_config = _described("政府网站台账。")

    sites: Annotated[list[SiteEntry], Field(min_length=1, max_length=MAX_SITES)] = Field(
        description="网站列表。"
    )
