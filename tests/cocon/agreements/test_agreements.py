"""An agreement from the draft to its renewal: signed by both, one answer everywhere, one reminder, nothing twice."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import docx
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cocon.agreements.services.acts import agreements
from cocon.agreements.services.agreements import remind_of_ends
from cocon.agreements.services.goals import progress_of
from cocon.models import Agreement
from orgtree.acts import make, perform_one
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, Notice, Post
from orgtree.units.acts import institution_acts
from tests.api import Api, assert_error
from tests.cocon.agreements.makers import clerk, drafted, expiring, signed, signed_by_community, signed_by_unit
from tests.cocon.needs import world
from tests.cocon.units.makers import clerk_of, unit_of
from tests.volunteers.people import accepted, logged
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.models import Member, ServiceRecord

pytestmark = pytest.mark.django_db
LIST = "/desk/cocon/agreement/"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str):
    return time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI), tick=False)


def in_the_past(town, row: Agreement, since: date, until: date, remind_on: date | None = None) -> Agreement:
    """The agreement with other days; posts have been held since before them."""
    Post.objects.update(since=date(2020, 1, 1))
    Agreement.objects.filter(pk=row.pk).update(since=since, until=until, remind_on=remind_on)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("2026-11-30 23:59", "expiring", "还剩0天"),
        ("2026-12-01 00:01", "expired", ""),
        ("2026-11-29 00:01", "expiring", "还剩1天"),
    ],
)
def test_it_holds_to_the_end_of_the_last_day(town, now, state, left):
    """Acceptance C01."""
    row = in_the_past(town, signed(town), date(2025, 12, 1), date(2026, 11, 30), date(2026, 9, 30))
    with at(now):
        assert (row.state, row.left) == (state, left)
        assert Agreement.objects.in_force_on(timezone.localdate()).exists() is (state == "expiring")
        page = signed_in(town.secretary).get(LIST).content.decode()
        assert str(agreements.state_label(state)) in page
        unit = signed_in(clerk(row)).get(f"/u/agreements/{row.pk}/").content.decode()
        assert str(agreements.state_label(state)) in unit
        assert (left in unit) or not left


def test_both_sign_and_it_has_its_number(town):
    first, second = (
        signed_by_community(town),
        signed_by_unit(town, since=timezone.localdate() + timedelta(days=400)),
    )
    assert (first.number, first.state, second.state) == (None, "community_signed", "unit_signed")
    with refused("not_found"):
        perform_one(agreements, "sign_unit", pk=first.pk, by=town.secretary)
    with refused("not_found"):
        perform_one(agreements, "sign_community", pk=second.pk, by=clerk(second))
    first = perform_one(agreements, "sign_unit", pk=first.pk, by=clerk(first))
    second = perform_one(agreements, "sign_community", pk=second.pk, by=town.secretary)
    year = timezone.localdate().year
    assert [first.number, second.number] == [f"GJ{year}-370702001-000{number}" for number in (1, 2)]
    assert (first.state, second.state) == ("active", "upcoming")
    with refused("wrong_state"):
        perform_one(agreements, "edit", pk=first.pk, duties_unit="别的", by=town.secretary)


def test_five_presses_while_it_loads_make_one_agreement(town):
    unit, client, today = unit_of(town), signed_in(town.secretary), timezone.localdate()
    form = {"unit": unit.pk, "community": town.east.pk, "since": today, "until": today + timedelta(days=364)}
    form |= {"duties_unit": "参加活动", "duties_community": "提供场地", "goals": "党课 2次"}
    form |= {"liaison_unit": "", "liaison_community": ""}
    replies = [client.post(f"{LIST}add/", form) for _ in range(5)]
    assert {reply.status_code for reply in replies} == {302}, replies[0].content.decode()[:3000]
    assert Agreement.objects.count() == 1
    assert Agreement.objects.get().goals.count() == 1
    assert ActStep.objects.filter(noun=agreements.noun, act="draft").count() == 1
    clerk_of(unit)
    row = Agreement.objects.get()
    perform_one(agreements, "sign_community", pk=row.pk, by=town.secretary)
    phones = [signed_in(clerk(row)) for _ in range(2)]
    replies = [phone.post(f"/u/agreements/{row.pk}/sign/", follow=True) for phone in phones]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert [reply.redirect_chain for reply in replies] == [[(f"/u/agreements/{row.pk}/", 302)]] * 2
    assert ActStep.objects.filter(noun=agreements.noun, act="sign_unit").count() == 1


def test_a_wrong_draft_is_told_at_its_field(town):
    today = timezone.localdate()
    for words, field in (
        ({"until": today - timedelta(days=1)}, "until"),
        ({"until": date(today.year + 4, 1, 1)}, "until"),
        ({"goals": "多活动"}, "goals"),
        ({"duties_unit": ""}, "duties_unit"),
        ({"community": town.west}, "community"),
    ):
        with pytest.raises(RuleBroken) as broken:
            drafted(town, **words)
        assert broken.value.field == field
    assert Agreement.objects.count() == 0


def test_the_unit_sends_it_back_with_a_reason(town):
    row = signed_by_community(town)
    client, page = signed_in(clerk(row)), f"/u/agreements/{row.pk}/"
    reply = client.post(f"{page}send-back/", {"reason": "改"})
    assert reply.status_code == 422
    assert "改</textarea>" in reply.content.decode()
    assert client.post(f"{page}send-back/", {"reason": "期限请改为两年"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.return_reason, row.community_signed_by) == ("draft", "期限请改为两年", None)
    assert Notice.objects.filter(user=town.secretary, title__contains="退回修改").exists()
    goals = [str(goal) for goal in row.goals.all()]
    row = perform_one(agreements, "edit", pk=row.pk, until=row.since + timedelta(days=729), by=town.secretary)
    assert [str(goal) for goal in row.goals.all()] == goals  # what is left out stays
    perform_one(agreements, "edit", pk=row.pk, goals="党课 2次", by=town.secretary)
    assert [str(goal) for goal in row.goals.all()] == ["党课 2次"]
    assert "党课 2次</textarea>" in signed_in(town.secretary).get(f"{LIST}{row.pk}/act/edit/").content.decode()


def test_renewed_it_follows_on_and_says_the_same_everywhere(town):
    """C02 and C04: 36 months, renewed for 12; one reminder each, none after the renewal; one in force on every day."""
    with at("2026-07-10 09:00"):
        Post.objects.update(since=date(2020, 1, 1))
        row = signed(town, since=date(2023, 8, 1), months=36)
        assert (row.until, row.remind_on) == (date(2026, 7, 31), date(2026, 5, 31))
        remind_of_ends(date(2026, 5, 30))
        assert not Notice.objects.filter(key__startswith="agreement-ends").exists()
        for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 7, 31)):
            remind_of_ends(day)
        assert Notice.objects.filter(key=f"agreement-ends:{row.pk}").count() == 2  # one for each side
        renewal = renewed(town, row)  # for a year, where no day is said
        assert renewal.until == date(2027, 7, 31)
        assert renewed(town, row, until=date(2027, 7, 31)) == renewal
        assert renewal.since == date(2026, 8, 1)
        assert [str(goal) for goal in renewal.goals.all()] == [str(goal) for goal in row.goals.all()]
        perform_one(agreements, "sign_community", pk=renewal.pk, by=town.secretary)
        renewal = perform_one(agreements, "sign_unit", pk=renewal.pk, by=clerk(renewal))
        assert renewal.remind_on == date(2027, 5, 31)
        row.refresh_from_db()
        assert row.state == "active", "renewed in time, nothing is expiring"
    for day in (date(2026, 7, 31), date(2026, 8, 1), date(2027, 7, 31)):
        assert Agreement.objects.in_force_on(day).count() == 1
        assert counted("agreements", day) == counted("agreeing_units", day) == 1
    assert counted("agreements", date(2027, 8, 1)) == 0
    with at("2026-08-01 00:01"):
        row.refresh_from_db()
        assert (row.state, renewal.state) == ("renewed", "active")
        assert listed(town) == ["active", "renewed"]
    remind_of_ends(date(2026, 8, 1))
    assert Notice.objects.filter(key__startswith="agreement-ends").count() == 2
    remind_of_ends(date(2027, 5, 31))
    assert Notice.objects.filter(key=f"agreement-ends:{renewal.pk}").count() == 2


def renewed(town, row: Agreement, until: date | None = None) -> Agreement:
    return make(agreements, "renew", renews=row, until=until, by=town.secretary).row


def listed(town) -> list[str]:
    """The states that the desk's list shows."""
    return [row.state for row in signed_in(town.secretary).get(LIST).context["cl"].result_list]


