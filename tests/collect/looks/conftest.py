"""A real browser to look with, and one to look at its pictures."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import async_playwright

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.find import find
from govsite_checks.collect.looks.camera import Roll, photograph
from govsite_checks.collect.looks.desk import Label
from govsite_checks.collect.looks.limits import LookLimits
from govsite_checks.collect.looks.locate import Spot
from govsite_checks.collect.looks.scene import Part, Scene
from govsite_checks.collect.looks.studio import Studio, open_studio

URL = "http://www.a.test/"
# Where the box is, and how many pixels of a colour there are.
_MEASURE = """async ([data, colour]) => {
  const image = new Image(); image.src = "data:image/webp;base64," + data; await image.decode();
  const canvas = document.createElement("canvas"); canvas.width = image.width; canvas.height = image.height;
  const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0);
  const p = pen.getImageData(0, 0, image.width, image.height).data, near = (a, b) => Math.abs(a - b) < 40;
  let box = [1e9, 1e9, -1, -1], count = 0;
  for (let i = 0; i < p.length; i += 4) {
    if (!(near(p[i], colour[0]) && near(p[i + 1], colour[1]) && near(p[i + 2], colour[2]))) continue;
    const x = (i / 4) % image.width, y = Math.floor(i / 4 / image.width);
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]; count++;
  }
  return [box, count, image.width, image.height];
}"""


@dataclass
class Seen:
    """Of one colour in a picture: left, top, right, bottom, and how many pixels."""

    box: tuple[int, int, int, int]
    count: int
    width: int
    height: int


@dataclass
class Darkroom:
    """Takes pictures and looks at them."""

    def take(
        self,
        html: str,
        *spots: Spot,
        resolve: Mapping[str, str] | None = None,
        parts: Mapping[str, Part] | None = None,
        scripts: bool = True,
        url: str = URL,
        limits: LookLimits | None = None,
    ) -> Roll:
        """The pictures of a page."""
        options = CollectOptions(resolve=resolve or {})

        async def shoot(studio: Studio) -> Roll:
            scene = Scene(url, html, parts or {}, scripts=scripts)
            return await photograph(studio, scene, spots, Label(url, "采集时间：2018-09-10"))

        return self.within(options, shoot, limits)

    def within(
        self,
        options: CollectOptions,
        job: Callable[[Studio], Coroutine[Any, Any, Any]],
        limits: LookLimits | None = None,
    ) -> Any:
        """What a job gives that has a studio; its browser is gone afterwards."""

        async def run() -> Any:
            async with open_studio(options, limits=limits) as studio:
                return await job(studio)

        return asyncio.run(run())

    def look(self, data: bytes, colour: Sequence[int] = (208, 0, 0)) -> Seen:
        """Where a colour is in a picture: by default that of the box."""

        async def run() -> Seen:
            async with async_playwright() as driver:
                found = find()
                assert found is not None
                browser = await driver.chromium.launch(executable_path=found.path, args=["--no-sandbox"])
                page = await browser.new_page()
                measured = await page.evaluate(_MEASURE, [base64.b64encode(data).decode(), list(colour)])
                await browser.close()
                return Seen(tuple(measured[0]), *measured[1:])

        return asyncio.run(run())


@pytest.fixture
def darkroom() -> Darkroom:
    assert find() is not None, "these tests need a Chromium: make setup"
    return Darkroom()
