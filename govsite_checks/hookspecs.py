"""The hooks that this plugin adds to pytest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from govsite_checks.model import Rule


@pytest.hookspec
def pytest_govsite_rules(config: pytest.Config) -> Iterable[Rule]:
    """Return further rules, made with ``govsite_checks.rule``, for this run.

    A rule whose id is taken already is an error that names both. Packages that are installed would rather use the
    entry-point group ``govsite_checks.rules``; this hook suits a ``conftest.py``.
    """
    raise NotImplementedError