def test_a_renewal_that_is_cancelled_leaves_the_first_to_expire(town):
    row = expiring(town)
    renewal = renewed(town, row, until=row.until + timedelta(days=365))
    perform_one(agreements, "sign_community", pk=renewal.pk, by=town.secretary)
    perform_one(agreements, "sign_unit", pk=renewal.pk, by=clerk(row))
    row.refresh_from_db()
    assert row.state == "active"
    with refused("renewed"):
        perform_one(agreements, "break_off", pk=row.pk, by=town.secretary, last=timezone.localdate(), reason="改由他人")
    perform_one(agreements, "cancel", pk=renewal.pk, by=town.secretary, reason="不再续签")
    row.refresh_from_db()
    assert row.state == "expiring"


def test_broken_off_it_holds_to_the_last_day_said(town):
    row, today = signed(town, days=-30), timezone.localdate()
    for last in (row.since - timedelta(days=1), row.until + timedelta(days=1)):
        with refused("last", "last"):
            perform_one(agreements, "break_off", pk=row.pk, by=town.secretary, last=last, reason="单位迁走")
    row = perform_one(agreements, "break_off", pk=row.pk, by=town.secretary, last=today, reason="单位迁走")
    assert (row.state, row.left) == ("expiring" if row.remind_on <= today else "active", "还剩0天")
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert row.state == "terminated"


