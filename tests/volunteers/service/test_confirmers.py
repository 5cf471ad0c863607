"""Confirmers of services as the points table names them: S02 by two, S03 by the street on a call-up, S04 and S05 by whom it says."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from orgtree.acts import make, perform, perform_one, take_back
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from tests.volunteers.people import accepted, kind, logged, registered
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import HourChange, PointEntry, ServiceRecord
from volunteers.points.rules.roles import check_may_count, said_of_waiting
from volunteers.service.services import confirmers
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import confirm_services, reject_services, service_acts


def served(code="S01", confirmer="CS", second="", *, first=None, rolled=False, called=False, proof=""):
    roles = {"confirmer_role": confirmer, "second_role": second, "first_by_id": first}
    return SimpleNamespace(
        kind=SimpleNamespace(item_code=code), is_rolled=rolled, is_called=called, proof=proof, **roles
    )


@pytest.mark.parametrize(
    ("record", "code", "words"),
    [
        (served(), "", "社区党组织书记、积分员"),
        (served(confirmer=""), "", "社区"),
        (served("S02", "AO", "CS"), "first_missing", "活动负责人，再由社区党组织书记、积分员"),
        (served("S02", "AO", "CS", first=7), "", "社区党组织书记、积分员"),
        (served("S02", "AO", "CS", rolled=True), "", "社区党组织书记、积分员"),
        (served("S03", "ST"), "call_up_missing", "街道"),
        (served("S03", "ST", proof="征召3号"), "", "街道"),
        (served("S03", "ST", called=True), "", "街道"),
        (served("S04", "GW"), "", "网格员"),
    ],
)
def test_what_has_to_be_there_and_who_is_waited_for(record, code, words):
    if code:
        with pytest.raises(RuleBroken) as broken:
            check_may_count(record)
        assert broken.value.code == code
    else:
        check_may_count(record)
    assert said_of_waiting(record) == words


@pytest.mark.django_db
def test_professional_service_takes_two_people(town, member):
    record = logged(member, code="S02")
    assert (record.confirmer_role, record.second_role) == ("AO", "CS")
    waits = ServiceRecord.objects.filter(pk=record.pk)
    page = reverse("member-service", args=[record.pk])
    assert "由活动负责人，再由社区党组织书记、积分员确认后" in signed_in(member.user).get(page).content.decode()
    assert (waits.to_vouch(town.clerk).exists(), waits.to_confirm(town.secretary).exists()) == (True, False)
    assert "须先由活动负责人先行确认" in confirm_services(record_ids=[record.pk], by=town.secretary).refused[0][1]
    assert perform(service_acts, "vouch", ids=[record.pk], by=town.clerk).done == 1
    assert not PointEntry.objects.filter(source=record.source).exists()
    assert (waits.to_vouch(town.secretary).exists(), waits.to_confirm(town.clerk).exists()) == (False, False)
    assert "须由另一人确认" in confirm_services(record_ids=[record.pk], by=town.clerk).refused[0][1]
    assert confirm_services(record_ids=[record.pk], by=town.secretary).done == 1
    assert PointEntry.objects.filter(source=record.source).count() == 1
    with pytest.raises(IntegrityError, match="service_two_confirmers"), transaction.atomic():
        waits.update(first_by=town.secretary)  # the database keeps it too


@pytest.mark.django_db
def test_the_first_word_can_be_taken_back_and_is_not_asked_where_one_is_enough(town, member):
    two, one = logged(member, code="S02"), logged(member, 14, 15)
    with refused("one_confirmer"):
        perform_one(service_acts, "vouch", pk=one.pk, by=town.clerk)
    assert perform(service_acts, "vouch", ids=[two.pk], by=town.grid_worker).done == 0  # of another grid
    perform_one(service_acts, "vouch", pk=two.pk, by=town.clerk)
    assert take_back(service_acts, "vouch", ids=[two.pk], by=town.clerk).done == 1
    assert ServiceRecord.objects.get(pk=two.pk).first_by is None


@pytest.mark.django_db
def test_an_emergency_is_the_streets_and_has_a_call_up(town, member, monkeypatch):
    called, without = logged(member, code="S03", proof="征召3号"), logged(member, 14, 15, code="S03")
    assert not ServiceRecord.objects.to_confirm(town.secretary).exists()
    assert "由街道确认" in confirm_services(record_ids=[called.pk], by=town.secretary).refused[0][1]
    outcome = confirm_services(record_ids=[called.pk, without.pk], by=town.street_secretary)
    assert (outcome.done, "征召编号" in outcome.refused[0][1]) == (1, True)
    # Control: but for the permission that stands behind the role, the community could.
    other = logged(accepted(town.east, town.secretary), code="S03", proof="征召3号")
    asked = []
    monkeypatch.setattr(confirmers, "ROLE_PERMISSIONS", _Noting({"ST": P.SERVICE_CONFIRM}, asked))
    assert confirm_services(record_ids=[other.pk], by=town.secretary).done == 1
    assert asked == ["ST"]


class _Noting(dict):
    """A table of roles that notes which were asked for."""

    def __init__(self, table, asked):
        super().__init__(table)
        self.asked = asked

    def __getitem__(self, role):
        self.asked.append(role)
        return super().__getitem__(role)


@pytest.mark.django_db
def test_what_others_confirm_is_theirs_at_once(town, member):
    """Patrols and clean-ups: one confirmer, who may enter deeds there; a record from before the roles is the community's."""
    patrol, before = logged(member, code="S04"), logged(member, 14, 15, code="S05")
    ServiceRecord.objects.filter(pk=before.pk).update(confirmer_role="")
    assert confirm_services(record_ids=[patrol.pk, before.pk], by=town.clerk).done == 2
    assert patrol.confirmer_role == "GW"
    assert patrol.waits_for == "网格员"
    assert ServiceRecord.objects.get(pk=patrol.pk).waits_for == ""


