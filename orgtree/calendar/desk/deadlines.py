"""Deadlines on the desk: dated rows of each area, and what holds in the viewer's own."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone

from orgtree.calendar.acts import deadline_rules
from orgtree.calendar.lists import deadline_list
from orgtree.calendar.models.deadlines import DeadlineRule
from orgtree.calendar.services.deadlines import DeadlineBook, save_deadline
from orgtree.choices import Permission as P
from orgtree.choices import RuleState
from orgtree.declare import registry
from orgtree.desk.acts import object_actions_of
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin
from orgtree.tree.models import Area


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(OwnedAdmin):
    """A change is a new row with a later date; a row that has not begun is corrected in place."""

    tab_position = 68
    empty_hint = "各项期限和提醒；改动从启用日期起适用。"
    list_before_template = "orgtree/calendar/deadlines_here.html"
    form = ServiceForm
    listing = deadline_list
    fields = (
        "area_shown",
        "key",
        "number",
        "unit",
        "active_from",
        "active_to",
        "state",
        "entered_by",
        "decided_by",
        "decided_at",
    )
    readonly_fields = ("active_to", "state", "entered_by", "decided_by", "decided_at", "due_shown", "area_shown")
    object_actions = object_actions_of(deadline_rules)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("area", "key", "number", "unit", "active_from")
        return (*self.fields, "due_shown") if registry.deadlines[obj.key].due else self.fields

    @admin.display(description="现已到期")
    def due_shown(self, rule):
        count = registry.deadlines[rule.key].due()
        return f"{count}条，今晚起自动清除。延长期限前，须先发布写明新期限的知情同意书。"

    def changelist_view(self, request, extra_context=None):
        here = Area.objects.filter(posts__in=request.user.live_posts).order_by("level", "pk").first()
        context = {"here": here, "deadlines_here": deadlines_here(here, may_keep=self.may(request, P.RULES_EDIT))}
        return super().changelist_view(request, context | (extra_context or {}))

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        saved = save_deadline(rule=obj, by=request.user)
        if saved.state == RuleState.PROPOSED:
            self.message_user(
                request, "缩短保存期限须由另一位能维护该区域规则的人确认，确认前原来的期限继续适用。", messages.WARNING
            )
        return saved


def deadlines_here(area: Area | None, *, may_keep: bool) -> list[dict]:
    """For each matter what holds in `area` today: `label`, `length`, whether it is `own`, whose it is, and where to set one's `own_url`."""
    book, today = DeadlineBook(), timezone.localdate()
    add, rows = reverse("admin:orgtree_deadlinerule_add"), []
    for kind in registry.deadlines.values():
        rule = book.rule(kind.key, today, area)
        if rule is None:
            continue
        own = rule.area_id == (area and area.pk)
        copied = {"area": area.pk if area else "", "key": rule.key, "number": rule.number, "unit": rule.unit}
        rows.append(
            {
                "label": kind.label,
                "length": rule.length_label,
                "own": own,
                "keeper": rule.keeper_label,
                "url": "" if own or not may_keep else f"{add}?{urlencode(copied)}",
            }
        )
    return rows
