"""Every page of the site at both sizes, as axe sees it: what a release is asked (`make thorough`), beside the pages that flows open daily."""

import random
import re

import pytest

from orgtree.models import Institution
from tests.browser import DESKTOP, PHONE, faults, sign_in
from tests.canaries import PLANTED
from tests.test_layout import ROOT, tracked
from tests.thorough import THOROUGH
from tests.visits import hold_every_post, visits

NO_PAGES = re.compile(r"^/api/|log-?out|/sheet/|/export|/files/|\.(xlsx|pdf|docx|svg|ics|txt|zip|json|csv)$")


@pytest.fixture
def pages(recorded_canaries, committed_town) -> list[str]:
    """The addresses of everything that is planted, for somebody with every post."""
    town = committed_town
    planted = PLANTED.play(town)
    hold_every_post(town.secretary, town.city, Institution.objects.get(pk=planted["orgtree.institution"]))
    return [url for url, _ in visits(planted) if not NO_PAGES.search(url)]


if THOROUGH:  # some six hundred pages, twice each; a skip would read as a browser that is missing

    def test_every_page_is_clean_at_both_sizes(pages, committed_town, desktop):
        sign_in(desktop, committed_town.secretary.account)
        found, judged = [], 0
        for url in random.Random(1).sample(pages, len(pages)):
            reply = desktop.goto(url)
            is_html = reply.status == 200 and "text/html" in reply.headers["content-type"]
            if is_html and "<html" in reply.text():  # a page, and not a part of one
                judged += 1
                for size in (PHONE, DESKTOP):
                    desktop.set_viewport_size(size["viewport"])
                    found += faults(desktop)
        assert judged > 300
        assert not found, "\n".join(found)


# --- Landmarks: two of one name are one to whoever goes by ear; told without a browser ------------------------------------

SECTION = re.compile(r'<section[^>]*aria-labelledby="([^"]+)"[^>]*>(.*?)</section>', re.DOTALL)
REGION = re.compile(r'role="region"[^>]*aria-label(?:ledby)?="([^"]+)"')


def named_twice(template: str) -> list[str]:
    """The names of regions that stand in a section of the same name."""
    found = []
    for key, inside in SECTION.findall(template):
        heading = re.search(rf'id="{re.escape(key)}"[^>]*>(.*?)<', inside, re.DOTALL)
        names = {key, heading[1].strip() if heading else key}
        found += [name for name in REGION.findall(inside) if name in names]
    return found


def test_no_region_has_the_name_of_its_section():
    names = [name for name in tracked() if name.startswith("templates/") and name.endswith(".html")]
    assert len(names) > 100
    assert {name: twice for name in names if (twice := named_twice((ROOT / name).read_text()))} == {}


def test_control_a_region_with_the_name_of_its_section():
    page = '<section aria-labelledby="a"><h2 id="a">{}</h2><div role="region" aria-label="按报表">…</div></section>'
    assert named_twice(page.format("按报表")) == ["按报表"]
    assert named_twice(page.format("报表")) == []
