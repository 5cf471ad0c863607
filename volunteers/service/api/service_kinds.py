"""Kinds of service, and how other rows name one."""

from rest_framework import serializers

from orgtree.api.listed import refer_by
from volunteers.service.models.service import ServiceKind


class ServiceKindSerializer(serializers.ModelSerializer):
    """A kind of service from the dictionary."""

    class Meta:
        model = ServiceKind
        fields = ["id", "code", "name", "hint", "is_active"]


@refer_by(ServiceKind)
class KindRefSerializer(serializers.ModelSerializer):
    """A kind of service named by a record."""

    class Meta:
        model = ServiceKind
        fields = ["code", "name"]
