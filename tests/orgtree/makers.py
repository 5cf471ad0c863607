"""Rules of the ground floor for the contract of acts: a district's, decided by two others of its keepers; areas and what stands in them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.boards.choices import BoardState
from orgtree.borders.acts import border_acts
from orgtree.borders.services.planning import plan_change
from orgtree.calendar.services.calendar import save_override
from orgtree.calendar.services.deadlines import WAIT, save_deadline
from orgtree.choices import (
    AreaKind,
    BorderState,
    CosignKeyState,
    DoubtState,
    FormState,
    InstitutionKind,
    JobState,
    PartyOrgKind,
    PostKind,
    PostState,
    ProtestState,
    ReturnState,
    RootState,
    RuleState,
    Standing,
    TokenState,
)
from orgtree.models import (
    ApiToken,
    Area,
    BorderChange,
    DeadlineRule,
    ImportJob,
    Institution,
    PartyOrg,
    Post,
    User,
    WorkdayOverride,
)
from orgtree.people.acts import account_acts, post_acts, token_acts
from orgtree.people.services.people import appoint, create_user
from orgtree.people.services.tokens import issue_token
from orgtree.tree.acts import area_acts
from orgtree.tree.services.tree import create_area
from orgtree.units.acts import institution_acts, party_acts
from orgtree.units.services.institutions import create_institution
from orgtree.units.services.party import create_party_org
from tests.orgtree.boards.questions import question_in
from tests.orgtree.doubts.doubts import doubt_on
from tests.orgtree.figures.returns import figures_in
from tests.orgtree.oneform.forms import form_in, in_three_days, protest_in, return_in
from tests.orgtree.proofs.proofs import WORDS as COSIGN_WORDS
from tests.orgtree.proofs.proofs import live_key, waiting_root


def keeper(area, account: str) -> User:
    """Somebody who keeps the rules of the area, of a street too, where none may sit any more."""
    user = create_user(account=account, name="组织干事", home=area, by=None)
    Post.objects.create(holder=user, kind=PostKind.ORGANISATION_DEPT, area=area)
    return user


def published(town, member) -> DeadlineRule:
    rule = DeadlineRule(area=town.district, key="accept", number=3, unit="workday", active_from=timezone.localdate())
    return save_deadline(rule=rule, by=town.organisation)


def proposed(town, member) -> DeadlineRule:
    day = timezone.localdate() + WAIT + timedelta(days=member.pk % 300)
    rule = DeadlineRule(area=town.district, key="keep_words", number=30, unit="month", active_from=day)
    return save_deadline(rule=rule, by=town.organisation)


def spare_grid(town, member) -> Area:
    """A grid in which nobody lives."""
    code = f"{town.east.code}-{member.pk}"
    return create_area(parent_id=town.east.pk, kind=AreaKind.GRID, code=code, name=f"网格{member.pk}", by=None)


def dissolved_grid(town, member) -> Area:
    return perform_one(area_acts, "dissolve", pk=spare_grid(town, member).pk, by=None)


def another(kind: str, area, account: str) -> User:
    """One more person with a post of this kind at the area."""
    user = create_user(account=account, name="另一位干事", home=area, by=None)
    appoint(holder_id=user.pk, kind=kind, area=area, by=None)
    return user


def at_the_street(town) -> tuple[User, User]:
    return town.street_secretary, another(PostKind.STREET_COMMITTEE, town.street, "jiedao-two")


def unit_of(town, member) -> Institution:
    return create_institution(name=f"物业{member.pk}", kind=InstitutionKind.PROPERTY, area=town.east, by=None)


def closed_unit(town, member) -> Institution:
    return perform_one(institution_acts, "close", pk=unit_of(town, member).pk, by=None)


def branch(town, member) -> PartyOrg:
    PartyOrg.objects.filter(name="城关街道党工委").exists() or create_party_org(
        parent_id=None, kind=PartyOrgKind.WORK_COMMITTEE, name="城关街道党工委", area=town.street, by=None
    )
    fields = {"kind": PartyOrgKind.BRANCH, "name": f"第{member.pk}党支部", "area": town.east}
    return create_party_org(parent_id=None, by=None, **fields)


def dissolved_branch(town, member) -> PartyOrg:
    return perform_one(party_acts, "dissolve", pk=branch(town, member).pk, by=None)


def account(town, member) -> User:
    return create_user(account=f"renyuan{member.pk}", name="新来的干事", home=town.east, by=None)


def shut_account(town, member) -> User:
    return perform_one(account_acts, "deactivate", pk=account(town, member).pk, by=None)


def post_from(days: int):
    """A post that begins in so many days; of a kind whose holder may end posts, but not this one."""

    def make(town, member) -> Post:
        since = timezone.localdate() + timedelta(days=days)
        fields = {"kind": PostKind.SYSTEM_ADMIN, "area": town.district, "since": since}
        return appoint(holder_id=account(town, member).pk, by=None, **fields)

    return make


def waiting_post(town, member) -> Post:
    """One that opens data of persons. Who gave it is no administrator here, as the checks give that person the confirmer's posts."""
    post = appoint(holder_id=account(town, member).pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin)
    Post.objects.filter(pk=post.pk).update(given_by=town.clerk)
    post.refresh_from_db()
    return post


