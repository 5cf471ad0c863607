"""Figures of this floor, a module per noun, and the sentences made of them."""

from importlib import import_module

from orgtree.declare import Subject, registry

# Boards show the figures in this order.
NOUNS = (
    "members.declared.measures_report_ins",
    "check_ins.declared.measures",
    "members.declared.measures_units",
    "duties.declared.measures",
    "service.declared.measures",
    "teams.declared.measures",
    "activities.declared.measures_activities",
    "recognition.declared.measures_certificates",
    "activities.declared.measures_ratings",
    "points.declared.measures",
    "emergencies.declared.measures",
    "recognition.declared.measures_rewards",
    "home.declared.measures",
)
for noun in NOUNS:
    import_module(f"volunteers.{noun}")

registry.add_subjects(
    [
        Subject(
            "people",
            "人",
            10,
            ("在职党员报到", "单位党组织报到", "设岗定责"),
            front=("volunteers.reported", "volunteers.gridded_share"),
        ),
        Subject(
            "services",
            "服务",
            20,
            ("志愿服务", "分类服务人次", "为群众办实事", "服务队与志愿者", "活动", "居民评价", "平战结合"),
            front=("volunteers.services", "volunteers.good_deeds"),
        ),
        Subject("points", "积分", 30, ("积分",)),
    ]
)
