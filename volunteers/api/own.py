"""One's own consents and the copy of one's own data: the person's alone, never by a post."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from orgtree.api.base import TokenCovers
from orgtree.choices import OWN
from volunteers.choices import ConsentPurpose
from volunteers.models import Member
from volunteers.services.consents import consents_of
from volunteers.services.members import give_consents, withdraw_consent
from volunteers.services.own_data import own_data


class ConsentSerializer(serializers.Serializer):
    purpose = serializers.ChoiceField(choices=ConsentPurpose.choices, source="text.purpose", help_text="目的")
    label = serializers.CharField(source="text.get_purpose_display", help_text="目的名称")
    text = serializers.CharField(source="shown.text", help_text="同意书全文；已同意的为同意时的文字")
    version = serializers.IntegerField(source="shown.version", help_text="同意书版本")
    required = serializers.BooleanField(source="text.required", help_text="报到是否必需")
    given_at = serializers.DateTimeField(
        source="given.given_at", default=None, allow_null=True, help_text="同意时间；没有同意的为空"
    )
    locked = serializers.BooleanField(help_text="现在不能撤回：报到期间必需")
    after = serializers.CharField(help_text="撤回以后会怎样")


class AgreeSerializer(serializers.Serializer):
    agree = serializers.BooleanField(help_text="true 同意，false 撤回")


class OwnView(APIView):
    """A page of the member behind the request; NotFound for whoever is none."""

    permission_classes = [IsAuthenticated, TokenCovers]
    action = "own"
    tag = "本人"

    def scopes_needed(self) -> set[str]:
        return {OWN}

    @property
    def member(self) -> Member:
        member = Member.objects.mine(self.request.user).select_related("user", "area").first()
        if member is None:
            raise NotFound
        return member


class OwnConsentsView(OwnView):
    @extend_schema(
        operation_id="me_consents",
        summary="本人的同意事项",
        description="每项目的的同意书、是否已同意、撤回以后会怎样。",
        responses=ConsentSerializer(many=True),
    )
    def get(self, request):
        return Response(ConsentSerializer(consents_of(self.member), many=True).data)


class OwnConsentView(OwnView):
    @extend_schema(
        operation_id="me_consent_change",
        summary="同意或撤回同意",
        description="按现行的同意书同意，或从现在起撤回。报到期间必需的一项不能撤回。重复提交结果相同。",
        request=AgreeSerializer,
        responses=ConsentSerializer(many=True),
    )
    def post(self, request, purpose: str):
        if purpose not in ConsentPurpose.values:
            raise NotFound
        form = AgreeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        member = self.member
        if form.validated_data["agree"]:
            give_consents(member=member, purposes=[purpose], by=request.user)
        else:
            withdraw_consent(member=member, purpose=purpose, by=request.user)
        return Response(ConsentSerializer(consents_of(member), many=True).data)


class OwnDataView(OwnView):
    @extend_schema(
        operation_id="me_data",
        summary="本人数据副本",
        description="平台保存的关于本人的全部数据，按表列出，与“我的”页面导出的相同。",
        responses=OpenApiResponse(OpenApiTypes.OBJECT, "表名 → 各行"),
    )
    def get(self, request):
        return Response(own_data(self.member))
