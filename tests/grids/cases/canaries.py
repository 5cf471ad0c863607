"""A case in 东园社区, who told of it, the unit that handles it with its clocks, a request and what the unit wished to send down."""

from grids.models import Case, CaseClock, CaseRequest, Category, Leg, Report, Sending
from tests.canary import CANARY

NAMES = ("案情", "承办", "称呼")
PERSONAL = ("称呼",)
ASKER_PHONE = "13722224444"


def plant(ground) -> list:
    east, staff, now = ground.town.east, ground.staff, ground.now
    case = Case.objects.create(
        number="20269999999",
        category=Category.objects.get(code="0202"),
        area=east,
        place=f"{CANARY}路口",
        title=f"{CANARY}案情",
        words=CANARY,
        state="handling",
        level="L2",
        lead=ground.unit,
        opened_by=staff,
        opened_at=now,
        accepted_by=staff,
        accepted_at=now,
        assigned_by=staff,
        assigned_at=now,
    )
    report = Report.objects.create(
        case=case,
        first_case=case,
        source="resident",
        year=now.year,
        told_at=now,
        words=f"{CANARY}案情",
        asker=f"{CANARY}称呼",
        phone=ASKER_PHONE,
        channel="phone",
        entered_by=staff,
        entered_at=now,
    )
    leg = Leg.objects.create(
        case=case,
        institution=ground.unit,
        holder=ground.unit,
        state="signed",
        asked=f"{CANARY}承办",
        given_by=staff,
        given_at=now,
        signed_by=staff,
        signed_at=now,
    )
    clock = CaseClock.objects.create(case=case, leg=leg, kind="sign")
    asked = CaseRequest.objects.create(case=case, leg=leg, kind="wait", words=CANARY, asked_by=staff, asked_at=now)
    sent = Sending.objects.create(
        case=case, institution=ground.unit, duty="basic", state="taken", words=CANARY, sent_by=staff, sent_at=now
    )
    return [case, report, leg, clock, asked, sent]
