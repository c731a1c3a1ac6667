"""The pages that the footer rules need, asked for over a real server."""

from __future__ import annotations

from govsite_checks.collect import FooterPlanner, Wanted
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Role, Site

SITE = Site(id="a", name="a", url="http://www.a.test/")
FOOTER = (
    "<div class=footer><script src='/footer.js'></script><iframe src='/frame.html'></iframe>"
    "<a href='/map.html'>网站地图</a></div>"
)


def test_the_home_page_comes_first():
    assert tuple(FooterPlanner().begin(SITE).first()) == (Wanted(Role.HOME, SITE.url),)


def test_the_parts_of_a_home_page_are_wanted_and_frames_are_looked_into_once(lab):
    server = lab.serve(
        {
            "/": lab.http(FOOTER.encode()),
            "/footer.js": lab.http(b"document.write('x')", content_type="text/javascript"),
            "/frame.html": lab.http(
                FOOTER.replace("frame.html", "frame2.html").replace("footer.js", "f2.js").encode()
            ),
            "/frame2.html": lab.http(FOOTER.replace("frame.html", "frame3.html").encode()),
            "/map.html": lab.http("<p>网站地图".encode()),
        }
    )
    folder, _ = lab.run(SITE.url, {"www.a.test": server.endpoint}, planner=FooterPlanner())
    seen = {(capture.role, capture.url) for capture in folder.kept["a"] if not capture.error}
    assert (Role.FOOTER_SCRIPT, "http://www.a.test/footer.js") in seen
    assert (Role.FRAME, "http://www.a.test/frame.html") in seen
    assert (Role.SITEMAP, "http://www.a.test/map.html") in seen
    assert (Role.FRAME, "http://www.a.test/frame2.html") in seen
    assert not any("frame3" in request.target for request in server.requests)
    frames = {capture.url: capture.parent for capture in folder.captures(role=Role.FRAME)}
    assert frames["http://www.a.test/frame2.html"] == "http://www.a.test/frame.html"


def test_other_pages_want_nothing():
    capture = Capture(Role.SITEMAP, SITE.url, SITE.url)
    assert tuple(FooterPlanner().begin(SITE).then(Wanted(Role.SITEMAP, SITE.url), capture, FOOTER)) == ()
