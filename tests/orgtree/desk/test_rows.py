"""The rows of a list, as the theme would write them: same cells, same words, same links, for every list of the desk."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from unfold.templatetags.unfold_list import items_for_result, result_headers

from orgtree.desk.rows import TICK, Rows
from orgtree.models import User
from tests.walk import lay_flat

pytestmark = pytest.mark.django_db


def change_list(model, user, address: str):
    """The change list of a model as `user` asks for it; None where it is not theirs."""
    desk = admin.site.get_model_admin(model)
    request = RequestFactory().get(address)
    request.user = user
    if not desk.has_view_permission(request):
        return None
    return desk.get_changelist_instance(request)


def as_the_theme(changes) -> str:
    return "".join("".join(items_for_result(changes, row, None)) for row in changes.result_list)


def result_headers_of(changes) -> list[dict]:
    return list(result_headers(changes))


def cells_of(written: str) -> str:
    """The cells alone, white space and the empty places of tags left out."""
    written = lay_flat(written).replace('" >', '">')
    return "".join(part.split("</tr>")[0].partition(">")[2] for part in written.split("<tr")[1:])


@pytest.mark.parametrize("person", ["secretary", "admin", "organisation"])
def test_rows_are_written_as_the_theme_writes_them(town, planted, person):
    user, compared = User.objects.get(pk=getattr(town, person).pk), 0
    for model in admin.site._registry:
        changes = change_list(model, user, "/desk/")
        if changes is not None and changes.result_list:
            ours = cells_of(Rows(changes, result_headers_of(changes)).html())
            theirs = lay_flat(as_the_theme(changes)).replace('" >', '">')
            if changes.list_display[0] != TICK:  # the theme calls whatever stands first the box
                theirs = theirs.replace(
                    'data-label="选择此行"', f'data-label="{result_headers_of(changes)[0]["text"]}"'
                )
            assert ours == theirs, model
            assert ("选择此行" in ours) == (TICK in changes.list_display), model
            compared += 1
    assert compared > 4


def test_a_row_leads_back_to_the_filter(town):
    changes = change_list(User, town.admin, "/desk/?q=%E4%B8%9C")
    changes.preserved_filters = "_changelist_filters=q%3D%22a%26b"
    ours = Rows(changes, list(result_headers(changes))).html()
    assert cells_of(ours) == lay_flat(as_the_theme(changes)).replace('" >', '">')
    assert "?_changelist_filters=q%3D%22a%26b" in ours


def test_words_that_were_written_by_people_stay_words(town):
    """And a name that looks like a tag is not taken for one that was written as such before."""
    User.objects.filter(pk=town.clerk.pk).update(name="<b>试</b>")
    changes = change_list(User, town.admin, "/desk/")
    page = Rows(changes, list(result_headers(changes))).html()
    assert "<b>试</b>" not in page
    assert "&lt;b&gt;试&lt;/b&gt;" in page
