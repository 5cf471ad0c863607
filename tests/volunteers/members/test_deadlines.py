"""Deadlines: due dates, what is overdue, and reminders that come once and change nothing."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.calendar.services.calendar import save_override
from orgtree.calendar.services.deadlines import DeadlineBook, save_deadline
from orgtree.choices import PostKind
from orgtree.desk.home import home_of
from orgtree.models import DeadlineRule, Notice, Post, WorkdayOverride
from orgtree.notices.tasks.reminders import send_reminder
from orgtree.owned.services.dictionaries import save_entry
from orgtree.people.services.people import create_user
from tests.deeds import served
from tests.volunteers.people import accepted, at, registered
from tests.volunteers.refusals import refused
from volunteers.home.services.reminders import below_goals, send_reminders
from volunteers.members.services.deadlines import next_due, overdue, step_of
from volunteers.members.services.dictionaries import publish_consent_text
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import mark_posted
from volunteers.models import ReportIn, ServiceKind, Skill

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)  # a Sunday
FIVE_WORKDAYS_AGO = date(2026, 11, 16)  # Monday: the fifth working day after it is Monday the 23rd


def began(member, field: str, day: date) -> ReportIn:
    report_in = ReportIn.objects.live().get(member=member)
    moment = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=15)
    ReportIn.objects.filter(pk=report_in.pk).update(**{field: moment})
    report_in.refresh_from_db()
    return report_in


def late(key: str, today: date = TODAY) -> list[ReportIn]:
    return list(ReportIn.objects.filter(overdue(DeadlineBook(), step_of(key), today)))


def notices(user) -> list[str]:
    return list(Notice.objects.mine(user).order_by("id").values_list("title", flat=True))


def test_the_fifth_working_day_is_in_time_and_the_day_after_is_late(town):
    waiting = began(registered(town.east), "submitted_at", FIVE_WORKDAYS_AGO)
    book = DeadlineBook()
    assert next_due(book, waiting) == ("审核报到", date(2026, 11, 23))
    assert late("accept", date(2026, 11, 23)) == []
    assert late("accept", date(2026, 11, 24)) == [waiting]


@pytest.fixture
def own_rules(town) -> None:
    """The street of 东园 has its own numbers since the middle of November, the community a day off."""
    for key in ("accept", "grid", "post"):
        DeadlineRule.objects.create(key=key, number=3, unit="workday", area=town.street, active_from=date(2026, 11, 12))
    WorkdayOverride.objects.create(day=date(2026, 11, 18), area=town.east, note="本地安排")


@pytest.mark.parametrize("rules", ["for_all", "own"])
@pytest.mark.parametrize("key", ["accept", "grid", "post"])
def test_late_is_what_its_due_date_says(town, key, rules, request):
    """The condition of the list and the date on the row agree, whatever the day and whoever keeps the rules."""
    member = registered(town.east) if key == "accept" else accepted(town.east, town.secretary)
    if rules == "own":
        request.getfixturevalue("own_rules")
    field, book = step_of(key).since, DeadlineBook()
    for days in range(0, 70, 3):
        report_in = began(member, field, TODAY - timedelta(days=days))
        due = book.due(key, timezone.localdate(getattr(report_in, field)), town.east)
        assert bool(late(key)) == (due < TODAY), (days, due)


def test_rules_of_an_area_are_for_its_own_people(town, own_rules):
    here, elsewhere = registered(town.east), registered(town.north)
    ours, theirs = (began(member, "submitted_at", date(2026, 11, 12)) for member in (here, elsewhere))
    book = DeadlineBook()
    assert (next_due(book, ours)[1], next_due(book, theirs)[1]) == (date(2026, 11, 17), date(2026, 11, 19))
    assert late("accept", date(2026, 11, 18)) == [ours]
    assert {*late("accept", date(2026, 11, 20))} == {ours, theirs}


def test_what_is_done_or_paused_is_not_late(town, member):
    report_in = began(member, "accepted_at", date(2026, 9, 1))
    assert late("grid") == late("post") == [report_in]
    perform_one(report_ins, "pause", pk=report_in.pk, reason="away", by=member.user)
    assert late("grid") == late("post") == []
    other = began(accepted(town.east, town.secretary), "accepted_at", date(2026, 9, 1))
    perform(report_ins, "place", ids=[other.pk], area=town.east_grid, by=town.clerk)
    assert (late("grid"), late("post")) == ([], [other])
    mark_posted(member_ids=[other.member_id], by=town.clerk)
    assert late("post") == []


def test_a_new_rule_holds_from_its_day_on(town):
    before, after = (registered(town.east) for _ in range(2))
    began(before, "submitted_at", date(2026, 11, 9))
    late_one = began(after, "submitted_at", date(2026, 11, 10))
    DeadlineRule.objects.create(key="accept", number=1, unit="workday", active_from=date(2026, 11, 10))
    book = DeadlineBook()
    assert (book.due("accept", date(2026, 11, 9)), book.due("accept", date(2026, 11, 10))) == (
        date(2026, 11, 16),
        date(2026, 11, 11),
    )
    assert late("accept", date(2026, 11, 13)) == [late_one]


def test_rules_are_kept_by_their_keepers_and_in_their_units(town):
    with refused("deadline_unit", "unit"):
        save_deadline(rule=DeadlineRule(key="accept", number=5, unit="hour", active_from=TODAY), by=town.organisation)
    with refused("not_found"):
        save_deadline(rule=DeadlineRule(key="accept", number=5, unit="day", active_from=TODAY), by=town.secretary)


def test_rules_for_all_are_kept_by_a_post_over_all(town):
    other = create_user(account="jiedao-zuzhi", name="北关组织", home=town.other_street, by=None)
    Post.objects.create(
        holder=other, kind=PostKind.ORGANISATION_DEPT, area=town.other_street
    )  # from before seats were limited
    today = timezone.localdate()
    deadline = {"key": "accept", "number": 5, "unit": "day", "active_from": today}
    words = {"purpose": "photo", "text": "新的告知内容", "required": False, "active_from": today}
    for write, answer in (
        (lambda by: save_deadline(rule=DeadlineRule(**deadline), by=by), ("area_missing", "area")),
        (
            lambda by: save_override(override=WorkdayOverride(day=today, note="本地安排"), by=by),
            ("area_missing", "area"),
        ),
        (
            lambda by: save_entry(entry=ServiceKind(code="X1", name="测试", item_code="S01"), by=by),
            ("area_missing", "area"),
        ),
        (lambda by: save_entry(entry=Skill(name="测试"), by=by), ("not_found",)),
        (lambda by: publish_consent_text(**words, by=by), ("not_found",)),
    ):
        with refused(*answer):
            write(other)
        assert write(town.organisation).pk  # control: the district is over everybody


def test_no_rule_rewrites_the_past_and_none_cuts_a_term_short_at_once(town):
    today = timezone.localdate()
    with refused("past", "active_from"):
        rule = DeadlineRule(key="accept", number=5, unit="day", active_from=today - timedelta(days=1))
        save_deadline(rule=rule, by=town.organisation)
    old = DeadlineRule.objects.filter(key="accept", active_from__lt=today).first()
    old.active_from = today
    with refused("in_force", "active_from"):
        save_deadline(rule=old, by=town.organisation)
    kept = DeadlineBook().number("keep_words", today)
    short = DeadlineRule(key="keep_words", number=kept - 1, unit="month", active_from=today + timedelta(days=29))
    with refused("too_soon", "active_from"):
        save_deadline(rule=short, by=town.organisation)
    short.active_from = today + timedelta(days=30)
    assert save_deadline(rule=short, by=town.organisation).pk


def test_desk_and_member_are_reminded_once(town, member):
    first, second = registered(town.east), registered(town.east)
    for person in (first, second):
        began(person, "submitted_at", date(2026, 11, 9))
    began(member, "accepted_at", date(2026, 10, 1))
    for _ in range(2):
        send_reminders(TODAY)
    assert notices(town.secretary) == notices(town.clerk) == ["超期未审核：2人", "超期未认岗：1人"]
    assert notices(town.street_secretary) == notices(town.west_secretary) == notices(town.grid_worker) == []
    assert notices(first.user) == ["报到还在审核"]
    assert notices(member.user)[-1:] == ["还没有认领岗位"]
    send_reminders(TODAY + timedelta(days=1))
    assert len(notices(town.secretary)) == 2
    assert set(ReportIn.objects.values_list("state", flat=True)) == {"submitted", "accepted"}  # nothing moved


def test_years_of_neglect_are_not_told_of_at_once(town):
    began(registered(town.east), "submitted_at", date(2026, 5, 1))
    send_reminders(TODAY)
    assert notices(town.secretary) == []
    assert len(late("accept")) == 1  # the card still counts it


def test_whoever_moved_away_hears_of_it_until_they_report_in(town, member):
    perform_one(report_ins, "close", pk=ReportIn.objects.get(member=member).pk, reason="moved_away", by=town.secretary)
    today = timezone.localdate()
    send_reminders(today)
    assert "搬家后还没有重新报到" not in notices(member.user)
    send_reminders(today + timedelta(days=40))
    send_reminders(today + timedelta(days=41))
    assert notices(member.user).count("搬家后还没有重新报到") == 1


def test_the_year_ahead(town, member):
    year = at(9).year  # of yesterday, when all four services are
    last_year = date(year - 1, 6, 1)
    busy, idle = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    for person in (member, busy, idle):
        began(person, "accepted_at", last_year)
    for number in range(4):
        served(busy, at(8 + 2 * number), by=town.clerk)
    newcomer = accepted(town.east, town.secretary)
    perform_one(report_ins, "pause", pk=ReportIn.objects.get(member=idle).pk, reason="away", by=idle.user)
    assert list(below_goals(year, 4, 20)) == [member]
    send_reminders(date(year, 10, 31))
    assert f"{year}年的服务还差一点" not in notices(member.user)
    send_reminders(date(year, 11, 1))
    send_reminder("volunteers.deadlines")
    assert notices(member.user).count(f"{year}年的服务还差一点") == 1
    assert f"{year}年的服务还差一点" not in notices(newcomer.user) + notices(busy.user) + notices(idle.user)


def test_cards_lists_and_pages_say_what_is_late(client, town):
    waiting = began(registered(town.east, name="迟到者"), "submitted_at", timezone.localdate() - timedelta(days=40))
    began(registered(town.west), "submitted_at", timezone.localdate() - timedelta(days=40))
    client.force_login(town.clerk)
    queue = home_of(town.clerk).first[0]
    assert (queue.card.key, queue.count, queue.overdue) == ("volunteers.report_ins_waiting", 1, 1)
    assert home_of(town.grid_worker).first == []
    page = client.get(queue.url).content.decode()
    assert "迟到者" in page
    assert "审核报到" in page
    assert "已超期" in page
    assert "迟到者" not in client.get("/desk/volunteers/reportin/?due=grid").content.decode()
    assert "已超期" in client.get(f"/desk/volunteers/reportin/{waiting.pk}/change/").content.decode()


def test_the_desk_edits_deadlines(client, town):
    client.force_login(town.organisation)
    page = "/desk/orgtree/deadlinerule/"
    begins = timezone.localdate() + timedelta(days=30)
    data = {"key": "accept", "number": "3", "unit": "hour", "active_from": begins.isoformat()}
    assert "单位只能是" in client.post(f"{page}add/", data).content.decode()
    assert client.post(f"{page}add/", data | {"unit": "workday"}).url == page
    assert "这一事项在该日期已有规定" in client.post(f"{page}add/", data | {"unit": "day"}).content.decode()
    assert DeadlineRule.objects.filter(key="accept").count() == 2
