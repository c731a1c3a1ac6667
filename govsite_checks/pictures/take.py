"""The pass that takes the pictures of a run: after judging, site by site, bounded, and never the run's misfortune."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govsite_checks.collect.contracts import Progress
from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.looks.camera import Picture, Roll, photograph
from govsite_checks.collect.looks.desk import Label
from govsite_checks.collect.looks.studio import Studio, StudioError, open_studio
from govsite_checks.evidence import EvidenceError
from govsite_checks.evidence.additions import adding
from govsite_checks.evidence.moments import moments
from govsite_checks.evidence.pictures import MOST, Shown, StoredPicture, add_pictures, has_pictures, name_of
from govsite_checks.model import Judgement, Page, Snapshot

from .choose import Wish, choose
from .scenes import label_of, scene_of


@dataclass(frozen=True, slots=True)
class PassLimits:
    """Seconds: of one site, of the run before its first site, and of the run for each of its sites."""

    site_s: float = 90.0
    run_s: float = 120.0
    run_site_s: float = 8.0


@dataclass(slots=True)
class Taken:
    """How many pictures were taken, of how many sites, and in Chinese what kept others from being taken."""

    pictures: int = 0
    sites: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def problem(self) -> str:
        """One line, empty where nothing went wrong."""
        first, more = next(iter(self.problems), ""), len(self.problems) - 1
        if not first:
            return ""
        return f"图片未全部生成：{first}" + (f"（另有 {more} 处）" if more > 0 else "") + "；判定结果不受影响"


@dataclass(frozen=True, slots=True)
class Gallery:
    """What the pass needs of a run: its evidence, and each site's snapshot and judgements when their turn has come."""

    evidence: Path
    snapshot: Callable[[str], Snapshot]
    judgements: Callable[[str], Sequence[Judgement]]
    family: Callable[[str], str]
    mode: str


def take(
    gallery: Gallery,
    site_ids: Sequence[str],
    options: CollectOptions,
    path: str = "",
    limits: PassLimits = PassLimits(),
    progress: Callable[[Progress], None] | None = None,
) -> Taken:
    """Take the pictures of some sites and keep them with their evidence; what has its pictures keeps them.

    Never raises for what pages, the browser or the network do; Ctrl-C ends the pass and is said.

    Raises:
        OSError: a picture cannot be written.
    """
    taken = Taken()
    try:
        with adding(gallery.evidence):
            asyncio.run(_take(gallery, site_ids, options, path, limits, taken, progress))
    except (StudioError, EvidenceError) as error:
        taken.problems.insert(0, str(error))
    except KeyboardInterrupt:
        taken.problems.insert(0, "被中断")
    return taken


async def _take(
    gallery: Gallery,
    site_ids: Sequence[str],
    options: CollectOptions,
    path: str,
    limits: PassLimits,
    taken: Taken,
    progress: Callable[[Progress], None] | None,
) -> None:
    done = 0

    def note() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(Progress(done, len(site_ids), taken.pictures, 0.0))

    async with open_studio(options, path) as studio:
        todo = iter(site_ids)
        crew = [
            asyncio.ensure_future(_work(gallery, todo, studio, limits, taken, note))
            for _ in range(studio.limits.at_once)
        ]
        try:
            async with asyncio.timeout(limits.run_s + limits.run_site_s * len(site_ids)):
                await asyncio.gather(*crew)
        except TimeoutError:
            taken.problems.append("用时已到上限")
        finally:
            for task in crew:
                task.cancel()
            await asyncio.gather(*crew, return_exceptions=True)


async def _work(
    gallery: Gallery,
    todo: Iterator[str],
    studio: Studio,
    limits: PassLimits,
    taken: Taken,
    note: Callable[[], None],
) -> None:
    for site_id in todo:
        try:
            async with asyncio.timeout(limits.site_s):
                await _site(gallery, site_id, studio, taken)
        except TimeoutError:
            taken.problems.append(f"{site_id} 用时超过 {limits.site_s:g} 秒")
        except EvidenceError as error:
            taken.problems.append(str(error))
        note()


async def _site(gallery: Gallery, site_id: str, studio: Studio, taken: Taken) -> None:
    if has_pictures(gallery.evidence, site_id):
        return
    snapshot = gallery.snapshot(site_id)
    wishes = choose(snapshot, gallery.judgements(site_id), gallery.family, gallery.mode)
    if not wishes:
        return
    times = moments(gallery.evidence, site_id)
    album = _Album()
    for wish in wishes:
        label = _masked(label_of(wish.page, times), studio)
        roll = await photograph(
            studio, scene_of(snapshot, wish.page), tuple(wish.spots), label, top=wish.top or bool(wish.spots)
        )
        if roll.problem:
            taken.problems.append(f"{site_id} {label.url[:80]} {roll.problem}")
        album.add(wish, roll, label.url, label.time)
    add_pictures(gallery.evidence, site_id, album.pictures(), studio.product)
    taken.pictures += len(album.pictures())
    taken.sites += 1


def _masked(label: Label, studio: Studio) -> Label:
    return replace(label, url=studio.options.access.masked_text(label.url))


class _Album:
    """The pictures of one site, each once, with everything that it shows."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[StoredPicture, bytes, list[Shown]]] = {}

    def add(self, wish: Wish, roll: Roll, url: str, time: str) -> None:
        """Take in the pictures of a page. A region that is not on it is shown by the top of the page."""
        lost: list[Shown] = list(wish.top_shows)
        for shows, picture in zip(wish.spots.values(), roll.spots, strict=False):
            if picture is None:
                lost += shows
            else:
                self._keep(picture, wish.page, url, time, shows)
        if roll.top is not None and (wish.top or lost):
            self._keep(roll.top, wish.page, url, time, lost)

    def _keep(self, picture: Picture, page: Page, url: str, time: str, shows: Sequence[Shown]) -> None:
        name = name_of(picture.data)
        stored = StoredPicture(name, url, time, picture.width, picture.height, picture.how, page.role)
        self._rows.setdefault(name, (stored, picture.data, []))[2].extend(shows)

    def pictures(self) -> list[tuple[StoredPicture, bytes]]:
        """The pictures, those without a box first: the home page's is the first of all."""
        rows = sorted(self._rows.values(), key=lambda row: bool(row[0].how))
        return [(replace(stored, shows=tuple(shows)), data) for stored, data, shows in rows[:MOST]]
