"""A registered form is looked at and reported by a community's secretary in two clicks on a desktop: its row, and 核对无误，上报."""

from django.db import transaction

from orgtree.acts import perform_one
from orgtree.choices import ReturnState
from orgtree.models import FormReturn
from orgtree.oneform.acts import form_acts
from tests.browser import sign_in
from tests.flows.test_bulk_confirm_browser import COUNTER
from tests.orgtree.makers import keeper
from tests.orgtree.oneform.samples import counted, registered


def test_a_form_is_reported_in_two_clicks(committed_town, desktop):
    town, page = committed_town, desktop
    with transaction.atomic():
        form = counted(registered(town))
        perform_one(form_acts, "approve", pk=form.pk, by=keeper(town.district, "keeper-form"))
    sign_in(page, town.secretary.account)
    page.add_init_script(COUNTER)
    page.goto("/desk/orgtree/formreturn/?state__exact=open")
    page.get_by_role("link", name=form.title).first.click()
    page.get_by_role("button", name="核对无误，上报").click()
    page.get_by_text("已上报").first.wait_for()
    assert page.evaluate("Number(sessionStorage.getItem('done'))") == 2
    assert FormReturn.objects.get(area=town.east).state == ReturnState.CONFIRMED
