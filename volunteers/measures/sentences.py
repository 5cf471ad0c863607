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
    ]
)
