"""Rows of this subject's nouns in each state that an act may leave, and who decides: see tests/makers.py."""

from orgtree.acts import perform, perform_one
from orgtree.choices import PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint
from tests.volunteers.feedback.test_feedback import quarter
from tests.volunteers.members.test_unit_report_ins import of_unit, unit_with_clerk
from tests.volunteers.people import logged, since_yesterday
from volunteers.choices import ConsentPurpose, FeedbackState
from volunteers.feedback import services as feedback
from volunteers.members.services.consents import record_consents
from volunteers.models import FeedbackSheet, ReceivedSheet
from volunteers.service.services.service_records import confirm_services

S = FeedbackState
SCHOOL = "第一中学"


def school(town) -> Institution:
    return Institution.objects.filter(name=SCHOOL).first() or unit_with_clerk(town, SCHOOL)[0]


def clerks(town) -> tuple[User, User]:
    """Both of the school: the second is appointed here."""
    unit = school(town)
    first = User.objects.get(posts__institution=unit, posts__kind=PostKind.UNIT_ORG)
    appoint(holder_id=town.clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    return first, town.clerk


def sheet_of(town, member, *acts: str, unit=None) -> FeedbackSheet:
    """The member's sheet of the quarter after these acts; without a unit on the platform it stays at the signature."""
    of_unit(member, unit)
    record_consents(member, [ConsentPurpose.UNIT_FEEDBACK], on_paper=True, by=None)
    confirm_services(record_ids=[logged(since_yesterday(member), 9, 11).pk], by=town.clerk)
    feedback.draw_sheets(community=town.east, stretch=quarter(), by=town.secretary)
    sheet = FeedbackSheet.objects.get(member=member)
    for act in acts:
        words = {"agreed": True} if act == "reply_on_paper" else {}
        sheet = perform_one(feedback.feedback_sheets, act, pk=sheet.pk, by=town.street_secretary, **words)
    return sheet


def sent(town, member) -> ReceivedSheet:
    sheet = sheet_of(town, member, *SIGNED, unit=school(town))
    return ReceivedSheet.objects.get(pk=sheet.pk)


def acknowledged(town, member) -> ReceivedSheet:
    sheet = sent(town, member)
    clerk = User.objects.filter(posts__institution=school(town), posts__kind=PostKind.UNIT_ORG).first()
    perform(feedback.received_sheets, "acknowledge", ids=[sheet.pk], by=clerk)
    return ReceivedSheet.objects.get(pk=sheet.pk)


SIGNED = ("show", "reply_on_paper", "sign")
MAKERS = {
    "volunteers.feedbacksheet": {
        S.DRAFTED: sheet_of,
        S.SHOWN: lambda town, member: sheet_of(town, member, "show"),
        S.REPLIED: lambda town, member: sheet_of(town, member, "show", "reply_on_paper"),
        S.SIGNED: lambda town, member: sheet_of(town, member, *SIGNED),
        S.SENT: lambda town, member: sheet_of(town, member, *SIGNED, "deliver"),
    },
    "volunteers.receivedsheet": {S.SENT: sent, S.ACKNOWLEDGED: acknowledged},
}
DESKS = {
    "volunteers.feedbacksheet": lambda town: (town.secretary, town.street_secretary),
    "volunteers.receivedsheet": clerks,
}
WORDS = {"volunteers.feedbacksheet.appraise": {"grade": ""}}  # of a yearly sheet alone
