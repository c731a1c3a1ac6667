"""The home page opens in nearly all of a week's visits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from govsite_checks import sample
from govsite_checks.model import CHINA, DayOfVisits, Example, Finding, Snapshot, Verdict, Visits, rule

_LAST = sample.AS_OF.date()
# Visits count that are 20 minutes apart (``govsite_checks.visits``): a day has room for so many.
_DENSEST = 72


def _visits(*failed: int, each: int = 20, last: int | None = None) -> Visits:
    """Days of visits that end on the examples' day; of each, how many failed. ``last``: visits of the last day."""
    counts = [each] * (len(failed) - 1) + [each if last is None else last]
    days = [
        DayOfVisits(_LAST - timedelta(days=len(failed) - 1 - at), counts[at], count)
        for at, count in enumerate(failed)
    ]
    return Visits(tuple(days), "北京")


@rule(
    id="home-available",
    title="一周内首页能够正常打开",
    clause="census-2015/site-unreachable",
    remediation="排查服务器、线路和安全防护设备，使首页在 15 秒内打开；用 govsite probe 持续采样核对。",
    needs=(),
    examples=[
        Example.ok("", says="140 次访问中有 0 次未能打开", visits=_visits(0, 0, 0, 0, 0, 0, 0)),
        Example.ok("", says="占 4.3%", visits=_visits(6, 0, 0, 0, 0, 0, 0), note="差一次到 5%"),
        Example.violation("", says="占 5%", visits=_visits(7, 0, 0, 0, 0, 0, 0), note="恰为 5%"),
        Example.violation(
            "", says="已有 40 次未能打开", visits=_visits(20, 20, 0), note="其余全部打开也达到 5%"
        ),
        Example.ok(
            "", says="已可判定", visits=_visits(0, 0, 0, 0, 0, 0, 0, last=14), note="缺 6 次，占 4.3%"
        ),
        Example.no_evidence("", says="还缺 7 次", visits=_visits(0, 0, 0, 0, 0, 0, 0, last=13)),
        Example.no_evidence(
            "",
            says="还缺 40 次",
            visits=_visits(8, 0, 0, 0, 0, each=24),
            note="每天访问 24 次的，一周 168 次中有 8 次尚不足 5%",
        ),
        Example.no_evidence(
            "",
            says="还缺 133 次",
            visits=_visits(7, each=7),
            note="头几个小时打不开：一周访问的次数还不知道，占多少也就不知道",
        ),
        Example.no_evidence("", says="没有采样"),
        Example.no_evidence(
            "",
            says="没有采样",
            visits=Visits((DayOfVisits(_LAST - timedelta(days=7), 20, 20),)),
            note="一周之前的访问不计",
        ),
    ],
    catalogue=("site-unreachable",),
    scope="online",
)
def home_available(
    snapshot: Snapshot, *, visits_per_day: int = 20, days: int = 7, percent: float = 5.0
) -> Iterable[Finding]:
    """Fewer visits than the permitted share failed in a week of at least twenty visits a day.

    检查内容：
        监测时间点之前一周内，每天间隔访问首页 20 次以上，15 秒（含）以上仍打不开的次数占总次数的比例是否达到 5%。
    检查依据：
        全国政府网站普查评分表单项否决指标“站点无法访问”；2019 年检查指标沿用。
    整改方法：
        排查服务器、线路和安全防护设备，使首页在 15 秒内打开；用 govsite probe 持续采样核对。
    人工判断：
        采样不足一周，或每天不足 20 次，且其余访问的结果仍可能改变结论时，不作判定，写明还缺多少次。
    已知局限：
        只反映采样所在地的访问情况；防火墙拦截、403 和采样方自身断网的访问不计入次数。次数以采样记录为准，一次检查本身
        的访问不计；与上一次相隔不足 20 分钟的访问不计。结论已不可能改变时提前判定：判定不符合的，尚缺的次数按每 20 分钟
        访问一次计算；判定符合的，按已有的最密一天估计。
    """
    window = _window(snapshot, days)
    total, failed = sum(day.visits for day in window), sum(day.failed for day in window)
    url = snapshot.site.url
    if not total:
        said = f"监测时间点前 {days} 天没有采样，未能判定，共需 {visits_per_day * days} 次访问。"
        yield Finding(Verdict.NO_EVIDENCE, said, url)
        return
    missing = _missing(window, days, visits_per_day)
    # Whoever sampled more often than asked will go on so: until then nothing is decided.
    left = _missing(window, days, max(visits_per_day, *(day.visits for day in window)))
    # A day that has just begun does not tell how often it will be sampled: nobody is accused before the densest week.
    most = _missing(window, days, max(_DENSEST, visits_per_day, *(day.visits for day in window)))
    place = f"从{snapshot.visits.vantage[:40]}" if snapshot.visits and snapshot.visits.vantage else ""
    if not missing:
        verdict = Verdict.VIOLATION if _reaches(failed, total, percent) else Verdict.OK
        yield Finding(
            verdict,
            f"{place}一周内 {total} 次访问中有 {failed} 次未能打开，占 {_share(failed, total)}%。",
            url,
        )
    elif _reaches(failed, total + most, percent):
        said = f"{place}已访问 {total} 次，已有 {failed} 次未能打开，其余全部打开也将占 {_share(failed, total + most)}%以上。"
        yield Finding(Verdict.VIOLATION, said, url)
    elif not _reaches(failed + left, total + left, percent):
        said = f"{place}已访问 {total} 次，有 {failed} 次未能打开，其余 {left} 次无论结果如何均不足 {percent:g}%，已可判定。"
        yield Finding(Verdict.OK, said, url)
    else:
        said = f"{place}已访问 {total} 次，有 {failed} 次未能打开，还缺 {missing} 次访问，未能判定。"
        yield Finding(Verdict.NO_EVIDENCE, said, url)


def _window(snapshot: Snapshot, days: int) -> list[DayOfVisits]:
    """The days that count: so many, the last of them that of the judgement."""
    last: date = snapshot.as_of.astimezone(CHINA).date()
    first = last - timedelta(days=days - 1)
    return [day for day in (snapshot.visits.days if snapshot.visits else ()) if first <= day.day <= last]


def _missing(window: list[DayOfVisits], days: int, each: int) -> int:
    """How many visits are missing to so many on each day."""
    return sum(max(0, each - day.visits) for day in window) + each * (days - len(window))


def _reaches(failed: int, total: int, percent: float) -> bool:
    return Decimal(failed) * 100 >= Decimal(str(percent)) * total


def _share(failed: int, total: int) -> str:
    """Percent with one decimal, half up."""
    share = (Decimal(failed) * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share.normalize():f}"
