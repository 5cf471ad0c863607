"""Closing an account (注销账号): the person goes, the totals stay (个人信息保护法 Art. 47; 网络数据安全管理条例 Art. 24).

Hours, points and figures hang on a member row that names nobody any more. Words about the person go from the tables and from
their audit trail alike. Every table that hangs on a member declares its words, or that it
has none: a test looks.
"""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from orgtree.acts import Noted, note_steps
from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.errors import RuleBroken, not_found
from orgtree.files.erasing import ERASED, erase_history, erase_reasons, erase_words, forget_steps
from orgtree.looks.services.access import blank_reveal_reasons
from orgtree.models import ActStep, ApiToken, Notice, User
from orgtree.notices.channels.choosing import forget_channels
from orgtree.remarks.services import erase_remarks
from volunteers.activities.models.outreach import CalendarFeed
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.activities.services.sign_ups import lock_sessions_to_come
from volunteers.declare import account_closing
from volunteers.emergencies.choices import AttendanceState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import ShiftPlace
from volunteers.emergencies.services.hours import settle
from volunteers.members.choices.people import ClosingCause, MemberState
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Activation, Member
from volunteers.members.services.consents import end_consents
from volunteers.members.services.member_acts import member_acts
from volunteers.members.services.report_ins import end_with_account


@transaction.atomic
def close_account(*, member_id: int, by: User) -> Member:
    """The member row without its person. The member asks for it; for one without an account the desk does, on a signed sheet.

    What they held goes back to others at once; the live report-in is ended, consents are withdrawn, the account is disabled; a member of staff keeps theirs for the post
    they hold. Nothing of it can be taken back. Raises RuleBroken.
    """
    member = _lock(member_id)
    if member is None or not _may_close(member, by):
        raise not_found()
    if member.closed_at:
        raise RuleBroken("closed", "该登记已注销", conflict=True)
    end_with_account(member=member, by=by)
    _erase_person(member, ClosingCause.ASKED, by)
    return member


@transaction.atomic
def close_by_term(*, member_id: int, due: QuerySet[Member]) -> bool:
    """Whether the person went because what was promised to be kept is over; the platform does it, nobody asks.

    `due` are the members of whom that is true, asked again once the member is locked: who reported in meanwhile stays.
    """
    member = _lock(member_id)
    if member is None or not due.filter(pk=member_id).exists():
        return False
    _erase_person(member, ClosingCause.TERM, None)
    return True


def _lock(member_id: int) -> Member | None:
    _settle_hours(member_id)  # before the member's row is locked: places come first, then members, as everywhere
    lock_sessions_to_come(member_id)
    return Member.objects.select_for_update(of=("self",), no_key=True).filter(pk=member_id).first()


def _erase_person(member: Member, cause: ClosingCause, by: User | None) -> None:
    now = timezone.now()
    account_closing.run(member_id=member.pk, by=by)
    end_consents(Consent.objects.filter(member=member), by=by)
    Activation.objects.filter(member=member).delete()
    CalendarFeed.objects.filter(member=member).delete()
    numbers = [member.pk, *member.merged.values_list("pk", flat=True)]  # files that became part of this one as well
    erase_history(Member, numbers[1:], {"name": ERASED, "phone": "", "phone_hash": None, "unit_name": ERASED})
    for words in registry.words.values():
        erase_words(words, words.model._default_manager.filter(**{f"{words.member}__in": numbers}), ERASED)
    if member.user_id:  # also on rows that were theirs once
        erase_reasons(ActStep.objects.filter(about=member.user_id), ERASED)
    SessionPhoto.objects.filter(member=member).delete()  # without its file there is nothing to show
    _leave_emergencies(member)
    user = member.user
    _erase_member(member, now, cause)
    act = "close" if cause == ClosingCause.ASKED else "expire"
    note_steps(member_acts, [Noted(member, act, MemberState.OPEN, member.state, by, now)])
    if user and not user.live_posts:
        erase_user(user)


def _may_close(member: Member, by: User) -> bool:
    if member.user_id:
        return member.user_id == by.pk
    return Member.objects.allowed(by, P.MEMBER_EDIT).filter(pk=member.pk).exists()


def _settle_hours(member_id: int) -> None:
    """What the member did on shifts that are over becomes a record while the shift still knows them."""
    due = ShiftPlace.objects.filter(member=member_id).to_settle(timezone.now())
    settle(shift_ids=list(due.values_list("shift", flat=True)))


def _leave_emergencies(member: Member) -> None:
    """Lists of emergencies lose the person, as all do at the end: shifts to come are left, what was done stays a number."""
    places = ShiftPlace.objects.filter(member=member)
    places.exclude(state=AttendanceState.PRESENT).delete()
    places.update(member=None, problem="")
    called = CallUp.objects.filter(member=member)
    forget_steps(ActStep.objects.filter(noun=CallUp._meta.label_lower, row_id__in=called.values("pk")))
    called.update(member=None, reason="", answered_by=None)


def _erase_member(member: Member, now, cause: ClosingCause) -> None:
    member.skills.clear()
    blank = {"name": ERASED, "phone": "", "phone_hash": None, "unit_name": ERASED, "unit": None}
    blank |= {"free_times": [], "interests": []}
    for name, value in (blank | {"user": None, "closed_at": now, "closed_cause": cause}).items():
        setattr(member, name, value)
    member.save()
    erase_history(Member, [member.pk], blank | {"user": None})
    blank_reveal_reasons(model=Member, pk=member.pk, text=ERASED)


def erase_user(user: User) -> None:
    """Close an account for good: nobody signs in with it, and it names nobody."""
    Notice.objects.filter(user=user).delete()
    erase_remarks(user, ERASED)
    forget_channels(user)
    ApiToken.objects.filter(user=user).delete()
    blank = {"name": ERASED, "phone": "", "phone_hash": None, "account": f"closed-{user.pk}"}
    for name, value in blank.items():
        setattr(user, name, value)
    user.is_active, user.home, user.password = False, None, make_password(None)
    user.save()
    erase_history(User, [user.pk], blank)
