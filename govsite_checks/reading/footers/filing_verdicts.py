"""What the links at filing numbers amount to."""

from __future__ import annotations

import re

from govsite_checks.model import Finding, Verdict

from .filing_links import FilingLink
from .footer import Footer
from .marks import Mark
from .verdicts import incomparable


def icp_linked(footer: Footer) -> Finding:
    """The finding on whether the ICP number leads to the ministry's register."""
    shown = footer.shown("icp")
    if not shown:
        return incomparable(footer, "icp", "首页底部未见可核对的ICP备案编号。")
    name = f"ICP备案编号{shown[0].value}"
    link = _to_register(footer, "icp")
    if link is None or link.state != "live":
        return _astray(footer, "icp", name, link)
    note = "" if link.current else "，为备案管理系统的原网址"
    return _at(footer, Verdict.OK, f"{name}链接到{_shown(link.host)}{note}。", link)


def police_linked(footer: Footer) -> Finding:
    """The finding on whether the police number leads to its own entry in the register."""
    shown = footer.shown("police")
    if not shown:
        return incomparable(footer, "police", "首页底部未见可核对的公安机关备案号。")
    numbers = {re.sub(r"\D", "", mark.value): mark for mark in shown}
    name = f"公安机关备案号{next(iter(numbers))}"
    links = [link for link in footer.filings if link.register == "police" and link.state == "live"]
    right = next((link for link in links if link.code in numbers), None)
    if right is not None:
        note = "" if right.current else "，为查询网站的原网址"
        return _at(footer, Verdict.OK, f"公安机关备案号{right.code}链接到查询页，编号一致{note}。", right)
    coded = next((link for link in links if link.code), None)
    if coded is not None:
        text = f"{name}，链接中的编号为{coded.code}，两者不一致。"
        return _doubted(footer, "police", text, coded)
    if links:
        text = f"{name}链接到{_shown(links[0].host)}，链接未带编号，需人工确认。"
        return _at(footer, Verdict.NEEDS_REVIEW, text, links[0])
    return _astray(footer, "police", name, _to_register(footer, "police"))


def _to_register(footer: Footer, register: str) -> FilingLink | None:
    """The best link to a register: one that works, and of those one to its address of today."""
    links = [link for link in footer.filings if link.register == register]
    return min(links, key=lambda link: (link.state != "live", not link.current), default=None)


def _astray(footer: Footer, kind: str, name: str, link: FilingLink | None) -> Finding:
    """The finding where no working link leads to the register."""
    link = link or _at_number(footer, kind)
    if link is None:
        return _doubted(footer, kind, f"{name}未链接到备案查询网站。", None)
    if link.state == "dead":
        return _doubted(footer, kind, f"{name}的链接没有指向。", link)
    text = {
        "schemeless": f"{name}的链接写作{_shown(link.href)}，网址不完整，需人工确认。",
        "handled": f"{name}的链接由脚本决定去向，需人工确认。",
    }.get(link.state, f"{name}链接到{_shown(link.host or link.href)}，不是备案查询网站，需人工确认。")
    return _at(footer, Verdict.NEEDS_REVIEW, text, link)


def _at_number(footer: Footer, kind: str) -> FilingLink | None:
    """The link that carries a number, wherever it leads."""
    numbers = [re.sub(r"\D", "", mark.value) for mark in footer.shown(kind)]
    carrying = [
        link
        for link in footer.filings
        if not link.register and any(number and number in link.digits for number in numbers)
    ]
    return min(carrying, key=lambda link: link.state == "dead", default=None)


def _doubted(footer: Footer, kind: str, text: str, link: FilingLink | None) -> Finding:
    """A violation, unless a part of the footer that was not read could put it right."""
    doubt = footer.doubt(kind)
    if doubt:
        return _at(footer, Verdict.NEEDS_REVIEW, f"{text[:-1]}；{doubt}，需人工确认。", link)
    return _at(footer, Verdict.VIOLATION, text, link)


def _at(footer: Footer, verdict: Verdict, text: str, link: FilingLink | None) -> Finding:
    page = footer.page
    if link is not None:
        page = footer.page_of(Mark(link.code or link.host or link.href, link.href))
    return Finding.at(verdict, text, page, snippet=f"{link.words} {link.href}".strip() if link else "")


def _shown(text: str) -> str:
    return re.sub(r"[。！!\s]+", " ", text)[:60].strip()