def test_two_of_one_time_are_refused(town):
    row = signed(town)
    other = signed_by_community(town, since=row.since + timedelta(days=1))
    with refused("already_agreed", "since"):
        perform_one(agreements, "sign_unit", pk=other.pk, by=clerk(row))
    assert Agreement.objects.signed().count() == 1


def test_goals_are_counted_or_told(town):
    row = signed(town, days=-10)
    member = accepted(town.east, town.secretary)
    Member.objects.filter(pk=member.pk).update(unit=row.unit)
    logged(member)
    ServiceRecord.objects.update(state="confirmed", decided_at=timezone.now(), decided_by=town.secretary)
    told = row.goals.get(counter="")
    perform_one(agreements, "tell", pk=row.pk, by=town.secretary, goal=told, told="4", evidence="活动签到表在社区存档")
    assert [(one.reached, one.is_counted) for one in progress_of(row)] == [(4, False), (1, True)]
    with refused("told_number", "told"):
        perform_one(agreements, "tell", pk=row.pk, by=town.secretary, goal=told, told="四次", evidence="签到表")
    page = signed_in(clerk(row)).get(f"/u/agreements/{row.pk}/").content.decode()
    assert "活动签到表在社区存档" in page
    assert "自动计数" in page


def test_needs_that_both_accepted_count_for_the_goal_called_so(town):
    around = world.paired_unit(town)
    row = signed(town, unit=around.unit, goals="完成共建需求 2项")
    world.submitted(town, around, world.need(town, title="义诊"))  # one side has not said so yet
    world.accepted(town, around)
    assert [(one.reached, one.is_counted) for one in progress_of(row)] == [(1, True)]
    Agreement.objects.filter(pk=row.pk).update(since=row.since + timedelta(days=1))
    row.refresh_from_db()
    assert [one.reached for one in progress_of(row)] == [0]  # what was done before its first day is no goal's


