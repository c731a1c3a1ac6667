"""A YAML file to an Inventory, or to all of its faults."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from govsite_checks.model import ColumnHint, Politeness, Site, Waiver
from govsite_checks.yamlfile import Fault, FileError, Node, faults_of, parse, read_text
from govsite_checks.yamlfile.faults import shown
from govsite_checks.yamlfile.tree import Path

from .crosscheck import crosscheck
from .models import MAX_SITES, CancelledEntry, HeaderEntry, PolitenessEntry, SiteEntry
from .records import Inventory, digest

M = TypeVar("M", bound=BaseModel)

# A file with more faults than this was not written as an inventory: the rest of its sites is not looked at.
ENOUGH_FAULTS = 2000


class InventoryError(FileError):
    """An inventory cannot be used. ``str()`` gives one line per fault."""


def load(path: FilePath) -> Inventory:
    """Read an inventory.

    Raises:
        InventoryError: with every fault of the file at once.
    """
    try:
        text = read_text(path)
    except FileError as error:
        raise InventoryError(error.faults) from None
    file = shown(path)
    root, faults = parse(text, file)
    if root is None:
        raise InventoryError(faults)
    if not isinstance(root.value, dict):
        raise InventoryError(
            [*faults, Fault(file, root.line, root.column, "", "台账应由键值对组成，如 inventory: beijing")]
        )
    header, sites = _read(root, file, faults)
    if faults or header is None:
        raise InventoryError(faults)
    return _inventory(header, sites, path)


def _read(root: Node, file: str, faults: list[Fault]) -> tuple[HeaderEntry | None, list[Site]]:
    """Header and sites; what is wrong with them is added to the faults."""
    head = _without_sites(root)
    header = _validated(HeaderEntry, head, head, file, faults)
    nodes = _site_nodes(root, file, faults)
    sites = []
    for index, node in enumerate(nodes):
        entry = _validated(SiteEntry, node, root, file, faults, ("sites", index))
        if entry is not None:
            sites.append(_site(entry, node.line))
        if len(faults) > ENOUGH_FAULTS:
            message = f"问题已超过 {ENOUGH_FAULTS} 处，其余网站未再检查"
            faults.append(Fault(file, node.line, node.column, f"sites[{index}]", message))
            return header, sites
    faults.extend(crosscheck(nodes, file))
    return header, sites


def _without_sites(root: Node) -> Node:
    keys = {key: node for key, node in root.value.items() if key != "sites"}
    return Node(root.line, root.column, keys)


def _site_nodes(root: Node, file: str, faults: list[Fault]) -> list[Node]:
    sites = root.value.get("sites")
    if sites is None:
        faults.append(Fault(file, root.line, root.column, "sites", "缺少必填项：网站列表"))
        return []
    message = ""
    if not isinstance(sites.value, list):
        message = "应为网站列表（每个网站以 - 开头）"
    elif not sites.value:
        message = "网站列表为空；至少应有一个网站"
    elif len(sites.value) > MAX_SITES:
        message = f"网站超过 {MAX_SITES} 个；请拆分台账"
    if message:
        faults.append(Fault(file, sites.line, sites.column, "sites", message))
        return []
    return list(sites.value)


def _validated(
    model: type[M], node: Node, root: Node, file: str, faults: list[Fault], prefix: Path = ()
) -> M | None:
    """The node as the model, or its faults. ``prefix`` is the path from ``root`` to the node."""
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        faults.extend(faults_of(error, model, root, file, prefix))
        return None


def _inventory(header: HeaderEntry, sites: list[Site], path: FilePath) -> Inventory:
    resolve = MappingProxyType(dict(header.resolve or {}))
    fleet = header.fleet or ""
    return Inventory(
        slug=header.inventory,
        title=header.title or header.inventory,
        region=header.region or "",
        area_code=header.area_code or "",
        profile=header.profile or "",
        as_of=header.as_of,
        politeness=_politeness(header.politeness),
        resolve=resolve,
        fleet=fleet,
        sites=tuple(sites),
        path=path,
        digest=digest(sites, resolve, fleet),
    )


def _politeness(entry: PolitenessEntry | None) -> Politeness:
    if entry is None:
        return Politeness()
    return Politeness(
        contact=entry.contact or "",
        per_host=entry.per_host,
        per_address=entry.per_address,
        delay_s=entry.delay_s,
        site_seconds=entry.site_seconds,
        robots=entry.robots,
    )


def _site(entry: SiteEntry, line: int) -> Site:
    return Site(
        id=entry.id or entry.site_code or "",
        name=entry.name,
        url=entry.url,
        site_code=entry.site_code or "",
        sponsor=entry.sponsor or "",
        unit=entry.unit or "",
        unit_kind=entry.unit_kind,
        kind=entry.kind,
        nature=entry.nature or "",
        status=entry.status,
        services=entry.services,
        merged_into=entry.merged_into or "",
        approved_on=entry.approved_on,
        columns=tuple(ColumnHint(hint.title, hint.type, hint.url) for hint in entry.columns or ()),
        guides=tuple(entry.guides or ()),
        search=entry.search or "",
        waivers=tuple(
            Waiver(waiver.rule, waiver.until, waiver.reason, waiver.document or "", waiver.approver or "")
            for waiver in entry.waivers or ()
        ),
        moved_to=entry.moved_to or "",
        cancelled=_cancelled(entry.cancelled),
        bonus_points=None if entry.bonus_points is None else Decimal(str(entry.bonus_points)),
        line=line,
    )


def _cancelled(entry: CancelledEntry | None) -> tuple[tuple[str, bool], ...]:
    """What is known, in a fixed order."""
    said = entry.model_dump(exclude_none=True) if entry else {}
    return tuple((name, said[name]) for name in ("icp", "police", "mark") if name in said)
