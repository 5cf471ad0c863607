"""Every form in which somebody types keeps a draft, and the server says which forms it took; what stays on the device."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import get_template

from orgtree.web.taken import _is_taken
from tests.flows.lost_text import written_in

TEMPLATES = Path("templates")
# What somebody thinks of somebody: it leaves the device when it is handed in, and not before. A ballot is no such form at all.
STAY = ["rounds/sheet", "reviews/votes", "ballots/batch", "surveys/phone", "surveys/paper"]


def roots_of(name: str) -> str:
    """The template that a page is drawn in, in the end."""
    found = re.search(r'{% extends "([^"]+)" %}', get_template(name).template.source)
    return roots_of(found[1]) if found else name


def forms() -> dict[str, str]:
    """The pages of ours with a form that is posted, each with its root; parts are drawn in the pages that include them."""
    pages = {}
    for path in TEMPLATES.rglob("*.html"):
        name, source = str(path.relative_to(TEMPLATES)), path.read_text()
        if 'method="post"' in source and "{% extends" in source:
            pages[name] = roots_of(name)
    return pages


def test_every_page_with_a_form_keeps_drafts():
    roots = set(forms().values())
    without = {root for root in roots if "drafts.html" not in get_template(root).template.source}
    # The theme's skeleton is filled by ours: admin/base.html.
    assert without == {"unfold/layouts/skeleton.html"}
    assert "drafts.html" in get_template("admin/base.html").template.source
    assert {"base.html", "mobile.html"} <= roots


@pytest.mark.parametrize("page", STAY)
def test_marks_and_votes_stay_on_the_device(page):
    source = get_template(f"assessments/{page}.html").template.source
    posted = re.findall(r'<form[^>]*method="post"[^>]*>', source)
    assert posted
    assert all("data-draft-here" in form for form in posted)


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (HttpResponseRedirect("/desk/volunteers/reportin/"), True),
        (HttpResponseRedirect("/login/?next=/desk/"), False),
        (HttpResponseRedirect("/password/again/?next=/desk/"), False),
        (HttpResponse("the form again"), False),
        (HttpResponse(status=403), False),
        (HttpResponse(headers={"Content-Disposition": "attachment; filename=a.xlsx"}), True),
    ],
)
def test_what_counts_as_taken(answer, taken):
    assert _is_taken(answer) == taken


def test_forms_to_write_in_are_listed_by_what_stands_in_the_page():
    """And none that asks for nothing, or whose words are not to be kept."""
    forms = (
        '<form method="post" action="/a/?x=1&amp;y=2"><textarea name="t"></textarea></form>'
        '<form method="post"><textarea name="t"></textarea></form>'
        '<form method="post" action="/b/" data-no-draft><textarea name="t"></textarea></form>'
        '<form method="get" action="/c/"><textarea name="t"></textarea></form><form method="post" action="/d/"></form>'
    )
    assert written_in(f"<form method='post'><textarea></textarea></form><main>{forms}</main>") == ["/a/?x=1&y=2", ""]
