"""Every answer says what a browser may run; only pages drawn by a package may run script written into the page."""

import pytest

from tests.town import PASSWORD


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/login/", "/m/register/", "/no-such-page/"])
def test_our_pages_run_only_our_files(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_board_may_style_in_place_but_not_script(client, town):
    client.post("/login/", {"account": town.secretary.account, "password": PASSWORD})
    policy = client.get(f"/board/{town.east.pk}/").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy  # default-src holds
    # Control: the theme of the desk needs more, and the header tells.
    assert "'unsafe-eval'" in client.get("/desk/").headers["Content-Security-Policy"]


def test_a_page_in_the_dress_of_the_desk_may_do_what_the_desk_may(client, town):
    client.force_login(town.secretary, backend="django.contrib.auth.backends.ModelBackend")
    reply = client.get("/papers/")
    assert "admin/base_site.html" in [template.name for template in reply.templates]
    assert "'unsafe-eval'" in reply.headers["Content-Security-Policy"]
