"""What an empty database starts with: docs/rules.md. What the desk may change later is dated from 2025."""

from datetime import UTC, date, datetime

from django.db import migrations

START = date(2025, 1, 1)

# "Points": code, item, unit, points, caps ((window, points), ...), evidence, confirmer in words; tiers, effects and
# cards below
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

# "Points", "Deductions": how each item is entered, confirmer, second confirmer
ROLES = {
    "B01": ("auto", "CS", ""),
    "B02": ("auto", "CS", ""),
    "B03": ("auto", "CS", ""),
    "B04": ("auto", "CS", ""),
    "S01": ("service", "AO", ""),
    "S02": ("service", "AO", "CS"),
    "S03": ("service", "ST", ""),
    "S04": ("service", "GW", ""),
    "S05": ("service", "GW", ""),
    "S06": ("self", "CS", ""),
    "S07": ("self", "CS", ""),
    "S08": ("service", "CS", ""),
    "S09": ("service", "AO", ""),
    "S10": ("self", "GW", "CS"),
    "G01": ("desk", "CS", ""),
    "G02": ("desk", "CS", ""),
    "G03": ("desk", "ST", ""),
    "G04": ("self", "CS", ""),
    "G05": ("self", "GW", ""),
    "G06": ("self", "CS", ""),
    "G07": ("self", "CS", ""),
    "G08": ("service", "AO", ""),
    "H01": ("self", "CS", ""),
    "H02": ("self", "ST", ""),
    "H03": ("self", "ST", ""),
    "H04": ("self", "ST", ""),
    "N01": ("deduct", "AO", "CS"),
    "N02": ("deduct", "CS", "CS"),
    "N03": ("deduct", "CS", "ST"),
    "N04": ("deduct", "CS", "ST"),
    "N05": ("deduct", "CS", "ST"),
}
EFFECTS = {"N03": "no_points", "N04": "void", "N05": "no_redemption"}
CARDS = {"N01": "yellow_at_cap", "N02": "yellow_at_cap", "N03": "yellow", "N04": "red", "N05": "red"}

# "Dictionaries": kinds of service (one per S item of the points table, and party days): item code, name on the phone, hint
KINDS = [
    ("S01", "一般志愿服务", "例如文明引导、整理图书、陪伴老人；按小时计分"),
    ("S02", "专业服务", "医疗、法律、教育、技术等，请写明资质；按小时计分"),
    ("S03", "应急处置", "防汛、防疫、除雪等，请写明征召编号；按小时计分"),
    ("S04", "夜间和节假日巡逻", "请写明值班时段和路线；按次计分"),
    ("S05", "环境整治", "清扫、清雪、飞线和杂物清理，最好附照片；按次计分"),
    ("S06", "结对关爱探访", "须经对方同意，不写对方姓名、住址和病情；按次计分"),
    ("S07", "认领微心愿", "写明心愿内容和办结情况；按件计分"),
    ("S08", "政策宣讲和微党课", "写明主题和参加人数；按次计分"),
    ("S09", "组织文体科普助学活动", "写明活动名称和参加人数；按次计分"),
    ("S10", "协助调解矛盾", "达成一致后填写，不写当事人姓名；按件计分"),
    ("G08", "主题党日", "参加社区组织的主题党日；按次计分"),
]
SKILLS = ["医疗护理", "法律咨询", "教育辅导", "心理疏导", "水电维修", "电脑网络", "文艺体育", "政策宣讲", "应急救援", "摄影写作"]

# "Consent": the first words of each purpose (个人信息保护法 Art. 7, 14–17, 19, 23, 25), and whether one must agree
RIGHTS = (
    "您可以随时在“我的”页面或到社区查看、更正、复制这些信息，也可以撤回同意、要求删除；"
    "撤回不影响此前已经办理的事项。对处理有疑问的，可以向报到社区或所属街道（镇）党（工）委提出，15个工作日内答复。"
)
CONSENTS = [
    (
        "registration",
        True,
        "由谁处理：您报到的社区（村）党组织，所属街道（镇）党（工）委负责指导。\n"
        "为了什么：办理在职党员到社区报到，把您编入网格，安排和记录志愿服务，计算积分。\n"
        "用哪些信息：姓名、手机号、工作单位、居住小区或楼栋、特长、可服务时间，以及今后的服务记录和积分。"
        "其中党员身份按敏感个人信息保护。不收集身份证号、出生日期、民族、家庭成员和门牌号，不做人脸识别，不记录行踪。\n"
        "保存多久：报到信息保存到退出报到后2年，到期前30天通知您，期满删除您的个人信息；再次报到的继续保存。"
        "积分的依据、说明和附件保存3年；积分账本只记编号、项目、时间和分值，不写姓名，只能追加不能删改，因此长期保存。"
        "服务时长保存到您要求删除为止。个人信息删除后，时长和积分只作为不署名的总数保留。"
        "手机号加密保存，工作人员在列表中只看到中间隐去的号码。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：这一项是办理报到所必需的，不同意就无法在本平台报到，您仍可到社区当面办理。",
    ),
    (
        "unit_feedback",
        False,
        "由谁处理：您报到的社区（村）党组织提供，您所在单位的党组织接收。\n"
        "为了什么：让单位党组织了解您在社区服务的情况。\n"
        "提供哪些信息：姓名、服务次数和时长、服务类别、社区评价，每季度一次；不提供手机号、住处和每次服务的内容。\n"
        "保存多久：反馈表的评语、意见和签发全文自送达起保存3年；何时提供给哪个单位的记录不写姓名，只能追加，长期保存。"
        "接收方按本单位规定保存。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：不影响报到、服务和积分，只是不向单位反馈。",
    ),
    (
        "named_notice",
        False,
        "由谁处理：您报到的社区（村）党组织。\n"
        "为了什么：每季度公示积分、公示岗位名单，接受监督。\n"
        "公开哪些信息：姓名、本季积分和服务时长、所任岗位；积分公示不少于5个工作日。\n"
        "保存多久：公示和异议期满即撤下，此后名单上只有您自己能看到自己的一行；公示底稿上的姓名保存3年，此后只留编号和分值。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：公示时姓名只显示姓氏，如“张**”，其他不受影响。",
    ),
    (
        "photo",
        False,
        "由谁处理：您报到的社区（村）党组织。\n"
        "为了什么：在社区公告栏、活动简报等处展示志愿服务活动。\n"
        "公开哪些信息：您上传的活动照片。照片上传时已去除拍摄地点、时间和设备信息，请勿上传拍到服务对象正脸或住处的照片。\n"
        "保存多久：照片自服务之日起保存3年，您可以随时要求删除。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：照片只供社区核实服务时查看，不公开展示，其他不受影响。",
    ),
    (
        "skills",
        False,
        "由谁处理：您报到的社区（村）党组织，以及社区内组织活动的负责人。\n"
        "为了什么：按特长邀请您参加合适的活动。\n"
        "提供哪些信息：姓名、特长、可服务时间；不提供手机号和住处，由社区代为联系。\n"
        "保存多久：到您修改特长、撤回同意或退出报到为止。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：特长只有社区工作人员能看到，其他不受影响。",
    ),
]

