"""Sessions of social workers from a sheet: a line is a session, known by organisation, place, day, kind and words."""

from collections.abc import Callable
from datetime import date

from cocon.helping.choices import HelpState, ServiceKind
from cocon.helping.models import Engagement, SocialService
from cocon.helping.services.social import service_acts
from orgtree.acts import find_broken, make
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

KINDS = {label: code for code, label in ServiceKind.choices}
MAKING = service_acts["log"]
WRITTEN = {ask.name: ask.label for ask in MAKING.asks}


def plan_services(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the fields of each new session."""
    plan, work = Plan(), []
    engaged = Engagement.objects.within(request.area).allowed(request.by, P.COCON_MANAGE)
    engagements = list(engaged.select_related("area", "organisation"))
    rows = SocialService.objects.kept().filter(engagement__in=[one.pk for one in engagements])
    known = {
        (pk, day, kind, name_key(title))
        for pk, day, kind, title in rows.values_list("engagement", "day", "kind", "title")
    }
    for entry in request.entries:
        if entry.values["state"] == HelpState.VOID.label:  # a line of our own list that does not stand
            plan.effects.append(Effect(entry.row, Action.SAME, "社工服务", entry.values["title"]))
            continue
        before = len(plan.errors)
        fields = _fields(entry, plan, engagements)
        if len(plan.errors) > before:
            continue
        key = (fields["engagement"].pk, fields["day"], fields["kind"], name_key(fields["title"]))
        same = key in known
        known.add(key)
        shown = () if same else (("日期", "", f"{fields['day']}"), ("服务人数", "", str(fields["heads"])))
        plan.effects.append(Effect(entry.row, Action.SAME if same else Action.ADD, "社工服务", fields["title"], shown))
        work += [] if same else [fields]
    plan.work = work
    return plan


def _fields(entry: Entry, plan: Plan, engagements: list[Engagement]) -> dict:
    values = entry.values
    said = {name: values[name] for name in ("title", "hours", "heads")}
    for broken in find_broken(MAKING, said).values():
        plan.refuse(entry.row, WRITTEN[broken.field], broken.message)
    if values["kind"] not in KINDS:
        plan.refuse(entry.row, "服务类型", f"没有这一类型，可选：{'、'.join(KINDS)}")
    engagement, column, wrong = _engagement(values["organisation"], values["community"], values["day"], engagements)
    if wrong:
        plan.refuse(entry.row, column, wrong)
    return said | {"engagement": engagement, "kind": KINDS.get(values["kind"], ""), "day": values["day"]}


def _engagement(
    name: str, place: str, day: date | None, engagements: list[Engagement]
) -> tuple[Engagement | None, str, str]:
    """(the one meant, "", ""), or (None, which column is wrong, why)."""
    known = [one for one in engagements if name_key(one.organisation.name) == name_key(name)]
    if not known:
        return None, "社会组织", f"没有登记引进“{name}”；请先在“引进社会组织”中登记"
    if place:
        short = name_key(place)
        known = [
            one for one in known if short in (name_key(one.area.name), name_key(one.area.name.removesuffix("社区")))
        ]
    if not known:
        return None, "社区", f"{name}没有登记引进到“{place}”"
    fit = [one for one in known if day and one.since <= day and (one.until is None or day <= one.until)]
    if len(fit) > 1:
        return None, "社区", f"{name}引进到{len(fit)}处，请填写是哪个社区"
    return (fit[0], "", "") if fit else (None, "日期", "不在引进的起止日期之内")


def write_services(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the sessions."""
    for count, fields in enumerate(plan.work, start=1):
        make(service_acts, "log", by=request.by, **fields)
        progress(count)
