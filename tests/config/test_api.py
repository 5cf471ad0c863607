import re

import pytest

from config.api import Schema


@pytest.mark.django_db
def test_documentation_page_needs_nothing_from_outside(desktop):
    """`desktop` fails on any request to another host."""
    desktop.goto("/api/docs/")
    desktop.wait_for_selector(".swagger-ui .info .title")
    assert "党建引领基层治理平台" in desktop.inner_text(".swagger-ui .info .title")


@pytest.mark.django_db
def test_schema_is_served(client):
    reply = client.get("/api/schema/")
    assert reply.status_code == 200
    assert re.search(r"openapi: 3\.", reply.content.decode())


@pytest.mark.django_db
def test_nothing_is_handed_out_without_sign_in(client):
    assert client.get("/api/v1/areas/").status_code == 401


@pytest.mark.django_db
def test_the_schema_is_put_together_once_and_nobody_changes_it(client, monkeypatch):
    monkeypatch.setattr(Schema, "kept", {})
    asked = client.get("/api/schema/?version=9&lang=en")
    monkeypatch.setattr(Schema, "_get_schema_response", None)
    plain = client.get("/api/schema/")
    assert plain.content == asked.content
    assert plain.headers["Content-Type"] == "application/vnd.oai.openapi"
    assert "version: '1'" in plain.content.decode()
    assert "(9)" not in plain.content.decode()
