"""The words and numbers of a site as its templates write them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from . import writing
from .site import DemoSite


@dataclass(frozen=True, slots=True)
class Words:
    """The words and numbers of a site; empty where they are not shown."""

    name: str
    number: int
    host: str
    url: str
    domain: str
    sponsor: str
    phone: str
    code: Markup
    icp: Markup
    icp_link: str
    police: Markup
    police_link: str
    jiucuo_code: str
    conac_id: str
    conac_account: str
    loader: bool


def words_of(site: DemoSite) -> Words:
    """The words of a site. The register's ids are made from the host, so they are stable and nobody's."""
    facts = site.facts.footer
    fill: Mapping[str, object] = {"code": site.code, "n": site.number}
    police = facts.police.format(**fill)
    digest = hashlib.sha256(site.host.encode()).hexdigest()
    return Words(
        name=site.name,
        number=site.number,
        host=site.host,
        url=site.url,
        domain=site.host.removeprefix("www."),
        sponsor=f"{site.name}办公室",
        phone=site.phone,
        code=writing.number(facts.code.format(**fill), facts.digits),
        icp=writing.number(facts.icp.format(**fill), facts.digits),
        icp_link=facts.icp_link,
        police=writing.number(police, facts.digits),
        police_link=facts.police_link.format(digits="".join(filter(str.isdigit, police))),
        jiucuo_code=facts.jiucuo_code.format(**fill),
        conac_id=digest[:32].upper(),
        conac_account=f"99{site.number:019d}",
        loader=site.layout in {"classic", "ministry"},
    )
