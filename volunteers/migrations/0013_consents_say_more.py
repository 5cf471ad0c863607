"""The words of two consents say what is shown and given, and lists that are open name nobody without consent."""

from datetime import date

from django.db import migrations
from django.db.models.functions import Length

START = date(2026, 11, 30)
UNNAMED = "未公开姓名"
RIGHTS = (
    "您可以随时在“我的”页面或到社区查看、更正、复制这些信息，也可以撤回同意、要求删除；"
    "撤回不影响此前已经办理的事项。对处理有疑问的，可以向报到社区或所属街道（镇）党（工）委提出，15个工作日内答复。"
)
TEXTS = {
    "unit_feedback": (
        "由谁处理：您报到的社区（村）党组织提供，您所在单位的党组织接收。\n"
        "为了什么：让单位党组织了解您在社区服务的情况。\n"
        "提供哪些信息：姓名，服务次数和时长，每次服务的日期和服务类别，认领的岗位，社区评语和年度评价等次，您对反馈表的意见；"
        "每季度、每半年或每年一次，送出前先给您看。不提供手机号、住处和每次服务的内容。\n"
        "保存多久：反馈表的评语、意见和签发全文自送达起保存3年；何时提供给哪个单位的记录不写姓名，只能追加，长期保存。"
        "接收方按本单位规定保存。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：不影响报到、服务和积分，只是不向单位反馈。"
    ),
    "named_notice": (
        "由谁处理：您报到的社区（村）党组织。\n"
        "为了什么：每季度公示积分、公示岗位名单，接受监督。\n"
        "公开哪些信息：姓名、本季积分、所任岗位；积分公示不少于5个工作日。本年累计积分和服务时长不公示。\n"
        "保存多久：公示和异议期满即撤下，此后名单上只有您自己能看到自己的一行；公示底稿上的姓名保存3年，此后只留编号和分值。\n"
        f"您的权利：{RIGHTS}\n"
        "不同意会怎样：公示名单上没有您的姓名，连姓氏也不写，只有一行本季积分；其他不受影响。"
    ),
}


def say_more(apps, schema_editor):
    texts = apps.get_model("volunteers", "ConsentText")
    for purpose, text in TEXTS.items():
        if texts.objects.filter(purpose=purpose, version__gt=1).exists():
            continue  # an office has words of its own, and what is given keeps to them
        texts.objects.create(purpose=purpose, version=2, text=text, required=False, active_from=START)
    lines = apps.get_model("volunteers", "NoticeLine")
    lines.objects.annotate(long=Length("shown_name")).filter(shown_name__endswith="*", long=2).update(shown_name=UNNAMED)


class Migration(migrations.Migration):

    dependencies = [("volunteers", "0012_term_of_sign_ins")]

    operations = [migrations.RunPython(say_more, migrations.RunPython.noop)]
