"""吹哨 of the demo: one asked for, one on site whose department asks for more time, one rated, one contested and taken out, one given back."""

from config.demo_district.district_map import Part
from grids.cases.choices import CaseState
from grids.cases.models import Case
from grids.cases.services.course import case_acts
from grids.whistles.services.legs import leg_acts
from grids.whistles.services.reach import clerks_of
from grids.whistles.services.whistles import whistle_acts
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, Post, User

WORDS = (
    "雨天积水多年未解决，请现场定改造方案",
    "占道和油烟反复，请联合整治",
    "老旧管线权属不清，请现场认定",
    "停车和消防通道冲突，请联合施划",
    "夜市噪声多次反映，请联合现场处置",
)


def build_whistles(part: Part) -> None:
    """In the first part, over cases of its communities that are in work: accepted ones, since those are what a street whistles over."""
    if not part.is_first:
        return
    working = [CaseState.REPORTED, CaseState.ACCEPTED, CaseState.HANDLING]
    cases = Case.objects.filter(state__in=working, area__in=_areas(part)).order_by("-opened_at")[: len(WORDS)]
    secretary = part.staffed[0].secretary
    unit = Institution.objects.filter(kind=InstitutionKind.AUTHORITY).earliest("pk")
    clerks = clerks_of([unit.pk])
    if not clerks:
        return
    street = _holder(PostKind.STREET_COMMITTEE, part.communities[0].parent)
    centre, clerk = _holder(PostKind.CASE_CENTRE, part.places.district), User.objects.get(pk=clerks[0])
    for number, (case, words) in enumerate(zip(cases, WORDS, strict=False)):
        said = {"case": case, "words": words, "lead": unit, "lead_kind": "department", "second": None, "third": None}
        if case.state == CaseState.REPORTED:
            perform_one(case_acts, "accept", pk=case.pk, by=secretary)
        row = make(whistle_acts, "whistle", by=secretary, **said).row
        if number:
            perform_one(whistle_acts, "approve", pk=row.pk, by=street)
            _go_on(row.legs.get(is_lead=True), number, clerk=clerk, street=street, centre=centre)


def _go_on(leg, number: int, *, clerk: User, street: User, centre: User) -> None:
    """As far as the number says: 1 on site and asks for more time, 2 rated, 3 contested and taken out, 4 given back."""

    def do(key: str, by: User, **said) -> None:
        perform_one(leg_acts, key, pk=leg.pk, by=by, **said)

    if number > 3:
        do("give_back", clerk, refusal="夜市管理由城管部门负责，请改吹城管部门")
        return
    do("answer", clerk, answer="今天下午到场，带施工队勘查")
    do("arrive", street, on_site="按时到场，现场定了方案")
    if number < 2:
        do("ask_more", clerk, more=3, more_why="等路面开挖批准，预计三天")
        return
    do("finish", clerk, outcome="已完成改造，雨后复查无积水")
    stars = (
        {"response": 5, "attendance": 5, "result": 5} if number == 2 else {"response": 2, "attendance": 2, "result": 2}
    )
    do("rate", street, remark="" if number == 2 else "到场晚于约定", **stars)
    if number > 2:
        do("contest", clerk, contest="当天按时到场，有现场记录")
        do("exclude", centre, decision="现场记录显示按时到场，申诉成立")


def _areas(part: Part) -> list:
    """The login's community and its grids."""
    return list(part.communities[0].get_descendants(include_self=True))


def _holder(kind: str, area) -> User:
    return Post.objects.live().filter(kind=kind, area=area).select_related("holder").earliest("pk").holder
