"""Two files of one person that wait for a second person."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.members.choices.pair import PairState
from volunteers.members.models.pair import MemberPair

registry.add_cards(
    [
        Card(
            key="volunteers.pairs_waiting",
            label="待复核合并登记",
            hint="一位工作人员认为两个登记是同一人，由另一位核对后合并",
            place="people",
            rows=lambda user: MemberPair.objects.allowed(user, P.MEMBER_EDIT).waiting().exclude(entered_by=user.pk),
            since="entered_at",
            url=lambda user: f"{reverse('admin:volunteers_memberpair_changelist')}?state__exact={PairState.WAITING}",
            permission=P.MEMBER_EDIT,
        )
    ]
)
