"""Members on the roll: read only, phones masked, every look recorded."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.members.models.member import Member


class MemberSerializer(serializers.ModelSerializer):
    number = serializers.CharField(read_only=True, help_text="党员编号")
    phone = serializers.CharField(source="masked_phone", read_only=True, help_text="手机号，已脱敏")
    area = AreaRefSerializer(help_text="所在区域")
    skills = serializers.SlugRelatedField("name", many=True, read_only=True, help_text="特长")

    class Meta:
        model = Member
        fields = [
            "id",
            "number",
            "name",
            "phone",
            "unit_name",
            "unit",
            "area",
            "skills",
            "free_times",
            "interests",
            "created_at",
        ]
        read_only_fields = fields


class MemberFilter(ScopedFilterSet):
    area = IdFilter(label="所在区域的编号")
    under = UnderFilter(label="此区域及其下级")
    unit = IdFilter(label="单位的编号")
    search = filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=40, label="姓名包含")
    ordering = Ordering(id="编号", name="姓名", created_at="登记时间")

    class Meta:
        model = Member
        fields: list[str] = []


class MemberViewSet(ReadViewSet):
    """Members within the viewer's posts."""

    queryset = Member.objects.select_related("area").prefetch_related("skills").order_by("id")
    serializer_class = MemberSerializer
    filterset_class = MemberFilter
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
