"""All that a notice is made from: the census of a quarter, the ledgers that were given, and what the office itself says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from govsite_checks.model import CHINA
from govsite_checks.office.texts import xml_text

if TYPE_CHECKING:
    from datetime import datetime

    from govsite_checks.census.census import Census
    from govsite_checks.census.figure import Figure
    from govsite_checks.ledgers.domains import Domains
    from govsite_checks.ledgers.highlights import Highlights
    from govsite_checks.ledgers.ledger import Ledger
    from govsite_checks.ledgers.messages import Messages
    from govsite_checks.ledgers.newmedia import NewMedia
    from govsite_checks.ledgers.rectification import Rectifications
    from govsite_checks.ledgers.selfcheck import SelfChecks

MAX_NAME: Final = 80  # signs of a name from outside: longer ones are cut
# By the beginning of a figure's id: the ledger that gives it.
LEDGER_OF: Final = {
    "messages-": "网民留言台账",
    "units-": "网民留言台账",
    "selfcheck-": "自查表",
    "newmedia-": "政务新媒体台账",
    "domains-": "域名台账",
    "rectified": "整改台账",
}
# Figures of ledgers, as people call them where the ledger was not given and the figure was never made.
TITLE_OF: Final = {
    "messages-total": "网民留言总数",
    "messages-on-time": "按期办结率",
    "messages-units": "收到网民留言的单位数",
    "messages-top-share": "留言最多的单位所占比例",
    "units-late": "存在办理超时的单位比例",
    "units-returned": "存在退回重办的单位比例",
    "selfcheck-coverage": "自查覆盖率",
    "selfcheck-agreement": "自查与普查一致率",
    "newmedia-accounts": "政务新媒体账号数",
    "newmedia-updated": "按期更新的账号比例",
    "newmedia-original": "原创内容占比",
    "newmedia-interaction": "有点赞、评论或转发的账号比例",
    "domains-total": "持有的域名",
    "domains-idle": "闲置域名",
    "domains-closed-alive": "网站已关停仍可访问的域名",
    "domains-closed-held": "网站已关停、尚未注销的域名",
    "domains-non-government": "被用于非政府网站的域名",
    "rectified": "整改属实率",
}
# The last sign of a region's name, and how a notice speaks of all of it.
_SCOPES: Final = {
    "市": "全市",
    "省": "全省",
    "区": "全区",
    "县": "全县",
    "州": "全州",
    "盟": "全盟",
    "旗": "全旗",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A census with its ledgers; ``facts`` are what no table holds, such as 发文机关, by their Chinese names."""

    census: Census
    messages: Messages | None = None
    selfchecks: SelfChecks | None = None
    highlights: Highlights | None = None
    newmedia: NewMedia | None = None
    domains: Domains | None = None
    rectifications: Rectifications | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_of(self) -> datetime:
        """The cut-off of the census."""
        return self.census.results.as_of

    @property
    def day(self) -> str:
        """The day of the cut-off: ``2018年9月10日``."""
        return said_day(self.as_of)

    @property
    def scope(self) -> str:
        """How a notice speaks of all of the region: 全市."""
        return self.facts.get("范围") or _SCOPES.get(self.census.results.region[-1:], "本地区")

    @property
    def ledgers(self) -> Iterator[tuple[str, Ledger]]:
        """The ledgers that were given, each with what an office calls it."""
        pairs: tuple[tuple[str, Ledger | None], ...] = (
            ("网民留言台账", self.messages),
            ("自查表", self.selfchecks),
            ("工作亮点", self.highlights),
            ("政务新媒体台账", self.newmedia),
            ("域名台账", self.domains),
            ("整改台账", self.rectifications),
        )
        for title, ledger in pairs:
            if ledger is not None:
                yield title, ledger

    def figures(self) -> dict[str, Figure]:
        """Every figure, by id: those of the census, then those of the ledgers."""
        found = dict(self.census.figures)
        for _, ledger in self.ledgers:
            found.update(ledger.figures())
        return found


def said_day(moment: datetime) -> str:
    """A day as documents write it: ``2018年9月10日``."""
    local = moment.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日"


def safe(text: str, limit: int = MAX_NAME) -> str:
    """A text from outside on one line, cut to a length, without what a document or a template could take for its own."""
    plain = "".join(" " if "\ue000" <= sign <= "\uf8ff" else sign for sign in text[: limit * 4])
    return xml_text(plain, limit)


def safe_name(text: str, limit: int = MAX_NAME) -> str:
    """A name that is written in “”: quotation marks of its own would end it early."""
    return safe(text.replace("“", "").replace("”", ""), limit)
