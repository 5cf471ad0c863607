"""How other rows name a member or a kind of service."""

from rest_framework import serializers

from volunteers.models import Member, ServiceKind


class MemberRefSerializer(serializers.ModelSerializer):
    """A member named by another row."""

    number = serializers.CharField(read_only=True, help_text="党员编号")

    class Meta:
        model = Member
        fields = ["id", "number", "name"]


class ServiceKindSerializer(serializers.ModelSerializer):
    """A kind of service from the dictionary."""

    class Meta:
        model = ServiceKind
        fields = ["id", "code", "name", "hint", "is_active"]


class KindRefSerializer(serializers.ModelSerializer):
    """A kind of service named by a record."""

    class Meta:
        model = ServiceKind
        fields = ["code", "name"]
