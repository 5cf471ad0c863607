"""Cases with their reports, clocks, legs and requests; categories, what is not dealt with here, and limits (docs/rules.md, "Cases")."""

from datetime import date

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
UNITS = {"wh": "hour", "wd": "workday", "h": "clock_hour", "m": "minute"}
# Code, matter, level, accept, handle, lead, list of duties: docs/rules.md, "Categories of cases".
CATEGORIES = """
0101 暴露/积存生活垃圾 L1 2wh 1wd 社区/环卫 basic
0102 建筑垃圾渣土 L2 4wh 2wd 社区/环卫 basic
0103 道路/楼道不洁 L1 2wh 4wh 社区/环卫 basic
0104 路面积水/污水外溢 L2 1h 4h 社区/环卫 basic
0105 绿地脏乱/缺株 L1 4wh 5wd 社区/环卫 basic
0106 油烟噪声扰民 L3 4wh 5wd 生态环境/执法 joint
0107 小广告/乱张贴 L1 4wh 2wd 社区/环卫 basic
0201 井盖缺失破损 L3 30m 4h 产权单位/住建 joint
0202 路灯不亮 L2 4wh 3wd 产权单位/住建 joint
0203 供水/供电/供热中断 L4 1h 24h 公用企业 withdrawn
0204 燃气异味/泄漏 L4 10m 2h 燃气公司/应急 joint
0205 电梯故障/困人 L4 10m 2h 市场监管/物业 joint
0206 健身/公共设施损坏 L2 4wh 7wd 产权单位/住建 joint
0207 道路破损 L3 4wh 7wd 产权单位/住建 joint
0301 消防通道堵塞 L2 1h 1wd 社区/消防/住建 joint
0302 电动车进楼/飞线充电 L2 2h 1wd 社区/消防/住建 joint
0303 消防设施缺损 L3 4wh 5wd 消防/物业 joint
0304 房屋/外墙脱落险情 L4 30m 24h 住建/应急 joint
0305 高空坠物隐患 L2 1h 2wd 社区/消防/住建 joint
0306 地下空间/仓储隐患 L3 4wh 5wd 社区/消防/住建 joint
0307 防汛排水隐患 L3 2h 3wd 社区/消防/住建 joint
0401 邻里纠纷 L2 4wh 5wd 社区调委会 basic
0402 家庭事务求助(自愿) L2 4wh 5wd 社区调委会 basic
0403 物业服务纠纷 L2 4wh 7wd 社区调委会 basic
0404 停车位纠纷 L2 4wh 5wd 社区调委会 basic
0405 劳资欠薪线索 L3 4wh 5wd 人社 withdrawn
0406 施工扰民纠纷 L3 4wh 3wd 住建/执法 joint
0407 业委会换届争议 L3 1wd 15wd 住建/街道 basic
0501 独居老人服务申请 L2 4wh 3wd 社区民政专干 basic
0502 低保/救助政策咨询 L1 4wh 1wd 社区民政专干 basic
0503 残疾人无障碍需求 L2 4wh 7wd 社区民政专干 basic
0504 就业培训咨询 L1 4wh 2wd 社区民政专干 basic
0505 证件代办 L1 4wh 3wd 社区民政专干 basic
0506 微心愿 L1 1wd 15wd 在职党员认领 basic
0507 适老化/加装电梯意见 L3 1wd 15wd 住建 joint
0601 疑似违建(新增) L3 4wh 15wd 综合执法 joint
0602 占道/无照经营 L3 2wh 2wd 综合执法 joint
0603 乱停车/僵尸车 L2 4wh 7wd 交管/社区 joint
0604 户外广告安全 L3 4wh 3wd 综合执法 withdrawn
0701 火情/水浸/伤亡 L4 10m 2h 应急/119 joint
0702 极端天气险情 L4 10m 24h 应急/119 joint
0703 疑似传染病聚集(转卫健) L4 10m 2h 卫健 withdrawn
0801 政策建议/民意 L1 1wd 10wd 社区 basic
0802 表扬/感谢 L1 1wd 3wd 社区 basic
"""
HINTS = {
    "0601": "4工作小时内先责令停工",
    "0701": "先拨119、120，2小时内报告情况",
    "0703": "2小时内转卫健部门",
    "0204": "先疏散、关阀，不开关电器",
}
OUTSIDE = [
    ("police", "正在发生的违法犯罪", "拨打110"),
    ("fire", "火灾和抢险救援", "拨打119"),
    ("ambulance", "急救", "拨打120"),
    ("traffic", "交通事故", "拨打122"),
    ("court", "诉讼、仲裁和行政复议", "向法院、仲裁委员会或行政复议机构提出"),
    ("discipline", "检举控告党员和公职人员", "拨打12388，或向纪检监察机关提出"),
    ("petition", "信访事项", "到信访接待场所，或在国家信访局网上信访提出"),
    ("secret", "涉及国家秘密的事项", "当面向有关机关提出"),
    ("market", "消费投诉和企业举报", "拨打12315"),
]
DEADLINES = [
    ("case_respond", 1, "workday"),
    ("case_sign", 4, "hour"),
    ("case_return", 1, "workday"),
    ("case_returns", 2, "time"),
    ("case_reopen", 7, "day"),
    ("case_close", 7, "day"),
    ("case_red", 3, "workday"),
    ("case_remind", 4, "hour"),
    ("case_asker", 180, "day"),
]


def limit_of(text):
    digits = text.rstrip("whdm")
    return int(digits), UNITS[text[len(digits) :]]


