"""Takes the pictures of one page: opened out of the evidence once, then region by region."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.browse.process import Process
from govsite_checks.collect.browse.render import QUIET
from govsite_checks.collect.urls import BadUrlError, absolute

from .desk import LABEL_HEIGHT, Desk, Label, capture
from .limits import LookLimits
from .locate import Box, Located, Spot, clip_of, locate
from .scene import Scene, Stage
from .studio import Studio


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in WebP. ``how`` says by what its region was found; empty where there is no box in it."""

    data: bytes
    width: int
    height: int
    how: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """The pictures of one page: its top where it was asked for, and one for each spot that is on it, else None.

    ``problem`` says in Chinese why there are none.
    """

    top: Picture | None = None
    spots: tuple[Picture | None, ...] = ()
    problem: str = ""


async def photograph(
    studio: Studio, scene: Scene, spots: Sequence[Spot], label: Label, *, top: bool = True
) -> Roll:
    """Take the pictures of a page. Never raises for what the page does.

    A page that its own scripts keep from coming to rest is shown without them.

    Raises:
        StudioError: there is no browser.
    """
    try:
        absolute(scene.url)
    except BadUrlError as bad:
        return Roll(problem=str(bad))
    problem = ""
    for scripts in (True, False) if scene.scripts else (False,):
        async with studio.turn() as process:
            try:
                async with asyncio.timeout(studio.limits.scripts_s if scripts else studio.limits.page_s):
                    return await _taken(studio, process, scene, spots, label, scripts, top)
            except TimeoutError:
                problem = f"页面在 {studio.limits.page_s:g} 秒内没有停下来"
            except Exception as error:  # whatever the driver makes of a page, or of a dying browser
                problem = "浏览器在打开本页时崩溃" if process.gone else "浏览器无法显示本页"
                process.suspect = process.suspect or not isinstance(error, PlaywrightError)
    return Roll(problem=problem)


async def _taken(
    studio: Studio,
    process: Process,
    scene: Scene,
    spots: Sequence[Spot],
    label: Label,
    scripts: bool,
    top: bool,
) -> Roll:
    limits = studio.limits
    async with studio.context(process, scene.url) as context, studio.context(process, scene.url) as apart:
        await context.add_init_script(QUIET)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        stage = Stage(session, scene, scripts, limits.requests, studio.options.access)
        await stage.set()
        if not await _open(page, session, stage, scene.url, limits) and scripts:
            raise TimeoutError
        whole, located = await locate(session, spots, limits)
        desk = await Desk.of(apart, limits)
        clips: dict[Box, Picture | None] = {}
        pictures = []
        first: Picture | None = None
        if top:
            size = Box(0, 0, float(limits.width), min(max(whole.height, 200.0), float(limits.home_height)))
            first = await _picture(session, desk, size, Located(), label)
        for place in located:
            if place.box is not None and place.box not in clips:
                clip = clip_of(whole, place.box, limits)
                clips[place.box] = await _picture(session, desk, clip, place, label)
            pictures.append(clips[place.box] if place.box is not None else None)
        return Roll(first, tuple(pictures))


async def _open(page: Page, session: CDPSession, stage: Stage, url: str, limits: LookLimits) -> bool:
    """Open the page and wait for its looks; whether it stayed where it is."""
    await page.goto(url, wait_until="commit", timeout=limits.load_s * 1000)
    # What has come by then is what is shown: a picture is better late than never, and better poor than none.
    loaded = asyncio.ensure_future(page.wait_for_load_state("load", timeout=limits.load_s * 1000))
    left = asyncio.ensure_future(stage.left.wait())
    try:
        await asyncio.wait((loaded, left), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (loaded, left):
            task.cancel()
        await asyncio.gather(loaded, left, return_exceptions=True)
    await session.send("Page.stopLoading")
    await asyncio.sleep(limits.still_s)
    return not stage.left.is_set()


async def _picture(
    session: CDPSession, desk: Desk, clip: Box, place: Located, label: Label
) -> Picture | None:
    raw = await capture(session, clip, "jpeg", 90)
    box = None
    if place.box is not None:
        box = Box(place.box.x - clip.x, place.box.y - clip.y, place.box.width, place.box.height)
    data = await desk.finish(raw, clip, box, label)
    return Picture(data, int(clip.width), int(clip.height) + LABEL_HEIGHT, place.how) if data else None