def confirmers(town) -> tuple[User, User]:
    return town.street_secretary, another(PostKind.STREET_COMMITTEE, town.street, "jiedao-two")


def ended_post(town, member) -> Post:
    return perform_one(post_acts, "end", pk=post_from(-1)(town, member).pk, by=None)


def token_of(state: str):
    def make(town, member) -> ApiToken:
        token, _ = issue_token(
            name="报表程序", scopes=["own"], days=-1 if state == TokenState.EXPIRED else 9, by=member.user
        )
        if state == TokenState.REVOKED:
            return perform_one(token_acts, "revoke", pk=token.pk, by=member.user)
        return token

    return make


def at_the_district(town) -> tuple[User, User]:
    return town.admin, another(PostKind.SYSTEM_ADMIN, town.district, "guanli-two")


def auditors(town) -> tuple[User, User]:
    """Two of the office that watches over the district."""
    return town.auditor, another(PostKind.AUDITOR, town.district, "shenji-two")


def job_of(state: str):
    """An import of the secretary's, who alone decides on it."""

    def make(town, member) -> ImportJob:
        fields = {"importer": "grids", "filename": "网格.xlsx", "state": state, "context": uuid4()}
        return ImportJob.objects.create(area=town.east, created_by=town.secretary, **fields)

    return make


def corrected_day(town, member) -> WorkdayOverride:
    day = timezone.localdate() + timedelta(days=member.pk % 300)
    return save_override(override=WorkdayOverride(area=town.district, day=day, note="测试"), by=town.organisation)


def borders_in(state: str):
    """Two communities of their own that become one, so that each is done for itself."""

    def make(town, member) -> BorderChange:
        fields = {"parent_id": town.street.pk, "kind": AreaKind.COMMUNITY, "by": None}
        new = (
            create_area(code=f"3707020012{member.pk % 10}{one}", name=f"{one}号社区{member.pk}", **fields)
            for one in "12"
        )
        into, other = new
        appoint(holder_id=member.user_id, kind=PostKind.POINTS_CLERK, area=into, by=None)  # somebody to be told
        day = timezone.localdate() + timedelta(days=3 if state == BorderState.AGREED else 0)
        change = plan_change(kind="merge", community=into, parts=[other], on=day, by=town.admin)
        if state != BorderState.PLANNED:
            perform_one(border_acts, "confirm", pk=change.pk, by=town.admin)
        return BorderChange.objects.get(pk=change.pk)

    return make


