"""What units of the demo need of the communities where they are paired or sit: waiting, on the list, met, answered, taken back."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cocon.models import Matter, Need, Pairing, UnitAsk
from cocon.needs.choices import AskState, NeedReach, NeedSource, NeedState
from cocon.needs.services.asks import ask_acts
from cocon.needs.services.needs import need_acts
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.choices import PostKind
from orgtree.models import Institution, Post, User

# (state, matter, title, words, what became of it)
ASKS = (
    (AskState.ASKED, "place", "借用社区活动室开职工会", "周五下午，约四十人，用投影", ""),
    (AskState.PUBLISHED, "talent", "请法律服务单位讲一次劳动合同", "面向新入职职工，一小时", ""),
    (AskState.MET, "place", "下班高峰门口有人疏导", "早晚各半小时", "已安排志愿服务队早晚值守"),
    (AskState.DECLINED, "place", "借用地下停车位二十个", "工作日白天", "小区车位已满，可用街道公共停车场"),
    (AskState.WITHDRAWN, "culture", "联合办一场读书会", "世界读书日前后", "改在单位内部办"),
)


def build_asks(part: Part) -> None:
    """Told to the first community one of each by the unit of the logins and by others of the street; one to each of the others, every third too long ago."""
    matters = Matter.objects.in_bulk(field_name="code")
    clerks = dict(Post.objects.live().filter(kind=PostKind.UNIT_ORG).values_list("institution", "holder"))
    for place in part.staffed:
        of_street = Q(area=place.area.parent_id) | (Q(pk__in=clerks) & Q(pk__in=_paired(place)))
        units = list(Institution.objects.filter(of_street, closed_on=None).order_by("pk"))
        told = (*ASKS, *ASKS[1:3]) if place.number < 1 else ASKS[:1]
        for turn, said in enumerate(told if units else ()):
            unit = units[turn % len(units)]
            _ask(part, place, unit, said, matters, 3 + 9 * turn + 9 * (place.number % 3 == 2), clerks.get(unit.pk))


def _paired(place: Staffed):
    return Pairing.objects.in_force_on(timezone.localdate()).filter(community=place.area).values("unit")


def _ask(
    part: Part, place: Staffed, unit: Institution, said: tuple, matters: dict, ago: int, clerk: int | None
) -> None:
    state, matter, title, words, became = said
    row = UnitAsk(unit=unit, area=place.area, matter=matters[matter], title=title, words=words, state=state)
    row.until = part.today + timedelta(days=30)
    row.asked_by = User.objects.get(pk=clerk) if clerk else place.clerk
    row.asked_at = moment(part.today - timedelta(days=ago), 560)
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
