"""The one page of who may do what: whole, by app, and nothing granted beside it."""

import re
from collections import Counter

import pytest
from django.apps import apps

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.looks.desk.audit import permission_told
from orgtree.scope.rules.grants import BLOCKS, GRANTS, Grant, post_kinds_with
from tests.unit_family import give_more
from tests.walk import lay_flat


def blocks_shown(page: str) -> dict[str, dict[str, set[str]]]:
    """What the table of posts shows: {post: {block: permissions}}."""
    posts = re.findall(
        r"<li(?: class=\"mine\")?><h2>([^<]+)(.*?)(?=<li(?: class=\"mine\")?><h2>|</div>)", lay_flat(page), re.DOTALL
    )
    return {
        post: {
            block: set(re.findall(r"<li>([^<]+)</li>", listed))
            for block, listed in re.findall(r"<h3>([^<]+)</h3>\s*<ul[^>]*>(.*?)</ul>", rest, re.DOTALL)
        }
        for post, rest in posts
    }


@pytest.mark.django_db
def test_the_table_shows_by_app_what_each_post_may_and_nothing_is_granted_outside_it(client, town, monkeypatch):
    client.force_login(town.auditor)
    shown = blocks_shown(client.get("/desk/grants/").content.decode())
    assert shown.keys() == set(PostKind.labels)
    for kind, grant in GRANTS.items():
        told = {
            BLOCKS[app].label: {permission_told(one, kind) for one in granted} for app, granted in grant.blocks.items()
        }
        assert shown[PostKind(kind).label] == told
        assert {p for p in P.values if kind in post_kinds_with(p)} == grant.permissions
    assert shown["部门"] == {
        "区域、组织与平台": {"查看单位（含下级单位）", "查看任务", "承办任务"},
        "网格治理": {"办理交办给本单位的网格事项"},
        "考核评议": {"提交述职与整改"},
    }
    assert "查看单位" in shown["社区书记"]["区域、组织与平台"]
    # Control: what is given to a post appears on the page.
    give_more(monkeypatch, PostKind.DEPARTMENT, "volunteers", P.UNIT_REPORT)
    again = blocks_shown(client.get("/desk/grants/").content.decode())
    assert again["部门"]["报到、服务与积分"] == {"办理单位党组织报到"}


def test_each_permission_stands_in_the_block_of_one_app():
    placed = Counter(permission for block in BLOCKS.values() for permission in block.permissions)
    assert placed == Counter(P.values)
    assert BLOCKS.keys() <= {app.label for app in apps.get_app_configs()}


def test_a_permission_is_granted_in_the_block_of_its_app_alone():
    with pytest.raises(ValueError, match="no block of orgtree"):
        Grant("看党员", {"orgtree": frozenset({P.MEMBER_VIEW})}, frozenset())
    with pytest.raises(KeyError):
        Grant("看党员", {"elsewhere": frozenset({P.MEMBER_VIEW})}, frozenset())
