"""What a person reads when a page cannot be shown: Chinese words, and the same for a stranger's row as for none."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere/", 404, "没有这个页面或记录"),
        ("/desk/orgtree/user/999999/change/", 404, "没有这个页面或记录"),
        ("/desk/orgtree/accesslog/", 403, "您的岗位不能办理这一事项"),
    ],
)
def test_refusals_are_told_in_chinese(client, town, address, status, words):
    client.force_login(town.admin)
    reply = client.get(address)
    assert reply.status_code == status
    assert words in reply.content.decode()


def test_a_stale_form_is_told_in_chinese(town):
    reply = Client(enforce_csrf_checks=True).post("/login/", {"account": "dongyuan", "password": "x"})
    assert reply.status_code == 403
    assert "页面已过期" in reply.content.decode()


def test_the_page_of_a_failure_needs_nothing_that_could_fail(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "页面暂时出错" in render_to_string("500.html")
