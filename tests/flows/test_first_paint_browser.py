"""A first visit on a bad line: 400 kbit/s with 150 ms, packed as the proxy in front of a site packs, the largest paint within two seconds."""

import gzip
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import Request, urlopen

import pytest

from tests.browser import PEOPLE, PHONE, sign_in
from tests.thorough import THOROUGH
from tests.volunteers.people import accepted

pytestmark = pytest.mark.django_db(transaction=True)
LINE = {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # bytes a second
LONGEST = 2000  # ms
FIRST_VISIT = 60_000  # bytes
PAINTS = """new PerformanceObserver((list) => { for (const one of list.getEntries()) window.largest = one.startTime; })
  .observe({ type: 'largest-contentful-paint', buffered: true })"""


@contextmanager
def packed(site: str):
    """The address of a proxy that packs what it passes on."""

    class Packing(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked = Request(site + self.path, headers={"Cookie": self.headers.get("Cookie", "")})
            with urlopen(asked) as reply:
                body = gzip.compress(reply.read())
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.headers["Content-Type"])
            for name, value in (("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told):
            pass

    proxy = ThreadingHTTPServer(("localhost", 0), Packing)
    Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{proxy.server_port}"
    finally:
        proxy.shutdown()
        proxy.server_close()


def first_visit(browser, home: str, url: str, cookies=()) -> tuple[float, int]:
    """(ms to the largest paint, bytes that travelled) on a phone that was never here."""
    context = browser.new_context(base_url=home, **PEOPLE, **PHONE)
    context.add_cookies(list(cookies))
    page = context.new_page()
    page.add_init_script(PAINTS)
    line, travelled = context.new_cdp_session(page), []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda one: travelled.append(one["encodedDataLength"]))
    line.send("Network.emulateNetworkConditions", LINE)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(300)
    paint = page.evaluate("window.largest")
    context.close()
    return paint, sum(travelled)


if THOROUGH:  # a clock: not for a daily run on a busy machine, where test_a_first_visit_is_light counts the bytes

    def test_a_first_visit_paints_within_two_seconds(committed_town, browser, phone, live_server):
        member = accepted(committed_town.east, committed_town.secretary)
        sign_in(phone, member.user.phone)
        own, found = phone.context.cookies(), {}
        with packed(live_server.url) as home:
            for url in ("/login/", "/m/register/", f"/c/{committed_town.east.code}/"):
                found[url] = first_visit(browser, home, url)
            for url in ("/m/", "/m/services/new/", "/m/activities/", "/m/points/", "/m/me/"):
                found[url] = first_visit(browser, home, url, own)
        assert {url: told for url, told in found.items() if told[0] > LONGEST or told[1] > FIRST_VISIT} == {}
