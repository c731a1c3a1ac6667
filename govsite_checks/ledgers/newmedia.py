"""New-media accounts (政务新媒体): updates, content of their own, interaction, accounts to merge or to close. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from govsite_checks.census.figure import Figure
from govsite_checks.summary import Ratio

from .ledger import Ledger


class Update(StrEnum):
    """Whether an account was updated within the window up to the cut-off."""

    FRESH = "fresh"
    STALE = "stale"
    UNKNOWN = "unknown"  # neither roster nor export tells


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One running account.

    ``last`` is the day of its last update as far as known. Of its ``posts``, ``compared`` could be held against those of
    other units and ``copies`` follow one of them; ``open`` are alike without anybody knowing which came first.
    ``interactions`` are likes, comments and shares, None where the export has none of these columns.
    """

    account: str
    platform: str
    unit: str
    update: Update
    last: date | None = None
    posts: int = 0
    compared: int = 0
    copies: int = 0
    open: int = 0
    reads: int | None = None
    interactions: int | None = None

    @property
    def own(self) -> Ratio:
        """The share of posts that follow nobody else's."""
        return Ratio(self.compared - self.copies, self.compared, _COMPARED)


_COMPARED = "有足够文字、能与其他单位账号比较的发布（先后无法判断的除外）"


@dataclass(frozen=True, slots=True)
class Merge:
    """Accounts of one unit on one platform, where 国办发〔2018〕123号 asks for one."""

    unit: str
    platform: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMedia(Ledger):
    """The running accounts of the roster.

    ``copying`` lack content of their own, ``merges`` and ``closings`` are candidates for a person to decide on.
    ``window_days`` is the window of an update. ``posts_read`` says whether there was an export of posts.
    """

    accounts: tuple[AccountRow, ...]
    window_days: int
    posts_read: bool = True
    copying: tuple[AccountRow, ...] = ()
    merges: tuple[Merge, ...] = ()
    closings: tuple[AccountRow, ...] = ()

    @property
    def stale(self) -> tuple[AccountRow, ...]:
        """The accounts without an update within the window."""
        return tuple(row for row in self.accounts if row.update is Update.STALE)

    def figures(self) -> Mapping[str, Figure]:
        """Accounts, updates, originality, interaction."""
        rows = self.accounts
        fresh = sum(row.update is Update.FRESH for row in rows)
        unknown = sum(row.update is Update.UNKNOWN for row in rows)
        updated = Ratio(fresh, fresh + len(self.stale), "正常运行、最近更新时间可知的政务新媒体账号")
        every = [
            Figure(
                "newmedia-accounts",
                "政务新媒体账号数",
                count=len(rows),
                definition="正常运行的政务新媒体账号",
            ),
            Figure(
                "newmedia-updated",
                f"{self.window_days} 天内有更新的账号比例",
                ratio=updated,
                aside=(("最近更新时间不详", unknown),) if unknown else (),
            ),
        ]
        if self.posts_read:
            every += [self._original(), self._answered()]
        return {figure.id: figure for figure in every}

    def _original(self) -> Figure:
        compared = sum(row.compared for row in self.accounts)
        copies = sum(row.copies for row in self.accounts)
        open_ = sum(row.open for row in self.accounts)
        short = sum(row.posts - row.compared - row.open for row in self.accounts)
        counts = (("先后无法判断", open_), ("文字过少", short))
        return Figure(
            "newmedia-original",
            "原创内容占比",
            ratio=Ratio(compared - copies, compared, _COMPARED),
            aside=tuple(pair for pair in counts if pair[1]),
        )

    def _answered(self) -> Figure:
        known = [row for row in self.accounts if row.posts and row.interactions is not None]
        ratio = Ratio(sum(bool(row.interactions) for row in known), len(known), "发布导出中有互动数据的账号")
        return Figure("newmedia-interaction", "有点赞、评论或转发的账号比例", ratio=ratio)
