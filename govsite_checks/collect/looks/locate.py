"""Where on a page the region in question lies: found in a world that the page's scripts cannot reach."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession

from .limits import LookLimits

_WORLD = "govsite-looks"
# In the order of certainty: the element that is named, the words themselves, what refers to the address, the foot.
_FIND = r"""((spots, most) => {
  const narrow = (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0);
  const flat = (text) => text.replace(/[\s\u3000\u00a0]+/g, "").replace(/[\uff01-\uff5e]/g, narrow);
  const area = (r) => [r.left + scrollX, r.top + scrollY, r.width, r.height];
  const seen = (e) => { const r = e.getBoundingClientRect();
    return r.width > 2 && r.height > 2 && r.right + scrollX > 0 && r.bottom + scrollY > 0
      && (!e.checkVisibility || e.checkVisibility({visibilityProperty: true})) ? area(r) : null; };
  const union = (boxes) => {
    const x = Math.min(...boxes.map((b) => b[0])), y = Math.min(...boxes.map((b) => b[1]));
    return [x, y, Math.max(...boxes.map((b) => b[0] + b[2])) - x, Math.max(...boxes.map((b) => b[1] + b[3])) - y];
  };
  const root = document.documentElement, body = document.body || root;
  const width = Math.max(root.scrollWidth, body.scrollWidth), height = Math.max(root.scrollHeight, body.scrollHeight);
  let text = "", nodes = null;
  const read = () => {
    nodes = [];
    const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let n = walk.nextNode(); n && text.length < most; n = walk.nextNode()) {
      const name = n.parentElement ? n.parentElement.localName : "";
      if (name === "script" || name === "style" || name === "noscript" || name === "template") continue;
      const words = flat(n.data);
      if (words) { nodes.push([text.length, n]); text += words; }
    }
  };
  const place = (at) => {
    let low = 0, high = nodes.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (nodes[mid][0] <= at) low = mid; else high = mid - 1; }
    let [start, node] = nodes[low], left = at - start, i = 0;
    for (; i < node.data.length; i++) if (flat(node.data[i]) && left-- === 0) break;
    return [node, i];
  };
  const byWords = (words) => {
    const wanted = flat(words);
    if (wanted.length < 2) return null;
    if (!nodes) read();
    for (let at = text.indexOf(wanted), n = 0; at >= 0 && n < 30; at = text.indexOf(wanted, at + 1), n++) {
      const [from, i] = place(at), [to, j] = place(at + wanted.length - 1);
      const range = document.createRange();
      range.setStart(from, i); range.setEnd(to, Math.min(j + 1, to.data.length));
      const holder = from.parentElement;
      const r = range.getBoundingClientRect();
      if (r.width > 1 && r.height > 1 && holder && seen(holder)) return area(r);
    }
    return null;
  };
  const byAddress = (address) => {
    let n = 0;
    for (const e of document.querySelectorAll("[href],[src],[data],[background],[action]")) {
      if (n++ > 20000) break;
      for (const name of ["href", "src", "data", "background", "action"]) {
        const raw = e.getAttribute(name);
        if (raw === null) continue;
        let whole = ""; try { whole = new URL(raw, document.baseURI).href; } catch { /* no address */ }
        if (raw === address || whole === address || whole.split("#")[0] === address) {
          const boxes = [e, ...[...e.children].slice(0, 20)].map(seen).filter(Boolean);
          if (boxes.length) return union(boxes);
        }
      }
    }
    return null;
  };
  const bySelector = (selector) => { try { const e = document.querySelector(selector); return e && seen(e); } catch { return null; } };
  const foot = () => {
    const named = "footer, [class*=foot i], [id*=foot i], [class*=copyright i], [id*=copyright i], [class*=bottom i], [id*=bottom i]";
    let best = null;
    for (const e of [...document.querySelectorAll(named)].slice(-200)) {
      const box = seen(e);
      if (box && box[2] > 200 && box[3] < 1200 && box[1] + box[3] > height - 900 && (!best || box[2] * box[3] > best[2] * best[3])) best = box;
    }
    const top = Math.max(0, height - 360);
    return best || [0, top, Math.min(width, 1280), height - top];
  };
  const found = spots.map((spot) => {
    let box = null, how = "";
    const tries = [["selector", spot.selector, bySelector], ["words", spot.words, byWords], ["address", spot.address, byAddress]];
    for (const [name, value, find] of tries) if (!box && value) { box = find(value); how = name; }
    if (!box && spot.foot) { box = foot(); how = "foot"; }
    return box ? {how, box} : {how: "", box: null};
  });
  return {width, height, found};
})(SPOTS, 2000000)"""


@dataclass(frozen=True, slots=True)
class Spot:
    """What to look for on a page: an element, words, an address that something refers to, or else the foot of the page."""

    selector: str = ""
    words: str = ""
    address: str = ""
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in its pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Located:
    """Where a spot is, and by which of its marks it was found; None and empty where it was not."""

    box: Box | None = None
    how: str = ""


async def locate(
    session: CDPSession, spots: Sequence[Spot], limits: LookLimits
) -> tuple[Box, tuple[Located, ...]]:
    """The whole page, and where the spots are on it.

    Raises:
        PlaywrightError: the page does not answer.
    """
    tree = await session.send("Page.getFrameTree")
    frame = tree["frameTree"]["frame"]["id"]
    world = await session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _WORLD})
    asked = json.dumps([_row(spot, limits) for spot in spots])
    answer = await session.send(
        "Runtime.evaluate",
        {
            "expression": _FIND.replace("SPOTS", asked, 1),
            "contextId": world["executionContextId"],
            "returnByValue": True,
        },
    )
    value: dict[str, Any] = answer["result"].get("value") or {}
    page = Box(0, 0, _number(value.get("width"), limits.width), _number(value.get("height"), 1))
    rows = value.get("found") or []
    return page, tuple(_located(row, page) for row in rows) or tuple(Located() for _ in spots)


def _row(spot: Spot, limits: LookLimits) -> dict[str, Any]:
    # What was cut for the report ends in an ellipsis that the page does not have.
    words = spot.words[: limits.words].rstrip("…")
    return {"selector": spot.selector, "words": words, "address": spot.address, "foot": spot.foot}


def _number(value: object, least: float) -> float:
    number = float(value) if isinstance(value, int | float) else least
    return min(max(number, least), 100_000.0) if math.isfinite(number) else least


def _located(row: Any, page: Box) -> Located:
    values = row.get("box") if isinstance(row, dict) else None
    if not isinstance(values, list) or len(values) != 4:
        return Located()
    x, y, width, height = (_number(value, 0) for value in values)
    if x >= page.width or y >= page.height:
        return Located()
    return Located(Box(x, y, min(width, page.width - x), min(height, page.height - y)), str(row["how"]))


def clip_of(page: Box, box: Box | None, limits: LookLimits) -> Box:
    """The part of a page that shows a box with what is around it; its top where there is none."""
    width = float(limits.width)
    if box is None:
        return Box(0, 0, width, min(max(page.height, 200.0), float(limits.region_height)))
    height = min(max(box.height + 2 * limits.margin, 360.0), float(limits.region_height))
    # Of a region taller than a picture, its top.
    y = box.y - limits.margin if box.height + 2 * limits.margin <= height else box.y - 20
    x = 0.0 if box.x + box.width <= width else box.x + box.width / 2 - width / 2
    return Box(
        min(max(0.0, x), max(0.0, page.width - width)),
        min(max(0.0, y), max(0.0, page.height - height)),
        width,
        height,
    )
