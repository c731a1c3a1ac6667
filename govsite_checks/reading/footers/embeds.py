"""The two embedded marks: the party and government mark of CONAC, and the error-report entry (找错).

The embed itself is the evidence: neither CONAC's nor the platform's script is fetched. Shapes from the requirement
catalogue, sections 6 and 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from govsite_checks.reading.page.html import ARTICLE, Element, Flow

from .lexicon import lexicon
from .marks import MAX_MARKS, Mark, is_dead

_SITENAME = re.compile(r"(?:^|//|\.)conac\.cn[^\s]*?(?:sitename|[?&]id=)", re.IGNORECASE)
_LOADER = re.compile(r"dcs\.conac\.cn|/ca\d{15,25}(?:_\w+)?\.js|(?:^|/)conac[\w-]*\.js", re.IGNORECASE)
_CONAC_IMAGE = re.compile(r"(?:^|/)(red|blue)(_error)?\.(?:png|gif|jpg)", re.IGNORECASE)
_IMAGE_HINT = re.compile(r"red|blue|conac|dzjg|党政|事业", re.IGNORECASE)
_HEX = re.compile(r"[0-9A-F]{32}", re.IGNORECASE)
_CODE = re.compile(r"site_?code['\"]?\s*[=:]\s*['\"]?\s*((?:bm)?\d{5,14})", re.IGNORECASE)
_JIUCUO_SCRIPT = re.compile(r"(?:^|/)jiucuo[\w.-]*\.js", re.IGNORECASE)
_JIUCUO_PATH = re.compile(
    r"exposure/jiucuo|check_web/(?:errorinfo|databaseinfo)|jiucuo[^\s]*site_?code=|site_?code=[^\s]*jiucuo",
    re.IGNORECASE,
)
_WRONG = re.compile("[错錯]")
_HINT = re.compile(r"jiucuo|site_?code|exposure|check_web|javascript:", re.IGNORECASE)
# News about error reports, not a place to make one.
_HEADLINE = re.compile("关于|通知|通报|公告|公示|情况|办理|回复|开展|《")
_CALL = re.compile(r"([A-Za-z_$][\w$]*)\s*\(\s*(?:['\"]?((?:bm)?\d{8,12})['\"]?)?", re.IGNORECASE)


# --- party and government mark ---------------------------------------------------------------------------------------


def party_gov_marks(flow: Flow, articles_from: int) -> Iterator[Mark]:
    """The marks of CONAC on the page; those in an article only as ``elsewhere``, from a place in the text on.

    ``detail`` is ``red``, ``blue``, ``error``, ``loader`` or ``link``; ``value`` the record's id where it is known.
    """
    count = 0
    for element in (*flow.scripts, *flow.links, *flow.images, *flow.acting):
        mark = _conac(flow, element)
        if mark is not None and (element.area != ARTICLE or element.start >= articles_from):
            yield _placed(mark, element)
            count += 1
            if count >= MAX_MARKS:
                return


def _placed(mark: Mark, element: Element) -> Mark:
    """The mark, with what its place makes of it."""
    if element.hidden and not element.written:
        return replace(mark, state="hidden")
    return replace(mark, state="elsewhere") if element.area == ARTICLE else mark


def _conac(flow: Flow, element: Element) -> Mark | None:
    tag = element.tag
    if tag == "a":
        return _conac_link(flow, element)
    if tag == "script":
        src = element.get("src")
        if src and _LOADER.search(src):
            return Mark("", src, detail="loader", link=src)
        return None
    if tag == "img" and not _SITENAME.search(element.get("onclick")):
        return _conac_image(element)
    setting = element.attrs.get("data-setting") or ""
    if setting and ("gov" in element.name or "conac" in element.name.lower()) and _HEX.search(setting):
        return Mark((_HEX.search(setting) or [""])[0], setting, detail="loader")
    onclick = element.get("onclick")
    if "conac" in onclick and _SITENAME.search(onclick):
        return Mark((_HEX.search(onclick) or [""])[0], onclick, detail="link")
    if element.get("id").lower() == "_ideconac" and element.end == element.start:
        return Mark("", "_ideConac", "label", "placeholder")
    return None


def _conac_link(flow: Flow, element: Element) -> Mark | None:
    href = element.get("href") or element.get("url") or element.get("data-href")
    target = f"{href} {element.get('onclick')}"
    if "conac" not in target and "conac" not in target.lower():
        return None
    record = _HEX.search(target)
    if not (_SITENAME.search(target) or record):
        if not element.images and not lexicon().party_gov_word.search(flow.words(element)):
            return None  # one of the links to other sites
        return Mark("", href, "dead", "link", href)
    images = element.images[:8]
    colours = [found for image in images if (found := _CONAC_IMAGE.search(image.get("src")))]
    words = (
        " ".join(f"{image.get('alt')} {image.get('title')}" for image in images)
        + element.get("title")
        + flow.words(element)
    )
    detail = "link"
    if any(found[2] for found in colours):
        detail = "error"
    elif any(found[1].lower() == "blue" for found in colours) or _says_institution(words):
        detail = "blue-said" if _says_institution(words) else "blue"
    return Mark(record[0] if record else "", f"{href} {words.strip()}".strip(), "shown", detail, href)


def _says_institution(words: str) -> bool:
    return lexicon().institution in words and "党政" not in words and "机关" not in words


def _conac_image(element: Element) -> Mark | None:
    src = element.get("src")
    words = f"{element.get('alt')} {element.get('title')}"
    if not _IMAGE_HINT.search(f"{src} {words} {element.get('id')}"):
        return None
    found = _CONAC_IMAGE.search(src)
    ours = "conac" in f"{src} {element.name}".lower()
    if found and (ours or found[2]):
        colour = "error" if found[2] else found[1].lower()
        if colour == "blue" and _says_institution(words):
            colour = "blue-said"
        return Mark(
            "", f"{src} {words}".strip(), "shown" if ours and "conac.cn" in src else "picture", colour
        )
    linked = element.parent is not None and element.parent.tag == "a"
    if lexicon().party_gov_word.search(f"{words} {src.rsplit('/', 1)[-1]}") or re.search(
        r"(?:^|/)(?:dzjg|red)[\w-]*\.(?:png|gif|jpg)", src
    ):
        href = element.parent.get("href") if linked and element.parent else ""
        scripted = _has_handler(element)
        return Mark(
            "", f"{src} {words}".strip(), "picture", "scripted" if scripted or linked else "plain", href
        )
    return None


def _has_handler(element: Element) -> bool:
    """Whether a script may have been bound to an element: it, or what stands around it, has an id or a handler."""
    around: Element | None = element
    for _ in range(3):
        if around is None or around.tag in ("body", "html"):
            return False
        if around.get("onclick") or (
            around.get("id") and around.tag in ("a", "img", "span", "i", "em", "button")
        ):
            return True
        around = around.parent
    return False


# --- error-report entry ----------------------------------------------------------------------------------------------


def jiucuo_marks(flow: Flow, codes: list[str], articles_from: int) -> Iterator[Mark]:
    """The entries of 我为政府网站找错 on the page. ``codes`` are the texts of the scripts that could be read.

    Those in an article count as ``elsewhere``, and only from a place in the text on.

    ``value`` is the site code that the entry carries, ``detail`` is ``script``, ``link``, ``own`` or ``image``.
    """
    count = 0
    for element in (*flow.scripts, *flow.links, *flow.images, *flow.acting):
        mark = _jiucuo(flow, element, codes)
        if mark is not None and (element.area != ARTICLE or element.start >= articles_from):
            yield _placed(mark, element)
            count += 1
            if count >= MAX_MARKS:
                return
    if not count:
        yield from _bound(codes)


def _jiucuo(flow: Flow, element: Element, codes: list[str]) -> Mark | None:
    tag, attrs = element.tag, element.attrs
    if tag == "script":
        src = element.get("src").strip()
        if (attrs.get("id") == "_jiucuo_" and src) or (src and _JIUCUO_SCRIPT.search(src)):
            return Mark(
                (element.get("sitecode") or element.get("site_code") or _code_in(src)).strip(),
                src,
                detail="script",
                link=src,
            )
        return None
    setting = attrs.get("data-setting") or ""
    if setting and re.search(r"jiucuo|find-?wrong", element.name, re.IGNORECASE):
        return Mark(_code_in(setting), setting, detail="script")
    if tag in ("a", "area", "img", "span", "div", "button", "input"):
        return _jiucuo_link(flow, element, codes)
    return None


def _jiucuo_link(flow: Flow, element: Element, codes: list[str]) -> Mark | None:
    href = (element.get("href") or element.get("url") or element.get("data-href")).strip()
    onclick = element.get("onclick")
    if (
        element.tag == "a"
        and not onclick
        and not element.images
        and not _WRONG.search(flow.text[element.start : element.end] + element.get("title"))
        and not _HINT.search(href)
    ):
        return None
    target = unquote(f"{href} {onclick}") if href or onclick else ""
    if target.strip():
        if _is_national(target):
            return Mark(_code_in(target), target.strip(), detail="link", link=href)
        rendered = _rendered(element, onclick)
        if rendered:
            return Mark(rendered, target.strip(), detail="script")
        called = _called(f"{onclick} {href if href.lower().startswith('javascript') else ''}", codes)
        if called is not None:
            return Mark(called, target.strip(), detail="link", link=href)
    if element.tag not in ("a", "img"):
        return None
    words = _jiucuo_words(flow, element)
    if not words:
        return None
    if element.tag == "img" and element.parent is not None and element.parent.tag == "a":
        return None
    if onclick or _has_handler(element) or any(image.get("onclick") for image in element.images[:8]):
        return Mark("", words, "dead", "scripted", href)
    if element.tag == "img" or is_dead(href):
        return Mark("", words, "dead", "image", href)
    return Mark(_code_in(href), words, "bare", "own", href)


def _rendered(element: Element, onclick: str) -> str:
    """The site code of what the platform's script draws, or a site draws like it: an image that calls Link('code')."""
    code = re.search(r"Link\s*\(\s*['\"]((?:bm)?\d{8,12})['\"]", onclick, re.IGNORECASE)
    if code is None:
        return ""
    around: Element | None = element
    for _ in range(4):
        if around is None:
            break
        if around.get("id") == "_span_jiucuo":
            return code[1]
        around = around.parent
    src = element.get("src").lower()
    named = any(host in src for host in lexicon().jiucuo_hosts) or _is_entry_image(element)
    return code[1] if named else ""


