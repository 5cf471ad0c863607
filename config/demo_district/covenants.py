"""Covenants of the demo: of units and a team, shown and not, in force and over, some recognised."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from cocon.covenants.choices import RecognitionKind
from cocon.covenants.models import Covenant, Recognition
from cocon.covenants.services import covenant_acts, recognition_acts
from cocon.units.models import Pairing
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.models import User
from volunteers.models import ServiceTeam

TITLES = (
    ("每周三免费量血压", "上午九点到十一点，在党群服务中心一楼"),
    ("门前三包，干净整洁", ""),
    ("寒暑假开放操场", "早六点到晚八点，居民可以进来锻炼"),
    ("每季一次法律咨询", "婚姻、继承、物业纠纷，现场解答"),
    ("困难家庭维修不收工时费", ""),
)


def build_covenants(part: Part) -> None:
    """Up to three units paired with each community, and its first team; written at once."""
    luck = part.luck("covenants")
    covenants = [covenant for place in part.staffed for covenant in _give(place, part, luck)]
    Covenant.objects.bulk_create(covenants)
    secretaries = {place.area.pk: place.secretary for place in part.staffed}
    praised = Recognition.objects.bulk_create(
        _praise(covenant, number, part.today - timedelta(days=luck.randrange(21, 55)), secretaries[covenant.area_id])
        for number, covenant in enumerate(covenants)
        if number % 3 != 1
    )
    note_steps(covenant_acts, [Noted(row, "enter", "", row.state, row.entered_by, row.entered_at) for row in covenants])
    note_steps(recognition_acts, [Noted(row, "recognise", "", "given", row.by, row.at) for row in praised])


def _give(place: Staffed, part: Part, luck: random.Random) -> Iterator[Covenant]:
    pairings = Pairing.objects.in_force_on(part.today).filter(community=place.area).select_related("unit")
    team = ServiceTeam.objects.filter(area=place.area, dissolved_on=None).order_by("pk").first()
    givers = [{"unit": pairing.unit} for pairing in pairings.order_by("pk")[:3]] + ([{"team": team}] if team else [])
    for turn, giver in enumerate(givers):
        title, words = TITLES[(turn + place.number) % len(TITLES)]
        since = part.today - timedelta(days=luck.randrange(60, 300))
        is_over = turn == 1 and place.number % 4 == 2
        yield Covenant(
            area=place.area,
            title=title,
            words=words,
            since=since,
            until=part.today - timedelta(days=20) if is_over else None,
            is_public=turn != 1,
            entered_by=place.clerk,
            entered_at=moment(since, 555),
            **giver,
        )


def _praise(covenant: Covenant, number: int, day: date, by: User) -> Recognition:
    kind = RecognitionKind.values[number % len(RecognitionKind.values)]
    return Recognition(covenant=covenant, kind=kind, day=day, by=by, at=moment(day, 1_000))
