"""Invented data of the lower floors, in the order in which each needs what stands before it."""

from django.db import connection

from config.demo_district.activities import build_activities
from config.demo_district.agreements import build_agreements
from config.demo_district.asks import build_asks
from config.demo_district.assess_kinds import build_kinds
from config.demo_district.assess_rounds import build_rounds
from config.demo_district.ballots import build_ballots
from config.demo_district.bodies import build_bodies
from config.demo_district.borders import build_borders
from config.demo_district.brands import build_brands
from config.demo_district.cases import build_cases
from config.demo_district.certificates import build_certificates
from config.demo_district.check_ins import build_check_ins
from config.demo_district.covenants import build_covenants
from config.demo_district.data_requests import build_data_requests
from config.demo_district.dispatch import build_dispatch
from config.demo_district.district import remind
from config.demo_district.district_map import Part
from config.demo_district.doors import build_doors
from config.demo_district.doubles import build_doubles
from config.demo_district.doubts import build_doubts
from config.demo_district.duties import build_duties
from config.demo_district.emergencies import build_drill
from config.demo_district.estates import build_estates
from config.demo_district.feedback import build_feedback
from config.demo_district.grid_index import build_grid_index
from config.demo_district.grid_staff import build_grid_staff
from config.demo_district.hands import build_hands
from config.demo_district.helping import build_helping
from config.demo_district.honours import build_honours
from config.demo_district.key_tasks import build_key_tasks
from config.demo_district.life import build_life
from config.demo_district.meeting_year import build_meeting_year
from config.demo_district.meetings import build_meetings
from config.demo_district.members import build_members
from config.demo_district.needs import build_needs
from config.demo_district.oneform import build_forms
from config.demo_district.open_matters import build_open_matters
from config.demo_district.pairings import build_pairings
from config.demo_district.party import build_party
from config.demo_district.people import build_people
from config.demo_district.projects import build_projects
from config.demo_district.proofs import build_proofs
from config.demo_district.rectify import build_rectify
from config.demo_district.replies import build_replies
from config.demo_district.resources import build_resources
from config.demo_district.results import build_results
from config.demo_district.reviews import build_reviews
from config.demo_district.rewards import build_rewards
from config.demo_district.service_year import build_services
from config.demo_district.standing import build_last_year, build_standing
from config.demo_district.surveys import build_surveys
from config.demo_district.tasks import build_tasks
from config.demo_district.teams import build_teams
from config.demo_district.unit_years import build_unit_years
from config.demo_district.venues import build_venues
from config.demo_district.whistles import build_whistles
from config.demo_district.wishes import build_wishes
from orgtree.declare import registry
from orgtree.declare.opened import DemoPart


def build_services_and_plan(part: Part) -> None:
    """PostgreSQL knows nothing of rows that its own transaction has just written, and would plan as if there were none."""
    build_services(part)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def build_ones(part: Part) -> None:
    """What there is one of."""
    build_open_matters(part.today)
    build_rewards(part.today)
    build_certificates(part.today)
    build_data_requests()
    build_doubles()
    build_drill(part)
    build_tasks(part)
    build_borders()
    build_forms(part.today)
    build_doubts(part.today)
    build_proofs(part.today)
    remind(part.today)


registry.add_demo_parts(
    (
        DemoPart("party", "党组织", build_party),
        DemoPart("people", "岗位与账号", build_people),
        DemoPart("members", "党员与报到", build_members),
        DemoPart("teams", "服务队", build_teams),
        DemoPart("services", "一年的服务记录与积分", build_services_and_plan),
        DemoPart("activities", "活动与点名", build_activities),
        DemoPart("duties", "设岗与认岗", build_duties),
        DemoPart("standing", "积分事项", build_standing),
        DemoPart("check_ins", "回社区报到", build_check_ins),
        DemoPart("wishes", "微心愿", build_wishes),
        DemoPart("venues", "阵地与预约", build_venues),
        DemoPart("bodies", "大党委与联席会", build_bodies),
        DemoPart("meetings", "会议与议题", build_meetings),
        DemoPart("meeting-year", "一年的大党委会议", build_meeting_year),
        DemoPart("feedback", "单位报到与反馈表", build_feedback),
        DemoPart("pairings", "单位结对", build_pairings),
        DemoPart("unit-years", "单位情况与投入", build_unit_years),
        DemoPart("estates", "小区与物业", build_estates),
        DemoPart("agreements", "共建协议", build_agreements),
        DemoPart("needs", "共建需求与认领", build_needs),
        DemoPart("resources", "共享资源", build_resources),
        DemoPart("asks", "单位需求", build_asks),
        DemoPart("covenants", "共建承诺", build_covenants),
        DemoPart("helping", "帮扶对子与社工服务", build_helping),
        DemoPart("projects", "经费与项目", build_projects),
        DemoPart("brands", "党建品牌", build_brands),
        DemoPart("replies", "答复口径", build_replies),
        DemoPart("grid_staff", "网格力量", build_grid_staff),
        DemoPart("dispatch", "派单规则", build_dispatch),
        DemoPart("cases", "网格事项", build_cases),
        DemoPart("hands", "党员参与", build_hands),
        DemoPart("doors", "热线来件", build_doors),
        DemoPart("whistles", "吹哨报到", build_whistles),
        DemoPart("rectify", "整改与约谈", build_rectify),
        DemoPart("ballots", "述职评议投票", build_ballots),
        DemoPart("key_tasks", "重点任务与督导", build_key_tasks),
        DemoPart("honours", "示范与培训", build_honours),
        DemoPart("life", "三会一课", build_life),
        DemoPart("assess_rounds", "评议方案与轮次", build_rounds),
        DemoPart("assess_kinds", "观摩、三级联创与先锋指数", build_kinds),
        DemoPart("results", "评议结果", build_results),
        DemoPart("last_year", "上年度积分结账", build_last_year),
        DemoPart("ones", "少见的事项各一件", build_ones, once=True),
        DemoPart("grid_index", "平安指数", build_grid_index, once=True),
        DemoPart("surveys", "满意度调查", build_surveys, once=True),
        DemoPart("reviews", "民主评议党员", build_reviews, once=True),
    )
)
