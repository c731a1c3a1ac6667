"""Judge government websites against the State Council's rules: a pytest plugin and a framework.

The whole public API: what a rule is made of, and what it is given.
"""

from __future__ import annotations

from govsite_checks.model import Effect, Example, Finding, Page, Role, Rule, Site, Snapshot, Verdict, rule

__version__ = "0.1.0"

__all__ = ["Effect", "Example", "Finding", "Page", "Role", "Rule", "Site", "Snapshot", "Verdict", "rule"]
