"""Kinds of service (one per S item of the points table) and specialities: docs/rules.md, "Dictionaries"."""

from django.db import migrations

# item code, name on the phone, hint
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
]
SKILLS = ["医疗护理", "法律咨询", "教育辅导", "心理疏导", "水电维修", "电脑网络", "文艺体育", "政策宣讲", "应急救援", "摄影写作"]


def fill(apps, schema_editor):
    service_kind, skill = apps.get_model("volunteers", "ServiceKind"), apps.get_model("volunteers", "Skill")
    for position, (code, name, hint) in enumerate(KINDS, start=1):
        service_kind.objects.create(code=code, name=name, item_code=code, hint=hint, position=position)
    for position, name in enumerate(SKILLS, start=1):
        skill.objects.create(name=name, position=position)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_points_table")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
