"""Rules of dispatch on the desk: who gets which class, how that goes, what last year would have been; what units were given by them."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.declare import Tabs
from grids.dispatch.lists import number_list, rule_list, use_list
from grids.dispatch.models import DispatchNumber, DispatchRule, RuleUse
from grids.dispatch.services.acts import rule_acts, rules_to_mend
from grids.dispatch.services.holding import tell_automatic
from orgtree.desk.acts import course_shown
from orgtree.owned.desk.owned import NumbersAdmin


@admin.register(DispatchRule)
class DispatchRuleAdmin(GridsAdmin):
    """Those of the viewer's areas."""

    acts, listing = rule_acts, rule_list
    tab_position, tab_group = 13, Tabs.CASES
    search_fields = ("code", "category__name", "unit__name")
    search_help_text = "分类、编码、单位"
    add_label = "定派单规则"
    empty_hint = "一类事项在一个区域默认交给哪个单位：交办时先给建议，达到标准的可以自动交办。"
    shows = (
        "state_told category code area unit automatic active_from active_to words returned entered_by entered_at "
        "ended_by reviewed_by reviewed_at reason course"
    )

    def object_links(self, request, obj):
        """The dry run, and the form of the version that mends this one."""
        links = [("试算去年的事项", reverse("dispatch-dry-run", args=[obj.pk]), "science")]
        if request.user.holds_at(rule_acts["enter"].permission, obj.area):
            address = reverse("admin:grids_dispatchrule_add")
            links.append(("改规则", f"{address}?area={obj.area_id}&category={obj.category_id}", "edit_note"))
        return links

    @display(description="状态")
    def state_told(self, rule):
        return rule_acts.state_label(rule.state)

    @display(description="自动交办")
    def automatic(self, rule):
        return tell_automatic(rule)

    @display(description="按规则交办后退回")
    def returned(self, rule):
        """How many came back, and whether somebody has looked at the rule since."""
        back = rule.uses.filter(is_followed=True, leg__state="returned").count()
        waits = rules_to_mend(DispatchRule.objects.filter(pk=rule.pk)).exists()
        return f"{back}件{'，请改规则或写明维持的原因' if waits else ''}"

    @display(description="办理过程")
    def course(self, rule):
        return course_shown(rule_acts, rule)


@admin.register(RuleUse)
class RuleUseAdmin(GridsAdmin):
    """What units were given by rule or against it, and why."""

    listing = use_list
    tab_position, tab_group = 15, Tabs.CASES
    search_fields = ("leg__case__number", "leg__institution__name")
    search_help_text = "事项编号、单位"
    empty_hint = "有派单规则的事项交办后记在这里：按规则、自动，还是改派和改派的理由。"
    shows = "leg rule is_followed is_automatic words"


@admin.register(DispatchNumber)
class DispatchNumberAdmin(NumbersAdmin):
    """By what a class earns to be given out by itself; a change is a new row with a later date."""

    tab_position = 80
    listing = number_list
    empty_hint = "自动交办看最近多少件、准确率不低于多少；改动从启用日期起适用。"
