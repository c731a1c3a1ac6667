"""What share of a site was looked at: pages by role, columns by type, and what was found and left out, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from govsite_checks.model import BRIEF_ROLES, ColumnType, Observation, PageError, Role, Snapshot
from govsite_checks.wording import COLUMN_TYPE, PAGE_ERROR, ROLE

_NONE: Mapping[str, int] = MappingProxyType({})
# What stands in the way of a page before the site itself has said a word about it.
_COUNTED_APART = frozenset({PageError.SITE_LEFT})
_OMITTED: Mapping[str, str] = MappingProxyType(
    {
        "loop": "{what}有 {count} 个列表翻页后回到看过的内容，未再翻页",
        "calendar": "{what}有 {count} 个列表按日历无尽翻页，未再翻页",
        "endless": "{what}有 {count} 个的地址形如日历、排序或打印视图，名称又未说明用途，未打开",
        "offsite": "{what}有 {count} 个位于其他网站，未采集",
        "too-large": "{what}有 {count} 处内容超过大小上限，未采集",
        "foreign-form": "站内搜索表单提交到其他网站（{detail}），未试用",
        "no-form": "未能试用站内搜索（{detail}）",
    }
)


@dataclass(frozen=True, slots=True)
class Share:
    """Pages of one sort: planned, seen, not seen by ``PageError``, not asked for."""

    planned: int = 0
    seen: int = 0
    left: int = 0
    errors: Mapping[str, int] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at.

    ``pages`` are those of text, ``looks`` the brief looks at links, pictures and files; ``roles`` both by role.
    ``columns`` are by type how many were found and of those how many were seen. ``sentences`` say all of it in Chinese.
    """

    pages: Share = field(default_factory=Share)
    looks: Share = field(default_factory=Share)
    roles: Mapping[str, Share] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    omissions: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The statement in Chinese, one sentence each."""
        return (*_of_pages(self), *_of_columns(self), *self.omissions)


def coverage(snapshot: Snapshot) -> Coverage:
    """What a snapshot covers of its site."""
    text: list[tuple[str, str]] = []
    looks: list[tuple[str, str]] = []
    by_role: dict[str, list[tuple[str, str]]] = {}
    for page in snapshot.pages:
        if page.role == Role.ROBOTS:
            continue
        row = (page.role, page.error)
        (looks if page.role in BRIEF_ROLES else text).append(row)
        by_role.setdefault(page.role, []).append(row)
    return Coverage(
        pages=_share(text),
        looks=_share(looks),
        roles=MappingProxyType({role: _share(rows) for role, rows in by_role.items()}),
        columns=MappingProxyType(_columns(snapshot)),
        omissions=tuple(_omissions(snapshot)),
    )


def _share(rows: list[tuple[str, str]]) -> Share:
    errors = Counter(error for _, error in rows if error)
    left = sum(count for error, count in errors.items() if error in _COUNTED_APART)
    refused = {error: count for error, count in sorted(errors.items()) if error not in _COUNTED_APART}
    return Share(len(rows), len(rows) - errors.total(), left, MappingProxyType(refused))


def _columns(snapshot: Snapshot) -> dict[str, tuple[int, int]]:
    """By type, in the order of the vocabulary: columns found, and seen."""
    seen: dict[str, tuple[str, bool]] = {}
    for page in snapshot.pages_of(Role.COLUMN):
        if page.column is not None:
            before = seen.get(page.column.url)
            seen[page.column.url] = (page.column.type, page.seen or (before is not None and before[1]))
    found = Counter(kind for kind, _ in seen.values())
    opened = Counter(kind for kind, was_seen in seen.values() if was_seen)
    return {kind: (found[kind], opened[kind]) for kind in map(str, ColumnType) if found[kind]}


def _omissions(snapshot: Snapshot) -> Iterator[str]:
    notes = snapshot.observed("omission")
    yield from _beyond_budget([note for note in notes if note.outcome == "budget"])
    for note in notes:
        words = _OMITTED.get(note.outcome)
        if words is not None:
            count = note.value if note.value.isdigit() else "若干"
            yield (
                words.format(count=count, what=_what(note.subject), detail=_flat(note.detail) or "原因不明")
                + "。"
            )


def _beyond_budget(notes: list[Observation]) -> Iterator[str]:
    """One sentence for all that a budget had no room for."""
    parts = [f"{_what(note.subject)} {note.value}" for note in notes if note.value.isdigit()]
    if parts:
        yield f"因采集名额已满，另有下列内容已发现而未采集：{'、'.join(parts)}。"


def _what(subject: str) -> str:
    if subject in set(ColumnType):
        name = COLUMN_TYPE[ColumnType(subject)]
        return name if subject == ColumnType.OTHER else f"“{name}”类栏目"
    return ROLE.get(Role(subject), subject) if subject in set(Role) else f"“{_flat(subject)}”"


def _flat(text: str) -> str:
    return text.replace("。", "，").strip("，")[:100]


def _of_pages(found: Coverage) -> Iterator[str]:
    if not found.pages.planned and not found.looks.planned:
        return
    for name, share in (("页面", found.pages), ("链接、图片和附件", found.looks)):
        if share.planned:
            parts = [f"计划查看{name} {share.planned} 个", f"看到 {share.seen} 个"]
            parts += [f"{PAGE_ERROR.get(error, error)} {count} 个" for error, count in share.errors.items()]
            parts += [f"未访问 {share.left} 个"] if share.left else []
            yield "，".join(parts) + "。"


def _of_columns(found: Coverage) -> Iterator[str]:
    if not found.columns:
        return
    total = sum(number for number, _ in found.columns.values())
    seen = sum(number for _, number in found.columns.values())
    kinds = "、".join(
        f"{COLUMN_TYPE.get(ColumnType(kind), kind)} {opened}/{number}"
        for kind, (number, opened) in found.columns.items()
    )
    yield f"发现栏目 {total} 个，打开 {seen} 个（打开数/发现数：{kinds}）。"
