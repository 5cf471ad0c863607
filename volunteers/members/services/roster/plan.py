"""What each row of a roster would do, and what is wrong with it."""

from django.db.models import TextChoices

from orgtree.errors import RuleBroken
from orgtree.people.models.people import phone_index
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.phones import masked_phone
from orgtree.text.rules.written.names import name_key, same_name
from orgtree.tree.services.settling import settle
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.models.member import Member, Skill
from volunteers.members.models.report_in import BELONGING
from volunteers.members.services.roster.line import NEW, Line, alike, ask_about
from volunteers.members.services.roster.lookup import People, Places, find_people, key_without_phone

# What our own list says of whoever is on no roll: such a line of it decides nothing.
OFF_THE_ROLL = {"未报到", *(state.label for state in ReportInState if state not in BELONGING)}
ELSEWHERE = "该党员已在其他社区报到，须先由本人或原社区办理转出"
TIMES = {time.label: time.value for time in FreeTime}
INTERESTS = {category.label: category.value for category in ActivityCategory}


def plan_roster(request: Request) -> Plan:
    """Effects and errors of the rows; `work` is the list of lines to write."""
    if request.lock and settle(request.area).is_dissolved:
        raise RuleBroken("area_dissolved", "该社区已撤销", conflict=True)
    plan, people, places = Plan(work=[]), find_people(request), Places(request.area)
    seen: dict[object, int] = {}
    for entry in request.entries:
        if entry.values["number"] and entry.values["state"] in OFF_THE_ROLL:
            plan.effects.append(Effect(entry.row, Action.SAME, "报到党员", entry.values["name"]))
            continue
        before = len(plan.errors)
        line = _line(entry, people, places, plan)
        _check_person(line, entry, request, people, plan)
        _check_repeated(line, seen, plan)
        if len(plan.errors) == before:
            _note_changes(line, people)
            plan.work.append(line)
            plan.effects.append(_effect(line))
    return plan


def _line(entry: Entry, people: People, places: Places, plan: Plan) -> Line:
    values = entry.values
    line = Line(row=entry.row, name=values["name"], phone=values["phone"])
    line.unit_name, line.residence = values["unit_name"] or None, values["residence"] or None
    line.place, column, wrong = places.find(values["grid"], values["building"])
    if wrong:
        plan.refuse(entry.row, column, wrong)
    line.skills = _words(entry.row, "特长", values["skills"], people.skills, plan)
    line.free_times = _words(entry.row, "可服务时间", values["free_times"], TIMES, plan)
    line.interests = _words(entry.row, "愿意参加的服务", values["interests"], INTERESTS, plan)
    return line


def _words(row: int, column: str, words: list[str], known: dict, plan: Plan) -> list | None:
    """What the words stand for, in the dictionary's order; None for an empty cell."""
    for word in words:
        if word not in known:
            plan.refuse(row, column, f"“{word}”不在选项中，可选：{'、'.join(known)}")
    return words and [value for name, value in known.items() if name in words] or None


def _check_person(line: Line, entry: Entry, request: Request, people: People, plan: Plan) -> None:
    """Find whom the row means; refuse it where that is unclear or the person belongs elsewhere."""
    number, column = entry.values["number"], "编号" if entry.values["number"] else "手机"
    by_phone = people.by_phone.get(line.phone)
    line.member = people.by_number.get(number) if number else by_phone or _same_without_phone(line, people)
    if number and line.member is None:
        plan.refuse(line.row, "编号", "没有这个编号的党员，或不在您的管理范围")
    elif number and line.phone and (line.member.phone or by_phone) and line.member != by_phone:
        plan.refuse(line.row, "手机", "与该编号登记的手机号不一致；更换手机号请在党员页面办理")
    elif line.member:
        _check_known(line, column, request, people, plan)
    elif _check_filled(line, plan) and _is_decided(line, request, people, plan) and line.member:
        _check_known(line, "姓名", request, people, plan)


def _is_decided(line: Line, request: Request, people: People, plan: Plan) -> bool:
    """Whether it is known that the line means a new person, or which member; asked about where one resembles it."""
    found = alike(line, request, people)
    answer = request.answers.get(line.row, "")
    if not found or answer == NEW:
        line.apart = found
        return True
    line.member = next((member for member in found if member.number == answer and member.pk in people.reached), None)
    if line.member is None:
        ask_about(line, found, people, plan)
    elif line.phone and line.member.phone and phone_index(line.phone) != line.member.phone_hash:
        plan.refuse(line.row, "手机", "与该编号登记的手机号不一致；更换手机号请在党员页面办理")
    return line.member is not None


