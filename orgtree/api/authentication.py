"""`Authorization: Token djt_…`: a request signed in by an API token."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from orgtree.people.services.tokens import user_of_token

KEYWORD = "Token"


class TokenAuthentication(BaseAuthentication):
    """Reads the token, hands out its person limited to its scopes; a bad token is 401, never an anonymous visitor."""

    def authenticate(self, request):
        keyword, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if keyword.lower() != KEYWORD.lower():
            return None
        user = user_of_token(secret.strip())
        if user is None:
            raise AuthenticationFailed
        return user, None

    def authenticate_header(self, request) -> str:
        return KEYWORD


class TokenScheme(OpenApiAuthenticationExtension):
    """How the token is described in the schema."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "在 /api/v1/tokens/ 签发令牌，填写为：Token djt_……",
        }
