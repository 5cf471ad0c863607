"""Who leads a project: handed over with a reason, both told; whoever led it stays no stranger to it."""

import pytest
from django.db import DatabaseError, transaction

from cocon.models import Project
from cocon.projects.services import deciding
from cocon.projects.services.leading import people_to_lead
from orgtree.models import ActStep, Notice
from tests.cocon.projects.world import accepted, act, approvers, asked, begun, closed, running, second, submitted
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def handed_over(town, project, to=None):
    return act(project, "hand_over", town.secretary, leader=to or town.clerk, reason="工作调整")


def test_it_is_handed_over_with_a_reason_and_both_are_told(town):
    row = handed_over(town, begun(town))
    assert (row.leader, row.entered_by, list(row.led_before.all())) == (town.clerk, town.secretary, [town.secretary])
    step = ActStep.objects.get(noun="cocon.project", act="hand_over")
    assert (step.reason, step.by) == ("工作调整", town.secretary)
    told = Notice.objects.filter(key__startswith=f"project:{row.pk}:").values_list("user", "title")
    assert dict(told) == {
        town.clerk.pk: f"项目由您负责：东园社区的共建项目第{row.pk}号",
        town.secretary.pk: f"项目已移交他人负责：东园社区的共建项目第{row.pk}号",
    }
    page = signed_in(town.street_secretary).get(f"/desk/cocon/project/{row.pk}/change/").content.decode()
    assert "此前的负责人" in page
    assert town.secretary.name in page


def test_the_same_again_is_once_and_to_oneself_is_refused(town):
    row = handed_over(town, begun(town))
    assert handed_over(town, row).pk == row.pk
    assert ActStep.objects.filter(act="hand_over").count() == 1
    with refused("same_leader", "leader"):
        act(row, "hand_over", town.clerk, leader=town.clerk, reason="再说一次")


@pytest.mark.parametrize("who", ["west_secretary", "organisation", "street_secretary"])
def test_only_who_runs_projects_there_may_lead_one(town, who):
    project, other = begun(town), getattr(town, who)
    if who == "street_secretary":  # the street runs the projects of its communities too
        assert handed_over(town, project, other).leader == other
        return
    with refused("not_found", "leader"):
        handed_over(town, project, other)
    assert not people_to_lead(town.secretary, [project.pk]).filter(pk=other.pk).exists()


def test_who_led_it_or_leads_it_approves_nothing(town):
    project = begun(town)
    handed_over(town, project, approvers(town)[0])
    handed_over(town, project)
    project = asked(town, Project.objects.get(pk=project.pk))
    with refused("own_record", message="本人负责过"):
        act(project, "approve", approvers(town)[0])
    assert act(project, "approve", approvers(town)[1]).state == "second"


def test_control_without_the_memory_the_earlier_leader_approves(town, monkeypatch):
    monkeypatch.setattr(deciding, "check_never_led", lambda project, doing: None)
    project = begun(town)
    handed_over(town, project, approvers(town)[0])
    handed_over(town, project)
    project = asked(town, Project.objects.get(pk=project.pk))
    assert act(project, "approve", approvers(town)[0]).state == "second"


def test_who_approved_it_does_not_lead_it(town):
    project = second(town)
    with refused("own_record", "leader"):
        handed_over(town, project, approvers(town)[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(leader=approvers(town)[0])


def test_who_led_it_does_not_pay_or_accept(town):
    project = running(town, yuan=100)
    handed_over(town, project, town.street_secretary)
    handed_over(town, project)
    with refused("own_record"):
        act(project, "advance", town.street_secretary, yuan=10, reason="凭证009")
    project = submitted(town, begun(town, yuan=100, title="另一项目"))
    handed_over(town, project, town.street_secretary)
    handed_over(town, project)
    with refused("own_record", message="本人负责过"):
        act(project, "accept", town.street_secretary, accepted_words="已核实")


def test_who_began_it_accepts_nothing_after_handing_it_over(town):
    project = submitted(town)
    Project.objects.filter(pk=project.pk).update(submitted_by=town.clerk)
    project = handed_over(town, project, town.street_secretary)
    with refused("own_record", message="立项人"):
        act(project, "accept", town.secretary, accepted_words="已核实")


def test_what_is_over_is_not_handed_over(town):
    with refused("wrong_state"):
        handed_over(town, closed(town))


def test_it_is_handed_over_until_the_end(town):
    assert handed_over(town, accepted(town)).leader == town.clerk
