"""The default schemes and red lines. Source: docs/rules.md, "Schemes" and "Red lines" (domain 3.1, 3.3; numbers (P) where no text has them)."""

from datetime import date

YEAR = 2024
START = date(2025, 1, 1)
GRADES = [("good", 90, None), ("fair", 80, 90), ("plain", 70, 80), ("poor", 0, 70)]
OPTIONS = [("good", 100), ("fair", 85), ("plain", 70), ("poor", 50)]
CLASSES = [
    ("C1", "街道领导班子", 35, 3, 2, 3),
    ("C2", "街道科室和派驻机构", 15, 5, 2, 3),
    ("C3", "两代表一委员", 15, 3, 2, 3),
    ("C4", "党员和居民代表", 25, 20, 2, 3),
    ("C5", "共建单位", 10, 3, 2, 3),
]
A1 = [
    ("报到党员编入网格", 25, "volunteers.gridded_share", 0, 100),
    ("报到党员参加服务", 25, "volunteers.serving_share", 0, 80),
    ("需求认领", 25, "cocon.claims_rate", 0, 100),
    ("网格事项办结", 25, "grids.done_rate", 60, 100),
]
QUARTERS = [(f"第{word}季度检查", 25) for word in "一二三四"]
ON_SITE = [("组织建设", 25), ("党员教育管理", 25), ("服务群众", 25), ("基础保障", 25)]
HONOURS = [
    ("E1", "上级党委政府表彰", "plus", 2, 2, ""),
    ("E2", "上级党委政府通报批评", "minus", 2, 2, ""),
    ("V1", "有权机关认定的否决事项", "veto", 0, 1, ""),
]
CAPS = [
    ("below", "D", 70, 1, "fair"),
    ("class_poor", "C4", 1, 3, "fair"),
    ("ballot_bad", "", 1, 3, "plain"),
    ("rectified", "", 80, 1, "fair"),
    ("veto", "", 0, 1, "plain"),
]
REPORT = {
    "kind": "report",
    "title": "党组织书记抓基层党建述职评议考核",
    "extra_most": 5,
    "components": [
        ("A1", "平时考核指标", 20, "figure", A1),
        ("A2", "平时季度检查", 20, "panel", QUARTERS),
        ("B", "实地考核", 20, "panel", ON_SITE),
        ("C", "现场述职民主测评", 25, "ballot", []),
        ("D", "群众满意度", 15, "survey", []),
    ],
    "classes": CLASSES,
    "options": OPTIONS,
    "bands": GRADES,
    "caps": CAPS,
    "quotas": [("good", 30)],
    "extras": HONOURS,
}
DEPARTMENTS = {
    "kind": "departments",
    "title": "街道评部门",
    "asks_report": False,
    "extra_most": 0,
    "components": [
        ("A", "吹哨报到评价", 60, "figure", [("吹哨评分", 100, "units.whistles", 0, 100)]),
        ("B", "季度考评", 25, "panel", QUARTERS),
        ("D", "居民满意度", 15, "survey", []),
    ],
    "bands": GRADES,
    "quotas": [("good", 30)],
}
SCHEMES = [
    REPORT | {"level": "street"},
    REPORT | {"level": "community"},
    {
        "kind": "stars",
        "level": "community",
        "title": "社区党组织星级评定",
        "note": "得分＝（基础项－减分项）×70%＋评议项×30%；五星不超过30%；公示5个工作日",
        "asks_report": False,
        "extra_most": 20,
        "components": [("J", "基础项", 70, "panel", ON_SITE), ("P", "评议项", 30, "ballot", [])],
        "classes": [("S1", "党员", 50, 10, 2, 3), ("S2", "居民代表", 50, 10, 2, 3)],
        "options": OPTIONS,
        "bands": [
            ("star5", 90, None),
            ("star4", 80, 90),
            ("star3", 70, 80),
            ("star2", 60, 70),
            ("star1", 0, 60),
        ],
        "quotas": [("star5", 30)],
        "extras": [("M1", "减分项（基础项1分折0.7分）", "minus", "0.70", 28, "")],
    },
    DEPARTMENTS | {"level": "department", "note": "结果占部门年度考核的30%"},
    DEPARTMENTS | {"level": "station", "note": "结果占派驻机构年度考核的60%", "title": "街道评派驻机构"},
    {
        "kind": "units",
        "level": "unit",
        "title": "社区“大党委”成员单位考核",
        "note": "平时50%＋年度50%＋加分－扣分；请假的不扣分",
        "asks_report": False,
        "extra_most": 20,
        "components": [
            ("P", "平时考核", 50, "figure", [("会议到会（含请假）", 60, "units.kept", 0, 100), ("办结认领需求", 40, "units.claims", 0, 2)]),
            ("Y", "年度考核", 50, "panel", [("履行职责", 40), ("共建成效", 40), ("资源共享", 10), ("作风形象", 10)]),
        ],
        "bands": [("excellent", 95, None), ("fair", 90, 95), ("plain", 60, 90), ("poor", 0, 60)],
        "extras": [
            ("K1", "无故缺席会议", "minus", 5, 4, "units.absences"),
            ("K2", "议题被会议采纳", "plus", 3, 2, "units.adopted"),
            ("K3", "会议全勤", "plus", 2, 1, "units.full"),
        ],
    },
    {
        "kind": "visits",
        "level": "community",
        "title": "半年观摩评比",
        "note": "听汇报、看现场、查资料、评等次；按同类组评，不足5个的组不排名",
        "asks_report": False,
        "components": [
            ("T", "听汇报", 20, "panel", [("汇报情况", 100)]),
            ("K", "看现场", 50, "panel", [("阵地建设", 50), ("服务成效", 50)]),
            ("C", "查基础工作", 30, "panel", [("组织生活", 50), ("制度落实", 50)]),
        ],
        "bands": [("advanced", 90, None), ("standard", 70, 90), ("lagging", 0, 70)],
        "quotas": [("advanced", 30)],
    },
    {
        "kind": "linked",
        "level": "street",
        "title": "三级联创考评",
        "asks_report": False,
        "components": [("A", "创建工作", 60, "panel", ON_SITE), ("D", "群众满意度", 40, "survey", [])],
        "bands": [("excellent", 90, None), ("competent", 70, 90), ("barely", 60, 70), ("incompetent", 0, 60)],
        "quotas": [("excellent", 30)],
    },
    {
        "kind": "pioneer",
        "level": "community",
        "title": "先锋指数",
        "note": "只作为佐证材料，不排名、不评等次",
        "asks_report": False,
        "gives_grade": False,
        "components": [("A", "组织指标", 100, "figure", A1)],
    },
]
RULES = "《整治形式主义为基层减负若干规定》"
NOTICE = "国办函〔2026〕12号"
RED_LINES = [
    ("pishi", "领导批示", "批示、圈阅、签批", f"{RULES}：考核不得以领导批示为依据"),
    ("press", "宣传报道和信息采用", "宣传报道、新闻报道、媒体报道、上稿、稿件…数、刊发、信息采用、信息报送…数", f"{RULES}：考核不得以宣传报道、信息采用为依据"),
    ("meetings", "开会次数", "会议…次数、会议…数量、开会…次数、召开…会议…次、开会数", f"{RULES}：考核不得以开会次数为依据"),
    ("documents", "发文数量", "发文…数、文件…数、印发文件、制发文件、转发文件", f"{RULES}：考核不得以发文数量为依据"),
    ("photos", "照片视频和留痕", "照片、拍照、图片…数、视频…数、留痕、截图、台账…数、档案盒", f"{RULES}：不得以留痕代替实绩"),
    ("notes", "笔记和心得篇数", "笔记、心得体会…篇、心得…篇、手抄、抄写", f"{RULES}：不得以笔记、心得篇数为依据"),
    ("likes", "点赞转发和网络投票", "点赞、转发量、转发数、转发次数、网络投票、评论数、跟帖、关注量、粉丝、阅读量", f"{NOTICE}：点赞、转发、网络投票不得作为考核依据"),
    ("apps", "应用下载、使用和打卡", "下载量、下载率、安装率、注册率、激活率、日活、应用…活跃、应用…使用、登录次数、打卡、APP、小程序…使用", f"{NOTICE}：不得考核应用的下载、注册、使用和打卡"),
    ("online", "在线时长", "在线时长、在线时间、学习时长、在线学习、学习积分", f"{NOTICE}：不得以在线时长、学习时长、积分排名为依据"),
]


