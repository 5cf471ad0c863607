"""民主评议党员 of the demo, in branches of the first community: one has decided and told some, one waits for the second entry, one for its roll, one for its decision."""

from datetime import timedelta

from assessments.reviews.services.entering import Papers, count_votes, decide_grades, enter_votes, list_members
from assessments.reviews.services.reviews import review_acts, reviewed_acts
from config.demo_district.district_map import Part
from orgtree.acts import make, perform, perform_one
from orgtree.choices import PartyOrgKind, PostKind
from orgtree.models import Post

FIRST = ("陈建国", "王秀英", "刘志强", "赵玉兰", "孙海涛", "周丽华", "吴德明", "郑晓燕", "冯春生")
SECOND = ("蒋文斌", "沈桂芳", "韩立新", "杨素珍", "朱永康", "秦晓明")
THIRD = ("何振华", "吕淑英", "施卫东", "张桂兰")
FOURTH = ("孔令军", "曹玉梅", "严志刚", "华文秀", "金德福", "魏晓东")
VOTES = ("7 1 0 0", "6 2 0 0", "6 2 0 0", "2 6 0 0", "1 7 0 0", "0 8 0 0", "0 7 1 0", "0 6 2 0", "0 2 5 1")
GRADES = ("excellent", "excellent", "excellent", *["qualified"] * 5, "basic")
TOLD = 6


def build_reviews(part: Part) -> None:
    """By the secretary and the street, since two people enter the votes."""
    place = part.staffed[0]
    branches = place.area.party_orgs.model.objects.within(place.area).filter(
        kind=PartyOrgKind.BRANCH, institution=None, dissolved_on=None
    )
    found = list(branches.order_by("pk")[:4])
    street = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=place.area.parent).earliest("pk").holder
    if len(found) < 2 or found[0].reviews.exists():
        return
    held_on = part.today - timedelta(days=12)
    for branch, names in zip(found, (FIRST, SECOND, THIRD, FOURTH), strict=False):
        said = {"branch": branch, "year": held_on.year, "held_on": held_on}
        review = make(review_acts, "start", by=place.secretary, **said).row
        list_members(review_id=review.pk, typed="\n".join(names), by=place.secretary)
        if names is THIRD:
            continue
        perform_one(review_acts, "fix", pk=review.pk, by=place.secretary)
        papers = Papers(len(names), len(names), len(names) - 1)
        typed = {serial: VOTES[serial - 1] if names is FIRST else "1 4 0 0" for serial in range(1, len(names) + 1)}
        enter_votes(review_id=review.pk, papers=papers, typed=typed, by=place.secretary)
        if names is not SECOND:
            count_votes(review_id=review.pk, papers=papers, typed=typed, by=street)
        if names is FIRST:
            _decide(review, place.secretary, held_on)


def _decide(review, secretary, held_on) -> None:
    grades, remarks = dict(enumerate(GRADES, 1)), {9: "组织生活参加少，已谈话帮助"}
    decide_grades(
        review_id=review.pk, decided_on=held_on + timedelta(days=3), grades=grades, remarks=remarks, by=secretary
    )
    ids = review.roll.filter(serial__lte=TOLD).values_list("pk", flat=True)
    perform(reviewed_acts, "tell", ids=list(ids), by=secretary)
