"""Faults that no single value shows: a site without an id, two sites of one id, mergers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from govsite_checks.yamlfile import Fault, Node, suggestion

# What is said of closed sites alone.
_OF_CLOSED = ("moved_to", "cancelled")
_CLOSED = ("offline", "merged")
# No merger of sites is that long: longer chains are slips, and following them must end.
MAX_MERGERS = 20


def crosscheck(sites: list[Node], file: str) -> Iterator[Fault]:
    """The faults between sites and between the keys of a site, whatever else is wrong with them."""
    owners: dict[str, Node] = {}
    ids: dict[str, int] = {}
    for index, site in enumerate(sites):
        if not isinstance(site.value, dict):
            continue
        yield from _closed_only(file, index, site)
        owner = _owner(site)
        if owner is None:
            if not _given(site, "id") and not _given(site, "site_code"):
                message = "缺少编号；site_code 与 id 至少写一个"
                yield Fault(file, site.line, site.column, f"sites[{index}]", message)
            continue
        first = owners.setdefault(owner.value.casefold(), owner)
        if first is owner:
            ids[owner.value] = index
        else:
            yield _duplicate(file, index, site, owner, first)
    yield from _mergers(sites, ids, file)


def _closed_only(file: str, index: int, site: Node) -> Iterator[Fault]:
    if _text(site, "status") in _CLOSED:
        return
    for key in _OF_CLOSED:
        if _given(site, key):
            node = site.value[key]
            message = f"只有 status: offline 或 merged 的网站才写 {key}；请改 status 或删去这一行"
            yield Fault(file, node.line, node.column, f"sites[{index}].{key}", message)


def _given(site: Node, key: str) -> bool:
    return key in site.value and site.value[key].value is not None


def _text(site: Node, key: str) -> str:
    value = site.value[key].value if key in site.value else None
    return value if isinstance(value, str) else ""


def _owner(site: Node) -> Node | None:
    """The node that gives a site its id."""
    for key in ("id", "site_code"):
        if _given(site, key):
            node: Node = site.value[key]
            return node if isinstance(node.value, str) else None
    return None


def _duplicate(file: str, index: int, site: Node, owner: Node, first: Node) -> Fault:
    key = "id" if _given(site, "id") else "site_code"
    advice = "请改正一处" if key == "id" else "请改正一处；两个网站确为同一编码的，请分别写 id"
    message = f"编号“{owner.value[:64]}”与第 {first.line} 行重复（不区分大小写）；{advice}"
    return Fault(file, owner.line, owner.column, f"sites[{index}].{key}", message)


def _mergers(sites: list[Node], ids: dict[str, int], file: str) -> Iterator[Fault]:
    goes_to: dict[str, str] = {}
    for index, site in enumerate(sites):
        if not isinstance(site.value, dict) or not (target := _text(site, "merged_into")):
            continue
        node = site.value["merged_into"]
        owner = _owner(site)
        own = owner.value if owner else ""
        goes_to[own] = target
        if message := _merger_fault(site, own, target, ids, goes_to):
            yield Fault(file, node.line, node.column, f"sites[{index}].merged_into", message)


def _merger_fault(site: Node, own: str, target: str, ids: dict[str, int], goes_to: dict[str, str]) -> str:
    if _text(site, "status") != "merged":
        return "只有 status: merged 的网站才写 merged_into；请改 status 或删去这一行"
    if target not in ids:
        near = suggestion(target, ids) if len(ids) <= 1000 else ""
        return f"没有编号为“{target[:64]}”的网站；{near or '请填某个网站的 id（没有 id 的填 site_code）'}"
    return _chain_fault(own, goes_to)


def _chain_fault(own: str, goes_to: dict[str, str]) -> str:
    """Whether the mergers seen so far lead from a site back to it: the last link closes the circle."""
    current = own
    for _ in range(MAX_MERGERS):
        if current not in goes_to:
            return ""
        current = goes_to[current]
        if current == own:
            return "整合关系绕回了自己；请检查各站的 merged_into"
    return f"整合关系超过 {MAX_MERGERS} 层，或绕成了圈；请检查各站的 merged_into"