def fill(apps, schema_editor):
    categories = apps.get_model("grids", "Category").objects
    for line in CATEGORIES.split("\n"):
        if line:
            code, name, level, accept, handle, lead, duty = line.split()
            said = dict(zip(("accept_number", "accept_unit"), limit_of(accept), strict=True))
            said |= dict(zip(("handle_number", "handle_unit"), limit_of(handle), strict=True))
            hint = HINTS.get(code, "")
            said |= {"name": name, "level": level, "lead_words": lead, "duty": duty, "hint": hint}
            categories.create(code=code, active_from=START, **said)
    for position, (code, name, channel) in enumerate(OUTSIDE):
        apps.get_model("grids", "OutsideMatter").objects.create(code=code, name=name, channel=channel, position=position)
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    for key, number, unit in DEADLINES:
        rules.create(key=key, number=number, unit=unit, active_from=START, state="published")


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0001_replies'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(editable=False, max_length=16, unique=True, verbose_name='编号')),
                ('client_key', models.UUIDField(blank=True, null=True, unique=True, verbose_name='提交标识')),
                ('place', models.CharField(max_length=60, verbose_name='地点')),
                ('title', models.CharField(max_length=40, verbose_name='事项')),
                ('words', models.CharField(max_length=500, verbose_name='情况')),
                ('state', models.CharField(choices=[('reported', '待受理'), ('accepted', '待交办'), ('assigned', '待签收'), ('handling', '办理中'), ('returned', '已退回'), ('split', '分办中'), ('done', '待核查'), ('verified', '待答复回访'), ('rated', '已评价'), ('closed', '已结案'), ('not_ours', '不属受理范围'), ('merged', '已并案'), ('withdrawn', '已撤销')], default='reported', max_length=10, verbose_name='状态')),
                ('level', models.CharField(choices=[('L1', '网格即办'), ('L2', '社区'), ('L3', '街道'), ('L4', '区级')], max_length=2, verbose_name='办理层级')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='办理轮次')),
                ('returns', models.PositiveSmallIntegerField(default=0, verbose_name='退回次数')),
                ('hops', models.PositiveSmallIntegerField(default=0, verbose_name='派转次数')),
                ('opened_at', models.DateTimeField(verbose_name='接收时间')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='受理时间')),
                ('assigned_at', models.DateTimeField(blank=True, null=True, verbose_name='交办时间')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='到期时间')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('result', models.CharField(blank=True, choices=[('solved', '已解决'), ('explained', '已解释说明')], max_length=10, verbose_name='办理结果')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复内容')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='核查时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结案时间')),
                ('reopened_at', models.DateTimeField(blank=True, null=True, verbose_name='重新办理时间')),
                ('excluded_at', models.DateTimeField(blank=True, null=True, verbose_name='不计入考核时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回、不受理或撤销原因')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理人')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='orgtree.area', verbose_name='网格或社区')),
                ('assigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交办人')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结案人')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='grids.case', verbose_name='此前事项')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='自办人')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_cases', to='orgtree.institution', verbose_name='主办单位')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='grids.case', verbose_name='并入')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='grids.case', verbose_name='由此分办')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核查人')),
            ],
            options={
                'verbose_name': '网格事项',
                'verbose_name_plural': '网格事项',
                'ordering': ['-opened_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CaseClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('limit_number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='时限')),
                ('clock', models.JSONField(blank=True, default=list, editable=False, verbose_name='计时')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name='到期时间')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='暂停时间')),
                ('stopped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='停止计时时间')),
                ('limit_unit', models.CharField(blank=True, choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='时限单位')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='提醒时间')),
                ('yellow_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='黄牌时间')),
                ('red_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='红牌时间')),
                ('kind', models.CharField(choices=[('accept', '受理'), ('respond', '首次联系'), ('handle', '办理'), ('sign', '签收')], max_length=10, verbose_name='计时')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='轮次')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='grids.case', verbose_name='事项')),
            ],
            options={
                'verbose_name': '事项计时',
                'verbose_name_plural': '事项计时',
                'ordering': ['case', 'round', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('wait', '暂停计时'), ('extend', '延期'), ('exclude', '不计入考核')], max_length=10, verbose_name='申请')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='办理轮次')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='按原办理时限的单位；不超过原时限', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='延长多少')),
                ('words', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('asked', '待审批'), ('approved', '已同意'), ('refused', '未同意'), ('ended', '已结束')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不同意原因')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='grids.case', verbose_name='事项')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
            ],
            options={
                'verbose_name': '延期与暂停申请',
                'verbose_name_plural': '延期与暂停申请',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='四位数字，前两位是大类', max_length=4, verbose_name='编码')),
                ('name', models.CharField(max_length=20, verbose_name='事项')),
                ('hint', models.CharField(blank=True, max_length=100, verbose_name='办理提示')),
                ('level', models.CharField(choices=[('L1', '网格即办'), ('L2', '社区'), ('L3', '街道'), ('L4', '区级')], max_length=2, verbose_name='首办层级')),
                ('accept_number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='受理时限')),
                ('accept_unit', models.CharField(choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='受理时限单位')),
                ('handle_number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='办理时限')),
                ('handle_unit', models.CharField(choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='办理时限单位')),
                ('lead_words', models.CharField(max_length=40, verbose_name='牵头（说明）')),
                ('duty', models.CharField(choices=[('basic', '基本履职'), ('joint', '配合履职'), ('withdrawn', '上级收回')], default='basic', max_length=10, verbose_name='履职清单')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='牵头单位')),
            ],
            options={
                'verbose_name': '事项分类',
                'verbose_name_plural': '事项分类',
                'ordering': ['code', '-active_from', '-id'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='grids.category', verbose_name='事项分类'),
        ),
        migrations.CreateModel(
            name='CategoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(help_text='四位数字，前两位是大类', max_length=4, verbose_name='编码')),
                ('name', models.CharField(max_length=20, verbose_name='事项')),
                ('hint', models.CharField(blank=True, max_length=100, verbose_name='办理提示')),
                ('level', models.CharField(choices=[('L1', '网格即办'), ('L2', '社区'), ('L3', '街道'), ('L4', '区级')], max_length=2, verbose_name='首办层级')),
                ('accept_number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='受理时限')),
                ('accept_unit', models.CharField(choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='受理时限单位')),
                ('handle_number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='办理时限')),
                ('handle_unit', models.CharField(choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='办理时限单位')),
                ('lead_words', models.CharField(max_length=40, verbose_name='牵头（说明）')),
                ('duty', models.CharField(choices=[('basic', '基本履职'), ('joint', '配合履职'), ('withdrawn', '上级收回')], default='basic', max_length=10, verbose_name='履职清单')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='牵头单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.category')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Leg',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('limit_number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='时限')),
                ('clock', models.JSONField(blank=True, default=list, editable=False, verbose_name='计时')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name='到期时间')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='暂停时间')),
                ('stopped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='停止计时时间')),
                ('limit_unit', models.CharField(blank=True, choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='时限单位')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='提醒时间')),
                ('yellow_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='黄牌时间')),
                ('red_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='红牌时间')),
                ('role', models.CharField(choices=[('lead', '主办'), ('assist', '协办')], default='lead', max_length=10, verbose_name='角色')),
                ('state', models.CharField(choices=[('given', '待签收'), ('signed', '办理中'), ('done', '已办结'), ('returned', '已退回'), ('withdrawn', '已撤回')], default='given', max_length=10, verbose_name='状态')),
                ('asked', models.CharField(blank=True, max_length=200, verbose_name='交办要求')),
                ('is_binding', models.BooleanField(default=False, verbose_name='不得退回')),
                ('given_at', models.DateTimeField(verbose_name='交办时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='办理情况')),
                ('return_kind', models.CharField(blank=True, choices=[('not_duty', '不属本单位职责'), ('not_place', '不属本单位辖区'), ('unclear', '信息不全，无法办理'), ('double', '重复交办'), ('other', '其他')], max_length=10, verbose_name='退回类别')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回或撤回原因')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='grids.case', verbose_name='事项')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交办人')),
                ('holder', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='在办单位')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_legs', to='orgtree.institution', verbose_name='承办单位')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签收人')),
            ],
            options={
                'verbose_name': '承办',
                'verbose_name_plural': '承办',
                'ordering': ['given_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('wait', '暂停计时'), ('extend', '延期'), ('exclude', '不计入考核')], max_length=10, verbose_name='申请')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='办理轮次')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='按原办理时限的单位；不超过原时限', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='延长多少')),
                ('words', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('asked', '待审批'), ('approved', '已同意'), ('refused', '未同意'), ('ended', '已结束')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不同意原因')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.caserequest')),
                ('leg', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.leg', verbose_name='承办')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='caserequest',
            name='leg',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='grids.leg', verbose_name='承办'),
        ),
        migrations.CreateModel(
            name='CaseClockEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('limit_number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='时限')),
                ('clock', models.JSONField(blank=True, default=list, editable=False, verbose_name='计时')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='到期时间')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='暂停时间')),
                ('stopped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='停止计时时间')),
                ('limit_unit', models.CharField(blank=True, choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='时限单位')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='提醒时间')),
                ('yellow_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='黄牌时间')),
                ('red_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='红牌时间')),
                ('kind', models.CharField(choices=[('accept', '受理'), ('respond', '首次联系'), ('handle', '办理'), ('sign', '签收')], max_length=10, verbose_name='计时')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='轮次')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.caseclock')),
                ('leg', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.leg', verbose_name='承办')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='caseclock',
            name='leg',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='grids.leg', verbose_name='承办'),
        ),
        migrations.CreateModel(
            name='LegEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('limit_number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='时限')),
                ('clock', models.JSONField(blank=True, default=list, editable=False, verbose_name='计时')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='到期时间')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='暂停时间')),
                ('stopped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='停止计时时间')),
                ('limit_unit', models.CharField(blank=True, choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='时限单位')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='提醒时间')),
                ('yellow_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='黄牌时间')),
                ('red_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='红牌时间')),
                ('role', models.CharField(choices=[('lead', '主办'), ('assist', '协办')], default='lead', max_length=10, verbose_name='角色')),
                ('state', models.CharField(choices=[('given', '待签收'), ('signed', '办理中'), ('done', '已办结'), ('returned', '已退回'), ('withdrawn', '已撤回')], default='given', max_length=10, verbose_name='状态')),
                ('asked', models.CharField(blank=True, max_length=200, verbose_name='交办要求')),
                ('is_binding', models.BooleanField(default=False, verbose_name='不得退回')),
                ('given_at', models.DateTimeField(verbose_name='交办时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='办理情况')),
                ('return_kind', models.CharField(blank=True, choices=[('not_duty', '不属本单位职责'), ('not_place', '不属本单位辖区'), ('unclear', '信息不全，无法办理'), ('double', '重复交办'), ('other', '其他')], max_length=10, verbose_name='退回类别')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回或撤回原因')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('given_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交办人')),
                ('holder', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='在办单位')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='承办单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.leg')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签收人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutsideMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=20, verbose_name='不受理的事项')),
                ('channel', models.CharField(max_length=60, verbose_name='请走的渠道')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '不受理事项',
                'verbose_name_plural': '不受理事项',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(editable=False, max_length=16, verbose_name='编号')),
                ('client_key', models.UUIDField(blank=True, null=True, verbose_name='提交标识')),
                ('place', models.CharField(max_length=60, verbose_name='地点')),
                ('title', models.CharField(max_length=40, verbose_name='事项')),
                ('words', models.CharField(max_length=500, verbose_name='情况')),
                ('state', models.CharField(choices=[('reported', '待受理'), ('accepted', '待交办'), ('assigned', '待签收'), ('handling', '办理中'), ('returned', '已退回'), ('split', '分办中'), ('done', '待核查'), ('verified', '待答复回访'), ('rated', '已评价'), ('closed', '已结案'), ('not_ours', '不属受理范围'), ('merged', '已并案'), ('withdrawn', '已撤销')], default='reported', max_length=10, verbose_name='状态')),
                ('level', models.CharField(choices=[('L1', '网格即办'), ('L2', '社区'), ('L3', '街道'), ('L4', '区级')], max_length=2, verbose_name='办理层级')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='办理轮次')),
                ('returns', models.PositiveSmallIntegerField(default=0, verbose_name='退回次数')),
                ('hops', models.PositiveSmallIntegerField(default=0, verbose_name='派转次数')),
                ('opened_at', models.DateTimeField(verbose_name='接收时间')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='受理时间')),
                ('assigned_at', models.DateTimeField(blank=True, null=True, verbose_name='交办时间')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='到期时间')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('result', models.CharField(blank=True, choices=[('solved', '已解决'), ('explained', '已解释说明')], max_length=10, verbose_name='办理结果')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复内容')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='核查时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结案时间')),
                ('reopened_at', models.DateTimeField(blank=True, null=True, verbose_name='重新办理时间')),
                ('excluded_at', models.DateTimeField(blank=True, null=True, verbose_name='不计入考核时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回、不受理或撤销原因')),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理人')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='网格或社区')),
                ('assigned_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交办人')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结案人')),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('follows', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='此前事项')),
                ('handled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='自办人')),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='主办单位')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='并入')),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='由此分办')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.case')),
                ('verified_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核查人')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.category', verbose_name='事项分类')),
                ('outside', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.outsidematter', verbose_name='不受理的事项')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='case',
            name='outside',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grids.outsidematter', verbose_name='不受理的事项'),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('hotline', '12345热线'), ('patrol', '网格巡查'), ('city', '数字城管'), ('resident', '居民上报'), ('property', '物业上报'), ('department', '部门转来'), ('head', '楼长上报')], max_length=10, verbose_name='来源')),
                ('outside_number', models.CharField(blank=True, max_length=40, verbose_name='来件编号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('told_at', models.DateTimeField(verbose_name='反映时间')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='反映内容')),
                ('asker', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='称呼')),
                ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='联系电话')),
                ('phone_for', models.CharField(choices=[('handler', '承办单位和社区、街道'), ('desk', '只给社区和街道')], default='handler', max_length=10, verbose_name='电话给谁看')),
                ('channel', models.CharField(choices=[('phone', '电话'), ('page', '凭编号和查询码查看'), ('source', '由来件系统答复'), ('none', '不需要答复')], default='none', max_length=10, verbose_name='答复方式')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('contacted_at', models.DateTimeField(blank=True, null=True, verbose_name='首次联系时间')),
                ('reply', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('replied_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('was_contacted', models.BooleanField(blank=True, null=True, verbose_name='是否联系到')),
                ('is_solved', models.BooleanField(blank=True, null=True, verbose_name='是否解决')),
                ('stars', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='满意度')),
                ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='评价时间')),
                ('purged_at', models.DateTimeField(blank=True, null=True, verbose_name='联系方式删除时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='grids.case', verbose_name='事项')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('first_case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grids.case', verbose_name='原事项')),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
            ],
            options={
                'verbose_name': '诉求',
                'verbose_name_plural': '诉求',
                'ordering': ['told_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('source', models.CharField(choices=[('hotline', '12345热线'), ('patrol', '网格巡查'), ('city', '数字城管'), ('resident', '居民上报'), ('property', '物业上报'), ('department', '部门转来'), ('head', '楼长上报')], max_length=10, verbose_name='来源')),
                ('outside_number', models.CharField(blank=True, max_length=40, verbose_name='来件编号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('told_at', models.DateTimeField(verbose_name='反映时间')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='反映内容')),
                ('phone_for', models.CharField(choices=[('handler', '承办单位和社区、街道'), ('desk', '只给社区和街道')], default='handler', max_length=10, verbose_name='电话给谁看')),
                ('channel', models.CharField(choices=[('phone', '电话'), ('page', '凭编号和查询码查看'), ('source', '由来件系统答复'), ('none', '不需要答复')], default='none', max_length=10, verbose_name='答复方式')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('contacted_at', models.DateTimeField(blank=True, null=True, verbose_name='首次联系时间')),
                ('reply', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('replied_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('was_contacted', models.BooleanField(blank=True, null=True, verbose_name='是否联系到')),
                ('is_solved', models.BooleanField(blank=True, null=True, verbose_name='是否解决')),
                ('stars', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='满意度')),
                ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='评价时间')),
                ('purged_at', models.DateTimeField(blank=True, null=True, verbose_name='联系方式删除时间')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('first_case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='原事项')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.report')),
                ('replied_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('basic', '基本履职'), ('joint', '配合履职'), ('withdrawn', '上级收回')], max_length=10, verbose_name='履职清单')),
                ('state', models.CharField(choices=[('taken', '已转街道'), ('refused', '按履职清单不予下派')], max_length=10, verbose_name='结果')),
                ('words', models.CharField(max_length=200, verbose_name='下派理由')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='不予下派的原因')),
                ('sent_at', models.DateTimeField(verbose_name='提出时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='grids.case', verbose_name='事项')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='部门')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
            ],
            options={
                'verbose_name': '部门下派',
                'verbose_name_plural': '部门下派',
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SendingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('duty', models.CharField(choices=[('basic', '基本履职'), ('joint', '配合履职'), ('withdrawn', '上级收回')], max_length=10, verbose_name='履职清单')),
                ('state', models.CharField(choices=[('taken', '已转街道'), ('refused', '按履职清单不予下派')], max_length=10, verbose_name='结果')),
                ('words', models.CharField(max_length=200, verbose_name='下派理由')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='不予下派的原因')),
                ('sent_at', models.DateTimeField(verbose_name='提出时间')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='部门')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.sending')),
                ('sent_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(fields=('area', 'code', 'active_from'), name='category_once_a_day', nulls_distinct=False, violation_error_message='这一编码在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^0[1-8][0-9]{2}$')), name='category_code_of_a_group', violation_error_message='编码是四位数字，前两位从01到08'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('accept_number__gte', 1), ('handle_number__gte', 1)), name='category_limits_something', violation_error_message='时限至少为1'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='category_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_categoryevent" ("accept_number", "accept_unit", "active_from", "active_to", "area_id", "code", "duty", "handle_number", "handle_unit", "hint", "id", "lead_id", "lead_words", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."accept_number", new_values."accept_unit", new_values."active_from", new_values."active_to", new_values."area_id", new_values."code", new_values."duty", new_values."handle_number", new_values."handle_unit", new_values."hint", new_values."id", new_values."lead_id", new_values."lead_words", new_values."level", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='38d5b1c9fb27059ef43c4ea3d081925fda2cae06', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b128b', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_categoryevent" ("accept_number", "accept_unit", "active_from", "active_to", "area_id", "code", "duty", "handle_number", "handle_unit", "hint", "id", "lead_id", "lead_words", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."accept_number", NEW."accept_unit", NEW."active_from", NEW."active_to", NEW."area_id", NEW."code", NEW."duty", NEW."handle_number", NEW."handle_unit", NEW."hint", NEW."id", NEW."lead_id", NEW."lead_words", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='ec6823160dad8ce9341f2d1373c1a2dc3699f2ec', operation='UPDATE', pgid='pgtrigger_update_update_65e17', table='grids_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_categoryevent" ("accept_number", "accept_unit", "active_from", "active_to", "area_id", "code", "duty", "handle_number", "handle_unit", "hint", "id", "lead_id", "lead_words", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."accept_number", OLD."accept_unit", OLD."active_from", OLD."active_to", OLD."area_id", OLD."code", OLD."duty", OLD."handle_number", OLD."handle_unit", OLD."hint", OLD."id", OLD."lead_id", OLD."lead_words", OLD."level", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='f6df799dad737c7dead4dabe6bd5a2bd83cf0493', operation='DELETE', pgid='pgtrigger_delete_delete_5a0e7', table='grids_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6a47e3f07c3dede4d8a7aaa13026f6b4d6990695', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f55fa', table='grids_categoryevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='leg',
            index=models.Index(fields=['holder', 'state'], name='leg_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__isnull', True), ('paused_at__isnull', True), _connector='OR'), name='grids_leg_stands_without_due', violation_error_message='暂停期间没有到期时间'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'lead'), ('state__in', ['given', 'signed'])), fields=('case',), name='leg_one_lead', violation_error_message='这一事项已有主办单位'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['given', 'signed'])), fields=('case', 'institution'), name='leg_once_a_unit', violation_error_message='已交办给这个单位'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('holder', models.F('institution')), ('state__in', ['given', 'signed', 'done'])), models.Q(models.Q(('state__in', ['given', 'signed', 'done']), _negated=True), ('holder__isnull', True)), _connector='OR'), name='leg_held_while_it_lasts', violation_error_message='在办单位与状态不符'),
        ),
        migrations.AddConstraint(
            model_name='leg',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['given', 'signed'])), models.Q(models.Q(('state__in', ['given', 'signed']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='leg_ended_at_a_time', violation_error_message='结束须有时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_legevent" ("asked", "case_id", "clock", "due_at", "ended_at", "ended_by_id", "given_at", "given_by_id", "holder_id", "id", "institution_id", "is_binding", "limit_number", "limit_unit", "outcome", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "red_at", "reminded_at", "return_kind", "role", "signed_at", "signed_by_id", "state", "stopped_at", "yellow_at") SELECT new_values."asked", new_values."case_id", new_values."clock", new_values."due_at", new_values."ended_at", new_values."ended_by_id", new_values."given_at", new_values."given_by_id", new_values."holder_id", new_values."id", new_values."institution_id", new_values."is_binding", new_values."limit_number", new_values."limit_unit", new_values."outcome", new_values."paused_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."red_at", new_values."reminded_at", new_values."return_kind", new_values."role", new_values."signed_at", new_values."signed_by_id", new_values."state", new_values."stopped_at", new_values."yellow_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='111a8d50ea52382b5db524f5578bcec0ad40e9c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4a672', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_legevent" ("asked", "case_id", "clock", "due_at", "ended_at", "ended_by_id", "given_at", "given_by_id", "holder_id", "id", "institution_id", "is_binding", "limit_number", "limit_unit", "outcome", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "red_at", "reminded_at", "return_kind", "role", "signed_at", "signed_by_id", "state", "stopped_at", "yellow_at") VALUES (NEW."asked", NEW."case_id", NEW."clock", NEW."due_at", NEW."ended_at", NEW."ended_by_id", NEW."given_at", NEW."given_by_id", NEW."holder_id", NEW."id", NEW."institution_id", NEW."is_binding", NEW."limit_number", NEW."limit_unit", NEW."outcome", NEW."paused_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."red_at", NEW."reminded_at", NEW."return_kind", NEW."role", NEW."signed_at", NEW."signed_by_id", NEW."state", NEW."stopped_at", NEW."yellow_at"); RETURN NULL;', hash='14754b04ea5549cd23b5f7e66353f0beba22d81b', operation='UPDATE', pgid='pgtrigger_update_update_3f57b', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_legevent" ("asked", "case_id", "clock", "due_at", "ended_at", "ended_by_id", "given_at", "given_by_id", "holder_id", "id", "institution_id", "is_binding", "limit_number", "limit_unit", "outcome", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "red_at", "reminded_at", "return_kind", "role", "signed_at", "signed_by_id", "state", "stopped_at", "yellow_at") VALUES (OLD."asked", OLD."case_id", OLD."clock", OLD."due_at", OLD."ended_at", OLD."ended_by_id", OLD."given_at", OLD."given_by_id", OLD."holder_id", OLD."id", OLD."institution_id", OLD."is_binding", OLD."limit_number", OLD."limit_unit", OLD."outcome", OLD."paused_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."red_at", OLD."reminded_at", OLD."return_kind", OLD."role", OLD."signed_at", OLD."signed_by_id", OLD."state", OLD."stopped_at", OLD."yellow_at"); RETURN NULL;', hash='47cf6bdb9ae8cb09bb6b6241cb4147459e9dc324', operation='DELETE', pgid='pgtrigger_delete_delete_30c4d', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caserequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c9b70e7c735b4b897d14bf44f209b8507098630', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_34c24', table='grids_caserequestevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='caserequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'approved'])), fields=('case', 'leg', 'kind', 'round'), name='request_one_at_once', nulls_distinct=False, violation_error_message='已申请过，延期只有一次，暂停结束后才能再申请'),
        ),
        migrations.AddConstraint(
            model_name='caserequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='request_decided_at_a_time', violation_error_message='审批须有时间'),
        ),
        migrations.AddConstraint(
            model_name='caserequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='request_decided_by_another', violation_error_message='申请人不能审批本人的申请'),
        ),
        migrations.AddConstraint(
            model_name='caserequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extend'), ('number__gte', 1)), models.Q(models.Q(('kind', 'extend'), _negated=True), ('number__isnull', True)), _connector='OR'), name='request_extends_by_some', violation_error_message='延期须写明延长多少'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caserequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_caserequestevent" ("asked_at", "asked_by_id", "case_id", "decided_at", "decided_by_id", "ended_at", "id", "kind", "leg_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "round", "state", "words") SELECT new_values."asked_at", new_values."asked_by_id", new_values."case_id", new_values."decided_at", new_values."decided_by_id", new_values."ended_at", new_values."id", new_values."kind", new_values."leg_id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."round", new_values."state", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e9ad5d783eb1b14219a12dd70c9f4840f7746ee2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f9293', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_caserequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caserequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_caserequestevent" ("asked_at", "asked_by_id", "case_id", "decided_at", "decided_by_id", "ended_at", "id", "kind", "leg_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "round", "state", "words") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."case_id", NEW."decided_at", NEW."decided_by_id", NEW."ended_at", NEW."id", NEW."kind", NEW."leg_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."round", NEW."state", NEW."words"); RETURN NULL;', hash='7e769a29428142c931179e7cb8d766599f1adbf2', operation='UPDATE', pgid='pgtrigger_update_update_60936', table='grids_caserequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caserequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_caserequestevent" ("asked_at", "asked_by_id", "case_id", "decided_at", "decided_by_id", "ended_at", "id", "kind", "leg_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "round", "state", "words") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."case_id", OLD."decided_at", OLD."decided_by_id", OLD."ended_at", OLD."id", OLD."kind", OLD."leg_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."round", OLD."state", OLD."words"); RETURN NULL;', hash='0a341d791b7960bbafb30f85a57a94980ed36db3', operation='DELETE', pgid='pgtrigger_delete_delete_d4ca9', table='grids_caserequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseclockevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6835b05e10d32dc0c470ff477e84f2b786550b82', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_68fa0', table='grids_caseclockevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='caseclock',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__isnull', True), ('paused_at__isnull', True), _connector='OR'), name='grids_caseclock_stands_without_due', violation_error_message='暂停期间没有到期时间'),
        ),
        migrations.AddConstraint(
            model_name='caseclock',
            constraint=models.UniqueConstraint(fields=('case', 'leg', 'kind', 'round'), name='clock_once_a_round', nulls_distinct=False, violation_error_message='这一轮已在计时'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseclock',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_caseclockevent" ("case_id", "clock", "due_at", "id", "kind", "leg_id", "limit_number", "limit_unit", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_at", "reminded_at", "round", "stopped_at", "yellow_at") SELECT new_values."case_id", new_values."clock", new_values."due_at", new_values."id", new_values."kind", new_values."leg_id", new_values."limit_number", new_values."limit_unit", new_values."paused_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."red_at", new_values."reminded_at", new_values."round", new_values."stopped_at", new_values."yellow_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='485aca0d58f5e63a34795934af797daefe34eff5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c6361', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_caseclock', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseclock',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_caseclockevent" ("case_id", "clock", "due_at", "id", "kind", "leg_id", "limit_number", "limit_unit", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_at", "reminded_at", "round", "stopped_at", "yellow_at") VALUES (NEW."case_id", NEW."clock", NEW."due_at", NEW."id", NEW."kind", NEW."leg_id", NEW."limit_number", NEW."limit_unit", NEW."paused_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."red_at", NEW."reminded_at", NEW."round", NEW."stopped_at", NEW."yellow_at"); RETURN NULL;', hash='ebfe992884c72c2304a54bff7b9fdaaed91999d7', operation='UPDATE', pgid='pgtrigger_update_update_f9b4c', table='grids_caseclock', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseclock',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_caseclockevent" ("case_id", "clock", "due_at", "id", "kind", "leg_id", "limit_number", "limit_unit", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_at", "reminded_at", "round", "stopped_at", "yellow_at") VALUES (OLD."case_id", OLD."clock", OLD."due_at", OLD."id", OLD."kind", OLD."leg_id", OLD."limit_number", OLD."limit_unit", OLD."paused_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."red_at", OLD."reminded_at", OLD."round", OLD."stopped_at", OLD."yellow_at"); RETURN NULL;', hash='df92784f43adbc1fc6532cfdb35204c317235af2', operation='DELETE', pgid='pgtrigger_delete_delete_76d7a', table='grids_caseclock', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='392497a8b3bb5d561ae82693a35c45cc9d961736', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_96efb', table='grids_legevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b485a85f7e564b84447471deb1bab054c8849a04', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8bab1', table='grids_caseevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['area', 'state'], name='case_of_area'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', 'due_at'], name='case_by_due'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['category', 'area', 'opened_at'], name='case_alike'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='case_merged_into_one', violation_error_message='并案须指明并入的事项'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into', models.F('id')), _negated=True), models.Q(('parent', models.F('id')), _negated=True)), name='case_not_its_own', violation_error_message='不能并入或分自本事项'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'verified', 'rated', 'closed']), _negated=True), models.Q(('done_at__isnull', False), models.Q(('result', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='case_done_with_answer', violation_error_message='办结须有结果、答复和时间'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['verified', 'rated', 'closed']), _negated=True), models.Q(('verified_at__isnull', False), models.Q(('verified_by', models.F('done_by')), _negated=True)), _connector='OR'), name='case_verified_by_another', violation_error_message='办结人不能核查本人办结的事项'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='case_closed_at_a_time', violation_error_message='结案须有时间'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_ours'), _negated=True), ('outside__isnull', False), _connector='OR'), name='case_not_ours_names_channel', violation_error_message='不受理须指明渠道'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_caseevent" ("accepted_at", "accepted_by_id", "answer", "area_id", "assigned_at", "assigned_by_id", "category_id", "client_key", "closed_at", "closed_by_id", "done_at", "done_by_id", "due_at", "excluded_at", "follows_id", "handled_by_id", "hops", "id", "lead_id", "level", "merged_into_id", "number", "opened_at", "opened_by_id", "outside_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "reopened_at", "result", "returns", "round", "state", "title", "verified_at", "verified_by_id", "words") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."answer", new_values."area_id", new_values."assigned_at", new_values."assigned_by_id", new_values."category_id", new_values."client_key", new_values."closed_at", new_values."closed_by_id", new_values."done_at", new_values."done_by_id", new_values."due_at", new_values."excluded_at", new_values."follows_id", new_values."handled_by_id", new_values."hops", new_values."id", new_values."lead_id", new_values."level", new_values."merged_into_id", new_values."number", new_values."opened_at", new_values."opened_by_id", new_values."outside_id", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."reason", new_values."reopened_at", new_values."result", new_values."returns", new_values."round", new_values."state", new_values."title", new_values."verified_at", new_values."verified_by_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d95a3e9ef31d5e71c6ebc5b132440a9b4df3969d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_96187', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_caseevent" ("accepted_at", "accepted_by_id", "answer", "area_id", "assigned_at", "assigned_by_id", "category_id", "client_key", "closed_at", "closed_by_id", "done_at", "done_by_id", "due_at", "excluded_at", "follows_id", "handled_by_id", "hops", "id", "lead_id", "level", "merged_into_id", "number", "opened_at", "opened_by_id", "outside_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "reopened_at", "result", "returns", "round", "state", "title", "verified_at", "verified_by_id", "words") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."answer", NEW."area_id", NEW."assigned_at", NEW."assigned_by_id", NEW."category_id", NEW."client_key", NEW."closed_at", NEW."closed_by_id", NEW."done_at", NEW."done_by_id", NEW."due_at", NEW."excluded_at", NEW."follows_id", NEW."handled_by_id", NEW."hops", NEW."id", NEW."lead_id", NEW."level", NEW."merged_into_id", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."outside_id", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."reason", NEW."reopened_at", NEW."result", NEW."returns", NEW."round", NEW."state", NEW."title", NEW."verified_at", NEW."verified_by_id", NEW."words"); RETURN NULL;', hash='2353bbce5f98db19dfc354086ebee089b0f91513', operation='UPDATE', pgid='pgtrigger_update_update_4e705', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_caseevent" ("accepted_at", "accepted_by_id", "answer", "area_id", "assigned_at", "assigned_by_id", "category_id", "client_key", "closed_at", "closed_by_id", "done_at", "done_by_id", "due_at", "excluded_at", "follows_id", "handled_by_id", "hops", "id", "lead_id", "level", "merged_into_id", "number", "opened_at", "opened_by_id", "outside_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "reopened_at", "result", "returns", "round", "state", "title", "verified_at", "verified_by_id", "words") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."answer", OLD."area_id", OLD."assigned_at", OLD."assigned_by_id", OLD."category_id", OLD."client_key", OLD."closed_at", OLD."closed_by_id", OLD."done_at", OLD."done_by_id", OLD."due_at", OLD."excluded_at", OLD."follows_id", OLD."handled_by_id", OLD."hops", OLD."id", OLD."lead_id", OLD."level", OLD."merged_into_id", OLD."number", OLD."opened_at", OLD."opened_by_id", OLD."outside_id", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."reason", OLD."reopened_at", OLD."result", OLD."returns", OLD."round", OLD."state", OLD."title", OLD."verified_at", OLD."verified_by_id", OLD."words"); RETURN NULL;', hash='03ce87db2ab11e6256cc426c23d51d2b144dfa95', operation='DELETE', pgid='pgtrigger_delete_delete_55e5e', table='grids_case', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['case', 'told_at'], name='report_of_case'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('outside_number', ''), _negated=True), fields=('source', 'outside_number', 'year'), name='report_once_a_year', violation_error_message='这一来件编号本年度已登记'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied_at__isnull', True), ('reply', '')), models.Q(('replied_at__isnull', False), models.Q(('reply', ''), _negated=True)), _connector='OR'), name='report_replied_with_words', violation_error_message='答复须有内容和时间'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('stars__isnull', True), models.Q(('stars__gte', 1), ('stars__lte', 5)), _connector='OR'), name='report_stars_one_to_five', violation_error_message='满意度应为1到5星'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_reportevent" ("case_id", "channel", "contacted_at", "entered_at", "entered_by_id", "first_case_id", "id", "is_solved", "outside_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_for", "purged_at", "rated_at", "replied_at", "replied_by_id", "reply", "source", "stars", "told_at", "was_contacted", "words", "year") SELECT new_values."case_id", new_values."channel", new_values."contacted_at", new_values."entered_at", new_values."entered_by_id", new_values."first_case_id", new_values."id", new_values."is_solved", new_values."outside_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone_for", new_values."purged_at", new_values."rated_at", new_values."replied_at", new_values."replied_by_id", new_values."reply", new_values."source", new_values."stars", new_values."told_at", new_values."was_contacted", new_values."words", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='901e9f28a59b13e42ee36433d8802fdaf3d93a83', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_15096', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."contacted_at" IS DISTINCT FROM (NEW."contacted_at") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."first_case_id" IS DISTINCT FROM (NEW."first_case_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_solved" IS DISTINCT FROM (NEW."is_solved") OR OLD."outside_number" IS DISTINCT FROM (NEW."outside_number") OR OLD."phone_for" IS DISTINCT FROM (NEW."phone_for") OR OLD."purged_at" IS DISTINCT FROM (NEW."purged_at") OR OLD."rated_at" IS DISTINCT FROM (NEW."rated_at") OR OLD."replied_at" IS DISTINCT FROM (NEW."replied_at") OR OLD."replied_by_id" IS DISTINCT FROM (NEW."replied_by_id") OR OLD."reply" IS DISTINCT FROM (NEW."reply") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."stars" IS DISTINCT FROM (NEW."stars") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."was_contacted" IS DISTINCT FROM (NEW."was_contacted") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "grids_reportevent" ("case_id", "channel", "contacted_at", "entered_at", "entered_by_id", "first_case_id", "id", "is_solved", "outside_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_for", "purged_at", "rated_at", "replied_at", "replied_by_id", "reply", "source", "stars", "told_at", "was_contacted", "words", "year") VALUES (NEW."case_id", NEW."channel", NEW."contacted_at", NEW."entered_at", NEW."entered_by_id", NEW."first_case_id", NEW."id", NEW."is_solved", NEW."outside_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone_for", NEW."purged_at", NEW."rated_at", NEW."replied_at", NEW."replied_by_id", NEW."reply", NEW."source", NEW."stars", NEW."told_at", NEW."was_contacted", NEW."words", NEW."year"); RETURN NULL;', hash='2bab731cb12254e34c6c08aa5bae06c1cd43b9cb', operation='UPDATE', pgid='pgtrigger_update_update_e601e', table='grids_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_reportevent" ("case_id", "channel", "contacted_at", "entered_at", "entered_by_id", "first_case_id", "id", "is_solved", "outside_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_for", "purged_at", "rated_at", "replied_at", "replied_by_id", "reply", "source", "stars", "told_at", "was_contacted", "words", "year") VALUES (OLD."case_id", OLD."channel", OLD."contacted_at", OLD."entered_at", OLD."entered_by_id", OLD."first_case_id", OLD."id", OLD."is_solved", OLD."outside_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone_for", OLD."purged_at", OLD."rated_at", OLD."replied_at", OLD."replied_by_id", OLD."reply", OLD."source", OLD."stars", OLD."told_at", OLD."was_contacted", OLD."words", OLD."year"); RETURN NULL;', hash='91f9be829fee8ee003b2a41b3a337c203c739c43', operation='DELETE', pgid='pgtrigger_delete_delete_d1395', table='grids_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b6b4e884bcc693e5231e3ef0cfa9d727ee11f6ee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6624f', table='grids_reportevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), ('why', '')), models.Q(('state', 'refused'), models.Q(('why', ''), _negated=True)), _connector='OR'), name='sending_refused_with_why', violation_error_message='不予下派须有原因'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sending',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_sendingevent" ("case_id", "duty", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "state", "why", "words") SELECT new_values."case_id", new_values."duty", new_values."id", new_values."institution_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sent_at", new_values."sent_by_id", new_values."state", new_values."why", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='80c1905093d2ffccce5dcfbdc127bdfaabcf6ed8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_60768', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_sending', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sending',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_sendingevent" ("case_id", "duty", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "state", "why", "words") VALUES (NEW."case_id", NEW."duty", NEW."id", NEW."institution_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at", NEW."sent_by_id", NEW."state", NEW."why", NEW."words"); RETURN NULL;', hash='08957a8c789045f5444b72a45cc282ca9d863889', operation='UPDATE', pgid='pgtrigger_update_update_cfd7f', table='grids_sending', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sending',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_sendingevent" ("case_id", "duty", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "state", "why", "words") VALUES (OLD."case_id", OLD."duty", OLD."id", OLD."institution_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."sent_by_id", OLD."state", OLD."why", OLD."words"); RETURN NULL;', hash='4dc45fefe811c4b224aff6d7527f408477c2efa5', operation='DELETE', pgid='pgtrigger_delete_delete_89dd7', table='grids_sending', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sendingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a7afa7d3afb4e85d55f72cc6e1eb6ffaf1da283f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_31c43', table='grids_sendingevent', when='BEFORE')),
        ),
        ]),
        migrations.RunSQL(
            "CREATE SEQUENCE grids_case_number", "DROP SEQUENCE grids_case_number"
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
