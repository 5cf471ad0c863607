"""Pages of units, agreements and brands in real Chromium at both sizes: nothing objects, nothing scrolls sideways, what stands there is Chinese."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cocon.units.services.years import keep_year
from tests.browser import faults, sign_in
from tests.cocon.agreements.makers import clerk, drafted, signed
from tests.cocon.brands.makers import part, tally
from tests.cocon.estates.makers import term
from tests.cocon.helping.makers import contributed
from tests.cocon.units.makers import paired
from tests.town import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", ["phone", "desktop"])


def look(page, address: str, words: str) -> None:
    page.goto(address)
    expect(page.get_by_text(words).first).to_be_visible()
    assert faults(page) == []


@SIZES
def test_a_unit_reads_its_year_and_enters_what_it_gave(committed_town, request, size):
    town, page, year = committed_town, request.getfixturevalue(size), timezone.localdate().year
    unit = signed(town).unit
    paired(town, unit=unit)
    contributed(town, unit=unit)
    user = clerk(unit.agreements.get())
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    keep_year(unit=unit, year=year, done="联合开展主题党日六次", problems="", plans="每月一次", by=user)
    sign_in(page, user.account)
    look(page, "/u/", "投入资金物资")
    look(page, f"/u/year/{year}/", "共建协议")
    look(page, "/u/contributions/new/", "记一笔投入")
    page.get_by_label("金额或折价（元）").fill("300.50")
    page.get_by_label("用在哪里").fill("图书室书架")
    page.get_by_role("button", name="记一笔投入").click()
    expect(page.get_by_text("已记下，社区也能看到。")).to_be_visible()
    assert faults(page) == []


@SIZES
def test_the_secretary_drafts_replaces_and_links(committed_town, request, size):
    town, page = committed_town, request.getfixturevalue(size)
    draft, row, linked = drafted(town), term(town), part(town)
    tally(town, brand=linked.brand)
    sign_in(page, "dongyuan")
    for address, words in (
        ("/desk/cocon/agreement/add/", "起草协议"),
        (f"/desk/cocon/agreement/{draft.pk}/change/", "目标进展"),
        (f"/desk/cocon/agreement/{draft.pk}/act/edit/", "每行一条"),
        (f"/desk/cocon/estate/{row.estate_id}/act/replace/", "新的物业企业"),
        (f"/desk/cocon/brand/{linked.brand_id}/change/", "服务情况"),
        (f"/desk/cocon/brand/{linked.brand_id}/act/link/", "关联项目"),
        (f"/desk/cocon/brand/{linked.brand_id}/act/count/", "登记服务人次"),
        ("/desk/cocon/contribution/add/", "登记单位投入"),
    ):
        look(page, address, words)


@SIZES
def test_the_organisation_reads_norms(committed_town, request, size):
    page = request.getfixturevalue(size)
    sign_in(page, "zuzhibu")
    look(page, "/desk/cocon/spacenorm/", "用房")
    look(page, "/desk/cocon/projectnorm/", "经费")
