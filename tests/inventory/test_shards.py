"""Parts of an inventory: every site in exactly one, and what shares a server stays together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.inventory import parse_shard, shard
from govsite_checks.inventory.shards import MAX_SHARDS
from govsite_checks.model import Site


def site(id: str, url: str) -> Site:
    return Site(id=id, name=id, url=url)


def part_of(sites: list[Site], of: int, resolve: dict[str, str] | None = None) -> dict[str, int]:
    return {one.id: number for number in range(1, of + 1) for one in shard(sites, number, of, resolve or {})}


@pytest.mark.parametrize(
    "urls",
    [
        ("http://a.gov.cn/", "https://a.gov.cn/x"),
        ("http://a.gov.cn/", "http://www.a.gov.cn/"),
        ("http://a.gov.cn:8080/", "http://A.GOV.CN./"),
        ("http://政府.cn/", "http://xn--mxtq1m.cn/"),
    ],
)
def test_one_host_stays_together(urls: tuple[str, str]) -> None:
    others = [site(f"o{number}", f"http://o{number}.gov.cn/") for number in range(6)]
    parts = part_of([site("a", urls[0]), *others, site("b", urls[1])], 4)
    assert parts["a"] == parts["b"]


def test_hosts_of_one_address_stay_together_over_any_chain() -> None:
    sites = [site(name, f"http://{name}.gov.cn/") for name in "abcdef"]
    resolve = {
        "a.gov.cn": "10.0.0.1:80",
        "www.b.gov.cn": "10.0.0.1:81",
        "b.gov.cn": "10.0.0.2:80",
        "c.gov.cn": "10.0.0.2:80",
    }
    parts = part_of(sites, 4, resolve)
    assert parts["a"] == parts["b"] == parts["c"]
    assert len({parts[name] for name in "def"}) == 3


def test_ones_own_machine_needs_no_sparing() -> None:
    sites = [site(name, f"http://{name}.gov.cn/") for name in "abcd"]
    for address in ("127.0.0.1:80", "[::1]:80"):
        parts = part_of(sites, 4, {f"{name}.gov.cn": address for name in "abcd"})
        assert sorted(parts.values()) == [1, 2, 3, 4]


def test_parts_are_of_about_the_same_size() -> None:
    sites = [site(f"p{number}", f"http://p.gov.cn/{number}") for number in range(40)]
    sites += [site(f"s{number}", f"http://s{number}.gov.cn/") for number in range(160)]
    sizes = [len(shard(sites, number, 4, {})) for number in range(1, 5)]
    assert sizes == [50, 50, 50, 50]


def test_one_part_is_everything_and_more_parts_than_sites_leave_some_empty() -> None:
    sites = [site("a", "http://a.gov.cn/")]
    assert shard(sites, 1, 1, {}) == tuple(sites)
    assert [len(shard(sites, number, 3, {})) for number in (1, 2, 3)] == [1, 0, 0]


HOSTS = st.sampled_from([f"http://{name}.gov.cn/" for name in ("a", "www.a", "b", "c", "d", "www.d", "e")])
RESOLVE = st.dictionaries(
    st.sampled_from(["a.gov.cn", "www.a.gov.cn", "b.gov.cn", "d.gov.cn"]),
    st.sampled_from(["10.0.0.1:80", "10.0.0.2:80"]),
)


@settings(max_examples=80, deadline=None)
@given(
    urls=st.lists(HOSTS, max_size=12),
    of=st.integers(1, 5),
    resolve=RESOLVE,
    order=st.randoms(use_true_random=False),
)
def test_every_site_is_in_one_part_whatever_the_order(
    urls: list[str], of: int, resolve: dict[str, str], order: object
) -> None:
    sites = [site(f"s{number}", url) for number, url in enumerate(urls)]
    parts = part_of(sites, of, resolve)
    found = [one for number in range(1, of + 1) for one in shard(sites, number, of, resolve)]
    assert sorted(one.id for one in found) == sorted(one.id for one in sites)
    for number in range(1, of + 1):
        kept = shard(sites, number, of, resolve)
        assert list(kept) == [one for one in sites if one in kept]
    shuffled = sites[:]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert part_of(shuffled, of, resolve) == parts


@pytest.mark.parametrize(
    ("text", "meant"), [("1/1", (1, 1)), (" 2/8 ", (2, 8)), (f"1/{MAX_SHARDS}", (1, MAX_SHARDS))]
)
def test_what_a_part_is_called(text: str, meant: tuple[int, int]) -> None:
    assert parse_shard(text) == meant


@pytest.mark.parametrize(
    "text", ["", "0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3", f"1/{MAX_SHARDS + 1}", "１/２", "٣/٤"]
)
def test_what_is_no_part(text: str) -> None:
    with pytest.raises(ValueError, match="不是分片"):
        parse_shard(text)
