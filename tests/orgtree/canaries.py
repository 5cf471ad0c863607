"""Planted rows of the ground floor."""

from datetime import date, timedelta

from orgtree.choices import AreaKind, PostKind
from orgtree.files.models import CleanFile
from orgtree.models import (
    AccessLog,
    Area,
    AskedForm,
    BoardQuestion,
    BorderChange,
    BorderStep,
    Correction,
    CosignKey,
    Device,
    Draft,
    Figure,
    FigureDoubt,
    FigureReturn,
    FormItem,
    FormProtest,
    FormReturn,
    ImportJob,
    Institution,
    KeptView,
    Notice,
    PaperRoot,
    PartyOrg,
    ReportSentence,
    Run,
    SignInRecord,
    Task,
    TaskAssist,
    TaskFile,
    TaskRemark,
)
from orgtree.people.services.people import appoint, create_user
from orgtree.people.services.tokens import issue_token
from orgtree.tree.services.tree import create_area
from tests.canary import CANARY, PASSWORD
from tests.orgtree.oneform.forms import LAYOUT

NAMES = (
    "报表",
    "何用",
    "栏目",
    "要表",
    "存疑",
    "视图",
    "新社区",
    "社工",
    "网格",
    "单位",
    "支部",
    "名册",
    "访问",
    "通知",
    "句子",
    "进展",
    "任务",
    "要求",
)
PERSONAL = ()


def plant(ground) -> list:
    """A clerk, a grid, a unit and what else has owners here; leaves `staff`, `grid` and `unit`."""
    east, now = ground.town.east, ground.now
    staff = create_user(account="canary-staff", name=f"{CANARY}社工", home=east, password=PASSWORD, by=None)
    grid = create_area(parent_id=east.pk, kind=AreaKind.GRID, code="370702001001-099", name=f"{CANARY}网格", by=None)
    grid = Area.objects.get(pk=grid.pk)
    unit = Institution.objects.create(name=f"{CANARY}单位", kind="public", area=east)
    ground.staff, ground.grid, ground.unit = staff, grid, unit
    device = Device.objects.create(
        user=staff,
        digest="0" * 64,
        password_mark="",
        browser=f"{CANARY}设备",
        signed_in_at=now,
        until=now + timedelta(days=30),
    )
    draft = Draft.objects.create(
        user=staff, name="/tasks/#0", page="/tasks/", title=f"{CANARY}草稿", values="{}", saved_at=now
    )
    token, _ = issue_token(name=f"{CANARY}访问令牌", scopes=["own"], days=1, by=staff)
    stretch = {"measure": "canary", "period_kind": "M", "period_start": date(2026, 1, 1), "area": east}
    task = Task.objects.create(
        title=f"{CANARY}任务",
        asked=f"{CANARY}要求",
        owner_kind=PostKind.GRID_WORKER,
        area=east,
        giver_area=east,
        given_by=staff,
        due_at=now,
    )
    change = BorderChange.objects.create(
        area=east,
        kind="merge",
        community=east,
        on=now.date(),
        planned_by=staff,
        planned_at=now,
        new_name=f"{CANARY}新社区",
        new_code="370702001098",
    )
    form = AskedForm.objects.create(
        area=east,
        title=f"{CANARY}报表",
        office=f"{CANARY}部门",
        purpose=f"{CANARY}何用",
        ground="文件",
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=9),
        shape="areas",
        layout=LAYOUT,
        registered_by=staff,
        registered_at=now,
    )
    root = PaperRoot.objects.create(
        area=east,
        number="20200101-0001",
        place=east.code,
        size=1,
        digest="ab" * 32,
        previous="",
        key="",
        signature="",
        made_at=now,
    )
    return [
        form,
        root,
        CosignKey.objects.create(
            area=east, office="区纪委监委", public="ab" * 32, salt="", taken_by=staff, taken_at=now
        ),
        FormItem.objects.create(form=form, column=1, heading=f"{CANARY}栏目", key="栏目"),
        FormReturn.objects.create(form=form, area=east, period_start=date(2026, 1, 1), due_on=now.date(), state="open"),
        FormProtest.objects.create(
            area=east, kind="unregistered", told=f"{CANARY}要表", sent_by=staff, sent_on=now.date()
        ),
        BoardQuestion.objects.create(area=east, board="services", level="community", asked_on=now.date()),
        FigureReturn.objects.create(
            area=east, period_kind="M", period_start=date(2026, 1, 1), due_on=now.date(), state="open"
        ),
        FigureDoubt.objects.create(
            area=east,
            figure="volunteers.reported",
            period_kind="M",
            period_start=date(2026, 1, 1),
            reason=f"{CANARY}存疑",
            raised_by=staff,
            raised_at=now,
        ),
        KeptView.objects.create(
            area=east,
            title=f"{CANARY}视图",
            page="board",
            span="now",
            period_kind="M",
            is_shared=True,
            kept_by=staff,
            kept_at=now,
        ),
        change,
        BorderStep.objects.create(change=change, area=grid, came_from=east, name=f"{CANARY}网格"),
        staff,
        grid,
        unit,
        appoint(holder_id=staff.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None),
        PartyOrg.objects.create(name=f"{CANARY}支部", kind="branch", area=east),
        ImportJob.objects.create(
            importer="roster", area=east, filename=f"{CANARY}名册.xlsx", created_by=staff, message=CANARY
        ),
        device,
        draft,
        SignInRecord.objects.create(
            kind="wrong", about=staff, area=east, text="203.0.113.7", browser=f"{CANARY}设备", place="/x/"
        ),
        task,
        TaskAssist.objects.create(task=task, owner_kind=PostKind.UNIT_ORG, area=east, institution=unit),
        TaskFile.objects.create(
            task=task,
            file=CleanFile(CANARY.encode(), name="canary.jpg"),
            digest="0" * 64,
            caption=f"{CANARY}附件",
            added_by=staff,
            added_at=now,
        ),
        TaskRemark.objects.create(task=task, text=f"{CANARY}留言", by=staff, at=now),
        Run.objects.create(kind="upstairs.keeping", area=east, created_by=staff, message=f"{CANARY}进展"),
        AccessLog.objects.create(actor=staff, action="view", subject=f"{CANARY}访问", area=east),
        token,
        Notice.objects.create(user=staff, key="canary", title=f"{CANARY}通知"),
        ReportSentence.objects.create(area=east, label=f"{CANARY}句子", text="{volunteers.reported}名"),
        Figure.objects.create(own=1, total=1, **stretch),
        Correction.objects.create(difference=1, found_at=now, **stretch),
    ]
