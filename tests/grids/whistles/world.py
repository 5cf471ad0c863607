"""A whistle over a case of 东园一网格, two departments with somebody to answer, a street that rates, a centre above it."""

from grids.cases.choices import CaseState
from grids.models import Case, Whistle, WhistleLeg
from grids.whistles.services.legs import leg_acts
from grids.whistles.services.whistles import whistle_acts
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, Post, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution
from tests.grids.cases import world as cases

WORDS = "多年的排水不畅，请现场定方案"
REFUSAL = "排水管网属水务部门，请改吹水务部门"
MORE = {"more": 3, "more_why": "等路面开挖批准，预计三天"}
STARS = {"response": 5, "attendance": 4, "result": 5, "remark": ""}


def department(town, name: str = "区住建局") -> Institution:
    """The department of this name of the district, made when it is first asked for."""
    known = Institution.objects.filter(name=name).first()
    return known or create_institution(name=name, kind=InstitutionKind.AUTHORITY, area=town.district, by=None)


def clerk(town, unit: Institution) -> User:
    """Who handles cases for the unit."""
    post = Post.objects.live().filter(institution=unit, kind=PostKind.DEPARTMENT).select_related("holder").first()
    if post:
        return post.holder
    user = create_user(account=f"bm{unit.pk}", name="部门经办", password="Whistle-2026", home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    return User.objects.get(pk=user.pk)


def holder(town, account: str, kind: str, area) -> User:
    """Somebody with this post there, made when first asked for."""
    user = User.objects.filter(account=account).first()
    if user is None:
        user = create_user(account=account, name=account, password="Whistle-2026", home=town.district, by=None)
        appoint(holder_id=user.pk, kind=kind, area=area, by=None)
    return User.objects.get(pk=user.pk)


def deputy(town, number: str = "2") -> User:
    """Another person of the street."""
    return holder(town, f"jiedao{number}", PostKind.STREET_COMMITTEE, town.street)


def centre(town, number: str = "") -> User:
    """The second level, above the street."""
    return holder(town, f"zhongxin{number}", PostKind.CASE_CENTRE, town.district)


def case(town, **words) -> Case:
    """A case in work."""
    row = cases.case(town, **words)
    Case.objects.filter(pk=row.pk).update(state=CaseState.HANDLING)
    return Case.objects.get(pk=row.pk)


def said(town, **changes) -> dict:
    """What is said when a whistle is asked for."""
    unit = department(town)
    clerk(town, unit)
    return {
        "case": changes.pop("case", None) or case(town),
        "words": WORDS,
        "lead": unit,
        "lead_kind": "department",
        "second": None,
        "third": None,
    } | changes


def asked(town, **changes) -> Whistle:
    by = changes.pop("by", town.secretary)
    return make(whistle_acts, "whistle", by=by, **said(town, **changes)).row


def blown(town, **changes) -> Whistle:
    return perform_one(whistle_acts, "approve", pk=asked(town, **changes).pk, by=town.street_secretary)


def leg(town, **changes) -> WhistleLeg:
    """The lead's part of a whistle that was blown."""
    return WhistleLeg.objects.get(whistle=blown(town, **changes), is_lead=True)


def do(key: str, row, by, **words):
    return perform_one(leg_acts, key, pk=row.pk, by=by, **words)


def done(town, row: WhistleLeg | None = None) -> WhistleLeg:
    """Answered, on site, done: to be rated."""
    row = row or leg(town)
    by = clerk(town, row.unit)
    do("answer", row, by, answer="半小时内到场")
    do("arrive", row, town.clerk, on_site="已到场，现场定了方案")
    return do("finish", row, by, outcome="已疏通并更换管道")


def rated(town, row: WhistleLeg | None = None, **stars) -> WhistleLeg:
    return do("rate", done(town, row), town.street_secretary, **STARS | stars)


def contested(town, row: WhistleLeg | None = None, **stars) -> WhistleLeg:
    row = rated(town, row, **stars)
    return do("contest", row, clerk(town, row.unit), contest="当天已按时到场")