def fill(apps, schema_editor):
    """Write them as they hold for all; what is there already stays."""
    red_lines = apps.get_model("assessments", "RedLine").objects
    for key, name, words, clause in RED_LINES:
        red_lines.create(key=key, name=name, words=words, clause=clause, active_from=START)
    for scheme in SCHEMES:
        _write(apps, dict(scheme))


def _write(apps, scheme: dict) -> None:
    parts = {name: scheme.pop(name, []) for name in ("components", "classes", "options", "bands", "caps", "quotas", "extras")}
    row = apps.get_model("assessments", "Scheme").objects.create(state="published", year=YEAR, **scheme)
    item = apps.get_model("assessments", "Item").objects
    for at, (code, name, weight, source, lines) in enumerate(parts["components"]):
        component = apps.get_model("assessments", "Component").objects.create(
            scheme=row, position=at, code=code, name=name, weight=weight, source=source
        )
        for place, line in enumerate(lines):
            names = ("name", "points", "key", "worst", "full")
            item.create(component=component, position=place, **dict(zip(names, line, strict=False)))
    columns = {
        "classes": ("VoterClass", "code label weight min_ballots turnout_part turnout_whole"),
        "options": ("BallotOption", "grade value"),
        "bands": ("Band", "grade floor below"),
        "caps": ("Cap", "kind code threshold_part threshold_whole ceiling"),
        "quotas": ("Quota", "grade percent"),
        "extras": ("Extra", "code name kind points times key"),
    }
    for part, (model, names) in columns.items():
        rows = apps.get_model("assessments", model).objects
        for at, values in enumerate(parts[part]):
            rows.create(scheme=row, position=at, **dict(zip(names.split(), values, strict=True)))
