"""The district put together: one transaction, so that a run cut short leaves nothing behind."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from config.demo_district.activities import build_activities
from config.demo_district.certificates import build_certificates
from config.demo_district.check_ins import build_check_ins
from config.demo_district.data_requests import build_data_requests
from config.demo_district.district_map import DistrictMap
from config.demo_district.duties import build_duties
from config.demo_district.emergencies import build_emergencies
from config.demo_district.feedback import build_feedback
from config.demo_district.members import build_members
from config.demo_district.open_matters import build_open_matters
from config.demo_district.party import build_party
from config.demo_district.people import build_people
from config.demo_district.places import build_places
from config.demo_district.rewards import build_rewards
from config.demo_district.service_year import build_services
from config.demo_district.standing import build_standing
from config.demo_district.teams import build_teams
from config.demo_district.units import build_units
from config.demo_district.wishes import build_wishes
from orgtree.models import Area
from orgtree.rules.periods import recent_periods
from orgtree.services.figures import fill_figures
from volunteers.services.reminders import send_reminders

DISTRICT_CODE = "410305000000"
SEED = 410305


@dataclass(frozen=True)
class Scale:
    """How much of the district to make, and the day on which it is to look alive."""

    communities: int
    members: int
    today: date


def is_filled() -> bool:
    """Whether the demonstration district is there."""
    return Area.objects.filter(code=DISTRICT_CODE).exists()


@transaction.atomic
def fill_district(scale: Scale, say: Callable[[str], None]) -> None:
    """Make everything, telling `say` before each part; the same scale makes the same district."""
    luck = random.Random(SEED)  # noqa: S311  (invented data, and it must be the same every time)
    say("街道、社区、网格、楼栋")
    build_places(scale.communities, luck)
    places = DistrictMap()
    say("单位与党组织")
    build_units(places)
    build_party(places)
    say("岗位与账号")
    build_people(places)
    say("党员与报到")
    build_members(places, scale.members, scale.today, luck)
    say("服务队")
    build_teams(scale.today, luck)
    say("一年的服务记录与积分")
    build_services(scale.today, luck)
    _tell_the_planner()
    say("活动与点名")
    build_activities(scale.today, luck)
    say("设岗与认岗")
    build_duties(scale.today, random.Random(f"{SEED} duties"))  # noqa: S311
    say("积分事项")
    build_standing(scale.today, luck)
    say("少见的事项各一件")
    build_open_matters(scale.today)
    say("提醒")
    send_reminders(scale.today)
    say("积分兑换")
    build_rewards(scale.today)
    say("服务记录单")
    build_certificates(scale.today)
    say("回社区报到")
    build_check_ins(scale.today, random.Random(f"{SEED} check-ins"))  # noqa: S311
    build_data_requests()
    say("微心愿")
    build_wishes(scale.today, luck)
    say("应急动员")
    build_emergencies(places, scale.today, luck)
    say("单位报到与反馈表")
    build_feedback(scale.today, luck)
    say("指标汇总")
    for period in recent_periods(scale.today):
        fill_figures(period)


def _tell_the_planner() -> None:
    """PostgreSQL knows nothing of rows that its own transaction has just written, and would plan as if there were none."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
