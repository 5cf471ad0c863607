"""The OpenAPI description: Chinese texts from the view sets, and every error an operation can answer with."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework import serializers

from orgtree.web.shape import MESSAGES, error_body

BODY_METHODS = {"POST", "PUT", "PATCH"}
# status -> (description, code of the example)
ERRORS = {
    400: ("请求参数或内容有误", "invalid"),
    401: ("未登录，或令牌无效", "not_authenticated"),
    403: ("令牌未包含此项权限", "token_scope"),
    404: ("记录不存在，或不在职责范围", "not_found"),
    405: ("不支持的请求方法", "method_not_allowed"),
    409: ("与当前状态冲突，稍后或刷新后可重试", "conflict"),
    413: ("请求内容过大", "too_large"),
    415: ("内容格式不受支持", "unsupported_media_type"),
    422: ("不符合业务规则", "rule"),
    429: ("请求过于频繁", "throttled"),
}
EXAMPLES = {
    "invalid": error_body("invalid", fields={"kind": ["选择一个有效的选项。"]}),
    "conflict": error_body("conflict", "该记录已由他人处理"),
    "rule": error_body("overlap", "这段时间已有一条服务记录，同一时间不能重复记录", {"started_at": ["时间重叠"]}),
}


class ErrorSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="稳定的错误代码，供程序判断")
    message = serializers.CharField(help_text="中文说明，供人阅读")
    fields = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="出错的参数及其说明"
    )


class ApiSchema(AutoSchema):
    """Adds summary, description, tag and errors to each operation."""

    def _texts(self) -> tuple[str, str]:
        texts = getattr(self.view, "texts", {})
        return texts.get(getattr(self.view, "action", None), ("", ""))

    def get_summary(self):
        return self._texts()[0] or None

    def get_description(self):
        return self._texts()[1]

    def get_tags(self):
        return [self.view.tag]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for body in bodies.values():
            body["description"] = (body["description"] if body.get("content") else "已完成，无内容") or "成功"
        for status in self._possible_errors():
            bodies.setdefault(str(status), self._get_response_for_code(_error(status), str(status)))
        return dict(sorted(bodies.items()))

    def _map_basic_serializer(self, serializer, direction):
        # Docstrings are for us and in English; what readers need stands at the fields.
        schema = super()._map_basic_serializer(serializer, direction)
        schema.pop("description", None)
        return schema

    def _possible_errors(self) -> list[int]:
        possible = [400, 401, 403, 404, 405, 429]
        if self.method in BODY_METHODS:
            possible += [409, 413, 415, 422]
        return possible


def _error(status: int) -> OpenApiResponse:
    description, code = ERRORS[status]
    body = EXAMPLES.get(code) or error_body(code, MESSAGES[code])
    return OpenApiResponse(ErrorSerializer, description, [OpenApiExample(code, value=body, status_codes=[str(status)])])