def _check_known(line: Line, column: str, request: Request, people: People, plan: Plan) -> None:
    line.report_in = people.live.get(line.member.pk)
    if line.report_in and line.report_in.community_id != request.area.pk:
        plan.refuse(line.row, column, ELSEWHERE)
    elif not same_name(line.member.name, line.name):
        plan.refuse(line.row, "姓名", "与该手机号或编号登记的姓名不一致，请核对")
    elif line.report_in and line.report_in.state == ReportInState.RETURNED:
        plan.refuse(line.row, column, "该党员的报到已退回，待本人重新提交后再接收")
    elif line.joins and not line.residence:
        plan.refuse(line.row, "居住小区/楼栋", "新报到时不能为空")


def _check_filled(line: Line, plan: Plan) -> bool:
    """Whether a line of somebody who is not known yet says all that is needed."""
    missing = [
        column for column, value in (("工作单位", line.unit_name), ("居住小区/楼栋", line.residence)) if not value
    ]
    for column in missing:
        plan.refuse(line.row, column, "新增时不能为空")
    return not missing


def _same_without_phone(line: Line, people: People) -> Member | None:
    """The one member without phone who has the row's name, unit and residence; None for none or several."""
    if line.phone or not line.residence:
        return None
    found = [
        member
        for member in people.without_phone.get(key_without_phone(line.name, line.unit_name), [])
        if same_name(people.live[member.pk].residence, line.residence)
    ]
    return found[0] if len(found) == 1 else None


def _check_repeated(line: Line, seen: dict, plan: Plan) -> None:
    unnamed = (*key_without_phone(line.name, line.unit_name), name_key(line.residence or ""))
    first = seen.setdefault(line.member.pk if line.member else line.phone or unnamed, line.row)
    if first == line.row:
        return
    if line.phone or line.member:
        plan.refuse(line.row, "手机" if line.phone else "姓名", f"与第{first}行是同一人")
    else:
        plan.refuse(line.row, "姓名", f"与第{first}行同名、同单位、同楼栋；如是两人，请至少为一人填写手机")


def _note_changes(line: Line, people: People) -> None:
    """List what differs from what is stored: column, old, new."""
    member, report_in = line.member, line.report_in
    wanted = [
        ("手机", masked_phone(line.phone), "" if member is None or not member.phone else masked_phone(member.phone)),
        ("工作单位", line.unit_name, member and member.unit_name),
        ("居住小区/楼栋", line.residence, report_in and report_in.residence),
        ("编入", line.place and line.place.name, report_in and report_in.area.name),
        ("特长", _joined(line.skills), _joined(_stored_skills(line, people))),
        ("可服务时间", _labels(FreeTime, line.free_times), _labels(FreeTime, member and member.free_times)),
        (
            "愿意参加的服务",
            _labels(ActivityCategory, line.interests),
            _labels(ActivityCategory, member and member.interests),
        ),
    ]
    if line.is_accepted:
        line.changes.append(("报到", "待审核", "已报到"))
    line.changes += [(label, old or "", new) for label, new, old in wanted if new and not (old and same_name(new, old))]
    # A grid may have a namesake building: what counts is the place itself.
    if line.place and report_in and report_in.area_id == line.place.pk:
        line.changes = [change for change in line.changes if change[0] != "编入"]


def _stored_skills(line: Line, people: People) -> list[Skill]:
    stored = people.skills_of.get(line.member.pk) if line.member else None
    return [skill for skill in people.skills.values() if skill.pk in stored] if stored else []


def _joined(skills: list[Skill] | None) -> str:
    return "、".join(skill.name for skill in skills or [])


def _labels(choices: type[TextChoices], codes: list[str] | None) -> str:
    return "、".join(choice.label for choice in choices if choice.value in codes) if codes else ""


def _effect(line: Line) -> Effect:
    name = f"{line.name}（编号{line.member.number}）" if line.member else line.name
    known = Action.UPDATE if line.changes else Action.SAME
    action = Action.ADD if line.joins else known
    return Effect(line.row, action, "报到党员", name, tuple(line.changes))
