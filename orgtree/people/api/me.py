"""Who is asking."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from orgtree.api.fields import AreaRefSerializer, KindLabelField, PlainRefSerializer
from orgtree.choices import TokenScope
from orgtree.people.models.people import Post, User
from orgtree.scope.rules.grants import GRANTS


class PostSerializer(serializers.ModelSerializer):
    kind_label = KindLabelField("kind", help_text="岗位名称")
    area = AreaRefSerializer(allow_null=True, help_text="任职区域")
    institution = PlainRefSerializer(allow_null=True, help_text="任职单位")
    permissions = serializers.SerializerMethodField(help_text="此岗位在其范围内的权限")

    class Meta:
        model = Post
        fields = ["id", "kind", "kind_label", "area", "institution", "since", "until", "permissions"]

    def get_permissions(self, post) -> list[str]:
        return sorted(GRANTS[post.kind].permissions)


class MeSerializer(serializers.ModelSerializer):
    phone = serializers.CharField(source="masked_phone", help_text="手机号，已脱敏")
    posts = PostSerializer(source="live_posts", many=True, help_text="现任岗位")
    token_scopes = serializers.SerializerMethodField(help_text="所用令牌的权限范围；浏览器登录时为空")

    class Meta:
        model = User
        fields = ["id", "account", "name", "phone", "posts", "token_scopes"]

    def get_token_scopes(self, user) -> list[str] | None:
        return None if user.token_scopes is None else sorted(user.token_scopes & set(TokenScope.values))


class MeView(APIView):
    """The person behind the request, with posts and what they permit."""

    tag = "本人"

    @extend_schema(responses=MeSerializer, operation_id="me", summary="当前用户", description="账号、现任岗位与权限。")
    def get(self, request):
        return Response(MeSerializer(request.user).data)
