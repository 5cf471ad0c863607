"""One's own consents, particulars, points rules and the copy of one's data: the person's alone, never by a post."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from orgtree.acts import does
from orgtree.api.base import TokenCovers
from orgtree.choices import OWN
from orgtree.declare import purpose_choices, registry
from orgtree.text.free_text import check_body
from orgtree.web.page_marks import asks_password
from volunteers.home.services.own_data import own_data
from volunteers.members.api.members import MemberSerializer
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.models.member import Member, Skill
from volunteers.members.services.consents import consents, consents_of
from volunteers.members.services.members import give_consents, update_member, withdraw_consent
from volunteers.points.services.rule_sets import RuleBook
from volunteers.points.services.rule_words import chapters_of


class ConsentSerializer(serializers.Serializer):
    purpose = serializers.ChoiceField(choices=purpose_choices(), source="text.purpose", help_text="目的")
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


class AboutSerializer(serializers.Serializer):
    unit_name = serializers.CharField(max_length=100, required=False, help_text="工作单位")
    skills = serializers.SlugRelatedField(
        "name", queryset=Skill.objects.filter(is_active=True), many=True, required=False, help_text="特长名称"
    )
    free_times = serializers.ListField(
        child=serializers.ChoiceField(FreeTime.choices), required=False, help_text="可服务时间"
    )
    interests = serializers.ListField(
        child=serializers.ChoiceField(ActivityCategory.choices), required=False, help_text="愿意参加的服务"
    )


class RuleWordsSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="积分项目代码")
    name = serializers.CharField(source="label", help_text="积分项目")
    words = serializers.CharField(help_text="怎么算，一句话")


class ChapterSerializer(serializers.Serializer):
    label = serializers.CharField(help_text="类别")
    limits = serializers.ListField(child=serializers.CharField(), help_text="这一类的上限")
    items = RuleWordsSerializer(many=True, help_text="积分项目")


class OwnRulesSerializer(serializers.Serializer):
    rule_set = serializers.CharField(help_text="积分规则及版本")
    active_from = serializers.DateField(help_text="起用日期")
    chapters = ChapterSerializer(many=True, help_text="各类项目")


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
    @does(consents, "give", "withdraw")
    @extend_schema(
        operation_id="me_consent_change",
        summary="同意或撤回同意",
        description="按现行的同意书同意，或从现在起撤回。报到期间必需的一项不能撤回。重复提交结果相同。",
        request=AgreeSerializer,
        responses=ConsentSerializer(many=True),
    )
    def post(self, request, purpose: str):
        if purpose not in registry.purposes:
            raise NotFound
        form = AgreeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        member = self.member
        if form.validated_data["agree"]:
            give_consents(member=member, purposes=[purpose], by=request.user)
        else:
            withdraw_consent(member=member, purpose=purpose, by=request.user)
        return Response(ConsentSerializer(consents_of(member), many=True).data)


@asks_password
class OwnDataView(OwnView):
    @extend_schema(
        operation_id="me_data",
        summary="本人数据副本",
        description="平台保存的关于本人的全部数据，按表列出，与“我的”页面导出的相同。",
        responses=OpenApiResponse(OpenApiTypes.OBJECT, "表名 → 各行"),
    )
    def get(self, request):
        return Response(own_data(self.member))


class OwnAboutView(OwnView):
    @extend_schema(
        operation_id="me_about",
        summary="更正本人资料",
        description="工作单位、特长、可服务时间和愿意参加的服务；没有写的不变。姓名、手机号由社区维护。",
        request=AboutSerializer,
        responses=MemberSerializer,
    )
    def post(self, request):
        form = AboutSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        check_body(form)
        member = update_member(member_id=self.member.pk, by=request.user, **form.validated_data)
        return Response(MemberSerializer(member).data)


class OwnRulesView(OwnView):
    @extend_schema(
        operation_id="me_point_rules",
        summary="本人适用的积分规则",
        description="今天在本人所在区域有效的积分规则，逐项写明怎么算。没有发布规则的返回422。",
        responses=OwnRulesSerializer,
    )
    def get(self, request):
        rules = RuleBook().set_for(self.member.area, timezone.localdate())
        shown = {"rule_set": str(rules), "active_from": rules.active_from, "chapters": chapters_of(rules)}
        return Response(OwnRulesSerializer(shown).data)
