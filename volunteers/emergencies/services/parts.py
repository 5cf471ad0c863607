"""What is set up for the time of an emergency: party organisations, pioneer posts, rights. All of it ends with it."""

from django.db import transaction
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import PartyOrgKind, PostKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, PartyOrg, Post, User
from orgtree.people.services.people import appoint
from orgtree.units.acts import party_acts
from orgtree.units.rules import LEGAL_PARENTS
from orgtree.units.services.party import create_party_org
from volunteers.duties.choices import DutyClass, DutyKind
from volunteers.duties.models import DutyPost
from volunteers.duties.services.duty_posts import open_duty
from volunteers.duties.services.duty_terms import end_duties
from volunteers.emergencies.choices import EmergencyState
from volunteers.emergencies.models.emergency import Emergency, EmergencyOrg, EmergencyPost, EmergencyRight
from volunteers.emergencies.rules import check_state, first_day_without_rights
from volunteers.emergencies.services.life import area_within, hold_open, note

POST_KINDS = frozenset({DutyKind.PIONEER, DutyKind.RESPONSIBILITY})


@transaction.atomic
def set_up_org(*, emergency_id: int, name: str, area: Area, secretary: User, by) -> EmergencyOrg:
    """A temporary party organisation under the area's own, with its secretary. Raises RuleBroken."""
    emergency = hold_open(emergency_id)
    place = area_within(emergency, area, P.EMERGENCY_OPEN, by)
    _check_person(secretary)
    parent = _superior(place)
    org = create_party_org(
        parent_id=parent and parent.pk,
        kind=PartyOrgKind.TEMPORARY,
        name=name,
        area=place,
        founded_on=timezone.localdate(),
        by=by,
    )
    note(emergency, f"成立{org.name}", by=by)
    return EmergencyOrg.objects.create(emergency=emergency, org=org, secretary=secretary, set_up_by=by)


def _superior(area: Area) -> PartyOrg | None:
    """The organisation nearest above, seated at the area or over it, under which a temporary one may stand."""
    kinds = [kind for kind in LEGAL_PARENTS[PartyOrgKind.TEMPORARY] if kind]
    above = PartyOrg.objects.filter(
        area__in=area.get_ancestors(include_self=True), institution=None, kind__in=kinds, dissolved_on=None
    )
    return above.order_by("-area__level", "level", "pk").first()


@transaction.atomic
def set_up_post(
    *, emergency_id: int, area: Area, kind: str, title: str, duties: str, needed: int = 1, by
) -> EmergencyPost:
    """A pioneer post or a responsibility area for the time, claimed like other duty posts. Raises RuleBroken."""
    if kind not in POST_KINDS:
        raise RuleBroken("kind", "请选择先锋岗或责任区", field="kind")
    emergency = hold_open(emergency_id)
    duty = open_duty(
        area=area_within(emergency, area, P.EMERGENCY_RUN, by),
        title=title.strip(),
        post_class=DutyClass.OTHER,
        kind=kind,
        duties=duties.strip(),
        needed=needed,
        until=first_day_without_rights(emergency.planned_end),
        by=by,
    )
    return EmergencyPost.objects.create(emergency=emergency, duty=duty, set_up_by=by)


@transaction.atomic
def give_right(*, emergency_id: int, area: Area, person: User, by) -> EmergencyRight:
    """The post 应急负责人 for `person` in `area` until the planned end; by EMERGENCY_OPEN, never above one's own scope."""
    emergency = hold_open(emergency_id)
    place = area_within(emergency, area, P.EMERGENCY_OPEN, by)
    _check_person(person)
    live = EmergencyRight.objects.filter(emergency=emergency, post__area=place, post__holder=person)
    if live.filter(post__in=Post.objects.live()).exists():
        raise RuleBroken("right_given", "此人已有这一区域的应急授权", field="person", conflict=True)
    # The right to appoint is the emergency's here, and has been looked at above.
    post = appoint(
        holder_id=person.pk,
        kind=PostKind.EMERGENCY_LEAD,
        area=place,
        until=first_day_without_rights(emergency.planned_end),
        by=None,
    )
    note(emergency, f"授权{place.name}应急负责人", by=by)
    return EmergencyRight.objects.create(emergency=emergency, post=post, given_by=by)


@transaction.atomic
def end_right(*, right_id: int, by) -> EmergencyRight:
    """The right, ended from the next request on."""
    right = (
        EmergencyRight.objects.allowed(by, P.EMERGENCY_OPEN)
        .select_related("emergency", "post")
        .filter(pk=right_id)
        .first()
    )
    if right is None:
        raise not_found("授权")
    check_state(right.emergency.state, EmergencyState.OPEN, "办理")
    end_rights(EmergencyRight.objects.filter(pk=right.pk))
    note(right.emergency, f"收回{right.post.area.name}应急负责人", by=by)
    return right


def end_rights(rights) -> int:
    """End the live posts behind `rights`; how many. The day a post ends on is the first without authority."""
    return Post.objects.filter(pk__in=rights.values("post")).live().update(until=timezone.localdate())


def dissolve_orgs(emergency: Emergency) -> int:
    """Dissolve what is left of the emergency's organisations, those below them first; how many of its own."""
    orgs = PartyOrg.objects.filter(emergency__emergency=emergency, dissolved_on=None)
    own = set(orgs.values_list("pk", flat=True))
    below = orgs.get_descendants(include_self=True).filter(dissolved_on=None).order_by("-level")
    for org in list(below):
        perform_one(party_acts, "dissolve", pk=org.pk, by=None)
    return len(own)


def end_posts(emergency: Emergency) -> int:
    """Close the pioneer posts and responsibility areas, and the claims on them; how many."""
    return end_duties(posts=DutyPost.objects.filter(emergency_post__emergency=emergency), reason="应急动员结束")


def _check_person(person: User | None) -> None:
    if person is None or not person.is_active:
        raise RuleBroken("not_found", "没有这个手机号或账号，请核对是否完整", field="person")


def person_known_as(name: str, *, by) -> User:
    """The account in use with exactly this account name or phone, for those who may open emergencies."""
    try:
        person = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        person = None
    _check_person(person if by.holds(P.EMERGENCY_OPEN) else None)
    return person