# "Duty posts": the first words of the pledges, one text per kind of post
COMMON = (
    "我自愿认领这个岗位，并承诺：\n"
    "一、亮明党员身份，按岗位职责尽力服务，量力而行，不能到岗时提前说明；\n"
    "二、尊重居民，不打听、不外传服务中知道的个人情况，不收受财物；\n"
    "三、服从社区对时间和事项的安排，注意自身和他人安全。\n"
)
ENDING = "认岗自愿，退出自由；本人可以随时退出岗位，不需要说明理由。"
OWN = {
    "ordinary": "",
    "building": "四、熟悉本楼栋的公共部位和公共事务，及时向网格员反映楼道安全、卫生等问题。\n",
    "grid": "四、协助网格员走访、宣传和收集居民意见，发现问题及时报告，不擅自处理。\n",
    "pioneer": "四、在急难险重任务中带头上岗，按要求参加值守，遵守现场指挥和安全规定。\n",
    "responsibility": "四、对责任区内约定的事项经常查看，及时处理或报告，定期向社区说明情况。\n",
}

# "Deadlines", "Wishes", "Feedback to units", "Consent": numbers and their units
DEADLINES = [
    ("accept", 5, "workday"),
    ("grid", 10, "workday"),
    ("post", 30, "day"),
    ("rejoin", 15, "workday"),
    ("check_in", 30, "day"),
    ("year", 60, "day"),
    ("year_times", 4, "time"),
    ("year_hours", 20, "hour"),
    ("wish", 14, "day"),
    ("wish_more", 7, "day"),
    ("wishes_held", 3, "time"),
    ("wish_phone", 180, "day"),
    ("feedback", 5, "workday"),
    ("data", 15, "workday"),
    # terms of keeping, as the words of consent promise them
    ("keep_person", 24, "month"),
    ("erase_ahead", 30, "day"),
    ("keep_words", 36, "month"),
    ("keep_names", 36, "month"),
    ("keep_sheets", 36, "month"),
]


def fill(apps, schema_editor):
    def rows(name):
        return apps.get_model("volunteers", name).objects

    fill_points_table(rows)
    for position, (code, name, hint) in enumerate(KINDS, start=1):
        rows("ServiceKind").create(code=code, name=name, item_code=code, hint=hint, position=position)
    for position, name in enumerate(SKILLS, start=1):
        rows("Skill").create(name=name, position=position)
    for purpose, required, text in CONSENTS:
        rows("ConsentText").create(purpose=purpose, version=1, text=text, required=required, active_from=START)
    for kind, own in OWN.items():
        rows("PledgeText").create(kind=kind, version=1, text=f"{COMMON}{own}{ENDING}", active_from=START)
    for key, number, unit in DEADLINES:
        rows("DeadlineRule").create(key=key, number=number, unit=unit, active_from=START)
    rows("EmergencyLimits").create(active_from=START)  # "Call-up in an emergency": the model's own numbers


def fill_points_table(rows):
    rule_set = rows("RuleSet").create(
        name="默认积分规则",
        version=1,
        active_from=START,
        total_cap=120,
        pass_mark=60,
        good_mark=70,
        excellent_mark=85,
        published_at=datetime(2024, 12, 31, 16, tzinfo=UTC),
    )
    for position, (code, label, unit, points, caps, evidence, confirmer) in enumerate(ITEMS, start=1):
        entry, role, second = ROLES[code]
        item = rows("RuleItem").create(
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
            entry=entry,
            confirmer_role=role,
            second_role=second,
            effect=EFFECTS.get(code, ""),
            card=CARDS.get(code, ""),
        )
        for window, limit in caps:
            rows("RuleCap").create(rule_set=rule_set, item=item, window=window, points=limit)
    for category, limit in CATEGORY_CAPS.items():
        rows("RuleCap").create(rule_set=rule_set, category=category, window="year", points=limit)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
