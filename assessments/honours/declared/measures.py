"""Figures of honours and training: demonstrations in force, cases that were spread, secretaries who got a post, attendances by audience."""

from django.db.models import Q

from assessments.honours.choices import Audience, HonourKind, TrainingKind
from assessments.honours.lists import honour_list, roll_list, training_list
from assessments.honours.models import STANDING, Honour, Training, TrainingRoll
from assessments.honours.services.hours import rolls_that_count
from grids.staff.choices import StaffRole
from grids.staff.declared.measures import MOVED, TERMS, TRAINED
from grids.staff.declared.measures import trainings as trained
from grids.staff.lists import training_list as staff_training_list
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "示范与培训"
COLUMNS = ("kind", "state", "area", "issued_on", "until", "ended_on", "people", "checked_at")
STANDS = Marker(Honour, COLUMNS, area="area", since="issued_on")
HELD = Marker(Training, ("state", "kind", "held_on", "hours", "area"), area="area", day="held_on")
ROLLS = Marker(
    TrainingRoll, ("state", "audience", "people", "training"), area="training__area", day="training__held_on"
)


def in_force(window: Window):
    """What is in force on the last day that counts, as checked by the time of the fill."""
    rows = Honour.objects.in_force_on(window.last_day).filter(checked_at__lte=window.as_of)
    return rows.select_related("area__parent__parent").order_by("area_id", "pk")


def issued(window: Window):
    """Of documents of the period, as checked by the time of the fill."""
    rows = Honour.objects.filter(state__in=STANDING, checked_at__lte=window.as_of)
    rows = rows.filter(issued_on__gte=window.period.start, issued_on__lte=window.last_day)
    return rows.select_related("area__parent__parent").order_by("issued_on", "pk")


def trainings(window: Window):
    """Trainings of the period, as entered by the time of the fill."""
    rows = Training.objects.counted().filter(held_on__gte=window.period.start, held_on__lte=window.last_day)
    return rows.filter(entered_at__lte=window.as_of).select_related("area__parent__parent").order_by("held_on", "pk")


def rolls(window: Window):
    """Counts of trainings of the period, likewise."""
    days = {"training__held_on__gte": window.period.start, "training__held_on__lte": window.last_day}
    rows = rolls_that_count().filter(**days, entered_at__lte=window.as_of)
    return rows.select_related("training__area__parent__parent").order_by("training__held_on", "pk")


def demonstration(key: str, kind: str, source: str) -> Measure:
    label = HonourKind(kind).label
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="个",
        definition=f"统计期末有效的{label}：有上级机关文件、已经核对，没有失效、没有过有效期",
        rows=in_force,
        only=Q(kind=kind),
        marks=(STANDS,),
        area="area",
        columns=honour_list.pick("name place organ number issued_on until"),
        group=GROUP,
        stock=True,
        source=source,
        headline=kind == HonourKind.SITE,
    )


def recognised(key: str, kind: str, label: str, unit: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=issued,
        only=Q(kind=kind),
        marks=(STANDS,),
        area="area",
        columns=honour_list.pick("name place organ organ_level number issued_on people"),
        group=GROUP,
        **more,
    )


def training_count(key: str, label: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit="次",
        definition=definition,
        rows=trainings,
        marks=(HELD,),
        area="area",
        columns=training_list.pick("held_on kind title hours place"),
        group=GROUP,
        additive=True,
        **more,
    )


def attendances(key: str, label: str, definition: str, *, value: str = "people", unit: str = "人次", **more) -> Measure:
    return Measure(
        key=f"assessments.{key}",
        label=label,
        unit=unit,
        definition=f"{definition}；按签到册登记的人次，作废的不计",
        rows=rolls,
        value=value,
        marks=(HELD, ROLLS),
        area="training__area",
        columns=roll_list.pick("held_on how title audience people head_hours place"),
        group=GROUP,
        additive=True,
        **more,
    )


registry.add_figures(
    [
        demonstration("demo_districts", HonourKind.DISTRICT, "W03"),
        demonstration("demo_streets", HonourKind.STREET, "W04"),
        demonstration("demo_sites", HonourKind.SITE, "W05"),
        recognised(
            "cases_spread",
            HonourKind.CASE,
            "被推广案例",
            "个",
            "统计期内由上级机关发文推广、已经核对的案例",
            source="W06",
        ),
        recognised(
            "honours",
            HonourKind.HONOUR,
            "集体荣誉",
            "项",
            "统计期内由上级机关发文授予集体、已经核对的荣誉，没有文件的不计",
        ),
        recognised(
            "enrolled",
            HonourKind.ENROLLED,
            "社区书记考录进编",
            "人",
            "统计期内由上级机关发文、已经核对的社区书记考录进编人数",
            value="people",
            source="W20",
        ),
        training_count("trainings", "培训", "统计期内举办的各类培训，作废的不计"),
        training_count(
            "trainings_together",
            "集中培训",
            "其中集中举办的培训",
            only=Q(kind=TrainingKind.TOGETHER),
            source="J09",
        ),
        attendances("training_attendances", "培训人次", "统计期内各类培训的到场人次", headline=True),
        attendances(
            "away_attendances",
            "外出学习",
            "统计期内外出学习的到场人次",
            only=Q(training__kind=TrainingKind.AWAY),
            source="J08",
        ),
        attendances(
            "trained_street",
            "培训街道干部",
            "统计期内各类培训中街道干部的到场人次",
            only=Q(audience=Audience.STREET),
            source="S07",
        ),
        attendances(
            "trained_workers",
            "培训社区工作者",
            "统计期内各类培训中社区工作者的到场人次",
            only=Q(audience=Audience.WORKER),
            source="S08",
        ),
        attendances(
            "member_hours",
            "党员培训人学时",
            "统计期内各类培训中党员的到场人次 × 学时",
            value="head_hours",
            unit="学时",
            only=Q(audience=Audience.MEMBER),
            decimals=1,
        ),
        Measure(
            key="assessments.secretary_hours",
            label="书记培训学时",
            unit="学时",
            definition="统计期内各社区书记的培训学时之和，按培训点名和登记到岗位的学时，作废的不计",
            rows=trained,
            only=Q(term__role=StaffRole.SECRETARY),
            value="hours",
            marks=(TRAINED, MOVED, TERMS),
            area="term__area",
            columns=staff_training_list.pick("held_on title hours role holder place"),
            group=GROUP,
            decimals=1,
            additive=True,
        ),
        Derived(
            key="assessments.secretary_hours_each",
            label="社区书记人均培训学时",
            unit="学时",
            definition="书记培训学时 ÷ 社区书记；平均数，不是每个人的学时，标准见“重点工作标准”",
            parts=("assessments.secretary_hours", "grids.secretaries"),
            formula=lambda hours, people: hours / people if people else None,
            group=GROUP,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "assessments.demonstrations",
            "示范与推广",
            "截至{period}末，{place}有示范区市{assessments.demo_districts}个、示范街道{assessments.demo_streets}个、示范点"
            "{assessments.demo_sites}个，被推广案例{assessments.cases_spread}个，社区书记考录进编{assessments.enrolled}人。",
            source="W03 W04 W05 W06 W20",
        ),
        Sentence(
            "assessments.trainings",
            "培训",
            "{period}，{place}举办集中培训{assessments.trainings_together}次，外出学习{assessments.away_attendances}人次，培训街道干部"
            "{assessments.trained_street}人次、社区工作者{assessments.trained_workers}人次。",
            source="J08 J09 S07 S08",
        ),
    ]
)
