"""A member's own points and the rules in words."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from orgtree.days.rules.periods import Period
from tests.volunteers.people import accepted, logged
from volunteers.models import PublicNotice, RuleSet
from volunteers.service.services.service_records import confirm_services, void_service
from volunteers.standing.services.publications import publish_quarter

FRAME = 1  # unread notices of the header
POINTS = reverse("member-points")
RULES = reverse("member-points-rules")


def test_each_entry_says_what_it_gave_and_why(own, member, town):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    response = own.get(POINTS, {"year": record.served_on.year})
    page = response.content.decode()
    entry = next(entry for entry in response.context["entries"] if entry.source == f"service:{record.pk}")
    assert entry.credit.reasons
    assert all(reason in page for reason in entry.credit.reasons)
    assert entry.item_label in page


def test_a_void_service_is_shown_as_taken_back(own, member, town):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    void_service(record_id=record.pk, reason="重复登记", by=town.secretary)
    response = own.get(POINTS, {"year": record.served_on.year})
    assert "冲正" in response.content.decode()
    shown = [entry.credit.credited for entry in response.context["entries"] if entry.item_code != "B01"]
    assert sum(shown) == 0


def test_the_total_is_the_sum_of_the_entries(own, member, town):
    for hour in (8, 11, 14):
        confirm_services(record_ids=[logged(member, hour, hour + 2).pk], by=town.secretary)
    response = own.get(POINTS)
    assert response.context["total"] == sum(entry.credit.credited for entry in response.context["entries"])


def test_the_points_of_others_do_not_appear(own, member, town):
    before = own.get(POINTS).context["total"]
    other = accepted(town.east, by=town.secretary, name="旁人")
    confirm_services(record_ids=[logged(other).pk], by=town.secretary)
    assert own.get(POINTS).context["total"] == before


def test_the_page_says_who_sees_the_points(own, member, town):
    """The sums stand on a published list before all who are on it: the page does not promise otherwise, and counts them."""
    accepted(town.east, by=town.secretary, name="旁人")
    accepted(town.east, by=town.secretary, name="另一人")
    page = own.get(POINTS).content.decode()
    assert "同在名单上的党员能看到本季得分，看不到本年合计" in page
    assert "现在正在公示" not in page
    last = Period.holding("Q", timezone.localdate()).previous
    quarter = (last.start.month + 2) // 3
    notice = publish_quarter(area=town.east, year=last.start.year, quarter=quarter, by=town.secretary)
    assert notice.lines.count() == 3
    page = own.get(POINTS).content.decode()
    assert f"{notice}名单</a>上的另外2名党员能看到您的本季得分" in page
    PublicNotice.objects.update(objections_until=timezone.localdate() - timedelta(days=1))
    assert "现在正在公示" not in own.get(POINTS).content.decode()


def test_points_ask_a_constant_number_of_queries(own, member, town, django_assert_num_queries):
    for hour in (8, 11, 14):
        confirm_services(record_ids=[logged(member, hour, hour + 2).pk], by=town.secretary)
    own.get(POINTS)  # rules are read once a process
    with django_assert_num_queries(11 + FRAME):
        own.get(POINTS)


def test_rules_are_told_in_sentences(own, member):
    page = own.get(RULES).content.decode()
    assert "全年前20小时每小时2分，20至40小时每小时1分，超过40小时的部分每小时0.5分；每日最多计8分" in page
    assert "每次扣1分；每年最多扣3分" in page


def test_rules_ask_a_constant_number_of_queries(own, member, django_assert_num_queries):
    own.get(RULES)  # rules are read once a process
    with django_assert_num_queries(3 + FRAME):
        own.get(RULES)


def test_without_published_rules_the_page_says_so(own, member):
    RuleSet.objects.update(published_at=None)
    assert "还没有发布积分规则" in own.get(RULES).content.decode()
