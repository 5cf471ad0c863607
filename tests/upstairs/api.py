from rest_framework import serializers

from orgtree.api.base import ReadViewSet
from orgtree.choices import Permission as P
from tests.upstairs.models import Promise


class PromiseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Promise
        fields = ["id", "text", "made_on"]


class PromiseViewSet(ReadViewSet):
    queryset = Promise.objects.select_related("member").order_by("pk")
    serializer_class = PromiseSerializer
    permissions = {"*": P.MEMBER_VIEW}
    subject = tag = "楼上承诺"
    texts = {"list": ("承诺列表", "范围内的承诺。"), "retrieve": ("承诺", "一条承诺。")}

    def owner_of(self, promise):
        return promise.member.user_id
