"""What a board shows first, a tab for each subject, and the comparison of choice."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from django.urls import reverse

from orgtree.boards.pages.views import View, front, told_at
from orgtree.declare import registry
from tests.orgtree.filling import OCTOBER, text


def groups_told_once() -> tuple[list[str], set[str]]:
    """(the groups of all subjects, those of the declared figures)."""
    told = [group for subject in registry.subjects.values() for group in subject.groups]
    return told, {figure.group for figure in registry.figures.values()}


def test_every_figure_stands_under_one_subject():
    told, used = groups_told_once()
    assert len(told) == len(set(told))
    assert used <= set(told), "a group without a tab would be seen by nobody who opens the board"
    assert {"分类服务人次"} == set(told) - used, "of a dictionary; every other group has figures"


def shared_labels(figures) -> set[str]:
    """Labels that two figures have."""
    return {label for label, many in Counter(figure.label for figure in figures).items() if many > 1}


def test_no_two_figures_share_a_label():
    figures = list(registry.figures.values())
    assert shared_labels(figures) == set()
    assert shared_labels([*figures, replace(figures[0], key="twin")]) == {figures[0].label}


def test_the_first_screen_has_eight_headline_figures():
    assert len(front()) == len(set(front())) == 8
    assert all(registry.figures[key].headline for key in front())
    assert all(registry.figures[key].group in one.groups for one in registry.subjects.values() for key in one.front)


def test_a_wall_comes_round():
    view, seen = View("", "volunteers.reported", screen=True), []
    for _ in range(8):
        seen.append(view.subject)
        view = view.following
    assert seen == ["", "people", "services", "points", "grids", "cocon", "assessments", "organisation"]
    assert view.subject == ""


@pytest.mark.django_db
class TestPages:
    def show(self, client, area, **asked):
        return client.get(reverse("board", args=[area.pk]), {"period": "2026-10"} | asked)

    def rows_in(self, page: str, area) -> set[str]:
        return set(re.findall(rf"/board/{area.pk}/rows/([\w.]+)/", page))

    def test_the_first_screen(self, client, busy):
        client.force_login(busy.organisation)
        page = text(self.show(client, busy.district))
        assert self.rows_in(page, busy.district) == {*front(), "volunteers.reported"}
        assert page.count('class="figure-card"') == 8
        assert "较上月增加5" in page

    def test_children_by_a_figure_of_choice(self, client, busy):
        client.force_login(busy.organisation)
        page = text(self.show(client, busy.district, compare="volunteers.hours"))
        assert re.search(r'value="volunteers.hours" selected', page)
        assert f"/board/{busy.street.pk}/rows/volunteers.hours/" in page
        assert f"/board/{busy.street.pk}/rows/volunteers.services/" not in page
        assert f'href="/board/{busy.street.pk}/?period=2026-10&amp;compare=volunteers.hours"' in page
        assert 'value="volunteers.reported" selected' in text(
            self.show(client, busy.district, compare="volunteers.gridded")
        ), "no headline figure"

    def test_a_tab_has_the_figures_of_its_subject(self, client, busy):
        client.force_login(busy.organisation)
        page = text(self.show(client, busy.street, subject="services"))
        groups = registry.subjects["services"].groups
        ours = {key for key, figure in registry.catalogue().items() if figure.group in groups}
        linked = self.rows_in(page, busy.street)
        assert linked <= ours
        assert ours - linked == {"volunteers.resident_satisfaction"}, "a rate of nothing leads nowhere"
        assert "近12期走势" in page
        assert re.search(r'aria-current="page" ?>服务</a>', page)
        assert f'href="?period={OCTOBER.previous.slug}&amp;subject=services"' in page

    def test_which_street_is_behind_and_why_takes_three_presses(self, client, busy):
        """From the page that 看板 opens: the rate, the street's number, and the rows that it is made of."""
        client.force_login(busy.organisation)
        page = client.get(reverse("board-home"), follow=True)
        rate = registry.figures["volunteers.gridded_share"]
        assert f'<option value="{rate.key}"' in re.sub(r"\s+", " ", text(page))
        pages = [(page := self.show(client, busy.district, compare=rate.key))]
        for figure in (rate.key, rate.parts[0]):
            [address] = set(re.findall(rf'"(/board/{busy.street.pk}/rows/{figure}/[^"]*)"', text(page)))
            pages.append(page := client.get(address.replace("&amp;", "&")))
        assert page.context["rows"].total == page.context["rows"].figure > 0, "the rows behind the number, one by one"
        assert len(pages) == 3

    def test_no_such_subject(self, client, busy):
        client.force_login(busy.organisation)
        assert self.show(client, busy.street, subject="nothing").status_code == 404

    def test_a_subject_asks_for_its_own_figures_alone(self, client, busy, django_assert_max_num_queries):
        client.force_login(busy.organisation)
        with django_assert_max_num_queries(15):
            self.show(client, busy.district)


@pytest.mark.parametrize(
    ("key", "kind", "told"),
    [
        ("area.communities", "street", True),
        ("area.communities", "community", True),
        ("area.communities", "grid", False),
        ("area.committees", "village", True),
        ("area.buildings", "grid", True),
        ("area.grids", "building", False),
        ("area.households", "building", True),  # counts no areas
    ],
)
def test_a_board_tells_of_no_areas_that_cannot_be_below_it(key, kind, told):
    assert told_at(registry.figures[key], kind) is told
