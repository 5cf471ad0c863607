"""Kinds of service, and how other rows name one."""

from rest_framework import serializers

import volunteers.service.lists  # noqa: F401 -- tells how rows name a kind
from volunteers.service.models.service import ServiceKind


class ServiceKindSerializer(serializers.ModelSerializer):
    """A kind of service from the dictionary."""

    class Meta:
        model = ServiceKind
        fields = ["id", "code", "name", "hint", "is_active"]
