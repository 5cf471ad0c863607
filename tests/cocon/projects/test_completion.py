"""How far projects are, in two readings that are never mixed: of all of a line, and of those that have started."""

import io
import re

import docx
import pytest
from django.utils import timezone

from cocon.models import FundLine
from cocon.projects.choices import ProjectState
from cocon.projects.lists import dress_lines
from cocon.projects.rules.completion import Completion, completion_of
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from tests.cocon.projects.world import accepted, allotted, begun, running
from tests.volunteers.team_people import signed_in
from tests.walk import lay_flat

pytestmark = pytest.mark.django_db

RATES, PARTS = ("cocon.project_rate", "cocon.started_rate"), ("cocon.projects_entered", "cocon.projects_started")


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ((), Completion(0, 0, 0)),
        (("draft",), Completion(1, 0, 0)),
        (("draft", "running", "submitted", "accepted"), Completion(4, 3, 1)),
        (("closed", "settled", "refused", "withdrawn", "stopped"), Completion(2, 2, 2)),
    ],
)
def test_two_readings_of_the_same_projects(states, found):
    assert completion_of(states) == found


def test_every_state_is_counted_or_left_out_on_purpose():
    left_out = {state for state in ProjectState if completion_of([state]).number == 0}
    assert left_out == {ProjectState.REFUSED, ProjectState.WITHDRAWN, ProjectState.STOPPED}


def line_of_four(town) -> FundLine:
    """Four projects of a line: one accepted, two under way, one not begun."""
    line = allotted(town, 400)
    accepted(town, begun(town, yuan=100, line=line, title="第一项"))
    for title in ("第二项", "第三项"):
        running(town, begun(town, yuan=100, line=line, title=title))
    begun(town, yuan=100, line=line, title="第四项")
    return line


def test_c06_a_line_of_four_projects_one_not_begun(town):
    """C06: the definition stands beside the figure, n is shown, the readings are not mixed."""
    line = line_of_four(town)
    told = "全部4个项目（含未开始的）中已验收1个，25.0%；已开始的3个中，33.3%"
    assert str(line.completion) == told
    page = signed_in(town.street_secretary).get(f"/desk/cocon/fundline/{line.pk}/change/").content.decode()
    assert told in page
    client = signed_in(town.street_secretary)
    assert client.get(f"/api/v1/fund-lines/{line.pk}/").json()["completion"] == told


def test_c06_on_board_report_and_by_api(town):
    """C06: each rate with its own definition and its own n, wherever it is read."""
    line_of_four(town)
    year = Period.parse(str(timezone.localdate().year))
    fill_figures(year)
    client, where = signed_in(town.street_secretary), town.street.pk
    reply = client.get("/api/v1/figures/", {"area": where, "period": year.slug}).json()
    said = {figure["key"]: float(figure["value"]) for figure in reply["figures"] if figure["key"] in (*RATES, *PARTS)}
    assert [said[key] for key in (*RATES, *PARTS)] == [25, 33.3, 4, 3]
    board = lay_flat(client.get(f"/board/{where}/", {"period": year.slug, "subject": "cocon"}).content.decode())
    document = client.get(f"/board/{where}/report.docx", {"period": year.slug}).content
    for key, n in zip(RATES, (4, 3), strict=True):
        figure = registry.figures[key]
        assert re.search(rf"{re.escape(figure.label)}.{{0,400}}?基数{n}\b", board), key
        assert figure.definition in board, key
    told = "占全部立项项目的25.0%，占已开始项目的33.3%"
    assert told in "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs)


def test_lines_are_read_with_one_query(town, django_assert_num_queries):
    line = line_of_four(town)
    with django_assert_num_queries(1):
        dress_lines([line])
        assert str(line.completion)
