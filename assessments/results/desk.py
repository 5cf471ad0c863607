"""Results on the desk: composed from the round's page, decided one by one or on the committee's page, shown, objections answered."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from assessments.declare import Tabs
from assessments.results.lists import addend_list, dispute_list, outcome_list, publicity_list
from assessments.results.models import Addend, Outcome, Publicity, ResultDispute
from assessments.results.services.composing import order_composing
from assessments.results.services.outcomes import outcome_acts
from assessments.results.services.publicity import dispute_acts, publicity_acts
from assessments.rounds.choices import RoundState
from assessments.rounds.desk import RoundAdmin
from orgtree.choices import Permission as P
from orgtree.desk.actions import ObjectAction
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin


def _compose(request, round, data) -> str:
    order_composing(round=round, by=request.user)
    return "已开始合成，稍后在“评定会”页查看。"


# A higher subject's buttons on the page of a lower noun: the round itself knows nothing of results.
RoundAdmin.object_actions = (
    *RoundAdmin.object_actions,
    ObjectAction(
        key="compose",
        label="合成得分",
        permission=P.ASSESS_MANAGE,
        run=_compose,
        hint="按方案合成每个考评对象的得分和建议等次；评定前可以重新合成。",
        icon="functions",
        applies=lambda round: round.state == RoundState.CLOSED,
    ),
    make_button(publicity_acts, "show"),
)


class AddendInline(ReadOnlyInline):
    """Every addend of the total."""

    model = Addend
    listing = addend_list
    view_permission = P.ASSESS_VIEW
    hide_title = False
    fields = ("component", "raw_shown", "weight_shown", "counted_shown", "product_shown", "note")
    verbose_name_plural = "得分构成"
    none_words = "还没有合成。"


@admin.register(Outcome)
class OutcomeAdmin(ScopedAdmin):
    """Outcomes of rounds, in the order of the meeting."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"
    tab_position, tab_group = 40, Tabs.RESULTS
    acts, listing = outcome_acts, outcome_list
    search_fields = ("subject__name", "subject__round__title")
    search_help_text = "考评对象、轮次"
    inlines = [AddendInline]
    empty_hint = "轮次截止后，在轮次页面“合成得分”；得分按方案逐项列出。"
    shows = (
        "state_shown subject_shown round_shown group_shown total_shown place_shown by_number suggested why log list_shown decided reason year_shown "
        "decided_by decided_at composed_at digest course"
    )

    @display(description="办理过程")
    def course(self, outcome):
        return course_shown(outcome_acts, outcome)

    def object_links(self, request, obj):
        if not request.user.holds_at(P.ASSESS_DECIDE, obj.subject.round.area):
            return []
        return [
            ("评定会", reverse("round-committee", args=[obj.subject.round_id]), "groups"),
            ("反馈表", reverse("outcome-letter", args=[obj.pk, "pdf"]), "print"),
        ]


@admin.register(Publicity)
class PublicityAdmin(ScopedAdmin):
    """When results are and were shown."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"
    tab_group = Tabs.RESULTS
    acts, listing = publicity_acts, publicity_list
    search_fields = ("round__title",)
    search_help_text = "轮次"
    empty_hint = "评定完成后，在轮次页面“公示结果”。"
    shows = "standing_shown round starts_on ends_on shown_by shown_at course"

    @display(description="办理过程")
    def course(self, row):
        return course_shown(publicity_acts, row)


@admin.register(ResultDispute)
class ResultDisputeAdmin(ScopedAdmin):
    """Objections, what waits for an answer first."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"
    tab_group = Tabs.RESULTS
    acts, listing = dispute_acts, dispute_list
    search_fields = ("outcome__subject__name",)
    search_help_text = "考评对象"
    empty_hint = "公示期内，考评对象在自己的结果页提出异议。"
    shows = (
        "state_shown subject_shown round_shown words due_on raised_by raised_at answer answered_by answered_at course"
    )

    @display(description="办理过程")
    def course(self, row):
        return course_shown(dispute_acts, row)
