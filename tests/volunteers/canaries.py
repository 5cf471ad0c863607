"""Planted rows of the first floor."""

from datetime import date, timedelta
from decimal import Decimal

from orgtree.acts import Noted, note_steps
from orgtree.files.models import CleanFile
from orgtree.people.services.people import create_user
from tests.canary import CANARY, PASSWORD, PHONE
from tests.deeds import served, service_kind
from tests.volunteers.canary_emergency import plant_emergency
from volunteers.choices import ConsentPurpose, FeedbackState, ReportInOrigin, ReportInState, UnitReportInState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import (
    Activity,
    ActivitySession,
    CalendarFeed,
    Certificate,
    CheckIn,
    Consent,
    ConsentText,
    DataRequest,
    DeedReport,
    DryRun,
    DutyClaim,
    DutyPost,
    EchoRemark,
    FeedbackRun,
    FeedbackSheet,
    HourChange,
    Member,
    MemberPair,
    MemberYear,
    NoShow,
    NoticeLine,
    Objection,
    PhoneCode,
    PledgeText,
    PointCredit,
    PointEntry,
    PublicNotice,
    ReceivedSheet,
    Redemption,
    ReportIn,
    Reward,
    RewardWindow,
    RuleSet,
    ServiceSlip,
    ServiceTeam,
    SessionEcho,
    SessionPhoto,
    SignUp,
    SpendEntry,
    TeamMember,
    UnitReportIn,
    YearClosing,
)
from volunteers.points.services.ledger_chain import LEDGER

NAMES = (
    "党员",
    "工作单位",
    "小区",
    "服务",
    "更正",
    "积分",
    "活动",
    "地点",
    "事由",
    "岗位",
    "事项",
    "公示",
    "异议",
    "服务队",
    "防汛",
    "先锋",
    "临时支部",
    "兑换期",
    "毛巾",
    "用途",
    "留言",
    "小结",
    "照片",
)
PERSONAL = ("党员", "工作单位", "小区", "更正", "积分", "事由", "事项", "公示", "异议", "用途", "小结")


def plant(ground) -> list:
    """A member with one row of everything that hangs on one, and what their unit and community have; leaves `member`."""
    town, grid, unit, staff, now = ground.town, ground.grid, ground.unit, ground.staff, ground.now
    rows = plant_member(town, grid, unit, staff, now)
    ground.member = member = rows[0]
    rows += plant_emergency(town, member, grid, staff, now, word=CANARY)
    return rows + [
        plant_unit(unit, town.east, staff, now),
        *plant_feedback(member, unit, town.east, staff, now),
    ]


def plant_member(town, grid, unit, staff, now) -> list:
    """A member on the roll with one row of everything that hangs on a member."""
    account = create_user(name=f"{CANARY}党员", phone=PHONE, password=PASSWORD, by=None)
    member = Member(user=account, name=f"{CANARY}党员", unit_name=f"{CANARY}工作单位", unit=unit, area=grid)
    member.set_phone(PHONE)
    member.save()
    report_in = ReportIn.objects.create(
        member=member,
        community=town.east,
        area=grid,
        state=ReportInState.GRIDDED,
        origin=ReportInOrigin.SELF,
        residence=f"{CANARY}小区",
        submitted_at=now,
        accepted_at=now,
        gridded_at=now,
        decided_by=staff,
    )
    note_steps(report_ins, [Noted(report_in, "place", "accepted", report_in.state, staff, now, CANARY)])
    consent = Consent.objects.create(member=member, text=consent_text(), given_at=now)
    record = served(member, now - timedelta(days=3), by=staff, kind=service_kind())
    record.note = f"{CANARY}服务"
    record.save()
    activity = plant_activity(member, grid, staff, now)
    return [
        member,
        plant_pair(member, grid, staff, now),
        plant_change(record, staff, now),
        report_in,
        report_in.placings.get(),
        consent,
        record,
        *activity,
        *plant_duty(member, grid, staff, now),
        *plant_team(member, grid, staff, now),
        plant_certificate(member, town.east, staff, now),
        plant_slip(record, now),
        plant_check_in(member, grid, now),
        plant_data_request(member, grid, now),
        plant_phone_code(grid, now),
        *plant_reward(member, town.east, staff, now),
        *plant_points(member, grid, staff, now),
    ]


