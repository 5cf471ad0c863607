"""Agreements on the desk: drafted, signed, printed, renewed, broken off; how far their goals are."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from unfold.decorators import display

from cocon.agreements.lists import agreement_list
from cocon.agreements.models import Agreement
from cocon.agreements.services.acts import agreements
from cocon.agreements.services.document import agreement_document
from cocon.agreements.services.goals import progress_of
from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from orgtree.desk.acts import make_button
from orgtree.sheets.documents import docx_response


class StateFilter(admin.SimpleListFilter):
    """Agreements by what they are today."""

    title, parameter_name = "状态", "is"

    def lookups(self, request, model_admin):
        waiting = [("community", "待社区签"), ("unit", "待单位签")]
        return [*waiting, ("in_force", "有效"), ("expiring", "即将到期"), ("over", "已到期、已终止")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        kinds = {
            "community": queryset.for_community,
            "unit": queryset.for_unit,
            "in_force": lambda: queryset.in_force_on(today),
            "expiring": lambda: queryset.expiring_on(today),
            "over": lambda: queryset.signed().filter(until__lt=today),
        }
        return kinds[self.value()]() if self.value() in kinds else queryset


@admin.register(Agreement)
class AgreementAdmin(CoconAdmin):
    """Seen by both sides, each its own."""

    acts, listing = agreements, agreement_list
    tab_position, tab_group = 34, Tabs.UNITS
    add_label = "起草协议"
    empty_hint = "社区起草协议，双方签订后生效；到期前提醒续签。"
    list_filter = (StateFilter,)
    search_fields = ("unit__name", "number")
    search_help_text = "单位名称或协议编号"
    shows = (
        "state_shown left_shown unit community since until progress_shown duties_unit duties_community liaison_unit "
        "liaison_community number renews drafted_by drafted_at community_signed_by community_signed_at unit_signed_by "
        "unit_signed_at paper_at return_reason end_reason"
    )
    object_actions = (make_button(agreements, "renew"),)

    # --- Papers and what is shown ------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(self.document_view)
        return [path("<int:pk>/agreement.docx", view, name="cocon_agreement_document"), *super().get_urls()]

    def object_links(self, request, obj):
        return [("打印协议", reverse("admin:cocon_agreement_document", args=[obj.pk]), "print")]

    def document_view(self, request, pk: int):
        """The agreement to be printed; 404 for another's."""
        agreement = self.get_queryset(request).select_related("unit", "community__parent").filter(pk=pk).first()
        if agreement is None:
            raise Http404
        return docx_response(request, f"共建协议-{agreement.unit.name}.docx", agreement_document(agreement))

    @display(description="目标进展")
    def progress_shown(self, obj):
        lines = [
            (
                one.goal,
                one.reached,
                one.goal.measure_word,
                "自动计数" if one.is_counted else one.goal.evidence or "未填报",
            )
            for one in progress_of(obj)
        ]
        return format_html_join(mark_safe("<br>"), "{}：已完成 {}{}（{}）", lines) or "—"
