"""The addresses that sites have for one run: a machine of the house in place of the public one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from govsite_checks.inventory import Inventory
from govsite_checks.settings import SettingsError

_PORTS = {"http": 80, "https": 443}


def rebased(inventory: Inventory, base_urls: Sequence[tuple[str, str]]) -> tuple[Inventory, dict[str, str]]:
    """The inventory with other home addresses, and what is to be resolved for them.

    An address of numbers, or ``localhost``, is the user's own word for a machine: it is reached though the guard would
    refuse it. A name is resolved as always.

    Raises:
        SettingsError: an id is of no site, or none is given and there are several sites.
    """
    urls: dict[str, str] = {}
    for site_id, url in base_urls:
        urls[_site(inventory, site_id)] = url
    sites = tuple(replace(site, url=urls.get(site.id, site.url)) for site in inventory.sites)
    resolve = dict(pair for url in urls.values() if (pair := _own(url)))
    return replace(inventory, sites=sites), resolve


def _site(inventory: Inventory, site_id: str) -> str:
    if site_id and inventory.site(site_id) is None:
        raise SettingsError(
            f"--govsite-base-url：台账 {inventory.path.name} 中没有网站 {site_id}，请检查编号"
        )
    if not site_id and len(inventory.sites) != 1:
        raise SettingsError(
            f"--govsite-base-url：台账 {inventory.path.name} 有 {len(inventory.sites)} 个网站，请写作 网站编号=网址"
        )
    return site_id or inventory.sites[0].id


def _own(url: str) -> tuple[str, str] | None:
    """The host and the address and port to reach it at, where the address itself says so."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise SettingsError(f"--govsite-base-url {url[:80]!r} 的端口不对") from None
    host = parts.hostname or ""
    if host == "localhost":
        return host, f"127.0.0.1:{port}"
    if ":" in host:
        return host, f"[{host}]:{port}"
    return (host, f"{host}:{port}") if host.replace(".", "").isdigit() else None
