"""No typed word is lost: every form of members, units, residents and staff pages, by four ways to lose it (desk-and-phone.md, "Phone")."""

import os
import random

import pytest

from orgtree.models import Institution
from tests.browser import sign_in
from tests.canaries import PLANTED
from tests.flows.lost_text import Walk, written_in
from tests.flows.test_every_page_browser import NO_PAGES
from tests.thorough import THOROUGH
from tests.visits import hold_every_post, signed_in, visits
from tests.volunteers.people import accepted
from volunteers.models import Member

pytestmark = pytest.mark.django_db(transaction=True)
ONLY = int(os.environ.get("LOST_TEXT_SAMPLE", "0"))  # so many pages instead of all, to look at one thing
# Marks and votes stay in their page until they are handed in (tests/orgtree/web/test_drafts.py).
STAY = ("/ballots/", "/panels/", "/drafts/")


def pages_of(planted) -> list[str]:
    """The addresses of the inventory outside of the desk, whose forms are walked by the fuzz and the desk's own tests."""
    kept = [url for url, _ in visits(planted) if not NO_PAGES.search(url) and not url.startswith(("/desk/", *STAY))]
    return random.Random(1).sample(kept, ONLY or len(kept))


def listed(user, urls) -> set[str]:
    """Where forms with room to write lead, as the server gives these pages: each of them is to be met."""
    client, found = signed_in(user), set()
    for url in urls:
        reply = client.get(url)
        if reply.status_code == 200 and not reply.streaming and reply.headers["Content-Type"].startswith("text/html"):
            found |= {action or url for action in written_in(reply.content.decode())}
    return found


def walk(page, account, urls, home) -> tuple[set[tuple[str, str]], list[str]]:
    """((where it leads, field) of the forms met, ways in which words were lost)."""
    if account:
        sign_in(page, account)
    device, met, found = Walk(page, account, home), set(), []
    for url in urls:
        for form in device.forms_of(url):
            if (key := (form[0] or url, form[1])) not in met:
                met.add(key)
                found += device.lost(url, form)
    return met, found


if THOROUGH:  # some fifty forms, four ways each

    @pytest.fixture
    def planted(recorded_canaries, committed_town):
        rows = PLANTED.play(committed_town)
        unit = Institution.objects.get(pk=rows["orgtree.institution"])
        hold_every_post(committed_town.secretary, committed_town.city, unit)
        return rows

    @pytest.mark.parametrize(
        ("who", "home", "least"), [("member", "/m/", 5), ("staff", "/notices/", 5), ("resident", "/login/", 2)]
    )
    def test_no_typed_word_is_lost(who, home, least, planted, committed_town, phone):
        member = Member.objects.get(pk=planted["volunteers.member"])
        accounts = {"member": member.user.phone, "staff": committed_town.secretary.account, "resident": None}
        users, urls = {"member": member.user, "staff": committed_town.secretary}, pages_of(planted)
        known = listed(users.get(who), urls)
        met, found = walk(phone, accounts[who], urls, home)
        print(f"{who}: {len(met)} forms met on {len(urls)} addresses, {len(known)} listed")
        assert len(met) >= least or ONLY, "the walk has met forms"
        assert known - {leads for leads, _ in met} == set(), "listed, and not met"
        assert not found, "\n".join(found)

    def test_control_without_drafts_words_are_lost(committed_town, phone):
        member = accepted(committed_town.east, committed_town.secretary)
        asked = []
        phone.route("**/drafts*.js", lambda route: (asked.append(route.request.url), route.abort()))
        met, found = walk(phone, member.user.phone, ["/m/me/edit/"], "/m/")
        assert (bool(met), bool(asked)) == (True, True)
        assert {"session", "letters"} <= {told.rpartition(" ")[2] for told in found}