MAKERS = {
    "orgtree.askedform": {state: form_in(state) for state in (FormState.PROPOSED, FormState.LIVE)},
    "orgtree.formreturn": {state: return_in(state) for state in ReturnState},
    "orgtree.formprotest": {ProtestState.OPEN: protest_in(ProtestState.OPEN)},
    "orgtree.figuredoubt": {DoubtState.OPEN: doubt_on},
    "orgtree.cosignkey": {CosignKeyState.LIVE: live_key},
    "orgtree.paperroot": {RootState.WAITING: waiting_root},
    "orgtree.boardquestion": {state: question_in(state) for state in BoardState},
    "orgtree.figurereturn": {state: figures_in(state) for state in ReturnState},
    "orgtree.borderchange": {
        state: borders_in(state) for state in (BorderState.PLANNED, BorderState.AGREED, BorderState.DONE)
    },
    "orgtree.importjob": {state: job_of(state) for state in JobState},
    "orgtree.workdayoverride": {Standing.OPEN: corrected_day},
    "orgtree.apitoken": {state: token_of(state) for state in TokenState},
    "orgtree.user": {Standing.OPEN: account, Standing.ENDED: shut_account},
    "orgtree.post": {
        PostState.WAITING: waiting_post,
        PostState.COMING: post_from(3),
        PostState.LIVE: post_from(-1),
        PostState.ENDED: ended_post,
    },
    "orgtree.institution": {Standing.OPEN: unit_of, Standing.ENDED: closed_unit},
    "orgtree.partyorg": {Standing.OPEN: branch, Standing.ENDED: dissolved_branch},
    "orgtree.area": {Standing.OPEN: spare_grid, Standing.ENDED: dissolved_grid},
    "orgtree.deadlinerule": {RuleState.PROPOSED: proposed, RuleState.PUBLISHED: published},
}
DESKS = {
    "orgtree.figuredoubt": lambda town: (town.street_secretary, town.organisation),
    "orgtree.boardquestion": lambda town: (town.organisation, keeper(town.district, "keeper-boards")),
    "orgtree.cosignkey": lambda town: (town.auditor, town.auditor),
    "orgtree.cosignkey.end": auditors,
    "orgtree.paperroot": auditors,
    "orgtree.askedform": lambda town: (town.organisation, keeper(town.district, "keeper-form")),
    "orgtree.formreturn.unlock": at_the_street,
    "orgtree.figurereturn.unlock": at_the_street,
    "orgtree.formprotest.answer": lambda town: (town.organisation, keeper(town.district, "keeper-form")),
    "orgtree.borderchange": at_the_street,
    "orgtree.area": at_the_street,
    "orgtree.workdayoverride": lambda town: tuple(keeper(town.district, f"days-{one}") for one in "ab"),
    "orgtree.user": at_the_district,
    "orgtree.post": at_the_district,
    "orgtree.post.confirm": confirmers,
    "orgtree.post.decline": confirmers,
    "orgtree.institution": at_the_street,
    "orgtree.partyorg": at_the_street,
    "orgtree.deadlinerule": lambda town: tuple(keeper(town.district, f"keeper-{one}") for one in "ab"),
}
WORDS = {
    "orgtree.formreturn.unlock": lambda: {"until": in_three_days()},
    "orgtree.paperroot.cosign": {"words": COSIGN_WORDS},
    "orgtree.figurereturn.unlock": lambda: {"until": in_three_days()},
    "orgtree.importjob.confirm": {"seen": ""},
    "orgtree.importjob.arrange": {"columns": "{}"},
    "orgtree.importjob.answer": {"answers": "{}"},
    "orgtree.area.move": lambda: {"parent": Area.objects.get(name="西园社区")},
    "orgtree.partyorg.move": lambda: {"parent": PartyOrg.objects.filter(name="城关街道党工委").first()},
}
BEGINNINGS = {
    "orgtree.figuredoubt.mark": lambda town, member: {
        "area": town.street,
        "figure": "volunteers.reported",
        "period": "2026-10",
        "reason": "与名册对不上",
    },
    "orgtree.cosignkey.take": lambda town, member: {
        "area": town.district,
        "office": "区纪委监委",
        "words": COSIGN_WORDS,
    },
    "orgtree.formprotest.tell": lambda town, member: {
        "kind": "unregistered",
        "told": "有科室在群里要表",
        "place": town.east,
    },
}
