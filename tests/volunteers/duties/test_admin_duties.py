"""Posts and claims on the desk: set up, decided many at once, suggested with a reason, put up for notice."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from orgtree.acts import perform
from orgtree.desk.home import home_of
from orgtree.models import AccessLog, Notice
from tests.volunteers.people import accepted, enrolled
from tests.volunteers.posts import appointed, claimed, opened
from tests.volunteers.test_admin import act, desk, text  # noqa: F401
from volunteers.choices import ClaimOrigin, ClaimState, ConsentPurpose, DutyState
from volunteers.members.rules.consents import UNNAMED
from volunteers.members.services.members import give_consents, update_member
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import DutyClaim, DutyPost, PledgeText, ReportIn, Skill

pytestmark = pytest.mark.django_db
POSTS, CLAIMS = "/desk/volunteers/dutypost/", "/desk/volunteers/dutyclaim/"


def answers(area, **changes):
    form = {
        "area": area.pk,
        "title": "楼道巡查员",
        "post_class": "safety",
        "kind": "ordinary",
        "duties": "每周巡查楼道一次",
        "needed": 3,
        "free_times": ["weekend_day"],
        "since": timezone.localdate().isoformat(),
        "until": "",
        "contact": "党群服务中心",
        "point_item": "",
    }
    return form | changes


def act_url(row, key):
    return f"/desk/volunteers/{row._meta.model_name}/{row.pk}/act/{key}/"


@pytest.fixture
def post(town):
    return opened(town.east, town.secretary, skills=[Skill.objects.get(name="应急救援")], free_times=["weekend_day"])


def test_a_post_is_set_up_and_changed(desk, town):  # noqa: F811
    client = desk(town.clerk)
    skill = Skill.objects.get(name="应急救援")
    client.post(f"{POSTS}add/", answers(town.east, skills=[skill.pk]))
    post = DutyPost.objects.get()
    assert (post.title, post.needed, post.area, list(post.skills.all())) == ("楼道巡查员", 3, town.east, [skill])
    client.post(f"{POSTS}{post.pk}/change/", answers(town.east, needed=5, point_item="G02"))
    post.refresh_from_db()
    assert (post.needed, post.point_item, post.skills.count()) == (5, "G02", 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "building"}, "楼栋岗应设在楼栋"),
        ({"needed": 0}, "至少需要1人"),
        ({"until": "2020-01-01"}, "任期截止应晚于任期开始"),
        ({"title": ""}, "请填写岗位名称"),
    ],
)
def test_what_is_wrong_is_said_in_chinese_and_nothing_is_lost(desk, town, changes, message):  # noqa: F811
    page = text(desk(town.clerk).post(f"{POSTS}add/", answers(town.east, **changes)))
    assert message in page
    assert "每周巡查楼道一次" in page
    assert not DutyPost.objects.exists()


def test_a_neighbour_sets_up_nothing_here(desk, town):  # noqa: F811
    desk(town.west_secretary).post(f"{POSTS}add/", answers(town.east))
    assert not DutyPost.objects.exists()


def test_a_grid_worker_looks_and_sets_up_nothing(desk, town, post):  # noqa: F811
    client = desk(town.grid_worker)
    own = opened(town.east_grid, town.secretary, title="网格里的岗", kind="grid")
    assert client.get(POSTS).status_code == 200
    assert client.get(f"{POSTS}{own.pk}/change/").status_code == 200
    assert client.get(f"{POSTS}add/").status_code == 403
    assert client.get(act_url(own, "close")).status_code == 403


def test_claims_are_appointed_and_declined_many_at_once(desk, town, post):  # noqa: F811
    claims = [claimed(post, accepted(town.east, town.secretary)) for _ in range(2)]
    client = desk(town.clerk)
    assert "已任岗1条" in text(act(client, "dutyclaim", "appoint", [claims[0].pk], apply="1"))
    asked = act(client, "dutyclaim", "decline", [claims[1].pk])
    assert "不予通过原因" in text(asked)
    done = act(client, "dutyclaim", "decline", [claims[1].pk], apply="1", reason="名额留给本楼栋")
    assert "已不予通过1条" in text(done)
    states = list(DutyClaim.objects.order_by("pk").values_list("state", flat=True))
    assert states == [ClaimState.APPOINTED, ClaimState.DECLINED]


def test_one_claim_is_ended_with_a_reason(desk, town, post, member):  # noqa: F811
    claim = appointed(post, member, town.secretary)
    client = desk(town.secretary)
    client.post(act_url(claim, "release"), {"reason": "岗位调整"})
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (ClaimState.RELEASED, "岗位调整")


def test_the_desk_claims_for_those_without_an_account(desk, town, post, member):  # noqa: F811
    paper = enrolled(town.east, town.clerk, name="钱试")
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=paper).pk], by=town.secretary)
    client = desk(town.clerk)
    page = text(client.get(act_url(post, "claim")))
    assert "钱试" in page
    assert f'value="{member.pk}"' not in page  # has an account, and claims alone
    assert "请" in text(client.post(act_url(post, "claim"), {"member": paper.pk}))
    assert not DutyClaim.objects.exists()
    client.post(act_url(post, "claim"), {"member": paper.pk, "signed": "on"})
    claim = DutyClaim.objects.get()
    assert (claim.origin, claim.on_paper) == (ClaimOrigin.PROXY, True)


def test_closing_and_reopening(desk, town, post, member):  # noqa: F811
    claimed(post, member)
    client = desk(town.secretary)
    assert "待任岗1人" in text(client.get(act_url(post, "close")))
    assert "已离岗" in text(client.post(act_url(post, "close"), {"reason": ""}, follow=True))
    client.post(act_url(post, "reopen"))
    post.refresh_from_db()
    assert post.state == DutyState.OPEN


def waiting(user) -> dict[str, int]:
    home = home_of(user)
    return {queue.card.label: queue.count for queue in [*home.mine, *home.to_know]}


def test_cards_count_what_waits(town, post, member):
    assert "待审认岗" not in waiting(town.clerk)
    claimed(post, member)
    opened(town.east, town.secretary, until=timezone.localdate() + timedelta(days=20))
    shown = waiting(town.clerk)
    assert (shown["待审认岗"], shown["岗位到期"]) == (1, 1)
    assert not {"待审认岗", "岗位到期"} & set(waiting(town.west_secretary))


def test_the_card_of_ending_terms_leads_to_them(desk, town, post):  # noqa: F811
    opened(town.east, town.secretary, title="快到期", until=timezone.localdate() + timedelta(days=20))
    page = text(desk(town.clerk).get(f"{POSTS}?term=soon"))
    assert "快到期" in page
    assert post.title not in page


def test_lists_ask_the_same_number_of_queries_however_long(desk, town, post, django_assert_max_num_queries):  # noqa: F811
    client = desk(town.clerk)
    claimed(post, accepted(town.east, town.secretary))
    for address in (POSTS, CLAIMS):
        client.get(address)
        with django_assert_max_num_queries(40) as few:
            client.get(address)
        for _ in range(4):
            extra = opened(town.east_building, town.secretary, title="岗")
            claimed(extra, accepted(town.east, town.secretary))
        with django_assert_max_num_queries(len(few)):
            client.get(address)


# --- Suggestions ------------------------------------------------------------------------------------------------------


def suggest(post):
    return reverse("admin:volunteers_dutypost_suggest", args=[post.pk])


def able(town, name, *, shows: bool, times=()):
    member = accepted(town.east, town.secretary, name=name)
    skill = Skill.objects.get(name="应急救援")
    update_member(member_id=member.pk, skills=[skill], free_times=list(times), by=member.user)
    if shows:
        give_consents(member=member, purposes=[ConsentPurpose.SKILLS], by=member.user)
    return member


def test_members_are_suggested_with_the_reason_and_skills_only_with_consent(desk, town, post):  # noqa: F811
    able(town, "甲试", shows=True)
    able(town, "乙试", shows=False)  # nothing to show and no time: not suggested
    able(town, "丙试", shows=False, times=["weekend_day"])
    page = text(desk(town.clerk).get(suggest(post)))
    assert "会应急救援，岗位需要应急救援" in page
    assert "乙试" not in page
    assert "丙试" in page
    assert page.count("会应急救援") == 1
    assert "周末白天有空" in page


def test_an_invitation_is_a_notice_and_assigns_nobody(desk, town, post):  # noqa: F811
    member = able(town, "甲试", shows=True)
    client = desk(town.clerk)
    for _ in range(2):
        client.post(suggest(post), {"members": [member.pk]})
    assert Notice.objects.filter(user=member.user, title="社区邀请您认领岗位").count() == 1
    assert not DutyClaim.objects.exists()
    assert "已邀请" in text(client.get(suggest(post)))


def test_suggestions_are_for_those_who_run_the_post(desk, town, post):  # noqa: F811
    for user in (town.west_secretary, town.organisation, town.grid_worker):
        assert desk(user).get(suggest(post)).status_code in (403, 404)


# --- Overview and notice ----------------------------------------------------------------------------------------------


def test_the_overview_counts_by_class_and_place(desk, town, post, member):  # noqa: F811
    appointed(post, member, town.secretary)
    claimed(opened(town.east_building, town.secretary, post_class="health", needed=4), member)
    opened(town.west, town.west_secretary, needed=7)
    client = desk(town.street_secretary)
    overview = client.get(f"{POSTS}overview/").context["overview"]
    assert overview.total.cells == (3, 13, 1, 1, 12)
    assert {row.label: row.cells for row in overview.places} == {
        "东园社区": (2, 6, 1, 1, 5),
        "西园社区": (1, 7, 0, 0, 7),
    }
    inside = client.get(f"{POSTS}overview/?area={town.east.pk}").context["overview"]
    assert [row.label for row in inside.places] == ["东园社区（本级）", "东园一网格"]
    book = load_workbook(BytesIO(b"".join(client.get(f"{POSTS}overview.xlsx/"))))
    assert [cell.value for cell in book["按类别"][12]] == ["合计", 3, 13, 1, 1, 12]


def test_the_notice_names_only_those_who_agreed(desk, town, post):  # noqa: F811
    named, masked = (accepted(town.east, town.secretary, name=name) for name in ("孙公开", "李不开"))
    give_consents(member=named, purposes=[ConsentPurpose.NAMED_NOTICE], by=named.user)
    for person in (named, masked):
        appointed(post, person, town.secretary)
    client = desk(town.clerk)
    reply = client.get(f"{POSTS}notice.docx/?area={town.east.pk}")
    table = docx.Document(BytesIO(reply.content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][-1] == f"孙公开、{UNNAMED}"
    book = load_workbook(BytesIO(b"".join(client.get(f"{POSTS}notice.xlsx/?area={town.east.pk}"))))
    assert book.active["G4"].value == f"孙公开、{UNNAMED}"
    assert AccessLog.objects.filter(subject="岗位公示表", area=town.east).count() == 2


def test_notice_and_overview_of_a_neighbour_are_not_there(desk, town, post):  # noqa: F811
    client = desk(town.west_secretary)
    for name in ("overview/", "overview.xlsx/", "notice.docx/", "notice.xlsx/"):
        assert client.get(f"{POSTS}{name}?area={town.east.pk}").status_code == 404


# --- Pledges ----------------------------------------------------------------------------------------------------------


def test_new_words_of_a_pledge_are_a_new_version(desk, town):  # noqa: F811
    today = timezone.localdate().isoformat()
    client = desk(town.organisation)
    client.post("/desk/volunteers/pledgetext/add/", {"kind": "grid", "active_from": today, "text": "新承诺"})
    assert PledgeText.objects.get(kind="grid", version=2).text == "新承诺"
    page = client.post("/desk/volunteers/pledgetext/add/", {"kind": "grid", "active_from": "2020-01-01", "text": "旧"})
    assert "启用日期不能早于今天" in text(page)
    assert desk(town.clerk).get("/desk/volunteers/pledgetext/add/").status_code == 403
