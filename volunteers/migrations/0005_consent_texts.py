"""First version of the words of consent, one per purpose: 个人信息保护法 Art. 7, 14–17, 19, 23, 25; docs/rules.md."""

from datetime import date

from django.db import migrations

RIGHTS = (
    "您可以随时在“我的”页面或到社区查看、更正、复制这些信息，也可以撤回同意、要求删除；"
    "撤回不影响此前已经办理的事项。对处理有疑问的，可以向报到社区或所属街道（镇）党（工）委提出，15个工作日内答复。"
)
TEXTS = [
    (
        "registration",
        True,
        "由谁处理：您报到的社区（村）党组织，所属街道（镇）党（工）委负责指导。\n"
        "为了什么：办理在职党员到社区报到，把您编入网格，安排和记录志愿服务，计算积分。\n"
        "用哪些信息：姓名、手机号、工作单位、居住小区或楼栋、特长、可服务时间，以及今后的服务记录和积分。"
        "其中党员身份按敏感个人信息保护。不收集身份证号、出生日期、民族、家庭成员和门牌号，不做人脸识别，不记录行踪。\n"
        "保存多久：报到信息保存到退出报到后2年；服务时长保存到您要求删除为止；积分明细保存3年。手机号加密保存，工作人员在列表中只看到中间隐去的号码。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：这一项是办理报到所必需的，不同意就无法在本平台报到，您仍可到社区当面办理。",
    ),
    (
        "unit_feedback",
        False,
        "由谁处理：您报到的社区（村）党组织提供，您所在单位的党组织接收。\n"
        "为了什么：让单位党组织了解您在社区服务的情况。\n"
        "提供哪些信息：姓名、服务次数和时长、服务类别、社区评价，每季度一次；不提供手机号、住处和每次服务的内容。\n"
        "保存多久：提供记录保存3年，接收方按本单位规定保存。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：不影响报到、服务和积分，只是不向单位反馈。",
    ),
    (
        "named_notice",
        False,
        "由谁处理：您报到的社区（村）党组织。\n"
        "为了什么：每季度公示积分、公示岗位名单，接受监督。\n"
        "公开哪些信息：姓名、本季积分和服务时长、所任岗位；积分公示不少于5个工作日。\n"
        "保存多久：公示期满即撤下，公示底稿保存3年。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：公示时姓名只显示姓氏，如“张**”，其他不受影响。",
    ),
    (
        "photo",
        False,
        "由谁处理：您报到的社区（村）党组织。\n"
        "为了什么：在社区公告栏、活动简报等处展示志愿服务活动。\n"
        "公开哪些信息：您上传的活动照片。照片上传时已去除拍摄地点、时间和设备信息，请勿上传拍到服务对象正脸或住处的照片。\n"
        "保存多久：照片随服务记录保存，您可以随时要求删除。\n"
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


def fill(apps, schema_editor):
    consent_text = apps.get_model("volunteers", "ConsentText")
    for purpose, required, text in TEXTS:
        consent_text.objects.create(
            purpose=purpose, version=1, text=text, required=required, active_from=date(2025, 1, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0004_dictionaries")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
