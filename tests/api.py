"""Speaking to the API in tests: signed in by session or by token, JSON in and out."""

import json

from django.test import Client

from orgtree.choices import Permission as P
from orgtree.people.services.tokens import issue_token
from tests.town import PASSWORD


class Api:
    """A caller of /api/v1/; replies are Django responses with `.json()`."""

    def __init__(self, user=None, *, scopes=None, token=None):
        self.client = Client(raise_request_exception=False)
        self.headers = {}
        if scopes is not None:
            token = issue_token(name="测试", scopes=scopes, days=1, by=user)[1]
        if token is not None:
            self.headers = {"Authorization": f"Token {token}"}
        elif user is not None:
            self.client.force_login(user)

    def get(self, path, **params):
        return self.client.get(f"/api/v1/{path}", params, headers=self.headers)

    def post(self, path, body, content_type="application/json"):
        text = body if isinstance(body, str | bytes) else json.dumps(body, default=str)
        return self.client.post(f"/api/v1/{path}", text, content_type=content_type, headers=self.headers)

    def delete(self, path):
        return self.client.delete(f"/api/v1/{path}", headers=self.headers)

    def names(self, path, **params) -> list[str]:
        reply = self.get(path, **params)
        assert reply.status_code == 200, reply.content.decode()
        return [row["name"] for row in reply.json()["results"]]


def assert_error(reply, status: int, code: str, *fields: str) -> dict:
    """The reply is the one error shape, in Chinese; returns its body."""
    body = reply.json()
    assert (reply.status_code, body["code"]) == (status, code), body
    assert set(body) == {"code", "message", "fields"}
    assert any("\u4e00" <= letter <= "\u9fff" for letter in body["message"])
    assert set(body["fields"]) >= set(fields), body
    return body


def asked(**changes) -> dict:
    """What a program posts to get a token for the secretary of 东园."""
    wanted = {"account": "dongyuan", "password": PASSWORD, "name": "报表", "scopes": [P.AREA_VIEW], "days": 30}
    return wanted | changes