def plant_activity(member, grid, staff, now) -> list:
    """A published activity of the grid tomorrow, with the member signed up."""
    activity = Activity.objects.create(
        area=grid,
        title=f"{CANARY}活动",
        category="clean_up",
        kind=service_kind(),
        description=CANARY,
        organiser=staff,
        contact=CANARY,
        state="published",
        published_at=now,
        published_by=staff,
    )
    begin = now + timedelta(days=1)
    session = ActivitySession.objects.create(
        activity=activity,
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        place=f"{CANARY}地点",
        leader=member,
        capacity=10,
        sign_up_until=begin,
        roll_submitted_at=now,
        roll_submitted_by=staff,
    )
    sign_up = SignUp.objects.create(
        session=session, member=member, state="absent", signed_up_at=now, signed_up_by=staff, excuse=f"{CANARY}事由"
    )
    echo = SessionEcho.objects.create(session=session, good=9)
    remark = EchoRemark.objects.create(echo=echo, text=f"{CANARY}留言")
    photo = SessionPhoto.objects.create(
        session=session,
        member=member,
        file=CleanFile(CANARY.encode(), name="canary.jpg"),
        digest="0" * 64,
        caption=f"{CANARY}照片",
        added_by=staff,
        added_at=now,
    )
    return [activity, session, sign_up, NoShow.objects.get(), echo, remark, photo]


def plant_duty(member, grid, staff, now) -> list:
    post = DutyPost.objects.create(
        area=grid, title=f"{CANARY}岗位", post_class="other", duties=CANARY, contact=CANARY, created_by=staff
    )
    pledge = PledgeText.objects.first() or PledgeText.objects.create(
        kind=post.kind, version=1, text="测试", active_from=date(2026, 1, 1)
    )
    claim = DutyClaim.objects.create(
        post=post, member=member, origin="self", pledge=pledge, claimed_at=now, entered_by=staff
    )
    return [post, claim]


def plant_certificate(member, community, staff, now) -> Certificate:
    return Certificate.objects.create(
        member=member,
        community=community,
        since=now.date(),
        until=now.date(),
        purpose=f"{CANARY}用途",
        state="issued",
        requested_at=now,
        requested_by=staff,
        number="2026-370702001-0001",
        code="K7QH2M9XPR",
        decided_by=staff,
        decided_at=now,
    )


def plant_slip(record, now) -> ServiceSlip:
    says = {"started_at": record.started_at, "ended_at": record.ended_at, "hours": record.hours, "kind": record.kind}
    number = "FW-2026-370702001-0001"
    return ServiceSlip.objects.create(record=record, **says, number=number, code="K7QH2M9XPR", issued_at=now)


def plant_check_in(member, grid, now) -> CheckIn:
    return CheckIn.objects.create(
        member=member,
        area=grid,
        kind="summary",
        slug=str(now.year),
        happened_on=now.date(),
        text=f"{CANARY}小结",
        origin="self",
        entered_by=member.user,
        entered_at=now,
    )


def plant_pair(member, grid, staff, now) -> MemberPair:
    """The member, and somebody of their name who was told apart from them."""
    other = Member.objects.create(name=member.name, unit_name=member.unit_name, area=grid)
    return MemberPair.objects.create(member=member, other=other, state="apart", entered_by=staff, entered_at=now)


def plant_data_request(member, grid, now) -> DataRequest:
    return DataRequest.objects.create(
        member=member, area=grid, kind="correct", text=f"{CANARY}更正", entered_by=member.user, asked_at=now
    )


def plant_phone_code(grid, now) -> PhoneCode:
    """A code that waits to be told for a number of nobody yet."""
    code = PhoneCode(purpose="register", area=grid, asked_at=now, until=now + timedelta(days=1))
    code.set_phone("13900000099")
    code.save()
    return code


def plant_reward(member, community, staff, now) -> list:
    window = RewardWindow.objects.create(
        area=community,
        label=f"{CANARY}兑换期",
        opens_on=now.date(),
        closes_on=now.date() + timedelta(days=9),
        pick_up=CANARY,
    )
    reward = Reward.objects.create(window=window, kind="daily", name=f"{CANARY}毛巾", cost=5, stock=3)
    redemption = Redemption.objects.create(
        member=member, reward=reward, quantity=1, points=5, reserved_at=now, entered_by=staff
    )
    spending = SpendEntry.objects.create(member=member, redemption=redemption, kind=-1, points=5, recorded_by=staff)
    return [window, reward, redemption, spending]


