"""Deeds reported for points: who may, what stands in the ledger afterwards, and what a deduction takes."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.models import Notice
from tests.orgtree.files.test_files import pdf
from tests.volunteers.people import accepted, enrolled, logged
from tests.volunteers.refusals import refused
from volunteers.choices import DeedOrigin, DeedState, ServiceState
from volunteers.models import DeedReport, PointEntry, RuleSet
from volunteers.points.services.rule_drafts import copy_rule_set, rule_sets
from volunteers.service.services.service_records import confirm_services
from volunteers.standing.services.deductions import cards_of, redemption_stopped
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, report_deed

pytestmark = pytest.mark.django_db


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def row(member, item="G04", **changes) -> DeedRow:
    details = {"happened_on": yesterday(), "evidence": "议事会会议纪要", "origin": DeedOrigin.DESK}
    return DeedRow(member.pk, item, **details | changes)


def entered(member, by, item="G04", *, service=None, upload=None, **changes) -> DeedReport:
    report, _ = report_deed(row=row(member, item, **changes), service=service, upload=upload, by=by)
    return report


def confirmed(report, *people) -> DeedReport:
    for by in people:
        perform(deed_acts, "confirm", ids=[report.pk], by=by).raise_first()
    report.refresh_from_db()
    return report


def points(member) -> Decimal:
    return sum((one.total() for one in member.years.all()), Decimal(0))


def test_a_deed_is_entered_by_one_and_confirmed_by_another(town, member):
    report = entered(member, town.clerk)
    before = points(member)
    outcome = perform(deed_acts, "confirm", ids=[report.pk], by=town.clerk)
    assert (outcome.done, outcome.refused[0][1]) == (0, "这一事项由您登记，须由另一位工作人员办理")
    assert confirmed(report, town.secretary).state == DeedState.CREDITED
    assert points(member) - before == 2
    assert report.point_entry().source == f"deed:{report.pk}"
    assert Notice.objects.filter(user=member.user, key__startswith=f"deedreport:{report.pk}:").exists()


def test_the_member_reports_what_the_item_allows_and_never_decides(town, member):
    own = {"origin": DeedOrigin.SELF}
    report = entered(member, member.user, "G06", **own)
    assert perform(deed_acts, "confirm", ids=[report.pk], by=member.user).done == 0
    with refused("desk_only", "item_code"):
        entered(member, member.user, "G01", **own)
    with refused("desk_only", "item_code"):
        entered(member, member.user, "N01", **own)
    with refused("not_reported", "item_code"):
        entered(member, member.user, "S01", **own)


def test_nobody_reports_out_of_reach(town, member):
    with refused("not_found", "member"):
        entered(member, town.west_secretary)


def test_the_role_decides_who_confirms(town, member):
    report = entered(member, town.clerk, "H02", evidence="街道表彰文件")
    assert "由街道确认" in perform(deed_acts, "confirm", ids=[report.pk], by=town.secretary).refused[0][1]
    assert confirmed(report, town.street_secretary).state == DeedState.CREDITED


def test_two_confirmers_are_two_people(town, member):
    report = entered(member, town.clerk, "S10", evidence="事件2026-118已办结", happened_on=yesterday())
    assert confirmed(report, town.secretary).state == DeedState.CONFIRMED
    assert not PointEntry.objects.filter(source=report.source).exists()
    assert "复核须由另一位" in perform(deed_acts, "confirm", ids=[report.pk], by=town.secretary).refused[0][1]
    assert "由您登记" in perform(deed_acts, "confirm", ids=[report.pk], by=town.clerk).refused[0][1]
    assert confirmed(report, town.street_secretary).state == DeedState.CREDITED


def test_before_acceptance_and_outside_the_dates_nothing_is_entered(town, member):
    new = enrolled(town.east, town.secretary)
    with refused("not_accepted", "member"):
        entered(new, town.clerk)
    with refused("future", "happened_on"):
        entered(member, town.clerk, happened_on=timezone.localdate() + timedelta(days=1))
    with refused("too_late", "happened_on"):
        entered(member, town.clerk, happened_on=timezone.localdate() - timedelta(days=181))
    with refused("evidence", "evidence"):
        entered(member, town.clerk, evidence=" ")


def test_the_same_deed_stands_once(town, member):
    report = entered(member, town.clerk)
    with refused("duplicate", "happened_on"):
        entered(member, town.secretary)
    perform_one(deed_acts, "withdraw", pk=report.pk, by=town.clerk)
    assert entered(member, town.clerk).pk != report.pk


def test_a_month_of_office_stands_once(town, member):
    entered(member, town.clerk, "G01", happened_on=yesterday().replace(day=1), evidence="任命书")
    with refused("duplicate", "happened_on"):
        entered(member, town.clerk, "G01", happened_on=yesterday().replace(day=2), evidence="另一份任命书")


def test_what_a_service_record_says_is_not_reported_again(town, member):
    logged(member, code="S06")
    with refused("served", "happened_on"):
        entered(member, town.clerk, "S06", evidence="探访记录")


def test_a_retry_finds_the_first(town, member):
    key = uuid4()
    first = report_deed(row=row(member, client_key=key), by=town.clerk)
    again = report_deed(row=row(member, client_key=key), by=town.clerk)
    assert (first[0].pk, first[1], again[1]) == (again[0].pk, True, False)
    with refused("key_reused", "client_key"):
        report_deed(row=row(member, client_key=key, evidence="另一次会议"), by=town.clerk)


def honour(town, member, level, key="防汛先进"):
    report = entered(member, town.clerk, "H03", quantity=Decimal(level), deed_key=key, evidence="表彰文件")
    return perform(deed_acts, "confirm", ids=[report.pk], by=town.street_secretary), report


def test_the_same_deed_at_a_higher_level_takes_the_place_of_the_lower(town, member):
    before = points(member)
    _, first = honour(town, member, 1)
    assert points(member) - before == 6
    _, second = honour(town, member, 3)
    first.refresh_from_db()
    assert (first.state, points(member) - before) == (DeedState.REVERSED, 15)
    outcome, lower = honour(town, member, 2)
    assert "只按最高级别" in outcome.refused[0][1]
    lower.refresh_from_db()
    assert (lower.state, points(member) - before) == (DeedState.SUBMITTED, 15)


def test_control_another_deed_stands_beside_it(town, member):
    before = points(member)
    honour(town, member, 1)
    honour(town, member, 1, key="见义勇为")
    assert points(member) - before == 12


def noticed(town, member, item="N04", **changes) -> DeedReport:
    return entered(member, town.clerk, item, evidence="核实结论2026-3号", **changes)


def test_a_deduction_is_told_waits_and_takes_two(town, member):
    report, before = noticed(town, member), points(member)
    assert report.state == DeedState.NOTICED
    assert report.reply_until > timezone.localdate()
    assert Notice.objects.filter(user=member.user, key=f"deed:{report.pk}:noticed").exists()
    assert "等待本人说明" in perform(deed_acts, "confirm", ids=[report.pk], by=town.secretary).refused[0][1]
    perform_one(deed_acts, "reply", pk=report.pk, text="当日确有服务", by=member.user)
    assert confirmed(report, town.secretary).state == DeedState.CONFIRMED
    assert points(member) == before
    assert confirmed(report, town.street_secretary).state == DeedState.CREDITED
    assert points(member) - before == -10


def test_control_after_the_time_to_reply_no_word_is_needed(town, member):
    report = noticed(town, member)
    DeedReport.objects.filter(pk=report.pk).update(reply_until=yesterday())
    assert confirmed(report, town.secretary).state == DeedState.CONFIRMED


def deducted(town, member, item, **changes) -> DeedReport:
    report = noticed(town, member, item, **changes)
    DeedReport.objects.filter(pk=report.pk).update(reply_until=yesterday())
    return confirmed(report, town.secretary, town.street_secretary)


def test_n03_takes_the_points_of_the_session_and_its_reversal_gives_them_back(town, member):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    before = points(member)
    report = deducted(town, member, "N03", service=record)
    record.refresh_from_db()
    assert (record.state, points(member) - before) == (ServiceState.CONFIRMED, -3 - 4)
    perform_one(deed_acts, "reverse", pk=report.pk, reason="复查不成立", by=town.street_secretary)
    assert points(member) == before
    assert cards_of([member.pk]) == {}


def test_n04_voids_the_record(town, member):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    deducted(town, member, "N04", service=record)
    record.refresh_from_db()
    assert record.state == ServiceState.VOID
    assert [card.colour for card in cards_of([member.pk])[member.pk]] == ["red"]


def test_n05_stops_redemption_for_the_year(town, member):
    assert not redemption_stopped(member.pk, yesterday().year)
    deducted(town, member, "N05")
    assert redemption_stopped(member.pk, yesterday().year)
    assert not redemption_stopped(member.pk, yesterday().year - 1)


def test_a_yellow_card_at_the_cap_of_no_shows(town, member):
    for ago in (1, 2, 3):
        assert cards_of([member.pk]) == {}
        deducted(town, member, "N01", happened_on=timezone.localdate() - timedelta(days=ago))
    assert [card.colour for card in cards_of([member.pk])[member.pk]] == ["yellow"]
    later = timezone.localdate() + timedelta(days=366)
    assert cards_of([member.pk], later) == {}


def test_a_service_of_another_is_refused(town, member):
    other = accepted(town.east, town.secretary)
    with refused("service", "service"):
        noticed(town, member, "N03", service=logged(other))


def test_private_conduct_is_not_in_the_list(town):
    base = RuleSet.objects.get()
    today = timezone.localdate()
    draft = copy_rule_set(
        rule_set_id=base.pk, name="街道规则", area=town.district, active_from=today, by=town.organisation
    )
    extra = draft.items.get(code="N01")
    extra.pk, extra.code, extra.label = None, "N06", "区县增加的扣减项"
    extra.save()
    assert perform_one(rule_sets, "publish", pk=draft.pk, by=town.organisation).published_at  # a district may


def test_control_a_street_may_not_add_a_deduction(town, monkeypatch):
    base, today = RuleSet.objects.get(), timezone.localdate()
    draft = copy_rule_set(
        rule_set_id=base.pk, name="街道规则", area=town.street, active_from=today, by=town.organisation
    )
    extra = draft.items.get(code="N01")
    extra.pk, extra.code = None, "N06"
    extra.save()
    with refused("closed_list", "code"):
        perform_one(rule_sets, "publish", pk=draft.pk, by=town.organisation)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.4 half", "file_bad"), (b"MZ not a picture", "file_bad"), (b"x" * (10 * 1024 * 1024 + 1), "file_big")],
)
def test_attachments_are_pictures_or_whole_pdfs(town, member, content, code):
    with refused(code, "file"):
        entered(member, town.clerk, upload=SimpleUploadedFile("a.pdf", content))
    assert not DeedReport.objects.exists()


def test_control_a_whole_pdf_is_kept_under_a_random_name(town, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = entered(member, town.clerk, upload=SimpleUploadedFile("张三.pdf", pdf()))
    assert report.file.name.endswith(".pdf")
    assert "张三" not in report.file.name


def test_what_waits_for_whom(town, member):
    report = entered(member, town.clerk, "S10", evidence="事件2026-118已办结")
    waiting = DeedReport.objects.to_decide
    assert not waiting(town.clerk).exists()
    assert waiting(town.secretary).get() == report
    confirmed(report, town.secretary)
    assert not waiting(town.secretary).exists()
    assert waiting(town.street_secretary).get() == report
    assert not waiting(town.west_secretary).exists()
