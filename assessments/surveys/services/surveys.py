"""The course of a survey: drafted, its seed published, drawn, open, closed, published; or given up before that."""

from django.urls import reverse
from django.utils import timezone

from assessments.surveys.choices import BatchState, SurveyState
from assessments.surveys.models import Survey
from assessments.surveys.services.drawing import check_size, draw_households, seed_for
from assessments.surveys.services.publishing import publish_results
from orgtree.acts import Act, Acts, Doing, Making, Tell, ask_reason, asks_of, declare_acts
from orgtree.choices import AreaKind, PostKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area, Post
from orgtree.notices.words import called
from orgtree.scope.models.rows import inside
from orgtree.scope.services import within_reach

HOSTS = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE)
DRAFT = frozenset({SurveyState.DRAFT})
NOT_PUBLISHED = frozenset(SurveyState) - {SurveyState.PUBLISHED, SurveyState.VOID}
YEARS = 1  # before and after the running one


def hosts_for(user, ids=None):
    """The areas that somebody may have a survey of."""
    return within_reach(Area, P.SURVEY_MANAGE, user).current().filter(kind__in=HOSTS)


def _check(survey: Survey, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field."""
    today = timezone.localdate()
    if abs(survey.year - today.year) > YEARS:
        raise RuleBroken("year", "年度应为去年、今年或明年", field="year")
    if survey.closes_on < today:
        raise RuleBroken("closes_on", "截止日期不能早于今天", field="closes_on")
    survey.made_at = survey.made_at or doing.at
    check_size(survey)


def _seed(survey: Survey, doing: Doing) -> None:
    root = seed_for(timezone.localdate(doing.at))
    survey.seed, survey.seed_day, survey.seeded_at = root.digest, root.day, doing.at


def _draw(survey: Survey, doing: Doing) -> None:
    draw_households(survey, timezone.localdate(doing.at))
    survey.drawn_at = doing.at


def _open(survey: Survey, doing: Doing) -> None:
    if survey.closes_on < timezone.localdate(doing.at):
        raise RuleBroken("closes_on", "截止日期已过，请作废重做", conflict=True)
    survey.opened_at = doing.at


def _close(survey: Survey, doing: Doing) -> None:
    """Nothing more comes in; which households have answered is forgotten."""
    if survey.batches.filter(state=BatchState.FIRST).exists():
        raise RuleBroken("paper_waits", "还有纸质答卷等待第二人录入，请先录完或作废", conflict=True)
    survey.closed_at = doing.at
    survey.households.filter(is_answered=True).update(is_answered=False)


def _publish(survey: Survey, doing: Doing) -> None:
    publish_results(survey)


def _void(survey: Survey, doing: Doing) -> None:
    """What was answered goes with it."""
    survey.tallies.all().delete()
    survey.words.all().delete()
    survey.batches.filter(state=BatchState.FIRST).update(state=BatchState.VOID, answers=[], numbers=[])
    survey.households.filter(is_answered=True).update(is_answered=False)


def _tell_communities(survey: Survey, doing: Doing) -> list[Tell]:
    """The secretaries below the survey's area, each of whom finds what is shown of their own places."""
    posts = Post.objects.live().filter(inside(survey.area, "area"), kind=PostKind.COMMUNITY_SECRETARY)
    people = set(posts.values_list("holder", flat=True)) - {doing.by and doing.by.pk}
    page = reverse("survey-places", args=[survey.pk])
    return (
        [Tell(tuple(sorted(people)), f"已公布：{survey.year}年{called(survey)}", "本地的结果可以查看", page)]
        if people
        else []
    )


ASKED = asks_of(
    Survey,
    "area kind title year size closes_on question_one question_two question_three",
    at=P.SURVEY_MANAGE,
    area={"rows": hosts_for},
    title={"help": "如：2026年居民满意度调查"},
    year={"least": 2000, "most": 2100, "usual": lambda: timezone.localdate().year},
    size={"least": 1, "most": 100_000, "help": "按网格（业主满意度按小区）分层抽取；回收率一般不足一半，宜多抽"},
)
survey_acts = declare_acts(
    Acts(
        Survey,
        called="满意度调查",
        loads=("area",),
        acts=(
            Making(
                "draft",
                "起草调查",
                "起草",
                SurveyState.DRAFT,
                permission=P.SURVEY_MANAGE,
                asks=ASKED,
                stamps=("made_by", "made_at"),
                run=_check,
                done="{row}已起草。核对无误后公布种子，再抽样。",
                hint="三个问题，每户一份，不记姓名；先公布种子再抽样，同样的种子抽出同样的名单。",
                summary="起草满意度调查",
                description="居民满意度按楼栋户数、业主满意度按小区户数抽样；抽取户数不能多于已知户数。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT,
                None,
                permission=P.SURVEY_MANAGE,
                asks=ASKED[1:],
                partial=True,
                run=_check,
                done="已修改。",
                hint="公布种子前可以修改。",
                summary="修改满意度调查",
                description="公布种子前；省略的项目不变。",
            ),
            Act(
                "seed",
                "公布种子",
                "公布种子",
                DRAFT,
                SurveyState.SEEDED,
                permission=P.SURVEY_MANAGE,
                run=_seed,
                done="种子已公布，取自{row.seed_day}的账根；现在可以抽样。",
                hint="种子取昨天积分账本的账根，谁也不能挑选；公布后内容不再改动。",
                icon="casino",
                summary="公布抽样种子",
                description="取今天以前最近一天的积分账根；公布后不能再修改。",
            ),
            Act(
                "draw",
                "抽样",
                "抽样",
                frozenset({SurveyState.SEEDED}),
                SurveyState.DRAWN,
                permission=P.SURVEY_MANAGE,
                run=_draw,
                done="已抽取{row.size}户，名单摘要已公布。可以打印问卷二维码。",
                hint="按户数分到各网格（小区），再按种子抽取；只有楼栋和第几户，没有姓名和门牌。",
                icon="shuffle",
                summary="抽样",
                description="按公布的种子分层抽取。",
            ),
            Act(
                "open",
                "开始答题",
                "开始",
                frozenset({SurveyState.DRAWN}),
                SurveyState.OPEN,
                permission=P.SURVEY_MANAGE,
                run=_open,
                done="答题已开始，{row.closes_on}截止。",
                hint="抽中的户扫码作答，也可电话代填、收纸质答卷；每户一份。",
                icon="play_circle",
                summary="开始答题",
                description="抽样之后、截止日期之前。",
            ),
            Act(
                "close",
                "截止",
                "截止",
                frozenset({SurveyState.OPEN}),
                SurveyState.CLOSED,
                permission=P.SURVEY_MANAGE,
                run=_close,
                final=True,
                done="已截止，哪些户答过的记录已抹去。可以公布结果。",
                hint="截止后不再收答卷，不能恢复；还有纸质答卷没有录完两遍的，不能截止。",
                icon="lock_clock",
                summary="截止答题",
                description="纸质答卷都录完两遍之后；哪些户答过随即抹去。",
            ),
            Act(
                "publish",
                "公布结果",
                "公布",
                frozenset({SurveyState.CLOSED}),
                SurveyState.PUBLISHED,
                permission=P.SURVEY_MANAGE,
                stamps=("published_by", "published_at"),
                run=_publish,
                tells=_tell_communities,
                final=True,
                done="结果已公布。不足5份的区域与相邻的合并，原始计数已销毁。",
                hint="公布后不再改动；不足5份的区域不单独显示，原始计数随即销毁。",
                icon="campaign",
                summary="公布结果",
                description="不足5份的区域并入上一级，凑不足时再并入一个相邻的；公布后原始计数销毁，不能重算。",
            ),
            Act(
                "void",
                "作废",
                "作废",
                NOT_PUBLISHED,
                SurveyState.VOID,
                permission=P.SURVEY_MANAGE,
                asks=(ask_reason("作废", told="作废原因，2到200字，公开"),),
                run=_void,
                done="已作废，收到的答卷已销毁。",
                hint="用于内容或范围有误；收到的答卷一并销毁，重新起草。",
                summary="作废满意度调查",
                description="公布前；写明原因，收到的答卷销毁。",
            ),
        ),
    )
)
