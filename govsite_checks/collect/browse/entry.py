"""The user's own hosts entered by the browser: header fields request by request, certificates and logins by context.

Playwright's own routes are of no use here: what they add to a request goes along with its redirects, to whatever host.
The browser asks us about each hop anew, and what is added to one is not carried to the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from playwright.async_api import CDPSession

from govsite_checks.collect.access import Access
from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.urls import BadUrlError, absolute, origin_of


def host_of(url: str) -> str:
    """The host of an address; empty where it has none."""
    try:
        return origin_of(absolute(url))[1]
    except BadUrlError:
        return ""


def patterns_of(access: Access) -> list[dict[str, str]]:
    """Which requests are to be asked about, for ``Fetch.enable``; more than are meant, never fewer."""
    entered = sorted(host for host, way in access.hosts.items() if way.fields)
    return [{"urlPattern": f"*://{host}{rest}"} for host in entered for rest in ("/*", ":*")]


def changes_of(access: Access, request: Mapping[str, Any]) -> dict[str, Any]:
    """What ``Fetch.continueRequest`` is to change of a request: its fields, where its host is one that is entered."""
    way = access.of(host_of(str(request["url"])))
    if way is None or not way.fields:
        return {}
    added = {name.lower() for name, _ in way.fields}
    kept = [(name, value) for name, value in request["headers"].items() if name.lower() not in added]
    return {"headers": [{"name": name, "value": str(value)} for name, value in (*kept, *way.fields)]}


async def enter(session: CDPSession, access: Access) -> None:
    """Before a page is opened whose requests nobody else answers: let it enter the hosts of ``access``."""
    patterns = patterns_of(access)
    if patterns:
        session.on("Fetch.requestPaused", lambda event: go_on(session, access, event))
        await session.send("Fetch.enable", {"patterns": patterns})


def go_on(session: CDPSession, access: Access, event: Mapping[str, Any]) -> None:
    """Let a request that waits for us go its way."""
    answer(session, event, "Fetch.continueRequest", changes_of(access, event["request"]))


def answer(session: CDPSession, event: Mapping[str, Any], method: str, more: Mapping[str, Any]) -> None:
    """Answer for a request that waits; the page may be gone by then."""
    task = asyncio.ensure_future(session.send(method, {"requestId": event["requestId"], **more}))
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


def settings_of(options: CollectOptions, port: int, address: str) -> dict[str, Any]:
    """What a context for the pages of an address is opened with: whom it trusts, and with which certificates.

    ``port`` is the proxy's. A host that is told a secret must prove who it is, unless it is the user's own machine, as in
    libcurl; a context has one answer for all hosts.
    """
    hosts = options.access.hosts
    settings: dict[str, Any] = {"ignore_https_errors": hosts.keys() <= options.resolve.keys()}
    shown = _certificates(options.access, address)
    if shown:  # the driver itself connects then: through our proxy, too
        settings |= {"client_certificates": shown, "proxy": {"server": f"http://127.0.0.1:{port}"}}
    return settings


def _certificates(access: Access, address: str) -> list[dict[str, Any]]:
    """The certificates of a run, each for its host on the usual port and on that of the address."""
    origin = origin_of(absolute(address)) if host_of(address) else ("", "", 0)
    rows: list[dict[str, Any]] = []
    for host, way in access.hosts.items():
        ports = {443, origin[2]} if origin[:2] == ("https", host) else {443}
        for port in sorted(ports):
            if way.certificate and way.key:
                place = f"https://{host}" + (f":{port}" if port != 443 else "")
                row: dict[str, Any] = {"origin": place, "cert": way.certificate, "key": way.key}
                if way.key_password:
                    row["passphrase"] = way.key_password
                rows.append(row)
    return rows
