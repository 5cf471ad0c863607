"""A survey of the community with all that hangs on it; none of it names a person."""

from assessments.models import (
    DrawnHousehold,
    Survey,
    SurveyAge,
    SurveyBatch,
    SurveyCell,
    SurveyTally,
    SurveyWord,
)
from tests.canary import CANARY

NAMES = ("调查", "对办事满意吗", "谢谢社区")


def plant(ground) -> list:
    east, now, staff = ground.town.east, ground.now, ground.staff
    survey = Survey.objects.create(
        area=east,
        title=f"{CANARY}调查",
        year=now.year,
        size=60,
        closes_on=now.date(),
        question_one=f"{CANARY}对办事满意吗",
        state="published",
        seed="0" * 64,
        digest="0" * 64,
        seed_day=now.date(),
        seeded_at=now,
        made_by=staff,
        made_at=now,
        drawn_at=now,
        opened_at=now,
        closed_at=now,
        published_at=now,
        published_by=staff,
    )
    building = ground.town.east_building
    grid = ground.town.east_grid
    return [
        survey,
        DrawnHousehold.objects.create(survey=survey, serial=1, area=building, number=7),
        SurveyTally.objects.create(
            survey=survey, area=grid, age="older", is_inside=False, one="good", two="good", three="fair", count=9
        ),
        SurveyCell.objects.create(
            survey=survey,
            area=grid,
            day=now.date(),
            n=9,
            outside=9,
            pleased=27,
            asked=27,
            options=[[9, 0, 0], [9, 0, 0], [0, 9, 0]],
        ),
        SurveyAge.objects.create(survey=survey, age="older", n=9, pleased=27),
        SurveyWord.objects.create(survey=survey, text=f"{CANARY}谢谢社区"),
        SurveyBatch.objects.create(
            survey=survey, area=grid, count=6, numbers=[1], answers=["11122"], first_by=staff, first_at=now
        ),
    ]
