"""The first words of the pledges, one text per kind of post: docs/rules.md, "Duty posts"."""

from datetime import date

from django.db import migrations

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


def fill(apps, schema_editor):
    pledge_text = apps.get_model("volunteers", "PledgeText")
    for kind, own in OWN.items():
        pledge_text.objects.create(
            kind=kind, version=1, text=f"{COMMON}{own}{ENDING}", active_from=date(2025, 1, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0009_duty_posts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
