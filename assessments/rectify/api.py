"""The rectification list and talks for programs."""

from django_filters import rest_framework as filters

from assessments.bases import AssessViewSet
from assessments.rectify.lists import item_list, proposal_list, talk_list
from assessments.rectify.services.items import item_acts
from assessments.rectify.services.proposals import proposal_acts
from assessments.rectify.services.talks import talk_acts
from orgtree.api.filters import IdFilter
from orgtree.assigned.models import seats_held_by
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either


class AnsweredViewSet(AssessViewSet):
    """Rows within the viewer's posts, and those that a post of theirs answers for."""

    def get_queryset(self):
        if self.act or self.action == "create":
            return super().get_queryset()
        rows, user = self.queryset, self.request.user
        own = seats_held_by(rows, user) if user.is_authenticated and user.holds(P.ASSESS_REPORT) else ()
        return rows_of_either(rows, *rows.by_each_way(user, self.permission_needed), *own)


class RectifyItemViewSet(AnsweredViewSet):
    """Items of the rectification list."""

    acts, listing = item_acts, item_list
    asked = {"year": filters.NumberFilter(label="考核年度")}
    texts = {
        "list": ("整改清单", "职责范围内的整改事项；单位看到本单位的。"),
        "retrieve": ("一项整改", "问题、措施、期限、进展、结果与核验情况。"),
    }


class TalkViewSet(AnsweredViewSet):
    """Talks with organisations."""

    acts, listing = talk_acts, talk_list
    texts = {
        "list": ("约谈列表", "职责范围内的约谈，登记在组织名下；单位看到本单位的。"),
        "retrieve": ("一次约谈", "方式、事由、要点、落实要求与落实情况。"),
    }


class RectifyProposalViewSet(AssessViewSet):
    """What published rounds leave to be listed or struck by whoever keeps the list."""

    acts, listing = proposal_acts, proposal_list
    permissions = {"*": P.RECTIFY_MANAGE}
    asked = {"round": IdFilter(field_name="subject__round", label="轮次的编号")}
    texts = {
        "list": ("整改建议列表", "公布的评议轮次里的点评、答复、实地考核情况和可以反馈的意见，待列入整改。"),
        "retrieve": ("一条整改建议", "考评对象、来源、原话、状态和列入的整改事项。"),
    }
