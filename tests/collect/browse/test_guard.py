"""No page's script reaches what the guard keeps: listeners on this machine that must stay silent."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

HOSTILE = """
const places = PLACES;
for (const place of places) {
  fetch(`http://${place}/fetch`, {mode: "no-cors"}).catch(() => 0);
  fetch(`https://${place}/fetch-tls`, {mode: "no-cors"}).catch(() => 0);
  try { const x = new XMLHttpRequest(); x.open("GET", `http://${place}/xhr`); x.send(); } catch (e) {}
  try { new WebSocket(`ws://${place}/ws`); new WebSocket(`wss://${place}/wss`); } catch (e) {}
  try { new EventSource(`http://${place}/es`); } catch (e) {}
  try { navigator.sendBeacon(`http://${place}/beacon`, "x"); } catch (e) {}
  try { new WebTransport(`https://${place}/wt`).closed.catch(() => 0); } catch (e) {}
  for (const tag of ["img", "iframe", "script", "video", "audio", "embed", "track"]) {
    const e = document.createElement(tag); e.src = `http://${place}/${tag}`; document.body.append(e);
  }
  for (const rel of ["stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "prerender", "modulepreload", "manifest"]) {
    const l = document.createElement("link"); l.rel = rel; l.href = `http://${place}/${rel}`; l.as = "script"; document.head.append(l);
  }
  const o = document.createElement("object"); o.data = `http://${place}/object`; document.body.append(o);
  const f = document.createElement("form"); f.action = `http://${place}/form`; f.method = "post"; f.target = "f"; document.body.append(f);
  const t = document.createElement("iframe"); t.name = "f"; document.body.append(t); f.submit();
  const d = document.createElement("iframe");
  d.src = `data:text/html,<script>fetch("http://${place}/data",{mode:"no-cors"})<\\/script><img src="http://${place}/data-img">`;
  document.body.append(d);
  const s = document.createElement("iframe");
  s.srcdoc = `<script>fetch("http://${place}/srcdoc",{mode:"no-cors"})<\\/script>`; document.body.append(s);
  const b = new Blob([`fetch("http://${place}/worker",{mode:"no-cors"})`], {type: "text/javascript"});
  try { new Worker(URL.createObjectURL(b)); new SharedWorker(URL.createObjectURL(b)); } catch (e) {}
  try {
    const p = new RTCPeerConnection({iceServers: [
      {urls: [`stun:${place}`, `turn:${place}?transport=tcp`, `turn:${place}?transport=udp`, `turns:${place}`], username: "a", credential: "b"}]});
    p.createDataChannel("x"); p.createOffer().then((o) => p.setLocalDescription(o));
  } catch (e) {}
  window.open(`http://${place}/open`);
}
"""


class Silent:
    """A listener, over TCP and UDP on one port, that notes whoever comes."""

    def __init__(self, address: str) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.heard: list[bytes] = []
        self._tcp = socket.create_server((address, 0), family=family)
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(family, socket.SOCK_DGRAM)
        self._udp.bind((address, self.port))
        self.place = f"[{address}]:{self.port}" if ":" in address else f"{address}:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._receive, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                try:
                    self.heard.append(connection.recv(300) or b"connected")
                except OSError:
                    self.heard.append(b"connected")

    def _receive(self) -> None:
        while True:
            try:
                self.heard.append(b"udp " + self._udp.recvfrom(300)[0])
            except OSError:
                return

    def close(self) -> None:
        # A thread that waits in accept or recv is woken by a shutdown, not by a close.
        for listener in (self._tcp, self._udp):
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()


@pytest.fixture
def silent() -> Iterator[Silent]:
    listener = Silent("127.0.0.1")
    yield listener
    listener.close()


@pytest.fixture
def silent6() -> Iterator[Silent]:
    listener = Silent("::1")
    yield listener
    listener.close()


def hostile(*places: str) -> str:
    return f"<!doctype html><head></head><body><p>正文</p><script>{HOSTILE.replace('PLACES', repr(list(places)))}</script>"


def test_no_script_reaches_this_machine(desk: Any, silent: Silent, silent6: Silent) -> None:
    port = silent.port
    places = [
        *(
            f"{host}:{port}"
            for host in ("127.0.0.1", "localhost", "a.localhost", "127.1", "2130706433", "0.0.0.0")
        ),
        *(
            f"{host}:{port}"
            for host in ("0x7f000001", "017700000001", "[::ffff:127.0.0.1]", "127.0.0.1.", "localhost.")
        ),
        *(silent6.place, f"localhost:{silent6.port}", f"[::]:{silent6.port}"),
    ]
    server = desk.serve({"/": hostile(*places)})
    (shown,) = desk.show(server, "/")
    assert "<p>正文</p>" in shown.html
    assert silent.heard == []
    assert silent6.heard == []
    blocked = {resource.url for resource in shown.resources if resource.outcome == "blocked"}
    assert f"http://127.0.0.1:{port}/fetch" in blocked


def test_the_own_server_of_the_page_is_reached_by_its_name_alone(desk: Any) -> None:
    """The very address that ``resolve`` opens for a name stays shut for every other name."""
    server = desk.serve({"/": "<p>a"})
    server.pages["/"] = desk.lab.http(hostile(server.endpoint, f"localhost:{server.port}").encode())
    (shown,) = desk.show(server, "/")
    assert "<p>正文</p>" in shown.html
    assert set(server.paths()) <= {"/", "/favicon.ico"}


def test_metadata_and_private_addresses_are_blocked_and_said_so(desk: Any) -> None:
    code = "".join(
        f"fetch('http://{host}/', {{mode: 'no-cors'}}).catch(() => 0);"
        for host in (
            "169.254.169.254",
            "10.0.0.1",
            "192.168.1.1",
            "[fe80::1]",
            "[fd00::1]",
            "100.100.100.200",
        )
    )
    shown = desk.page(f"<p>正文</p><script>{code}</script>")
    assert {r.outcome for r in shown.resources if r.kind == "fetch"} == {"blocked"}
    assert not shown.complete  # what it asked for did not come


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect"])
def test_no_redirect_leads_there(desk: Any, silent: Silent, status: str) -> None:
    away = desk.lab.http(b"", status, location=f"http://{silent.place}/")
    code = "fetch('/away', {mode: 'no-cors'}).catch(() => 0)"
    server = desk.serve({"/": f"<iframe src=/away></iframe><script>{code}</script>", "/away": away})
    shown, led = desk.show(server, "/", "/away")
    assert not shown.error
    assert led.error == "navigation"
    assert silent.heard == []


def test_no_page_is_led_there(desk: Any, silent: Silent) -> None:
    meta = f'<meta http-equiv=refresh content="0;url=http://{silent.place}/">'
    server = desk.serve({"/": f"<script>location.href='http://{silent.place}/'</script>", "/meta": meta})
    for shown in desk.show(
        server, "/", "/meta", f"@{silent.place}/", limits=desk.limits.__class__(page_s=6.0)
    ):
        assert shown.error == "navigation"
        assert "本机地址" in shown.detail
    assert silent.heard == []


def test_the_guard_is_what_keeps_it_silent(desk: Any, silent: Silent) -> None:
    """The same page, where the user opened the address by name: the listener hears it."""
    server = desk.serve({"/": hostile(f"open.test:{silent.port}")})
    desk.show(server, "/", resolve={"open.test": silent.place})
    assert any(line.startswith(b"GET /fetch ") for line in silent.heard)
    assert not any(line.startswith(b"udp") for line in silent.heard)


def test_no_name_is_resolved_beside_the_proxy(desk: Any) -> None:
    """Names go to the proxy as they are: what the book does not know is not asked for."""
    code = "fetch('http://nowhere.invalid/', {mode: 'no-cors'}).catch(() => 0)"
    shown = desk.page(f"<link rel=dns-prefetch href=//other.invalid><script>{code}</script>")
    assert [(r.url, r.outcome) for r in shown.resources if r.kind == "fetch"] == [
        ("http://nowhere.invalid/", "failed")
    ]
