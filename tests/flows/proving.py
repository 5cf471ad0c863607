"""A phone proved in the browser, as people do it: the code is asked for, read out by the community, and typed in."""

from playwright.sync_api import expect

from volunteers.members.services.phone_codes import tell_code
from volunteers.models import PhoneCode


def prove_in_browser(page, number: str, staff) -> None:
    """From the page that asks for the number to the one after it."""
    page.get_by_label("手机号").fill(number)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("heading", name="填写验证码")).to_be_visible()
    told, code = tell_code(code_id=PhoneCode.objects.get().pk, by=staff)
    assert told == number
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="下一步").click()