def _is_entry_image(image: Element) -> bool:
    """Whether an image is called an error-report entry, by its words or by its file's name."""
    words = lexicon()
    return bool(
        words.jiucuo_word.search(f"{image.get('alt')} {image.get('title')}")
        or words.jiucuo_file.search(image.get("src"))
    )


def _jiucuo_words(flow: Flow, element: Element) -> str:
    """The words or image that call an element an error-report entry; empty where nothing does."""
    pattern = lexicon().jiucuo_word
    images = [element] if element.tag == "img" else element.images[:8]
    named = [image for image in images if _is_entry_image(image)]
    text = flow.words(element) if 0 < element.end - element.start <= 30 else ""
    if named:
        return f"{named[0].get('alt')} {named[0].get('src')}".strip()
    for words in (text, element.get("title")):
        if pattern.search(words) and len(words) <= 20 and not _HEADLINE.search(words):
            return words
    return ""


def _is_national(target: str) -> bool:
    low = target.lower()
    return _JIUCUO_PATH.search(low) is not None or (
        any(host in low for host in lexicon().jiucuo_hosts)
        and ("jiucuo" in low or "exposure" in low or "check_web" in low)
    )


def _code_in(text: str) -> str:
    found = _CODE.search(text)
    return found[1] if found else ""


def _called(handler: str, codes: list[str]) -> str | None:
    """The site code handed to a function of the page that opens the national platform, or None."""
    for name, code in _CALL.findall(handler[:500]):
        if len(name) < 2 or name in ("window", "open", "return", "if"):
            continue
        for text in codes:
            place = text.find(f"function {name}")
            place = place if place >= 0 else text.find(f"{name} = function")
            if place >= 0 and _is_national(text[place : place + 3000]):
                return code or _code_in(text[place : place + 3000])
    return None


def _bound(codes: list[str]) -> Iterator[Mark]:
    """An entry that a script binds to an element: it opens the platform, but from where is not said."""
    for text in codes:
        if _is_national(text):
            yield Mark(_code_in(text), "jiucuo", "elsewhere", "script")
            return