def plant_feedback(member, unit, community, staff, now) -> list:
    """A sheet that was delivered to the unit, the same as the unit sees it, and the run that made it."""
    period = {"community": community, "period_kind": "Q", "period_start": date(2026, 1, 1)}
    facts = {"times": 1, "hours": "2", "kinds": [], "records": [], "posts": [f"{CANARY}服务"]}
    sheet = FeedbackSheet(
        member=member,
        unit=unit,
        unit_name=f"{CANARY}单位",
        state=FeedbackState.SENT,
        facts=facts,
        community_text=f"{CANARY}服务",
        drawn_at=now,
        signed_by=staff,
        signed_at=now,
        sent_at=now,
        digest="0" * 64,
        consent=member.consents.first(),
        **period,
    )
    sheet.frozen = {"unit": unit.name, "name": member.name, "facts": facts, "period": "", "grade": ""}
    sheet.frozen |= {"community": community.name, "community_text": sheet.community_text, "reply": "", "reply_text": ""}
    sheet.frozen |= {"signed_by": staff.name, "signed_on": "2026-04-01"}
    sheet.save()
    stretch = {"period_kind": "Q", "period_start": date(2026, 1, 1)}
    run = FeedbackRun.objects.create(created_by=staff, area=community, **stretch)
    return [sheet, ReceivedSheet.objects.get(pk=sheet.pk), run]


def plant_unit(unit, community, staff, now) -> UnitReportIn:
    return UnitReportIn.objects.create(
        unit=unit,
        community=community,
        state=UnitReportInState.ACCEPTED,
        party_org=f"{CANARY}支部",
        head=f"{CANARY}社工",
        liaison=f"{CANARY}社工",
        phone=PHONE,
        filed_by=staff,
        filed_at=now,
        decided_by=staff,
        accepted_at=now,
        receipt_number="2026-370702001-9999",
    )


def plant_team(member, grid, staff, now) -> list:
    team = ServiceTeam.objects.create(
        area=grid, name=f"{CANARY}服务队", kind="general", founded_on=now.date(), leader=member
    )
    place = TeamMember.objects.create(team=team, member=member, place="serving", asked_at=now, since=now.date())
    feed = CalendarFeed.objects.create(member=member)
    return [team, place, feed]


def plant_change(record, staff, now) -> HourChange:
    old = {"old_started_at": record.started_at, "old_ended_at": record.ended_at, "old_hours": record.hours}
    new = {"new_started_at": record.started_at, "new_ended_at": record.ended_at, "new_hours": record.hours}
    kinds = {"old_kind": record.kind, "new_kind": record.kind}
    words = {"reason": f"{CANARY}更正", "proposed_by": staff, "proposed_at": now}
    return HourChange.objects.create(record=record, **old, **new, **kinds, **words)


def consent_text() -> ConsentText:
    return ConsentText.objects.first() or ConsentText.objects.create(
        purpose=ConsentPurpose.REGISTRATION, version=1, text="测试", active_from=date(2026, 1, 1)
    )


def plant_points(member, grid, staff, now) -> list:
    account = MemberYear.objects.create(member=member, year=now.year)
    rules = RuleSet.objects.first() or RuleSet.objects.create(
        name="测试规则", active_from=date(2026, 1, 1), total_cap=120, pass_mark=60, good_mark=80, excellent_mark=100
    )
    entry = PointEntry(
        account=account,
        area=grid,
        rule_set=rules,
        item_code="S01",
        source="canary:1",
        quantity=Decimal("1.0"),
        occurred_at=now,
        note=f"{CANARY}积分",
        recorded_at=now,
        recorded_by=staff,
    )
    LEDGER.append([entry])
    head = LEDGER.make_root(now.date()).heads.get(account=account)
    deed = DeedReport.objects.create(
        member=member,
        area=grid,
        rule_set=rules,
        item_code="G04",
        category="G",
        confirmer_role="CS",
        happened_on=now.date(),
        evidence=f"{CANARY}事项",
        origin="desk",
        entered_by=staff,
        entered_at=now,
    )
    credit = PointCredit.objects.create(entry=entry, raw=1, credited=1)
    return [account, entry, head, credit, deed, *plant_standing(member, rules, staff, now)]


def plant_standing(member, rules, staff, now) -> list:
    """A published list with a line, an objection to it, a year closed and a draft tried."""
    area, today = member.area.parent, now.date()
    notice = PublicNotice.objects.create(
        area=area,
        year=2025,
        quarter=1,
        opens_on=today,
        closes_on=today,
        objections_until=today,
        published_by=staff,
        published_at=now,
    )
    line = NoticeLine.objects.create(notice=notice, member=member, shown_name=f"{CANARY}公示", points=1, year_points=1)
    objection = Objection.objects.create(
        area=area, member=member, notice=notice, line=line, text=f"{CANARY}异议", filed_at=now, due_on=today
    )
    closing = YearClosing.objects.create(area=area, year=2025, created_by=staff)
    trial = DryRun.objects.create(area=area, year=2025, rule_set=rules, created_by=staff)
    return [notice, line, objection, closing, trial]
