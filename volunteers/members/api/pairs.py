"""Pairs of files that look like one person, and what was said of them."""

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.lists import pair_list
from volunteers.members.services.pair_acts import pairs

MemberPairSerializer = serializer_of(pair_list)


class MemberPairViewSet(ActsMixin, ListedViewSet):
    """Pairs of which the viewer keeps both files."""

    acts, listing = pairs, pair_list
    serializer_class = MemberPairSerializer
    permissions = {"*": P.MEMBER_EDIT}
    subject = "重复登记"
    tag = "党员"
    texts = {
        "list": ("重复登记列表", "对疑似同一人的两个登记作过的结论；两人的登记都在职责范围内的才列出。"),
        "retrieve": ("一对登记的结论", "两个党员编号和结论。"),
    }