def test_each_side_sees_its_own_and_the_organisation_no_persons(town):
    row = signed(town, liaison_unit="赵联络", liaison_community="钱联络")
    below = clerk_of(unit_of(town, "分校", superior=row.unit))
    foreign = clerk_of(unit_of(town, "第二中学"))
    for user, sees in (
        (town.secretary, True),
        (town.street_secretary, True),
        (clerk(row), True),
        (town.organisation, True),
        (town.west_secretary, False),
        (below, False),
        (foreign, False),
        (town.auditor, False),
    ):
        page = signed_in(user).get(f"{LIST}{row.pk}/change/")
        assert page.status_code == (200 if sees else 404 if user.holds(P.COCON_VIEW) else 403), user
        named = user in (town.secretary, town.street_secretary)  # the unit reads them on its own desk
        assert ("赵联络" in page.content.decode()) is named, user
        own = signed_in(user).get(f"/u/agreements/{row.pk}/")
        assert own.status_code == (200 if user == clerk(row) else 404), user
        assert ("赵联络" in own.content.decode()) is (user == clerk(row))
        printed = signed_in(user).get(f"{LIST}{row.pk}/agreement.docx")
        assert printed.status_code == (200 if sees else 404), user
        if sees:
            assert ("赵联络" in document_text(printed)) is named


def document_text(reply) -> str:
    document = docx.Document(io.BytesIO(reply.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_it_is_printed_whole(town):
    row = signed(town)
    text = document_text(signed_in(clerk(row)).get(f"/u/agreements/{row.pk}/agreement.docx"))
    for words in (row.number, "东园社区", "第一中学", "联合主题党日", "6次", "提供场地", "参加共建活动"):
        assert words in text


def test_the_unit_signs_in_three_taps(town):
    row = signed_by_community(town)
    client = signed_in(clerk(row))
    home = client.get("/u/").content.decode()
    assert f"/u/agreements/{row.pk}/" in home  # one tap
    page = client.get(f"/u/agreements/{row.pk}/").content.decode()
    assert f"/u/agreements/{row.pk}/sign/" in page  # two
    assert "编号GJ" in client.post(f"/u/agreements/{row.pk}/sign/", follow=True).content.decode()
    assert "待签订的共建协议" not in client.get("/u/").content.decode()


def test_the_unit_signs_on_paper(town):
    row = signed_by_community(town)
    row = perform_one(agreements, "sign_on_paper", pk=row.pk, by=town.secretary, paper_at="社区档案柜二层")
    assert (row.state, row.unit_signed_by, row.paper_at) == ("active", town.secretary, "社区档案柜二层")


def test_a_unit_with_an_agreement_is_not_closed(town):
    row = signed(town)
    Post.objects.filter(institution=row.unit).delete()
    with pytest.raises(RuleBroken, match="1份有效的共建协议"):
        perform_one(institution_acts, "close", pk=row.unit_id, by=town.street_secretary, closed_on=timezone.localdate())


def test_the_list_costs_the_same_for_many(town):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    client = signed_in(town.secretary)
    drafted(town)
    client.get(LIST)
    few = cost()
    for number in range(5):
        drafted(town, unit=unit_of(town, f"第{number}小学"))
    assert cost() == few


def test_what_waits_is_a_card_and_its_list(town):
    waiting, other = signed_by_unit(town), drafted(town, unit=unit_of(town, "第二中学"))
    card = registry.cards["cocon.agreements_for_community"]
    assert list(card.rows(town.secretary)) == [waiting]
    page = signed_in(town.secretary).get(card.url(town.secretary)).content.decode()
    assert f"{waiting.pk}/change" in page
    assert f"{other.pk}/change" not in page


def counted(key: str, day: date) -> int:
    window = Window(Period("M", day.replace(day=1)), datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI))
    return registry.figures[f"cocon.{key}"].counted(window).count()


def test_a_program_reads_and_signs(town):
    row = signed_by_community(town)
    api = Api(clerk(row), scopes=[P.COCON_VIEW, P.COCON_UNIT])
    [read] = api.get("agreements/").json()["results"]
    assert (read["state"], read["unit"]["name"], len(read["goals"])) == ("community_signed", "第一中学", 2)
    signed_once = api.post(f"agreements/{row.pk}/sign-unit/", {}).json()
    assert signed_once["state"] == "active"
    assert api.post(f"agreements/{row.pk}/sign-unit/", {}).json() == signed_once
    assert_error(api.post(f"agreements/{row.pk}/break-off/", {}), 403, "token_scope")
    assert_error(Api(town.west_secretary).get(f"agreements/{row.pk}/"), 404, "not_found")
