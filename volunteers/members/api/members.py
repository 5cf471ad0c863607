"""Members on the roll: read only, phones masked, every look recorded."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.lists import member_list
from volunteers.members.models.member import Member

MemberSerializer = serializer_of(
    member_list,
    phone=serializers.CharField(source="masked_phone", read_only=True, help_text="手机号，已脱敏"),
    skills=serializers.SlugRelatedField("name", many=True, read_only=True, help_text="特长"),
)


class MemberViewSet(ListedViewSet):
    """Members within the viewer's posts."""

    queryset = Member.objects.select_related("area").prefetch_related("skills").order_by("id")
    listing = member_list
    serializer_class = MemberSerializer
    asked = {
        "search": filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=40, label="姓名包含"),
    }
    permissions = {"*": P.MEMBER_VIEW}
    own_path = "user"
    subject = "报到党员"
    tag = "党员"
    texts = {
        "list": ("报到党员列表", "职责范围内的报到党员；党员本人只看到自己。手机号一律脱敏，每次读取都有访问记录。"),
        "retrieve": ("一名报到党员", "手机号脱敏。读取他人信息会留下访问记录。"),
    }

    def owner_of(self, row) -> int | None:
        return row.user_id
