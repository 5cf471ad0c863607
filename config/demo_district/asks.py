"""What units of the demo need of the communities where they are paired or sit: waiting, on the list, met, answered, taken back."""

from datetime import timedelta

from cocon.models import Matter, Need, UnitAsk
from cocon.needs.choices import AskState, NeedReach, NeedSource, NeedState
from cocon.needs.services.asks import ask_acts
from cocon.needs.services.needs import need_acts
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.models import Institution

# (state, matter, title, words, what became of it)
ASKS = (
    (AskState.ASKED, "place", "借用社区活动室开职工会", "周五下午，约四十人，用投影", ""),
    (AskState.PUBLISHED, "talent", "请法律服务单位讲一次劳动合同", "面向新入职职工，一小时", ""),
    (AskState.MET, "place", "下班高峰门口有人疏导", "早晚各半小时", "已安排志愿服务队早晚值守"),
    (AskState.DECLINED, "place", "借用地下停车位二十个", "工作日白天", "小区车位已满，可用街道公共停车场"),
    (AskState.WITHDRAWN, "culture", "联合办一场读书会", "世界读书日前后", "改在单位内部办"),
)


def build_asks(part: Part) -> None:
    """Five by the first units of the street, told to the first community of the part; one of each of the others waits."""
    matters = Matter.objects.in_bulk(field_name="code")
    for place in part.staffed:
        units = Institution.objects.filter(area=place.area.parent_id, closed_on__isnull=True).order_by("pk")
        told = ASKS if place.number < 1 else ASKS[:1]
        for turn, (unit, said) in enumerate(zip(units[: len(told)], told, strict=False)):
            _ask(part, place, unit, said, matters, 3 + 9 * turn)


def _ask(part: Part, place: Staffed, unit: Institution, said: tuple, matters: dict, ago: int) -> None:
    state, matter, title, words, became = said
    row = UnitAsk(unit=unit, area=place.area, matter=matters[matter], title=title, words=words, state=state)
    row.until = part.today + timedelta(days=30)
    row.asked_by, row.asked_at = place.clerk, moment(part.today - timedelta(days=ago), 560)
    answered = row.asked_at + timedelta(days=1)
    if state == AskState.PUBLISHED:
        row.need = _need(place, row, answered)
    if state not in (AskState.ASKED, AskState.WITHDRAWN):
        row.answered_by, row.answered_at = place.secretary, answered
    if state == AskState.MET:
        row.outcome = became
    else:
        row.reason = became
    row.save()
    _note(place, row, answered)


def _need(place: Staffed, row: UnitAsk, at) -> Need:
    need = Need(area=place.area, matter=row.matter, title=row.title, words=row.words, until=row.until)
    need.source, need.reach, need.state = NeedSource.UNIT, NeedReach.STREET, NeedState.PUBLISHED
    need.entered_by = need.published_by = place.secretary
    need.entered_at = need.published_at = at
    need.save()
    note_steps(need_acts, [Noted(need, "enter", "", need.state, place.secretary, at)])
    return need


VERBS = {
    AskState.PUBLISHED: "publish",
    AskState.MET: "meet",
    AskState.DECLINED: "decline",
    AskState.WITHDRAWN: "withdraw",
}


def _note(place: Staffed, row: UnitAsk, answered) -> None:
    steps = [Noted(row, "ask", "", AskState.ASKED, row.asked_by, row.asked_at)]
    if verb := VERBS.get(row.state):
        by = row.answered_by or row.asked_by
        steps.append(Noted(row, verb, AskState.ASKED, row.state, by, answered, row.reason))
    note_steps(ask_acts, steps)
