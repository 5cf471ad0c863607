"""What higher subjects declared on lower ones arrives, in the transaction of the act; what is not declared does not."""

import pytest

from orgtree.acts import perform, perform_one
from orgtree.declare import DuplicateDeclaration
from orgtree.errors import RuleBroken
from tests.volunteers.people import accepted, registered
from volunteers.declare import Follows, records_changed, report_in_ended, report_ins_accepted
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import PointEntry, ReportIn


def accept(member, by):
    report_in = ReportIn.objects.live().get(member=member)
    return perform(report_ins, "accept", ids=[report_in.pk], by=by)


def test_what_each_moment_is_followed_by():
    assert set(report_ins_accepted.acts) == {"points.reported_in"}
    assert set(report_in_ended.acts) == {"duties.claims"}
    assert set(records_changed.acts) == {"recognition.certificates"}


def test_declared_functions_are_called_in_order_with_the_facts():
    said, follows = [], Follows()
    follows.add("b", lambda *, member_id: said.append(("b", member_id)))
    follows.add("a", lambda *, member_id: said.append(("a", member_id)))
    follows.run(member_id=7)
    assert said == [("b", 7), ("a", 7)]


def test_a_key_is_declared_once():
    follows = Follows()
    follows.add("a", print)
    with pytest.raises(DuplicateDeclaration):
        follows.add("a", print)


@pytest.mark.django_db
def test_points_follow_from_being_accepted_only_because_they_are_declared(town, monkeypatch):
    members = [registered(town.east, name=name) for name in ("甲一", "乙二")]
    accept(members[0], town.secretary)
    monkeypatch.setattr(report_ins_accepted, "acts", {})
    accept(members[1], town.secretary)
    assert list(PointEntry.objects.values_list("account__member", "item_code")) == [(members[0].pk, "B01")]


@pytest.mark.django_db
def test_what_cannot_follow_undoes_the_act(town, monkeypatch):
    def refuse(**facts):
        raise RuleBroken("no", "不行")

    member = accepted(town.east, by=town.secretary)
    live = ReportIn.objects.live().get(member=member)
    monkeypatch.setitem(report_in_ended.acts, "test.refuses", refuse)
    with pytest.raises(RuleBroken):
        perform_one(report_ins, "close", pk=live.pk, reason="moved_away", by=town.secretary)
    assert ReportIn.objects.live().filter(pk=live.pk).exists()
