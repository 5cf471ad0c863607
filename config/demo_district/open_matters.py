"""One of each matter that a desk meets seldom: changed hours, deductions at every step, an objection upheld, a year that is
closed, a draft of rules that was tried, the nights' roots of the ledger.

Through the services, a few rows each, in the community of the logins.
"""

from datetime import date, timedelta

from config.demo_district.members import MEMBER_LOGINS
from config.demo_district.names import demo_phone
from orgtree.acts import make, perform, perform_one
from orgtree.models import Area, User
from orgtree.runs import do_run
from volunteers.choices import DeedState, Remedy
from volunteers.models import (
    DeedReport,
    DryRun,
    LedgerRoot,
    Member,
    Objection,
    PointEntry,
    PublicNotice,
    ReportIn,
    RuleSet,
    ServiceRecord,
)
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.ledger_checks import check_ledger
from volunteers.points.services.rule_drafts import copy_rule_set, save_line, update_rule_set
from volunteers.service.services.hour_changes import hour_changes
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, report_deed
from volunteers.standing.services.dry_runs import start_dry_run
from volunteers.standing.services.objections import object_to_list, objection_acts
from volunteers.standing.services.year_closing import start_closing

HALF_HOUR = timedelta(minutes=30)
TRIED = "年积分规则（征求意见）"
REPLY = "当天单位临时加班，没有来得及在手机上请假"


def build_open_matters(today: date) -> None:
    """What needs the community of the logins alone, with a root of the ledger before."""
    staff = _staff()
    community = Area.objects.get(posts__holder=staff["shuji"])
    LEDGER.make_root(today - timedelta(days=2))
    _changed_hours(community, staff, today)
    _deductions(community, staff, today)
    _upheld(staff["jiedao"])


def build_district_matters(today: date) -> None:
    """What looks at a street or the whole district: a year closed, the ledger checked, rules tried, for which one waits last."""
    staff = _staff()
    community = Area.objects.get(posts__holder=staff["shuji"])
    _closed_year(community.parent, staff["jiedao"], today.year - 1)
    check_ledger()
    if not LedgerRoot.objects.filter(day__gte=today - timedelta(days=1)).exists():  # a night may have passed
        LEDGER.make_root(today - timedelta(days=1))
    _tried_rules(community, staff["quzuzhi"], today)


def district_matters() -> DryRun | None:
    """What `build_district_matters` made last; None before."""
    return DryRun.objects.filter(rule_set__name__endswith=TRIED).first()


def _staff() -> dict[str, User]:
    return {account: User.objects.get(account=account) for account in ("quzuzhi", "jiedao", "shuji", "jifen")}


def _changed_hours(community: Area, staff: dict[str, User], today: date) -> None:
    """One change that waits for its second person, one made, one that was not agreed to."""
    recent = ServiceRecord.objects.confirmed().within(community).filter(hours__gte=1, session=None)
    recent = recent.filter(served_on__gte=today - timedelta(days=60)).order_by("-started_at", "pk")
    changes = [
        make(
            hour_changes,
            "propose",
            record=record,
            started_at=record.started_at,
            ended_at=record.ended_at - HALF_HOUR,
            reason="签退时间登记晚了半小时",
            by=staff["jifen"],
        ).row.pk
        for record in recent[:3]
    ]
    perform(hour_changes, "approve", ids=changes[1:2], by=staff["shuji"])
    perform(hour_changes, "decline", ids=changes[2:], reason="与现场签到表核对，原记录无误", by=staff["shuji"])


def _deductions(community: Area, staff: dict[str, User], today: date) -> None:
    """Answered, confirmed, made (with its yellow card) and dropped; the one still unanswered is a login's own."""
    own = [demo_phone(number) for number in MEMBER_LOGINS]
    on_roll = Member.objects.within(community).filter(report_ins__in=ReportIn.objects.belonging())
    people = [one for one in on_roll.distinct().order_by("-pk") if one.phone not in own][:4]
    reports = []
    for place, member in enumerate(people):
        item, told = (
            ("N03", "居民反映服务中途离开，经核实属实") if place == 2 else ("N01", "报名夜间巡逻后未到，也没有请假")
        )
        row = DeedRow(member.pk, item, today - timedelta(days=12 + place), told)
        report, _ = report_deed(row=row, by=staff["jifen"])
        perform_one(deed_acts, "reply", pk=report.pk, text=REPLY, by=staff["jifen"])
        reports.append(report.pk)
    perform(deed_acts, "confirm", ids=reports[1:3], by=staff["shuji"])
    seconded = DeedReport.objects.filter(pk__in=reports[2:3], state=DeedState.CONFIRMED)
    perform(deed_acts, "confirm", ids=list(seconded.values_list("pk", flat=True)), by=staff["jiedao"])
    perform(deed_acts, "reject", ids=reports[3:], reason="情况属实，已补办请假，不再扣减", by=staff["shuji"])


def _upheld(street: User) -> None:
    """The login's objection to an own entry of the published quarter, upheld and taken back."""
    member = Member.objects.with_phone(demo_phone(min(MEMBER_LOGINS))).select_related("user").get()
    notice = PublicNotice.objects.for_member(member).order_by("-opens_on").first()
    if notice is None:
        return
    own = PointEntry.objects.filter(account__member=member, reverses=None, reversal=None).order_by("pk")
    entry = next((one for one in own if notice.period.holds(one.occurred_at.date())), None)
    if entry is None or Objection.objects.filter(entry=entry).exists():
        return
    objection = object_to_list(
        notice_id=notice.pk, entry_id=entry.pk, text="这一次我临时没有参加，请核对后去掉", by=member.user
    )
    perform_one(
        objection_acts,
        "decide",
        pk=objection.pk,
        upheld=True,
        remedy=Remedy.REVERSE,
        reason="与带队人核对，本人当天没有参加，属于误记，予以冲正",
        by=street,
    )


def _tried_rules(community: Area, organisation: User, today: date) -> None:
    """A draft for the next year, with a lower pass mark and more for patrols, tried on this year."""
    district = community.get_ancestors().get(posts__holder=organisation)
    published = RuleSet.objects.filter(area=None, published_at__isnull=False).earliest("active_from")
    draft = copy_rule_set(
        rule_set_id=published.pk,
        name=f"{today.year + 1}{TRIED}",
        area=district,
        active_from=date(today.year + 1, 1, 1),
        by=organisation,
    )
    update_rule_set(rule_set_id=draft.pk, pass_mark=50, by=organisation)
    patrol = draft.items.get(code="S04")
    patrol.points = 4
    save_line(line=patrol, by=organisation)
    tried = (today - timedelta(days=182)).year  # in spring nobody has points enough yet to change the band
    run = start_dry_run(rule_set=draft, area=district, year=tried, by=organisation)
    do_run(run.pk)


def _closed_year(street: Area, closer: User, year: int) -> None:
    """The street's year, for those whom no community has closed; in January the list of its last quarter is still disputed."""
    if Objection.objects.within(street).waiting().of_year(year).exists():
        return
    closing = start_closing(area=street, year=year, despite_waiting=True, by=closer)
    do_run(closing.pk)
