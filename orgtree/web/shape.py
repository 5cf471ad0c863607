"""The shape of every error and the words for the usual ones; imports nothing, so that middleware can use it."""

MESSAGES = {
    "invalid": "请求参数有误",
    "parse_error": "请求内容无法解析，应为 UTF-8 编码的 JSON",
    "too_large": "请求内容过大",
    "not_authenticated": "请先登录，或在 Authorization 请求头中提供令牌",
    "authentication_failed": "令牌无效、已过期或已吊销",
    "permission_denied": "没有权限，或页面停留过久，请刷新后重试",
    "must_change_password": "请先在网站修改初始密码",
    "token_scope": "令牌未包含此项权限",
    "not_found": "记录不存在或不在您的管理范围",
    "method_not_allowed": "此地址不支持这种请求方法",
    "not_acceptable": "只提供 application/json 格式",
    "unsupported_media_type": "请求内容的格式不受支持，请使用 application/json",
    "password_again": "请先在网站再输一次密码",
    "too_often": "操作过于频繁，请过一会儿再试",
    "throttled": "请求过于频繁，请稍后再试",
}


def error_body(code: str, message: str = "", fields: dict[str, list[str]] | None = None) -> dict:
    """The one shape."""
    return {"code": code, "message": message or MESSAGES[code], "fields": fields or {}}