@pytest.mark.django_db
def test_the_desk_has_a_queue_for_the_first_of_two(town, member):
    record = logged(member, code="S02")
    client = signed_in(town.clerk)
    listed = client.get("/desk/volunteers/servicerecord/?mine=first").content.decode()
    assert "活动负责人，再由社区党组织书记、积分员" in listed
    assert ("全部先行确认（1条）" in listed, "全部确认（" in listed) == (True, False)  # which would be refused for each
    page = f"/desk/volunteers/servicerecord/{record.pk}/"
    shown = client.get(f"{page}change/").content.decode()
    assert (f"{page}act/vouch/" in shown, f"{page}act/confirm/" in shown) == (True, False)
    assert "待先行确认服务" in client.get("/desk/").content.decode()


@pytest.mark.django_db
def test_a_grid_worker_confirms_what_the_table_gives_grids_and_no_more(town):
    inside = registered(town.east)
    perform(report_ins, "accept", ids=[inside.report_ins.get().pk], by=town.secretary, area=town.east_grid)
    inside = type(inside).objects.get(pk=inside.pk)
    patrol, other = logged(inside, code="S04"), logged(inside, 14, 15, code="S08")
    outside = logged(accepted(town.east, town.secretary), code="S04")
    waits = ServiceRecord.objects.to_confirm(town.grid_worker)
    assert [record.pk for record in waits] == [patrol.pk]
    outcome = confirm_services(record_ids=[patrol.pk, other.pk, outside.pk], by=town.grid_worker)
    assert (outcome.done, "社区党组织书记、积分员确认" in outcome.refused[0][1]) == (1, True)
    assert reject_services(record_ids=[other.pk], reason="不实", by=town.grid_worker).done == 0
    page = f"/desk/volunteers/servicerecord/{other.pk}/"
    assert f"{page}act/reject/" not in signed_in(town.grid_worker).get(f"{page}change/").content.decode()
    assert f"{page}act/reject/" in signed_in(town.secretary).get(f"{page}change/").content.decode()


@pytest.mark.django_db
def test_a_change_to_what_takes_two_is_confirmed_by_two(town, member):
    """Asked for by the member it waits for both; asked for by staff of the first role it has their word."""
    record, other = logged(member), logged(member, 14, 15)
    confirm_services(record_ids=[record.pk, other.pk], by=town.secretary)

    def ask(changed, by):
        span = {"started_at": changed.started_at, "ended_at": changed.ended_at}
        return make(hour_changes, "propose", record=changed, by=by, kind=kind("S02"), reason="是义诊", **span).row

    change = ask(record, member.user)
    assert change.waits_for == "活动负责人，再由社区党组织书记、积分员"
    assert "须先由活动负责人先行确认" in perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).refused[0][1]
    assert perform(hour_changes, "vouch", ids=[change.pk], by=town.secretary).done == 1
    assert list(HourChange.objects.to_confirm(town.secretary)) == []
    assert perform(hour_changes, "approve", ids=[change.pk], by=town.clerk).done == 1
    record.refresh_from_db()
    assert (record.second_role, record.first_by, record.decided_by) == ("CS", town.secretary, town.clerk)
    said = ask(other, town.clerk)
    assert (said.first_by, said.waits_for) == (town.clerk, "社区党组织书记、积分员")
    with pytest.raises(IntegrityError, match="hour_change_two_confirmers"), transaction.atomic():
        HourChange.objects.filter(pk=change.pk).update(first_by=None)  # the database keeps it too
