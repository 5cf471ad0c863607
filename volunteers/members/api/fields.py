"""How other rows name a member."""

from rest_framework import serializers

from orgtree.api.listed import refer_by
from volunteers.members.models.member import Member


@refer_by(Member)
class MemberRefSerializer(serializers.ModelSerializer):
    """A member named by another row."""

    number = serializers.CharField(read_only=True, help_text="党员编号")

    class Meta:
        model = Member
        fields = ["id", "number", "name"]
