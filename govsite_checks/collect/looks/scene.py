"""A page out of the evidence, served to the browser in place of the network, and what it may load beside it."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.access import Access
from govsite_checks.collect.browse.entry import changes_of

# No windows, no dialogs, no forms, no downloads, no leaving of the page: whatever its scripts try.
_SANDBOX = "sandbox allow-scripts allow-same-origin; object-src 'none'; connect-src 'none'; worker-src 'none'"
_NO_SCRIPTS = "; script-src 'none'"
# What a page looks like; nothing else is asked for.
_LOOKS = frozenset({"Stylesheet", "Image", "Font"})


@dataclass(frozen=True, slots=True)
class Part:
    """A frame or a script of a page, as it was collected."""

    text: str
    kind: str = "text/html"


@dataclass(frozen=True, slots=True)
class Scene:
    """A page as it was collected. ``scripts``: its own and those among its ``parts`` may run, for they have not yet."""

    url: str
    html: str
    parts: Mapping[str, Part] = field(default_factory=lambda: MappingProxyType({}))
    scripts: bool = False
    looks: bool = True  # whether styles, images and fonts may be asked for where they are


class Stage:
    """Answers what a page asks for: its documents and scripts from the scene, its looks through the guard, nothing else."""

    def __init__(self, session: CDPSession, scene: Scene, scripts: bool, most: int, access: Access) -> None:
        self._session, self._scene, self._scripts = session, scene, scripts
        self._most, self._access = most, access
        self._opened, self._frame = False, ""
        self._tasks: set[asyncio.Task[None]] = set()
        self.left = asyncio.Event()  # the page's scripts lead elsewhere, which ends its parsing
        session.on("Fetch.requestPaused", self._note)

    async def set(self) -> None:
        """Before the page is opened."""
        await self._session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    def _note(self, event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._answer(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, event: dict[str, Any]) -> None:
        with suppress(PlaywrightError, Exception):  # the page may be gone
            method, more = self._decide(event)
            await self._session.send(method, {"requestId": event["requestId"], **more})

    def _decide(self, event: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        kind, url = event["resourceType"], event["request"]["url"].partition("#")[0]
        if kind == "Document" and not self._opened:
            self._opened, self._frame = True, str(event.get("frameId"))
            return self._given(self._scene.html, "text/html", self._scripts)
        part = self._scene.parts.get(url)
        if kind == "Document":
            if event.get("frameId") == self._frame:
                self.left.set()
            # An empty answer leaves the page that stands.
            return self._given(part.text, "text/html", False) if part is not None else _empty()
        if kind == "Script" and self._scripts and part is not None:
            return self._given(part.text, "text/javascript", False)
        if kind in _LOOKS and self._scene.looks:
            self._most -= 1
            if self._most >= 0:
                return "Fetch.continueRequest", changes_of(self._access, event["request"])
        return "Fetch.failRequest", {"errorReason": "BlockedByClient"}

    def _given(self, text: str, kind: str, scripts: bool) -> tuple[str, dict[str, Any]]:
        policy = _SANDBOX if scripts else _SANDBOX + _NO_SCRIPTS
        fields = {"Content-Type": f"{kind}; charset=utf-8", "Content-Security-Policy": policy}
        body = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
        heads = [{"name": name, "value": value} for name, value in fields.items()]
        return "Fetch.fulfillRequest", {"responseCode": 200, "responseHeaders": heads, "body": body}


def _empty() -> tuple[str, dict[str, Any]]:
    return "Fetch.fulfillRequest", {"responseCode": 204}
