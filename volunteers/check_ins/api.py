"""Half-yearly check-ins and yearly summaries: read, send once, accept or send back many at a time."""

from django_filters import rest_framework as filters

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from volunteers.check_ins.choices import CheckInKind
from volunteers.check_ins.lists import check_in_list
from volunteers.check_ins.services.check_in_acts import check_in_acts


class CheckInViewSet(ActsMixin, ListedViewSet):
    """Check-ins within the viewer's posts, and the member's own."""

    acts, listing = check_in_acts, check_in_list
    asked = {
        "kind": filters.ChoiceFilter(choices=CheckInKind.choices, label="种类"),
        "slug": filters.CharFilter(max_length=6, label="所属期间，例如 2026H2 或 2026"),
    }
    permissions = {"*": P.MEMBER_VIEW}
    subject = "回社区报到"
    tag = "报到"
    texts = {
        "list": ("回社区报到列表", "半年回社区报到、年度小结或意见建议书，党员本人可看自己的。"),
        "retrieve": ("一次回社区报到", "内容、所属期间、状态与退回原因。"),
    }
