"""投票 of the demo: last year's poll of a street counted and published, this year's open with some ballots in, paper half entered."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from assessments.ballots.models import Poll, PollClass, RollEntry
from assessments.ballots.services.papers import enter_batch
from assessments.ballots.services.polls import poll_acts
from assessments.ballots.services.roll import put_on_roll, roll_acts
from config.demo_district.assess_rounds import holder
from config.demo_district.district_map import Part
from config.demo_district.key_tasks import find_holder
from config.demo_district.names import member_names
from config.voter import Voter
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import Area, User

CLASSES = "街道领导班子，40，3，2/3\n街道科室和派驻机构，20，5，2/3\n两代表一委员，20，3，2/3\n共建单位，20，3，1/2"
KEPT_CLASSES = "街道科室和派驻机构，50，5，2/3\n两代表一委员，50，3，2/3"
NUMBERS = {"街道领导班子": 9, "街道科室和派驻机构": 14, "两代表一委员": 8, "共建单位": 4}
ABOUT = {
    "街道领导班子": "街道党工委",
    "街道科室和派驻机构": "街道办事处",
    "两代表一委员": "区人大代表",
    "共建单位": "辖区单位",
}
WORDS = ("多到网格走走，少开会", "物业问题盯得紧，见了效", "活动可以放在周末")
USUAL = "aaaaabbbbccd"


def build_ballots(part: Part) -> None:
    """In the first part: the poll of the street where the logins work, of last year and of this."""
    if not part.is_first:
        return
    street = part.staffed[0].area.parent
    by, luck = find_holder(PostKind.STREET_COMMITTEE, street), part.luck("ballots")
    last = _open(part, street, by, part.today.year - 1, luck)
    _vote(last, luck, share=0.95)
    for key in ("close", "count"):
        perform_one(poll_acts, key, pk=last.pk, by=by, **({"note": ""} if key == "close" else {}))
    _as_of_last_year(last, part)
    this = _open(part, street, by, part.today.year, luck)
    _vote(this, luck, share=0.5)
    _paper(this, by)


def _open(part: Part, street: Area, by: User, year: int, luck) -> Poll:
    """An open poll over the communities of the street, the street's logins among those on the roll."""
    subjects = [f"{area.name}党委书记" for area in part.places.communities if area.parent_id == street.pk]
    said = {"title": f"{year}年社区书记述职民主测评", "year": year, "subject_lines": "\n".join(subjects[:10])}
    poll = _prepare(street, by, luck, class_lines=CLASSES, has_keepers=False, **said)
    return perform_one(poll_acts, "open", pk=poll.pk, by=by)


def _prepare(street: Area, by: User, luck, **said) -> Poll:
    """A poll in preparation with its roll, whoever prepares it in the first class."""
    usual = {"closes_at": timezone.now() + timedelta(days=9), "base": "valid", "takes_texts": True}
    poll = make(poll_acts, "prepare", area=street, by=by, **usual, **said).row
    for voter_class in PollClass.objects.filter(poll=poll):
        _enrol(poll, voter_class, by if voter_class.position == 1 else None, luck)
    return poll


def prepare_kept_poll(district: Area, street: Area, year: int, luck) -> Poll:
    """A poll whose five keepers, all of them logins, have yet to take their shares: a visitor goes the whole way to the count."""
    at = {PostKind.STREET_COMMITTEE: street}
    kinds = (PostKind.ORGANISATION_DEPT, PostKind.ASSESS_OFFICE, PostKind.CASE_CENTRE, PostKind.STREET_COMMITTEE)
    keepers = [holder(kind, at.get(kind, district)) for kind in kinds]
    said = {"title": f"{year}年街道班子民主测评", "year": year, "subject_lines": "街道党工委、办事处班子"}
    poll = _prepare(street, keepers[-1], luck, class_lines=KEPT_CLASSES, has_keepers=True, **said)
    keepers.append(holder(PostKind.STREET_COMMITTEE, street, turn=1))
    named = {f"keeper_{place}": user for place, user in enumerate(keepers, 1)}
    return perform_one(poll_acts, "name_keepers", pk=poll.pk, by=keepers[-2], **named)


def _enrol(poll: Poll, voter_class: PollClass, login: User | None, luck) -> None:
    names = member_names(400)
    for number in range(NUMBERS[voter_class.label]):
        user = login if number == 0 else None
        name = user.name if user else luck.choice(names)
        about = f"{ABOUT[voter_class.label]}{number + 1}"
        put_on_roll(poll=poll, name=name, about=about, user=user, voter_class=voter_class, subject=None)


def _vote(poll: Poll, luck, share: float) -> None:
    """Some of the roll vote, in an order of chance; the logins do not, so that there is something to try."""
    entries = list(RollEntry.objects.filter(poll=poll, user=None))
    luck.shuffle(entries)
    subjects = list(poll.subjects.all())
    for place, entry in enumerate(entries[: round(len(entries) * share)]):
        texts = {luck.choice(subjects).pk: WORDS[place]} if place < len(WORDS) else None
        Voter(entry).take().cast({subject.pk: luck.choice(USUAL) for subject in subjects}, texts)


def _paper(poll: Poll, by: User) -> None:
    """Two of those without a ballot take paper; the batch waits for its second entry."""
    sheet = poll.sheets.order_by("voter_class__position").last()
    for entry in RollEntry.objects.filter(poll=poll, user=None, way="none", tokens__sheet=sheet)[:2]:
        perform_one(roll_acts, "hand_paper", pk=entry.pk, by=by)
    ballots = sheet.tokens.filter(entry__way="paper").count()
    if ballots:
        marks = {"a": ballots, "b": 0, "c": 0, "d": 0, "": 0}
        counts = {str(subject.pk): marks for subject in poll.subjects.all()}
        enter_batch(poll=poll, sheet=sheet, number="01", ballots=ballots, spoiled=0, counts=counts, by=by)


def _as_of_last_year(poll: Poll, part: Part) -> None:
    """It was opened, closed and counted in December; what the bundle says has no day."""
    opened = timezone.make_aware(
        datetime.combine(part.today.replace(year=part.today.year - 1, month=12, day=8), time(9))
    )
    closed = opened + timedelta(days=5)
    moments = {"opened_at": opened, "closes_at": closed, "closed_at": closed, "counted_at": closed + timedelta(hours=2)}
    Poll.objects.filter(pk=poll.pk).update(**moments)
