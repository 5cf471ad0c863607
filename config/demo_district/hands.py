"""What members of the demo had a hand in: one reported and waiting, one mediated."""

from config.demo_district.cases import WORDS
from config.demo_district.district_map import Part
from grids.hands.services.acts import hand_acts, places_near
from grids.models import Case, Category
from orgtree.acts import make
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn


def build_hands(part: Part) -> None:
    """By two members of the login's community."""
    if not part.is_first:
        return
    place = part.staffed[0]
    near = ReportIn.objects.belonging().filter(community=place.area).values("member")
    members = Member.objects.filter(pk__in=near).select_related("user").order_by("pk")
    teller, helper = members.filter(user__isnull=False).first(), members.filter(user__isnull=True).first()
    quarrel = Case.objects.within(place.area).open().filter(category__code="0401").first()
    if teller:
        code, where, title, words, _ = WORDS[7]
        said = {"category": Category.objects.get(code=code, area=None), "place": where, "title": title, "words": words}
        area = places_near(teller.user).order_by("pk").last()
        make(hand_acts, "report", by=teller.user, area=area, client_key=None, **said)
    if quarrel and helper:
        make(hand_acts, "mediate", by=place.secretary, case=quarrel, member=helper)
