"""Social organisations and what their social workers did: who may, which day, each organisation once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cocon.helping.declared.measures import first_engagements
from cocon.helping.declared.measures import served as served_in
from cocon.helping.models import Engagement, SocialService
from cocon.helping.services.social import engagement_acts, service_acts
from orgtree.acts import make, perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from tests.cocon.helping.makers import days_ago, engaged, organisation, own_unit, served, unit
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def window() -> Window:
    return Window(Period.holding("Y", timezone.localdate()), timezone.now())


def test_an_organisation_in_two_places_counts_once_where_it_came_first(town):
    first = engaged(town)
    second = engaged(town, area=town.west, since=days_ago(5), by=town.street_secretary)
    other = engaged(town, organisation=organisation(town, "春晖社工站"), since=days_ago(1))
    assert list(first_engagements(window())) == [first, other]
    perform_one(engagement_acts, "end", pk=first.pk, by=town.secretary, until=days_ago(3))
    assert list(first_engagements(window())) == [second, other]


def test_only_social_organisations_are_brought_in_once_at_a_time(town):
    with refused("not_found", "organisation"):
        engaged(town, organisation=unit(town))
    engaged(town)
    with refused("engaged", "organisation"):
        engaged(town, since=days_ago(2), by=town.street_secretary)
    with refused("since", "since"):
        engaged(town, area=town.west, since=days_ago(-1), by=town.street_secretary)


def test_after_its_end_it_may_come_again(town):
    row = engaged(town)
    perform_one(engagement_acts, "end", pk=row.pk, by=town.secretary, until=days_ago(3))
    again = engaged(town, since=days_ago(2))
    assert Engagement.objects.in_force_on(timezone.localdate()).get() == again


def test_a_session_lies_in_the_engagement_and_tells_nobody(town):
    row = engaged(town, until=days_ago(-5))
    for day in (days_ago(21), days_ago(-1)):
        with refused("day", "day"):
            served(town, engagement=row, day=day)
    with refused("words_private", "title"):
        served(town, engagement=row, title="看望张建国，谈心")
    with refused("hours", "hours"):
        served(town, engagement=row, hours=Decimal(0))
    with refused("heads_range", "heads"):
        served(town, engagement=row, heads=0)
    done = served(town, engagement=row, title="儿童阅读小组")  # of many, it may say for whom
    assert list(served_in(window())) == [done]
    perform_one(service_acts, "void", pk=done.pk, by=town.secretary, reason="twice")
    assert not served_in(window()).exists()


def test_the_organisation_enters_its_own_on_the_phone(town, member):
    own = own_unit(town, member, organisation(town))
    row = engaged(town, organisation=own)
    foreign = engaged(town, organisation=organisation(town, "春晖社工站"))
    client = signed_in(member.user)
    assert f"/u/engagements/{row.pk}/serve/" in client.get("/u/").content.decode()
    said = {"kind": "case", "title": "个案会谈", "hours": "1.5", "heads": "1"}
    assert client.post(f"/u/engagements/{row.pk}/serve/", said).status_code == 302
    assert SocialService.objects.get().hours == Decimal("1.5")
    assert "个案会谈" in client.get(f"/u/engagements/{row.pk}/").content.decode()
    for address in (f"/u/engagements/{foreign.pk}/", f"/u/engagements/{foreign.pk}/serve/"):
        assert client.get(address).status_code == 404
    with refused("not_found", "engagement"):
        make(service_acts, "serve", engagement=foreign, by=member.user, day=None, **said | {"hours": 1, "heads": 1})
    assert signed_in(town.west_secretary).get(f"/desk/cocon/engagement/{row.pk}/change/").status_code == 404


def test_two_presses_of_the_database_are_refused_too(town):
    row = engaged(town)
    with pytest.raises(Exception, match="engagement_no_overlap"):
        Engagement.objects.create(
            area=row.area,
            organisation=row.organisation,
            purpose="再来一次",
            since=row.since + timedelta(days=1),
            entered_by=town.secretary,
            entered_at=timezone.now(),
        )
