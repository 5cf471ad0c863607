"""The places of the desk's menu, and the pages of this app in them. Lists of the admin name their place themselves."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.assigned.giving import late
from orgtree.assigned.seen import given_tasks
from orgtree.boards.choices import BoardState
from orgtree.borders.models import BorderChange
from orgtree.calendar.services.deadlines import book_in
from orgtree.choices import (
    BorderState,
    DoubtState,
    FormState,
    JobState,
    PostKind,
    ProtestState,
    ReturnState,
    RootState,
    RuleState,
    TaskState,
)
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, Found, Place, Quick, Tab, registry
from orgtree.doubts.rules import KEY as DOUBT
from orgtree.imports.services.jobs import own_imports
from orgtree.models import (
    Area,
    AskedForm,
    BoardQuestion,
    DeadlineRule,
    FigureDoubt,
    FigureReturn,
    FormProtest,
    FormReturn,
    Institution,
    PaperRoot,
    Post,
    Task,
)


def find_areas(user, text: str, most: int) -> list[Found]:
    """By name, pinyin, initials or the beginning of the code; leads to the board, or to the area's page."""
    areas = Area.objects.allowed(user, P.AREA_VIEW).current().matching(text).select_related("parent__parent")
    name = "board" if user.holds(P.BOARD_VIEW) else "admin:orgtree_area_change"
    return [
        Found(area.name, area.place_label, reverse(name, args=[area.pk]))
        for area in areas.order_by("level", "code")[:most]
    ]


def find_institutions(user, text: str, most: int) -> list[Found]:
    units = Institution.objects.allowed(user, P.INSTITUTION_VIEW).matching(text).order_by("name")[:most]
    return [
        Found(unit.name, unit.get_kind_display(), reverse("admin:orgtree_institution_change", args=[unit.pk]))
        for unit in units
    ]


def shorter_keeping_to_confirm(user):
    """What others have proposed on the ground whose rules the person keeps."""
    return DeadlineRule.objects.allowed(user, P.RULES_EDIT).filter(state=RuleState.PROPOSED).exclude(entered_by=user.pk)


def _borders(state: str):
    return lambda user: f"{reverse('admin:orgtree_borderchange_changelist')}?state__exact={state}"


def returns_to_report(user):
    """What the person's posts report; a street sees those of its communities below its own."""
    return FormReturn.objects.allowed(user, P.FORM_CONFIRM).filter(state=ReturnState.OPEN)


def forms_to_approve(user):
    """What others have registered."""
    return (
        AskedForm.objects.allowed(user, P.FORM_APPROVE).filter(state=FormState.PROPOSED).exclude(registered_by=user.pk)
    )


