"""A machine without Chromium skips browser tests with a reason, or fails them where they are required."""

import pytest

from tests import browser


@pytest.fixture
def no_chromium(monkeypatch):
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.mark.usefixtures("no_chromium")
@pytest.mark.parametrize(("wish", "end"), [("", pytest.skip.Exception), ("required", pytest.fail.Exception)])
def test_without_chromium(wish, end, monkeypatch):
    monkeypatch.setenv("BROWSER_TESTS", wish)
    with pytest.raises(end, match="no Chromium"):
        browser.chromium_or_leave()


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("http://localhost:8081/desk/", False),
        ("data:image/png;base64,AAAA", False),
        ("https://cdn.example/echarts.js", True),
        ("http://localhost:9000/", True),
    ],
)
def test_another_host_is_noticed(address, elsewhere):
    assert browser.is_elsewhere(address, "http://localhost:8081") == elsewhere
