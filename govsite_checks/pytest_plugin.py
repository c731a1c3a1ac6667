"""What pytest loads in every run: options, the hook, the ``site`` fixture. All else waits for ``--sites``.

A run that has nothing to do with websites must not pay for libcurl, schemas and templates.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govsite_checks import hookspecs
from govsite_checks.evaluate import why_unseen
from govsite_checks.plugin import options

if TYPE_CHECKING:
    from govsite_checks.model import Snapshot


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    options.add(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add ``pytest_govsite_rules``."""
    pluginmanager.add_hookspecs(hookspecs)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Begin a session of website checks where ``--sites`` asks for one."""
    base = config.invocation_params.dir
    paths = list(dict.fromkeys(Path(base / given).resolve() for given in config.getoption("--sites")))
    if not paths or config.option.help or getattr(config.option, "version", 0):
        return
    from govsite_checks.plugin import session

    session.begin(config, paths)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Snapshot:
    """What was collected of a website: ``site.home.title``, ``site.pages``, ``site.site.name``.

    A test that asks for it runs once for each website of the inventories given by ``--sites``. Where nothing could
    be seen of a site's home page the test is skipped with the reason: what was not seen is not judged.
    """
    if not hasattr(request, "param"):
        pytest.fail("夹具 site 需要网站台账：请用 pytest --sites 台账.yaml 运行", pytrace=False)
    run, chosen = request.param
    snapshot: Snapshot = run.snapshot(chosen.id)
    if not snapshot.home.seen:
        pytest.skip(f"未能查看首页：{why_unseen(snapshot.home)}")
    return snapshot
