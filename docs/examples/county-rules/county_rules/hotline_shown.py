"""The home page shows the hotline of the county."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import document


@rule(
    id="hotline-shown",
    title="首页标明便民服务热线",
    clause="county/2026-3",
    remediation="在首页写明“便民服务热线”。",
    examples=[
        Example.ok("<p>便民服务热线</p>", says="便民服务热线"),
        Example.violation("<p>版权所有</p>", says="未见便民服务热线"),
        # A mark in a comment is seen by no visitor.
        Example.violation("<!-- 便民服务热线 --><p>版权所有</p>", says="未见便民服务热线"),
    ],
)
def hotline_shown(snapshot: Snapshot, *, words: str = "便民服务热线") -> Iterable[Finding]:
    """The home page shows the hotline of the county.

    检查内容：
        首页的文字中有没有“便民服务热线”。
    检查依据：
        某县政府网站管理办法（示例）第三条。
    整改方法：
        在首页写明“便民服务热线”。
    人工判断：
        首页由脚本生成、未能由浏览器打开时，需人工查看。
    已知局限：
        图片中的文字读不到。
    """
    page = snapshot.home
    if words in document(snapshot, page).text:
        yield Finding.at(Verdict.OK, f"首页有{words}。", page, snippet=words)
    elif page.rendered is not None and page.rendered.error:
        yield Finding.at(
            Verdict.NEEDS_REVIEW, f"首页文字中未见{words}，脚本生成的内容未能查看，需人工确认。", page
        )
    else:
        yield Finding.at(Verdict.VIOLATION, f"首页未见{words}。", page)
