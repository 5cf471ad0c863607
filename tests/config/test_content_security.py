"""Every answer says what a browser may run: files of ours alone."""

import pytest

from config.content_security import POLICIES, policy_for
from tests.town import PASSWORD


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/login/", "/m/register/", "/no-such-page/"])
def test_our_pages_run_only_our_files(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_desk_and_the_board_may_style_in_place_but_not_script(client, town):
    client.post("/login/", {"account": town.secretary.account, "password": PASSWORD})
    for path in ("/desk/", "/papers/", f"/board/{town.east.pk}/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "style-src 'self' 'unsafe-inline'" in policy
        assert "script-src" not in policy  # default-src holds


def test_no_page_may_evaluate():
    assert not any("eval" in policy_for(path) or "script-src" in policy_for(path) for path in POLICIES)
