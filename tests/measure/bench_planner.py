"""A planner for the benchmark: the home page and as many of its links as the fleet has pages. Also a pytest plugin."""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest
from selectolax.lexbor import LexborHTMLParser

from govsite_checks.collect import Wanted
from govsite_checks.collect.planner import HomePlan
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Role, Site


class LinksPlan(HomePlan):
    """The home page, then the links of its first list; every page is parsed, as a real plan would."""

    def __init__(self, site: Site, pages: int) -> None:
        super().__init__(site)
        self.pages = pages

    def then(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """The links, from the home page only."""
        if capture.error:
            return ()
        tree = LexborHTMLParser(text)
        if wanted.role != Role.HOME:
            return ()
        links = [node.attributes.get("href") or "" for node in tree.css("ul:first-of-type > li > a")]
        return [Wanted(Role.OTHER, url, capture.final_url, 1) for url in links[: self.pages - 1]]


class LinksPlanner:
    """Plans the same number of pages of each site."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    def begin(self, site: Site) -> LinksPlan:
        """The plan of a site."""
        return LinksPlan(site, self.pages)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Let a run of the plugin collect the whole fleet."""
    from govsite_checks.plugin.state import KEY

    state = session.config.stash.get(KEY, None)
    for run in state.runs.values() if state else ():
        run.planner = LinksPlanner(int(os.environ["GOVSITE_BENCH_PAGES"]))
