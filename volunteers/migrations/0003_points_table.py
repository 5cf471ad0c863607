"""The default points table, in force from 2025: docs/rules.md, "Points"."""

from datetime import UTC, date, datetime

from django.db import migrations

# code, item, unit, points, caps ((window, points), ...), evidence, confirmer; tiers of S01 and H03 below
ITEMS = [
    ("B01", "按期报到并信息完整", "time", 8, [("year", 8)], "报到审核通过", "社区书记/积分员"),
    ("B02", "认领岗位并签承诺", "time", 4, [("year", 4)], "认领记录", "社区书记/积分员"),
    ("B03", "半年回社区报到", "time", 3, [("year", 6)], "签到", "社区书记/积分员"),
    ("B04", "年度小结或意见建议书", "time", 2, [("year", 2)], "文本", "社区书记/积分员"),
    ("S01", "一般志愿服务", "hour", 2, [("day", 8)], "签到签退", "活动负责人"),
    ("S02", "专业服务（医、法、教、技）", "hour", 3, [("day", 9), ("year", 24)], "资质证明和签到", "活动负责人和社区"),
    ("S03", "应急处置（防汛、防疫、除雪等）", "hour", 2, [("day", 12), ("year", 36)], "征召编号", "街道"),
    ("S04", "夜间、节假日巡逻值守", "time", 3, [("day", 3), ("month", 6)], "值班表", "网格员"),
    ("S05", "环境整治、清雪、飞线清理", "time", 2, [("day", 2), ("month", 8)], "照片", "网格员"),
    (
        "S06",
        "结对关爱探访（本人同意）",
        "time",
        2,
        [("day", 2), ("month", 8)],
        "探访记录（不含敏感信息）",
        "社区书记/积分员",
    ),
    ("S07", "认领并实现微心愿", "item", 4, [("year", 16)], "心愿办结和感谢", "社区书记/积分员"),
    ("S08", "政策宣讲、微党课", "time", 4, [("day", 4), ("year", 16)], "活动方案", "社区书记/积分员"),
    ("S09", "文体、科普、助学活动组织", "time", 3, [("day", 3), ("year", 12)], "活动记录", "活动负责人"),
    ("S10", "矛盾调解协助并达成", "item", 4, [("year", 16)], "办结事件编号", "网格员和社区"),
    ("G01", "担任楼栋长、单元长", "month", 2, [("year", 20)], "任命", "社区书记/积分员"),
    ("G02", "担任微网格长、功能型支部委员", "month", 2, [("year", 20)], "任命", "社区书记/积分员"),
    ("G03", "业委会、物管会任职", "month", 2, [("year", 20)], "备案", "街道"),
    ("G04", "参加议事会、联席会", "time", 2, [("year", 8)], "会议纪要", "社区书记/积分员"),
    ("G05", "有效上报网格事件（核实）", "item", 1, [("month", 4), ("year", 12)], "事件办结", "网格员"),
    ("G06", "建议被采纳", "item", 5, [("year", 10)], "采纳决定", "社区/街道"),
    ("G07", "牵线资源、认领共建项目并完成", "item", 5, [("year", 15)], "项目办结", "社区书记/积分员"),
    ("G08", "参加主题党日（社区）", "time", 1, [("year", 8)], "签到", "活动负责人"),
    ("H01", "社区级表扬", "item", 2, [("year", 4)], "文件", "社区书记/积分员"),
    ("H02", "街道级表彰", "item", 4, [("year", 8)], "文件", "街道"),
    ("H03", "区县级、市级、省级以上表彰", "level", 6, [("year", 15)], "文件（同一事迹取最高）", "街道"),
    ("H04", "突出事迹（见义勇为、重大险情）", "item", 10, [("year", 10)], "专题报告", "街道"),
    ("N01", "报名未到且未请假", "time", -1, [("year", -3)], "活动负责人记录", "活动负责人和社区"),
    ("N02", "认领项目逾期未办且未说明", "item", -2, [("year", -6)], "逾期记录", "社区书记/积分员"),
    ("N03", "服务被投诉并核实", "item", -3, [("year", -9)], "核实结论（当次服务计0分）", "社区和街道"),
    ("N04", "虚报、代签、伪造记录", "item", -10, [("year", -20)], "核实结论（当次服务作废）", "街道"),
    ("N05", "泄露服务对象隐私、借服务牟利", "item", -15, [("year", -30)], "核实结论（停止兑换）", "街道"),
]
TIERS = {
    "S01": [{"to": 20, "points": 2}, {"to": 40, "points": 1}, {"to": None, "points": 0.5}],
    "H03": [{"to": 1, "points": 6}, {"to": 2, "points": 10}, {"to": 3, "points": 15}],
}
CATEGORY_CAPS = {"B": 20, "S": 65, "G": 30, "H": 20}


def fill(apps, schema_editor):
    rule_set = apps.get_model("volunteers", "RuleSet").objects.create(
        name="默认积分规则",
        version=1,
        active_from=date(2025, 1, 1),
        total_cap=120,
        pass_mark=60,
        good_mark=70,
        excellent_mark=85,
        published_at=datetime(2024, 12, 31, 16, tzinfo=UTC),
    )
    rule_item, rule_cap = apps.get_model("volunteers", "RuleItem"), apps.get_model("volunteers", "RuleCap")
    for position, (code, label, unit, points, caps, evidence, confirmer) in enumerate(ITEMS, start=1):
        item = rule_item.objects.create(
            rule_set=rule_set,
            code=code,
            category=code[0],
            label=label,
            unit=unit,
            points=points,
            tiers=TIERS.get(code, []),
            evidence=evidence,
            confirmer=confirmer,
            position=position,
        )
        for window, limit in caps:
            rule_cap.objects.create(rule_set=rule_set, item=item, window=window, points=limit)
    for category, limit in CATEGORY_CAPS.items():
        rule_cap.objects.create(rule_set=rule_set, category=category, window="year", points=limit)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0002_limits")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
