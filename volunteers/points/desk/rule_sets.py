"""The points rules on the desk: read by all who work with points, edited only as a draft of one's own area."""

import json
import re
from dataclasses import replace
from datetime import date

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from orgtree.acts import Acts
from orgtree.choices import Permission as P
from orgtree.desk.actions import ObjectAction
from orgtree.desk.acts import form_button, object_actions_of
from orgtree.desk.base import DeskAdmin, ReadOnlyInline
from orgtree.desk.forms import DayInput, form_with, more, search_field
from orgtree.models import Area
from orgtree.text.free_text import ScannedModelForm
from volunteers.points.lists import cap_list, item_list, rule_set_list
from volunteers.points.models.points import RuleCap, RuleItem, RuleSet
from volunteers.points.rules.words import cap_in_words, item_in_words
from volunteers.points.services import rule_drafts as services

TIER = re.compile(r"(\d+(?:\.5)?|以上)\s*[=＝:：]\s*(-?\d+(?:\.\d{1,2})?)")


class TiersField(forms.Field):
    """Tiers as people write them, one a line: 20=2, 40=1, 以上=0.5."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})

    def prepare_value(self, value):
        if isinstance(value, str) and not value.startswith("["):
            return value
        tiers = json.loads(value) if isinstance(value, str) else value or []
        return "\n".join(f"{'以上' if tier['to'] is None else tier['to']}={tier['points']}" for tier in tiers)

    def clean(self, value):
        tiers = []
        for line in (value or "").split("\n"):
            if not line.strip():
                continue
            found = TIER.fullmatch(line.strip())
            if not found:
                raise forms.ValidationError(f"看不懂“{line.strip()}”，请写成 20=2 或 以上=0.5")
            end, points = found.groups()
            tiers.append({"to": None if end == "以上" else _number(end), "points": _number(points)})
        return tiers


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


class RuleItemForm(ScannedModelForm):
    tiers = TiersField(
        label="分段分值",
        required=False,
        help_text="不分段就留空；分段每行一段，如 20=2（前20小时每小时2分），最后一行 以上=0.5",
    )

    class Meta:
        model = RuleItem
        fields = (
            "rule_set",
            "code",
            "category",
            "label",
            "unit",
            "points",
            "tiers",
            "evidence",
            "confirmer",
            "entry",
            "confirmer_role",
            "second_role",
            "effect",
            "card",
            "position",
        )


def copy_form(request, rule_set) -> type[forms.Form]:
    areas = Area.objects.allowed(request.user, P.RULES_EDIT).filter(dissolved_on=None)
    next_year = timezone.localdate().year + 1
    return form_with(
        name=forms.CharField(
            label="名称", max_length=60, initial=f"{next_year}年积分规则", widget=UnfoldAdminTextInputWidget
        ),
        area=search_field(RuleSet, "area", areas, label="适用区域", help_text="输入名称、拼音首字母或代码查找"),
        active_from=forms.DateField(
            label="启用日期",
            initial=date(next_year, 1, 1),
            widget=DayInput,
            help_text="不早于今天；通常从下一年1月1日起",
        ),
    )


def copy(request, rule_set, data) -> str:
    draft = services.copy_rule_set(
        rule_set_id=rule_set.pk, name=data["name"], area=data["area"], active_from=data["active_from"], by=request.user
    )
    return f"已复制为草稿“{draft}”，修改后再发布。"


def item_page(item) -> str:
    return reverse("admin:volunteers_ruleitem_change", args=[item.pk])


class ItemInline(ReadOnlyInline):
    """The table, in words."""

    model = RuleItem
    view_permission = P.RULES_VIEW
    show_change_link = True
    fields = ("code_shown", "label", "category", "worth_shown", "caps_shown", "evidence", "confirmer")
    verbose_name_plural = "项目"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("caps")

    @display(description="代码")
    def code_shown(self, item):
        return format_html('<a class="text-link" href="{}">{}</a>', item_page(item), item.code)

    @display(description="分值")
    def worth_shown(self, item):
        return item_in_words(item.as_value())

    @display(description="上限")
    def caps_shown(self, item):
        return "；".join(cap_in_words(cap.get_window_display(), cap.points) for cap in item.caps.all()) or "不限"


class CapInline(ReadOnlyInline):
    """The caps on one item."""

    model = RuleCap
    view_permission = P.RULES_VIEW
    show_change_link = True
    fields = ("window", "points")
    verbose_name_plural = "本项目的上限"


class CategoryCapInline(ReadOnlyInline):
    model = RuleCap
    view_permission = P.RULES_VIEW
    show_change_link = True
    fields = ("category", "window", "points")
    verbose_name_plural = "类别上限"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(item__isnull=True)


class DraftAdmin(DeskAdmin):
    """Pages of rule sets and their lines: all may read, the keeper of the area may edit what is not published."""

    view_permission = P.RULES_VIEW
    change_permission = P.RULES_EDIT

    @staticmethod
    def rule_set_of(row) -> RuleSet | None:
        return row

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        row = self.get_object(request, obj) if isinstance(obj, str) else obj  # unfold asks with the id of the address
        rule_set = row and self.rule_set_of(row)
        return bool(rule_set) and is_draft(rule_set) and is_kept_by(rule_set, request.user)


def is_draft(rule_set) -> bool:
    return rule_set.published_at is None


def is_kept_by(rule_set, user) -> bool:
    return rule_set.area is not None and user.holds_at(P.RULES_EDIT, rule_set.area)


@admin.register(RuleSet)
class RuleSetAdmin(DraftAdmin):
    menu_place = "settings"
    tab_position = 40
    empty_hint = "没有自己的规则时，沿用上一级的；要修改，先复制为新版本。"
    related_permissions = {"area": P.RULES_EDIT}
    inlines = [ItemInline, CategoryCapInline]
    listing = rule_set_list
    # What differs from place to place is in sight; what has a good default is folded up by subject.
    fieldsets = (
        (None, {"fields": ("name", "area_shown", "version", "active_from", "active_to", "state_shown")}),
        ("总上限与等次", {"fields": ("total_cap", "pass_mark", "good_mark", "excellent_mark")}),
        more("服务记录", "hours_per_day", "self_days", "desk_days", "paper_days", "auto_confirm_roll"),
        more("积分事项与黄牌红牌", "deed_days", "reply_days", "card_months"),
        more("公示与异议", "notice_days", "objection_days", "decision_days"),
        more("积分兑换", "redeem_service", "redeem_governance"),
        more("设岗", "duties_per_member", "duty_month_days", "duty_remind_days"),
    )
    readonly_fields = ("area_shown", "version", "state_shown")
    object_actions = (
        form_button(services.rule_sets, "copy", run=copy, build_form=copy_form),
        *object_actions_of(services.rule_sets),
    )

    def object_links(self, request, obj):
        if not self.has_change_permission(request, obj):
            return []
        return [
            ("新增项目", f"{reverse('admin:volunteers_ruleitem_add')}?rule_set={obj.pk}", "playlist_add"),
            ("新增上限", f"{reverse('admin:volunteers_rulecap_add')}?rule_set={obj.pk}", "vertical_align_top"),
        ]

    def save_by_service(self, request, obj, form, change):
        return services.update_rule_set(rule_set_id=obj.pk, by=request.user, **form.cleaned_data)


def page_of_set(line) -> str:
    return reverse("admin:volunteers_ruleset_change", args=[line.rule_set_id])


def line_buttons(acts: Acts) -> tuple[ObjectAction, ...]:
    """Those of the declarations; afterwards the page of the set is shown, since the line is no more."""
    return tuple(replace(button, leads_to=page_of_set) for button in object_actions_of(acts))


class LineAdmin(DraftAdmin):
    """Items and caps: one line of a rule set each, reached from its page. Only drafts take new lines or lose any."""

    add_permission = P.RULES_EDIT

    @staticmethod
    def rule_set_of(row):
        return row.rule_set

    def _is_offered(self, request, action, obj) -> bool:
        return super()._is_offered(request, action, obj) and self.has_change_permission(request, obj)

    def object_links(self, request, obj):
        return [("返回所属规则", page_of_set(obj), "rule")]

    def response_add(self, request, obj, post_url_continue=None):
        return self._back_to_set(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._back_to_set(request, obj) or super().response_change(request, obj)

    def _back_to_set(self, request, obj):
        """To the table after saving, unless another line is to follow."""
        if "_save" not in request.POST:
            return None
        self.message_user(request, f"已保存“{obj}”。")
        return HttpResponseRedirect(page_of_set(obj))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        own = Area.objects.allowed(request.user, P.RULES_EDIT)
        drafts = RuleSet.objects.filter(published_at__isnull=True, area__in=own)
        if db_field.name == "rule_set":
            kwargs["queryset"] = drafts
        if db_field.name == "item":
            kwargs["queryset"] = RuleItem.objects.filter(rule_set__in=drafts)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_by_service(self, request, obj, form, change):
        return services.save_line(line=obj, by=request.user)


@admin.register(RuleItem)
class RuleItemAdmin(LineAdmin):
    object_actions = line_buttons(services.rule_items)
    form = RuleItemForm
    fieldsets = (
        (None, {"fields": ("rule_set", "code", "label", "category", "unit", "points", "tiers")}),
        more("凭据与确认", "evidence", "confirmer", "entry", "confirmer_role", "second_role"),
        more("处理、记牌、排序", "effect", "card", "position"),
    )
    inlines = [CapInline]
    listing = item_list


@admin.register(RuleCap)
class RuleCapAdmin(LineAdmin):
    listing = cap_list
    object_actions = line_buttons(services.rule_caps)
    fields = ("rule_set", "item", "category", "window", "points")