registry.add_places(
    [
        Place(key="home", label="工作台", icon="home", position=0),
        Place(key="people", label="人", icon="groups", position=10),
        Place(key="services", label="活动与服务", icon="volunteer_activism", position=20),
        Place(key="points", label="积分", icon="stars", position=30),
        Place(key="grids", label="网格", icon="grid_view", position=40),
        Place(key="cocon", label="共建", icon="handshake", position=50),
        Place(key="assessments", label="评议", icon="fact_check", position=60),
        Place(key="boards", label="看板与报表", icon="monitoring", position=70),
        Place(key="audit", label="审计", icon="policy", position=80, at_foot=True),
        Place(key="settings", label="设置", icon="settings", position=90, at_foot=True),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="board",
            label="数据看板",
            place="boards",
            url=lambda: reverse("board-home"),
            permission=P.BOARD_VIEW,
            position=10,
            lands=(PostKind.ORGANISATION_DEPT,),
        ),
        Tab(
            key="form-progress",
            label="报表进度",
            place="boards",
            url=lambda: reverse("form-progress-home"),
            permission=P.BOARD_VIEW,
            position=35,
        ),
        Tab(
            key="imports",
            label="表格导入",
            place="settings",
            url=lambda: reverse("import_list"),
            permission=P.IMPORT,
            position=50,
        ),
        Tab(
            key="tasks",
            label="我的任务",
            place="home",
            url=lambda: reverse("tasks"),
            permission=P.TASK_DO,
            position=10,
        ),
        Tab(
            key="runs",
            label="后台办理",
            place="settings",
            url=lambda: reverse("runs"),
            permission=None,
            position=85,
            to_read=True,
        ),
        Tab(
            key="audit",
            label="操作审计",
            place="audit",
            url=lambda: reverse("admin:audit"),
            permission=P.AUDIT_VIEW,
            position=10,
        ),
        Tab(
            key="who-looked",
            label="谁看过这个人",
            place="audit",
            url=lambda: reverse("admin:who-looked"),
            permission=P.AUDIT_VIEW,
            position=5,
            lands=(PostKind.AUDITOR,),
        ),
        Tab(
            key="grants",
            label="岗位权限表",
            place="settings",
            url=lambda: reverse("admin:grants"),
            permission=None,
            position=90,
            to_read=True,
        ),
    ]
)
registry.add_cards(
    [
        Card(
            key="posts_to_confirm",
            label="确认任职",
            hint="能看个人信息的岗位由一人任命、另一人确认，确认后才生效",
            place="settings",
            rows=lambda user: Post.objects.allowed(user, P.POST_CONFIRM).waiting(),
            url=lambda user: f"{reverse('admin:orgtree_post_changelist')}?waits__exact=1",
            permission=P.POST_CONFIRM,
            at_community=False,
            minutes=2,
        ),
        Card(
            key="borders_to_confirm",
            label="待确认区划调整",
            hint="拟定了合并或拆分社区，还没有确认办理",
            place="settings",
            rows=lambda user: BorderChange.objects.allowed(user, P.AREA_EDIT).filter(state=BorderState.PLANNED),
            url=_borders(BorderState.PLANNED),
            permission=P.AREA_EDIT,
            since="planned_at",
            at_community=False,
            minutes=5,
        ),
        Card(
            key="borders_to_come",
            label="待生效区划调整",
            hint="已确认，到生效日期自动办理；以前都可以取消",
            place="settings",
            rows=lambda user: BorderChange.objects.allowed(user, P.AREA_VIEW).filter(state=BorderState.AGREED),
            url=_borders(BorderState.AGREED),
            permission=P.AREA_VIEW,
            kind=CardKind.KNOW,
            since="on",
            at_community=False,
        ),
        Card(
            key="tasks",
            label="我的任务",
            hint="交给您岗位的任务，等您接收、办理、报告完成",
            place="home",
            rows=lambda user: Task.objects.owned_by(user).to_do(),
            url=lambda user: reverse("tasks"),
            permission=P.TASK_DO,
            since="given_at",
            overdue=late,
            at_community=False,
            is_listed=False,
            minutes=5,
        ),
        Card(
            key="tasks_to_confirm",
            label="确认任务",
            hint="承办人已报告完成，等您确认或退回",
            place="home",
            rows=lambda user: given_tasks(user).filter(state=TaskState.REPORTED),
            url=lambda user: (
                f"{reverse('admin:orgtree_task_changelist')}?which=given&state__exact={TaskState.REPORTED}"
            ),
            permission=P.TASK_GIVE,
            since="reported_at",
            at_community=False,
            minutes=2,
        ),
        Card(
            key="form_returns",
            label="核对上报报表",
            hint="已按台账自动填好，核对无误就上报",
            place="boards",
            rows=returns_to_report,
            url=lambda user: f"{reverse('admin:orgtree_formreturn_changelist')}?state__exact={ReturnState.OPEN}",
            permission=P.FORM_CONFIRM,
            since="due_on",
            overdue=lambda memo: Q(due_on__lt=memo.setdefault("today", timezone.localdate())),
            minutes=2,
        ),
        Card(
            key="figure_returns",
            label="核对上报数字",
            hint="上一期的数字已经汇总，核对无误就上报锁定",
            place="boards",
            rows=lambda user: FigureReturn.objects.allowed(user, P.FORM_CONFIRM).filter(state=ReturnState.OPEN),
            url=lambda user: f"{reverse('admin:orgtree_figurereturn_changelist')}?state__exact={ReturnState.OPEN}",
            permission=P.FORM_CONFIRM,
            since="due_on",
            overdue=lambda memo: Q(due_on__lt=memo.setdefault("today", timezone.localdate())),
            minutes=2,
        ),
        Card(
            key="figure_doubts",
            label="核实数字",
            hint="有人认为看板上的数字可能不对，核实后答复",
            place="boards",
            rows=lambda user: FigureDoubt.objects.allowed(user, P.FORM_CONFIRM).open().exclude(raised_by=user.pk),
            url=lambda user: f"{reverse('admin:orgtree_figuredoubt_changelist')}?state__exact={DoubtState.OPEN}",
            permission=P.FORM_CONFIRM,
            since="raised_at",
            overdue=lambda memo: book_in(memo).late(DOUBT, "raised_at", "area"),
            minutes=5,
        ),
        Card(
            key="paper_roots",
            label="副署凭据摘要",
            hint="前一天开具的纸质凭据连成的数，副署后不联网也能核验",
            place="audit",
            rows=lambda user: PaperRoot.objects.allowed(user, P.AUDIT_VIEW).waiting(),
            url=lambda user: f"{reverse('admin:orgtree_paperroot_changelist')}?state__exact={RootState.WAITING}",
            permission=P.AUDIT_VIEW,
            since="made_at",
            overdue=lambda memo: Q(
                made_at__date__lt=memo.setdefault("today", timezone.localdate()) - timedelta(days=1)
            ),
            at_community=False,
            minutes=2,
        ),
        Card(
            key="board_questions",
            label="没人看的看板",
            hint="九十天没有人打开，决定保留还是隐藏",
            place="boards",
            rows=lambda user: BoardQuestion.objects.allowed(user, P.FIGURES_CLOSE).filter(state=BoardState.ASKED),
            url=lambda user: f"{reverse('admin:orgtree_boardquestion_changelist')}?state__exact={BoardState.ASKED}",
            permission=P.FIGURES_CLOSE,
            since="asked_on",
            at_community=False,
            is_listed=False,
            minutes=1,
        ),
        Card(
            key="forms_to_approve",
            label="审批报表",
            hint="别的岗位登记的报表，看用途、依据和要补填几项，批准后才能向下要",
            place="boards",
            rows=forms_to_approve,
            url=lambda user: f"{reverse('admin:orgtree_askedform_changelist')}?state__exact={FormState.PROPOSED}",
            permission=P.FORM_APPROVE,
            since="registered_at",
            at_community=False,
            is_listed=False,
            minutes=5,
        ),
        Card(
            key="form_protests",
            label="答复要表反映",
            hint="填报单位反映的重复要数和没有登记的报表",
            place="boards",
            rows=lambda user: FormProtest.objects.allowed(user, P.FORM_APPROVE).filter(state=ProtestState.OPEN),
            url=lambda user: f"{reverse('admin:orgtree_formprotest_changelist')}?state__exact={ProtestState.OPEN}",
            permission=P.FORM_APPROVE,
            since="sent_on",
            at_community=False,
            minutes=5,
        ),
        Card(
            key="imports",
            label="导入待处理",
            hint="上传的表格已核对，等您确认写入或改正错误",
            place="settings",
            rows=lambda user: own_imports(user).filter(state__in=[JobState.READY, JobState.INVALID]),
            url=lambda user: reverse("import_list"),
            permission=P.IMPORT,
            since="created_at",
            at_community=False,
            is_listed=False,
            minutes=2,
        ),
        Card(
            key="shorter_keeping",
            label="缩短保存期限待确认",
            hint="另一人提出缩短保存期限，须由您或别的人确认后才适用",
            place="settings",
            rows=shorter_keeping_to_confirm,
            url=lambda user: f"{reverse('admin:orgtree_deadlinerule_changelist')}?state__exact={RuleState.PROPOSED}",
            permission=P.RULES_EDIT,
            at_community=False,
            is_listed=False,
        ),
    ]
)
registry.add_quick(
    [
        Quick(
            key="imports",
            label="导入",
            icon="upload_file",
            url=lambda: reverse("import_list"),
            permission=P.IMPORT,
            position=30,
        ),
    ]
)
registry.add_finders(
    [
        Finder("areas", "区域", P.AREA_VIEW, find_areas),
        Finder("institutions", "单位", P.INSTITUTION_VIEW, find_institutions),
    ]
)
