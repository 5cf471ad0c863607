"""What is computed of a project: hearings, advances, settlements, what is told at the end, what is missing."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from cocon.projects.choices import ProjectState as S
from cocon.projects.choices import Verdict
from cocon.projects.rules.hearing import judge_hearing, share_told
from cocon.projects.rules.kinds import check_report
from cocon.projects.rules.money import Settlement, check_advance, settle_for
from cocon.projects.rules.paperwork import Facts, missing_of, steps_of
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
SIXTY = D("60.0")


@pytest.mark.parametrize(
    ("present", "in_favour", "verdict", "told"),
    [
        (20, 12, Verdict.CARRIED, "60.0%"),
        (19, 19, Verdict.TOO_FEW, "100.0%"),
        (21, 12, Verdict.LOST, "57.1%"),
        (200, 119, Verdict.LOST, "59.5%"),  # prints 60 % without decimals
        (200, 120, Verdict.CARRIED, "60.0%"),
        (9_999, 5_999, Verdict.LOST, "59.9%"),  # 59.996 %: rounded it would read 60.0 %
        (20, 0, Verdict.LOST, "0.0%"),
    ],
)
def test_c12_a_hearing_is_judged_by_the_exact_fraction(present, in_favour, verdict, told):
    """C12: at least 20 present, at least 60 % for, never by a rounded share."""
    assert judge_hearing(present, in_favour, least=20, share=SIXTY) == verdict
    assert share_told(present, in_favour) == told


def test_c12_thirds_are_no_decimals():
    assert judge_hearing(30, 20, least=20, share=D("66.6")) == Verdict.CARRIED
    assert judge_hearing(30, 20, least=20, share=D("66.7")) == Verdict.LOST


@pytest.mark.parametrize(("paid", "fen", "fits"), [(0, 15_000, True), (0, 15_001, False), (10_000, 5_001, False)])
def test_an_advance_is_at_most_half(paid, fen, fits):
    if fits:
        check_advance(30_000, paid, fen, D("50.0"))
    else:
        with refused("advance_share", "yuan", message="最多150元"):
            check_advance(30_000, paid, fen, D("50.0"))


@pytest.mark.parametrize(
    ("paid", "total", "settlement"),
    [
        (0, 300, Settlement(300, 0)),
        (100, 250, Settlement(150, 50)),
        (100, 100, Settlement(0, 200)),
        (100, 60, Settlement(-40, 240)),
    ],
)
def test_a_settlement_pays_the_rest_and_gives_back(paid, total, settlement):
    assert settle_for(300, paid, total) == settlement
    with refused("over_approved", "yuan"):
        settle_for(300, paid, 301)


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        ("purchase", {"people": None, "hours": 3, "sites": 0}, "people"),
        ("purchase", {"people": 3, "hours": None, "sites": 0}, "hours"),
        ("aid", {"people": 0, "hours": None, "sites": 0}, "people"),
        ("renewal", {"people": 9, "hours": None, "sites": 0}, None),
    ],
)
def test_what_each_kind_tells(kind, told, field):
    with refused(field or "sites", field):
        check_report(kind, **told)
    check_report("party", people=None, hours=None, sites=0)
    check_report(kind, people=1, hours=1, sites=1)


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"state": S.DRAFT, "least": 20, "share": SIXTY}, "召开议事听证并登记：到会不少于20人，赞成不少于60%"),
        ({"state": S.DRAFT, "was_too_few": True, "least": 20, "share": D("62.5")}, "上次到会不足，须重新召开议事听证"),
        ({"state": S.HEARD}, "开始公示"),
        ({"state": S.PUBLICISED, "publicity_until": TODAY}, "公示到2026-03-10，期满后提请审批"),
        ({"state": S.PUBLICISED, "publicity_until": TODAY - timedelta(days=1)}, "公示期满，提请审批"),
        ({"state": S.ASKED}, "等第一位审批人同意"),
        ({"state": S.SECOND}, "等第二位审批人同意"),
        ({"state": S.RUNNING}, "增加节点"),
        ({"state": S.RUNNING, "milestones": (1, 3)}, "还有2个节点没有报告"),
        ({"state": S.RUNNING, "milestones": (3, 3), "lacks_sites": True}, "登记整治的小区和楼栋数"),
        ({"state": S.RUNNING, "milestones": (3, 3)}, "提交验收"),
        ({"state": S.SUBMITTED}, "由负责人和提交人以外的人验收"),
        ({"state": S.ACCEPTED}, "按实际结算"),
        ({"state": S.ACCEPTED, "has_money": False}, "结项"),
        ({"state": S.SETTLED}, "结项，可以写一句肯定"),
        ({"state": S.CLOSED}, ""),
        ({"state": S.REFUSED}, ""),
    ],
)
def test_what_is_missing_is_computed(facts, missing):
    said = Facts(**{"has_money": True, "today": TODAY} | facts)
    assert missing_of(said).startswith(missing)
    assert [step.missing for step in steps_of(said) if step.missing] == ([missing_of(said)] if missing else [])


def test_the_papers_are_those_that_the_project_needs():
    def labels(**facts):
        return [(step.label, step.is_done) for step in steps_of(Facts(today=TODAY, **facts))]

    assert labels(state=S.RUNNING, has_money=True)[:4] == [
        ("议事听证", True),
        ("公示", True),
        ("两人审批", True),
        ("实施", False),
    ]
    assert labels(state=S.ACCEPTED, has_money=False) == [("实施", True), ("验收", True), ("结项与激励", False)]
