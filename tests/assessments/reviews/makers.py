"""Reviews of members for tests, made through the services."""

from django.utils import timezone

from assessments.models import Review, Reviewed
from assessments.reviews.choices import ReviewedState, ReviewState
from assessments.reviews.services.entering import Papers, count_votes, decide_grades, enter_votes, list_members
from assessments.reviews.services.reviews import review_acts, reviewed_acts
from orgtree.acts import make, perform, perform_one
from orgtree.choices import PartyOrgKind, PostKind
from orgtree.models import PartyOrg, User
from orgtree.people.services.people import appoint, create_user
from volunteers.models import Member

NAMES = ("张一", "王二", "李三", "赵四", "孙五", "周六", "吴七")
PAPERS = Papers(7, 7, 6)
VOTES = dict(enumerate(("5 1 0 0", "4 2 0 0", "0 6 0 0", "1 5 0 0", "0 4 2 0", "0 2 4 0", "0 1 2 3"), 1))
GRADES = dict(enumerate(("excellent", "excellent", *["qualified"] * 3, "basic", "failed"), 1))
REMARKS = {7: "长期不参加组织生活"}


def branch(town, name: str = "东园第一党支部") -> PartyOrg:
    known = PartyOrg.objects.filter(name=name).first()
    return known or PartyOrg.objects.create(name=name, kind=PartyOrgKind.BRANCH, area=town.east)


def colleague(town) -> User:
    """Another secretary of 东园社区."""
    known = User.objects.filter(account="dongyuan2").first()
    if known is None:
        known = create_user(account="dongyuan2", name="东园副书记", home=town.district, by=None)
        appoint(holder_id=known.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
    return known


def said(town, **changes) -> dict:
    today = timezone.localdate()
    return {"branch": branch(town), "year": today.year, "held_on": today} | changes


def preparing(town, member=None, **changes) -> Review:
    """A review of another branch each time."""
    told = {"branch": branch(town, f"东园第{Review.objects.count() + 2}党支部")} | changes
    return make(review_acts, "start", by=town.secretary, **said(town, **told)).row


def listed(town, member=None, names=NAMES) -> Review:
    return list_members(review_id=preparing(town).pk, typed="\n".join(names), by=town.secretary)


def opened(town, member=None, names=NAMES) -> Review:
    return perform_one(review_acts, "fix", pk=listed(town, names=names).pk, by=town.secretary)


def entered(town, member=None) -> Review:
    return enter_votes(review_id=opened(town).pk, papers=PAPERS, typed=VOTES, by=town.secretary)


def counted(town, member=None) -> Review:
    return count_votes(review_id=entered(town).pk, papers=PAPERS, typed=VOTES, by=colleague(town))


def decided(town, member=None, **changes) -> Review:
    told = {"decided_on": timezone.localdate(), "grades": GRADES, "remarks": REMARKS} | changes
    return decide_grades(review_id=counted(town).pk, by=town.secretary, **told)


def told(town, member=None) -> Review:
    """Each has been told."""
    review = decided(town)
    perform(reviewed_acts, "tell", ids=list(review.roll.values_list("pk", flat=True)), by=town.secretary)
    return review


def closed(town, member=None) -> Review:
    return perform_one(review_acts, "close", pk=told(town).pk, by=town.secretary)


def void(town, member=None) -> Review:
    return perform_one(review_acts, "void", pk=preparing(town).pk, by=town.secretary, reason="年度有误")


def of_the_member(review: Review, member) -> Reviewed:
    """The first on the roll, who is the member: of the same name."""
    row = review.roll.get(serial=1)
    if member is not None:
        row.name, row.member = member.name, member
        row.save()
    return row


MAKERS = {
    "assessments.review": {
        ReviewState.PREPARING: listed,
        ReviewState.OPEN: opened,
        ReviewState.ENTERED: entered,
        ReviewState.COUNTED: counted,
        ReviewState.DECIDED: told,
        ReviewState.CLOSED: closed,
        ReviewState.VOID: void,
    },
    "assessments.reviewed": {
        ReviewedState.LISTED: lambda town, member: of_the_member(listed(town), member),
        ReviewedState.GRADED: lambda town, member: of_the_member(decided(town), member),
        ReviewedState.TOLD: lambda town, member: of_the_member(told(town), member),
    },
}
DESKS = dict.fromkeys(MAKERS, lambda town: (colleague(town), town.secretary))
WORDS = {"assessments.reviewed.identify": lambda: {"member": Member.objects.filter(name="张试").earliest("pk")}}
BEGINNINGS = {"assessments.review.start": lambda town, member: said(town)}
