"""The standard plan over a real server: what is asked for on the wire, and what is recorded of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.model import CHINA, PageError, Role

AS_OF = datetime(2018, 9, 10, 12, tzinfo=CHINA)
NAV = (
    "<ul class=nav><li><a href='/'>首页</a></li><li><a href='/gzdt/'>工作动态</a></li><li><a href='/tzgg/'>通知公告</a></li>"
    "<li><a href='/zmhd/'>互动交流</a></li><li><a href='/gone/'>政策文件</a></li></ul>"
)
FORM = "<form action='/so' method=post><input name=keyword placeholder=请输入关键词><input type=submit value=搜索></form>"
BODY = "<p>" + "有关工作的安排和进展，内容为测试所写。" * 20 + "</p>"


def site(lab: Any) -> dict[str, bytes]:
    pages = {
        "/": NAV + FORM + "<a href='/about.html'>关于</a><img src=/logo.png>",
        "/about.html": BODY,
        "/so": BODY,
    }
    items = ""
    for age in (5, 15, 40, 120):
        day = (AS_OF - timedelta(days=age)).date()
        items += f"<li><a href='/gzdt/{age}.html'>我镇第{age}次部署秋季防火工作</a><span>{day}</span></li>"
        pages[f"/gzdt/{age}.html"] = f"<h1>我镇第{age}次部署秋季防火工作</h1><div>发布时间：{day}</div>{BODY}"
    pages["/gzdt/"] = f"{NAV}<ul class=list>{items}</ul>"
    pages["/tzgg/"] = NAV
    pages["/zmhd/"] = NAV + "<a href='/zmhd/xx/'>镇长信箱</a>"
    pages["/zmhd/xx/"] = NAV
    return {path: lab.http(text.encode()) for path, text in pages.items()}


def test_a_site_is_collected_by_plan(lab: Any) -> None:
    server = lab.serve(site(lab))
    resolve = {"www.a.test": server.endpoint, "a.test": server.endpoint}
    planner = StandardPlanner(Budget(columns=5), AS_OF)
    folder, report = lab.run("http://www.a.test/", resolve, planner=planner)
    assert report.problems == ()
    captures = folder.kept["a"]
    columns = {c.url.removeprefix("http://www.a.test"): c for c in captures if c.role == Role.COLUMN}
    assert list(columns) == ["/gzdt/", "/tzgg/", "/zmhd/", "/gone/", "/zmhd/xx/"]
    assert columns["/gone/"].error == PageError.HTTP_STATUS
    assert columns["/zmhd/xx/"].column.type == "consultation"
    searches = {c.note: c for c in captures if c.role == Role.SEARCH}
    assert set(searches) == {"known", "older", "absurd"}
    assert "第5次" in searches["known"].query
    assert {r.method for r in server.requests if r.path == "/so"} == {"POST"}
    assert {r.method for r in server.requests if r.path != "/so"} == {"GET"}
    asked = [request.path for request in server.requests]
    assert (
        asked.index("/zmhd/xx/")
        < asked.index("/gzdt/5.html")
        < asked.index("/so")
        < asked.index("/about.html")
    )
    roles = {c.role for c in captures}
    assert {Role.PROBE, Role.TWIN, Role.HTTPS, Role.LINK, Role.RESOURCE, Role.ARTICLE} <= roles


def test_columns_beyond_the_budget_are_recorded_without_being_asked_for(lab: Any) -> None:
    server = lab.serve(site(lab))
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=StandardPlanner(Budget(columns=2, links=0, links_elsewhere=0), AS_OF),
    )
    left = [c for c in folder.kept["a"] if c.role == Role.COLUMN and c.error == PageError.SITE_LEFT]
    assert {c.column.title for c in left} == {"互动交流", "政策文件"}
    assert not {"/zmhd/", "/gone/"} & set(server.paths())


def test_two_runs_over_one_site_ask_for_the_same(lab: Any) -> None:
    plans = []
    for _ in range(2):
        server = lab.serve(site(lab))
        folder, _ = lab.run(
            "http://www.a.test/", {"www.a.test": server.endpoint}, planner=StandardPlanner(Budget(), AS_OF)
        )
        plans.append([(c.role, c.url, c.query) for c in folder.kept["a"]])
    assert plans[0] == plans[1]
