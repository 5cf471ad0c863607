"""API tokens: issue one for account and password, list and revoke one's own."""

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from orgtree.acts import does, perform_one
from orgtree.api.listed import Listed, serializer_of
from orgtree.choices import TokenScope
from orgtree.people.acts import token_acts
from orgtree.people.lists import token_list
from orgtree.people.models.tokens import ApiToken
from orgtree.people.services.people import sign_in
from orgtree.people.services.tokens import issue_token

LONGEST_DAYS = 365
ISSUE_EXAMPLE = {
    "account": "jifen",
    "password": "（登录密码）",
    "name": "报表程序",
    "scopes": ["area_view", "board_view"],
    "days": 90,
}


TokenSerializer = serializer_of(token_list, "Token")


class IssueSerializer(serializers.Serializer):
    account = serializers.CharField(max_length=40, help_text="账号或手机号", write_only=True)
    password = serializers.CharField(
        max_length=128, trim_whitespace=False, help_text="登录密码", write_only=True, style={"input_type": "password"}
    )
    name = serializers.CharField(max_length=60, help_text="用途，便于日后辨认")
    scopes = serializers.MultipleChoiceField(
        choices=TokenScope.choices, allow_empty=False, help_text="令牌的权限范围；实际权限是它与本人岗位权限的交集"
    )
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_DAYS, default=90, help_text="有效天数")


class IssuedSerializer(TokenSerializer):
    token = serializers.CharField(help_text="令牌，只在此时显示一次")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields


@extend_schema_view(
    create=extend_schema(
        request=IssueSerializer,
        responses={201: IssuedSerializer},
        examples=[OpenApiExample("签发", value=ISSUE_EXAMPLE, request_only=True)],
    )
)
class TokenViewSet(Listed, ListModelMixin, GenericViewSet):
    """One's own tokens. Issuing needs no sign-in beforehand; it is a sign-in, with the same lockout."""

    queryset = ApiToken.objects.all()
    listing = token_list
    serializer_class = TokenSerializer
    filter_backends: list = []
    lookup_value_regex = r"[0-9]{1,18}"
    tag = "令牌"
    texts = {
        "list": ("令牌列表", "本人签发的令牌，含已吊销和过期的；不含令牌本身。"),
        "create": ("签发令牌", "用账号和密码换取令牌。连续输错密码同样会锁定账号。令牌只显示一次，请妥善保存。"),
        "destroy": ("吊销令牌", "立即失效，不可恢复。修改密码会使全部令牌失效。"),
    }

    def get_permissions(self):
        return [] if self.action == "create" else super().get_permissions()

    def get_authenticators(self):
        # Issuing reads account and password only: a browser's session or a stale token must not get in the way.
        return [] if self.request and self.request.method == "POST" else super().get_authenticators()

    def get_queryset(self):
        return self.queryset.mine(self.request.user)

    @does(token_acts, "issue")
    def create(self, request):
        form = IssueSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wanted = form.validated_data
        user = sign_in(request=request._request, account=wanted["account"], password=wanted["password"])
        token, secret = issue_token(name=wanted["name"], scopes=list(wanted["scopes"]), days=wanted["days"], by=user)
        token.token = secret
        return Response(IssuedSerializer(token).data, status=status.HTTP_201_CREATED)

    @does(token_acts, "revoke")
    @extend_schema(responses={204: None})
    def destroy(self, request, pk):
        perform_one(token_acts, "revoke", pk=int(pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
