"""What members' pages lead to: points to their deeds, folded fields, addresses that are only sent to, words of errors."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve, reverse

from orgtree.acts import make, perform, perform_one
from orgtree.declare import HomeTasks, registry
from orgtree.notices.services import notify
from tests.volunteers.check_ins.test_check_ins import WORDS
from tests.volunteers.people import at, logged, registered
from tests.volunteers.posts import appointed, opened
from tests.volunteers.standing.test_deeds import confirmed, noticed
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import CheckInKind
from volunteers.members.pages.access import page_above
from volunteers.models import Member, PointEntry, SignUp
from volunteers.points.services.points import Deed, credit_deed
from volunteers.service.services.service_records import confirm_services, service_acts, void_service
from volunteers.standing.services.deed_acts import deed_acts

pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return reply.content.decode()


def origins(own) -> dict[str, str]:
    """Source of each entry -> where its link leads: of the year of today and of that of yesterday, when `logged` serves."""
    pages = [own.get(reverse("member-points"), {"year": day.year}) for day in (at(9), at(9, days_ago=0))]
    entries = [entry for page in pages for entry in page.context["entries"]]
    return {entry.source: entry.origin and entry.origin.url for entry in entries}


# --- Points -----------------------------------------------------------------------------------------------------------


def test_points_lead_to_what_they_were_given_for(own, member, town):
    kept, void = logged(member, 8, 10), logged(member, 14, 16)
    confirm_services(record_ids=[kept.pk, void.pk], by=town.secretary)
    lost = PointEntry.objects.get(source=void.source)
    void_service(record_id=void.pk, reason="重复登记", by=town.secretary)
    report = noticed(town, member)
    perform_one(deed_acts, "reply", pk=report.pk, text="当日在场", by=member.user)
    confirmed(report, town.secretary, town.street_secretary)
    links = origins(own)
    assert links[kept.source] == reverse("member-service", args=[kept.pk])
    assert links[f"deed:{report.pk}"] == reverse("member-deed", args=[report.pk])
    assert links[f"reverse:{lost.pk}"] == f"#entry-{lost.pk}"
    assert f'id="entry-{lost.pk}"' in text(own.get(reverse("member-points"), {"year": at(14).year}))
    for link in links.values():
        assert own.get(link.partition("#")[0] or reverse("member-points")).status_code == 200


def test_points_of_check_ins_and_posts_lead_there_too(own, member, town):
    post = opened(town.east, town.secretary)
    claim = appointed(post, member, town.secretary)
    sent = make(check_in_acts, "submit", kind=CheckInKind.SUMMARY, text=WORDS, by=member.user).row
    perform(check_in_acts, "accept", ids=[sent.pk], by=town.clerk)
    monthly = Deed(member.pk, "G01", 1, at(9), town.east, f"G01:{claim.pk}:2026-10")
    credit_deed(deed=monthly, by=town.secretary)
    links = origins(own)
    assert links[sent.source] == reverse("member-check-in", args=[sent.pk])
    assert links[monthly.source] == reverse("member-duty", args=[post.pk])
    assert reverse("member-duties") in links.values()


def test_a_deduction_says_what_it_takes_before_and_after(own, member, town):
    report = noticed(town, member)
    page = reverse("member-deed", args=[report.pk])
    assert "拟扣减积分（每件扣10分" in text(own.get(page))
    perform_one(deed_acts, "reply", pk=report.pk, text="当日在场", by=member.user)
    confirmed(report, town.secretary, town.street_secretary)
    told = text(own.get(page))
    assert "扣减10分" in told
    assert "已扣减" in told
    assert member.user.notices.filter(title="已扣减积分：10分").exists()


def test_a_summary_names_its_year_once(own, member):
    sent = make(check_in_acts, "submit", kind=CheckInKind.SUMMARY, text=WORDS, by=member.user).row
    assert str(sent) == f"{sent.slug}年度小结或意见建议书"
    half = make(check_in_acts, "submit", kind=CheckInKind.HALF_YEAR, by=member.user).row
    assert str(half).endswith("半年回社区报到")
    listed = text(own.get("/m/check-ins/"))
    assert "年年" not in listed
    assert "半年半年" not in listed


# --- Services ---------------------------------------------------------------------------------------------------------


def test_what_may_be_left_out_is_folded_until_there_is_something_in_it(own):
    assert '<details class="more">' in text(own.get("/m/services/new/"))
    page = text(own.post("/m/services/new/", {"people_served": "-3", "note": "字" * 301}))
    assert '<details class="more" open>' in page
    assert "最多写300个字，现在是301个字" in page
    assert "人数不能小于0" in page


def test_who_is_not_accepted_yet_is_told_what_comes_first(client, town):
    waiting = registered(town.east)
    client.force_login(waiting.user, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/m/services/", "/m/activities/"):
        page = text(client.get(address))
        assert "社区接收您的报到后" in page
        assert "记一次服务" not in page
    assert "申报积分事项" in text(client.get("/m/deeds/new/"))


def test_control_who_is_accepted_is_asked_to_log(own):
    assert "记一次服务" in text(own.get("/m/services/"))


# --- Ways -------------------------------------------------------------------------------------------------------------


def test_a_notice_of_the_first_page_opens_at_once(own, member):
    notify(users=[member.user], key="test", title="请看一看", url="/m/me/")
    notice = member.user.notices.get(key="test")
    opening = reverse("notice-open", args=[notice.pk])
    assert f'action="{opening}"' in text(own.get("/m/?see=mine"))
    assert own.post(opening).url == "/m/me/"


def test_calendars_are_added_by_one_tap(own):
    assert 'href="webcal://testserver/calendar/' in text(own.get("/m/calendars/"))


def test_a_member_at_the_desks_door_is_led_home(own):
    assert own.get("/desk/", follow=True).redirect_chain[-1][0] == "/m/"
    assert "这个页面供工作人员使用" in text(own.get("/points/rules/"))


def test_control_staff_come_to_the_desk(client, town):
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/login/?next=/desk/volunteers/member/").url == "/desk/volunteers/member/"
    assert "不在您的管理范围" in text(client.get("/emergencies/new/"))


def test_an_address_that_is_only_sent_to_leads_to_the_page_above(own):
    reply = own.get("/m/report-in/leave/", follow=True)
    assert reply.redirect_chain[-1][0] == "/m/report-in/"
    assert "刚才的操作没有完成" in text(reply)
    assert not SignUp.objects.exists()


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/m/activities/9/join/", "/m/activities/9/"),
        ("/m/services/changes/5/withdraw/", "/m/services/"),
        ("/m/teams/9/people/3/", "/m/teams/9/"),
        ("/m/me/consents/photo/", "/m/me/"),
        ("/m/shifts/3/", "/m/"),
        ("/nowhere/", "/"),
    ],
)
def test_the_page_above(path, above):
    assert page_above(path) == above
    assert resolve(above)


def test_the_first_page_asks_only_of_nouns_that_have_something(
    town, own, member, monkeypatch, django_assert_max_num_queries
):
    """Eight questions, one more for what waits; a noun without rows is not asked, one with rows is."""
    asked: list[str] = []
    monkeypatch.setattr(registry, "home_tasks", dict(registry.home_tasks))
    registry.add_home_tasks(
        HomeTasks(key, lambda member, key=key: asked.append(key) or [], lambda member, found=found: found)
        for key, found in (("with", Member.objects.filter(pk=member.pk)), ("without", Member.objects.filter(pk=-1)))
    )
    own.get("/m/")  # the session is in the cache from then on
    with django_assert_max_num_queries(8):
        own.get("/m/")
    assert set(asked) == {"with"}
    perform_one(service_acts, "reject", pk=logged(member).pk, by=town.secretary, reason="时间不对")
    with django_assert_max_num_queries(9):
        assert "修改1条服务记录" in text(own.get("/m/"))


# --- What travels on a first visit -------------------------------------------------------------------------------------

FIRST_VISIT = 60_000  # bytes, packed as they travel


def packed(client, address: str) -> int:
    """Bytes of a page and of all that it loads, each packed by itself."""
    page = client.get(address, follow=True).content
    loads = set(re.findall(r'(?:href|src)="/static/([^"?]+)', page.decode()))
    assert any(name.endswith(".css") for name in loads)
    return len(gzip.compress(page)) + sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in loads)


def test_a_first_visit_is_light(client, own, town):
    weights = {address: packed(client, address) for address in ("/", "/m/register/", f"/c/{town.east.code}/")}
    weights |= {address: packed(own, address) for address in ("/m/", "/m/services/new/")}
    assert {address: weight for address, weight in weights.items() if weight > FIRST_VISIT} == {}
