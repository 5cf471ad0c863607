"""The sentences that cities publish, for any area and period (docs/rules.md, "Figures")."""

from orgtree.declare import Sentence, registry

registry.add_sentences(
    [
        Sentence(
            "volunteers.report_in",
            "在职党员报到",
            "截至{period}，{place}共有{volunteers.reported}名在职党员到社区报到，其中{volunteers.gridded}名编入网格，"
            "入格率{volunteers.gridded_share}%；{period}有{volunteers.serving}名党员参加服务。",
            source="T17 W25 S19",
        ),
        Sentence(
            "volunteers.service",
            "志愿服务",
            "{period}，{place}开展志愿服务{volunteers.services}次，服务时长{volunteers.hours}小时，"
            "服务群众{volunteers.people_served}人次。",
            source="T18",
        ),
        Sentence(
            "volunteers.posts",
            "设岗定责",
            "{place}设岗{volunteers.duty_posts}个，{volunteers.duty_holders}名党员认岗。",
            source="S24",
        ),
        Sentence(
            "volunteers.activities",
            "社区活动",
            "{period}，{place}举办活动{volunteers.sessions_held}场，参与{volunteers.attendances}人次。",
            source="W29",
        ),
        Sentence(
            "volunteers.lectures",
            "讲习",
            "{period}，{place}开展讲习活动{volunteers.lectures}场，参与{volunteers.lecture_attendances}人次。",
            source="J16 J17",
        ),
        Sentence(
            "volunteers.teams",
            "服务队",
            "{place}现有志愿服务队{volunteers.teams}支，其中新就业群体志愿服务队{volunteers.teams_new_employment}支，"
            "志愿者{volunteers.volunteers}名。",
            source="W12 W14 S20 S21",
        ),
        Sentence(
            "volunteers.emergency",
            "平战结合",
            "{period}，{place}动员{volunteers.mobilised}名党员下沉一线，组建临时党组织{volunteers.temporary_orgs}个，"
            "设立党员先锋岗和责任区{volunteers.pioneer_posts}个。",
            source="W09 W10 W11",
        ),
    ]
)
