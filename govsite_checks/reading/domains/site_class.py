"""What the name and the code of a site tell of the class of its unit. Pure."""

from __future__ import annotations

from functools import cache
from re import Pattern

from govsite_checks.model import Site
from govsite_checks.reading.page.tables import any_of, table


@cache
def _pattern(kind: str) -> Pattern[str]:
    return any_of(table("sites")[kind])


def is_township(site: Site) -> bool:
    """Whether the name is one of a township, a town or a sub-district."""
    return _pattern("township").search(site.name) is not None


def names_portal(site: Site) -> bool:
    """Whether the name is one of a government, or of a body that runs an area."""
    return _pattern("portal").search(site.name) is not None


def is_county_department(site: Site) -> bool:
    """Whether code, kind and name together say department of a county.

    The first six digits of a code are the division: one whose last two are not 00 is a county or a district.
    """
    code = site.site_code
    county = len(code) == 10 and code.isdecimal() and code[4:6] != "00"
    named = _pattern("office").search(site.name) is not None and not names_portal(site)
    return county and site.kind == "department" and named
