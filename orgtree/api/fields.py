"""Serializer fields shared by all APIs."""

from rest_framework import serializers

from orgtree.api.filters import BIGGEST_ID
from orgtree.tree.models import Area


class IdSerializerField(serializers.IntegerField):
    """A primary key in a request body. Looked up by services, within scope."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=BIGGEST_ID, **kwargs)


class KindLabelField(serializers.CharField):
    """The Chinese label of a choice field."""

    def __init__(self, of: str, **kwargs):
        super().__init__(source=f"get_{of}_display", read_only=True, **kwargs)


class AreaRefSerializer(serializers.ModelSerializer):
    """An area named by another row."""

    class Meta:
        model = Area
        fields = ["id", "code", "name", "kind"]


class PlainRefSerializer(serializers.Serializer):
    """Any other row named by a row."""

    id = serializers.IntegerField()
    name = serializers.CharField()
