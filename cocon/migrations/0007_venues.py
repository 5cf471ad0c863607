"""Venues, rooms, bookings, with the norms of space and the numbers of bookings that an empty database starts with (docs/rules.md)."""

from datetime import date

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
NORMS = [("community", 400), ("per_hundred", 30), ("large", 1000)]
DEADLINES = [
    ("booking_contact", 180, "day"),
    ("booking_no_shows", 2, "time"),
    ("booking_no_show_days", 90, "day"),
    ("booking_limited", 30, "day"),
    ("booking_keep", 2, "day"),
    ("booking_offer", 24, "hour"),
]


def fill(apps, schema_editor):
    for key, number in NORMS:
        apps.get_model("cocon", "SpaceNorm").objects.create(key=key, number=number, active_from=START)
    for key, number, unit in DEADLINES:
        rules = apps.get_model("orgtree", "DeadlineRule").objects
        rules.create(key=key, number=number, unit=unit, active_from=START, state="published")


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0006_agreements'),
        ('orgtree', '0014_task_files_and_remarks'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0010_session_photo_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('use', models.CharField(choices=[('office', '党组织办公室'), ('meeting', '党员活动室'), ('reading', '图书阅览室'), ('mediation', '调解室'), ('service_station', '社区服务站'), ('police_station', '警务站'), ('health_station', '卫生服务站'), ('hall', '便民服务厅'), ('classroom', '培训教室'), ('outdoor', '室外场地'), ('other', '其他')], max_length=16, verbose_name='功能')),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='容纳人数')),
                ('hours', models.CharField(default='一至五 8:30-12:00、14:00-18:00', help_text='写法如：一至五 8:30-12:00、14:00-21:00；六日 9:00-17:00', max_length=120, verbose_name='开放时间')),
                ('is_lent', models.BooleanField(default=True, verbose_name='可以预约')),
                ('asks_approval', models.BooleanField(default=False, help_text='不选则空着就能约到', verbose_name='须社区确认')),
                ('checks_in', models.BooleanField(default=False, help_text='选了的，开始15分钟还没登记到场就自动放出', verbose_name='到场登记')),
                ('lead_days', models.PositiveSmallIntegerField(default=0, help_text='至少提前几个工作日预约；0为当天也可以', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='提前天数')),
                ('cancel_days', models.PositiveSmallIntegerField(default=0, help_text='至少提前几个工作日取消；0为开始前都可以', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='取消期限')),
                ('ahead_days', models.PositiveSmallIntegerField(default=60, help_text='最远可以约到多少天以后', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='可约天数')),
                ('prepare', models.PositiveSmallIntegerField(default=0, help_text='每次使用前留出的分钟数', validators=[django.core.validators.MaxValueValidator(240)], verbose_name='准备时间')),
                ('longest', models.PositiveSmallIntegerField(default=240, help_text='一次最多多少分钟', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(1440)], verbose_name='最长使用')),
                ('most_a_day', models.PositiveSmallIntegerField(default=2, help_text='同一人每天最多约几次', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='每天次数')),
            ],
            options={
                'verbose_name': '房间与场地',
                'verbose_name_plural': '房间与场地',
                'ordering': ['venue', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BookingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=40, verbose_name='使用团队')),
                ('purpose', models.CharField(max_length=60, verbose_name='用途')),
                ('first_day', models.DateField(verbose_name='第一天')),
                ('last_day', models.DateField(verbose_name='最后一天')),
                ('every_weeks', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8)], verbose_name='每几周一次')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'verbose_name': '长期使用',
                'verbose_name_plural': '长期使用',
                'ordering': ['-first_day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('normal', '预约'), ('behalf', '代为预约'), ('staff', '社区自用'), ('series', '长期使用'), ('blocked', '停用')], default='normal', max_length=8, verbose_name='种类')),
                ('state', models.CharField(choices=[('asked', '待确认'), ('confirmed', '已预约'), ('waiting', '候补中'), ('offered', '待接受'), ('attended', '已使用'), ('refused', '未通过'), ('cancelled', '已取消'), ('no_show', '未到'), ('lapsed', '已失效')], default='asked', max_length=10, verbose_name='状态')),
                ('door', models.CharField(choices=[('web', '网上'), ('phone', '手机'), ('desk', '电话'), ('walk_in', '现场')], max_length=8, verbose_name='预约方式')),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='结束时间')),
                ('span', django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False, verbose_name='占用时段')),
                ('group', models.CharField(blank=True, max_length=40, verbose_name='使用团队')),
                ('purpose', models.CharField(max_length=60, verbose_name='用途')),
                ('people', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='预计人数')),
                ('contact_name', models.CharField(blank=True, max_length=20, verbose_name='联系人')),
                ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='联系电话')),
                ('phone_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('once', models.CharField(editable=False, max_length=36, null=True, unique=True)),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='办理时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('visitors', models.PositiveIntegerField(blank=True, null=True, verbose_name='到场人数')),
                ('offered_until', models.DateTimeField(blank=True, null=True, verbose_name='候补接受期限')),
                ('kept_at', models.DateTimeField(blank=True, null=True, verbose_name='再次确认时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='volunteers.member', verbose_name='预约党员')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='cocon.bookingseries', verbose_name='长期使用')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'verbose_name': '场地预约',
                'verbose_name_plural': '场地预约',
                'ordering': ['-starts_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='结束时间')),
                ('reason', models.CharField(help_text='所有人可见，如：消防检修', max_length=60, verbose_name='闭馆原因')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'verbose_name': '闭馆安排',
                'verbose_name_plural': '闭馆安排',
                'ordering': ['-starts_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Facility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('centre', '党群服务中心'), ('health', '卫生服务站'), ('elderly', '养老服务'), ('child', '托幼服务'), ('school', '小学或幼儿园'), ('shop', '便利店或菜店'), ('culture', '文体活动场地'), ('green', '公园绿地')], max_length=10, verbose_name='类别')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilities', to='orgtree.area', verbose_name='社区')),
            ],
            options={
                'verbose_name': '生活圈设施',
                'verbose_name_plural': '生活圈设施',
                'ordering': ['area', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FacilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('centre', '党群服务中心'), ('health', '卫生服务站'), ('elderly', '养老服务'), ('child', '托幼服务'), ('school', '小学或幼儿园'), ('shop', '便利店或菜店'), ('culture', '文体活动场地'), ('green', '公园绿地')], max_length=10, verbose_name='类别')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.facility')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FloorChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('opened', '启用'), ('added', '新增'), ('given_up', '减少'), ('renovated', '改造')], max_length=10, verbose_name='事项')),
                ('day', models.DateField(verbose_name='日期')),
                ('m2', models.PositiveIntegerField(verbose_name='面积（平方米）')),
                ('cost', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='结算资金（分）')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                ('below_norm', models.BooleanField(default=False, verbose_name='此前不达标')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '面积与建设',
                'verbose_name_plural': '面积与建设',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RefusedDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日期')),
                ('why', models.CharField(choices=[('overlap', '重叠'), ('closed', '闭馆'), ('rule', '规则')], max_length=8, verbose_name='原因')),
                ('words', models.CharField(max_length=100, verbose_name='说明')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refused_dates', to='cocon.bookingseries', verbose_name='长期使用')),
            ],
            options={
                'verbose_name': '未排上的日期',
                'verbose_name_plural': '未排上的日期',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='RefusedDateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='日期')),
                ('why', models.CharField(choices=[('overlap', '重叠'), ('closed', '闭馆'), ('rule', '规则')], max_length=8, verbose_name='原因')),
                ('words', models.CharField(max_length=100, verbose_name='说明')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.refuseddate')),
                ('series', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.bookingseries', verbose_name='长期使用')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClosureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='结束时间')),
                ('reason', models.CharField(help_text='所有人可见，如：消防检修', max_length=60, verbose_name='闭馆原因')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.closure')),
                ('room', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BookingSeriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('group', models.CharField(max_length=40, verbose_name='使用团队')),
                ('purpose', models.CharField(max_length=60, verbose_name='用途')),
                ('first_day', models.DateField(verbose_name='第一天')),
                ('last_day', models.DateField(verbose_name='最后一天')),
                ('every_weeks', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8)], verbose_name='每几周一次')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.bookingseries')),
                ('room', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BookingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('normal', '预约'), ('behalf', '代为预约'), ('staff', '社区自用'), ('series', '长期使用'), ('blocked', '停用')], default='normal', max_length=8, verbose_name='种类')),
                ('state', models.CharField(choices=[('asked', '待确认'), ('confirmed', '已预约'), ('waiting', '候补中'), ('offered', '待接受'), ('attended', '已使用'), ('refused', '未通过'), ('cancelled', '已取消'), ('no_show', '未到'), ('lapsed', '已失效')], default='asked', max_length=10, verbose_name='状态')),
                ('door', models.CharField(choices=[('web', '网上'), ('phone', '手机'), ('desk', '电话'), ('walk_in', '现场')], max_length=8, verbose_name='预约方式')),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='结束时间')),
                ('group', models.CharField(blank=True, max_length=40, verbose_name='使用团队')),
                ('purpose', models.CharField(max_length=60, verbose_name='用途')),
                ('people', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='预计人数')),
                ('once', models.CharField(editable=False, max_length=36, null=True)),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='办理时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('visitors', models.PositiveIntegerField(blank=True, null=True, verbose_name='到场人数')),
                ('offered_until', models.DateTimeField(blank=True, null=True, verbose_name='候补接受期限')),
                ('kept_at', models.DateTimeField(blank=True, null=True, verbose_name='再次确认时间')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('member', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.member', verbose_name='预约党员')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.booking')),
                ('series', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.bookingseries', verbose_name='长期使用')),
                ('room', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoomEcho',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('good', models.PositiveIntegerField(default=0, verbose_name='满意')),
                ('fair', models.PositiveIntegerField(default=0, verbose_name='一般')),
                ('poor', models.PositiveIntegerField(default=0, verbose_name='不满意')),
                ('room', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='echo', to='cocon.room', verbose_name='房间')),
            ],
            options={
                'verbose_name': '使用评价',
                'verbose_name_plural': '使用评价',
            },
        ),
        migrations.CreateModel(
            name='SpaceNorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('community', '每个社区公共用房面积'), ('per_hundred', '每百户公共用房面积'), ('large', '大型党群服务中心面积')], max_length=12, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='平方米')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '用房标准',
                'verbose_name_plural': '用房标准',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SpaceNormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(choices=[('community', '每个社区公共用房面积'), ('per_hundred', '每百户公共用房面积'), ('large', '大型党群服务中心面积')], max_length=12, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='平方米')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.spacenorm')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('kind', models.CharField(choices=[('centre', '党群服务中心'), ('hall', '便民服务大厅'), ('station', '党群驿站'), ('square', '党建文化广场'), ('base', '组织生活基地'), ('lecture', '讲习所'), ('studio', '书记工作室'), ('point', '便民服务网点'), ('other', '其他活动场所')], max_length=10, verbose_name='类别')),
                ('base_kind', models.CharField(blank=True, choices=[('education', '党性教育'), ('practice', '实践锻炼'), ('service', '志愿服务'), ('culture', '红色文化')], help_text='组织生活基地必选，其他的不选', max_length=10, verbose_name='基地类型')),
                ('address', models.CharField(max_length=80, verbose_name='地址')),
                ('is_public', models.BooleanField(default=True, verbose_name='向居民开放')),
                ('since', models.DateField(verbose_name='启用日期')),
                ('until', models.DateField(blank=True, help_text='最后使用的一天', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='orgtree.area', verbose_name='所属区域')),
                ('unit', models.ForeignKey(blank=True, help_text='由驻区单位开放的场所选单位；社区自己的不选', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='orgtree.institution', verbose_name='开放单位')),
            ],
            options={
                'verbose_name': '阵地',
                'verbose_name_plural': '阵地',
                'ordering': ['area', 'kind', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RoomEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('use', models.CharField(choices=[('office', '党组织办公室'), ('meeting', '党员活动室'), ('reading', '图书阅览室'), ('mediation', '调解室'), ('service_station', '社区服务站'), ('police_station', '警务站'), ('health_station', '卫生服务站'), ('hall', '便民服务厅'), ('classroom', '培训教室'), ('outdoor', '室外场地'), ('other', '其他')], max_length=16, verbose_name='功能')),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='容纳人数')),
                ('hours', models.CharField(default='一至五 8:30-12:00、14:00-18:00', help_text='写法如：一至五 8:30-12:00、14:00-21:00；六日 9:00-17:00', max_length=120, verbose_name='开放时间')),
                ('is_lent', models.BooleanField(default=True, verbose_name='可以预约')),
                ('asks_approval', models.BooleanField(default=False, help_text='不选则空着就能约到', verbose_name='须社区确认')),
                ('checks_in', models.BooleanField(default=False, help_text='选了的，开始15分钟还没登记到场就自动放出', verbose_name='到场登记')),
                ('lead_days', models.PositiveSmallIntegerField(default=0, help_text='至少提前几个工作日预约；0为当天也可以', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='提前天数')),
                ('cancel_days', models.PositiveSmallIntegerField(default=0, help_text='至少提前几个工作日取消；0为开始前都可以', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='取消期限')),
                ('ahead_days', models.PositiveSmallIntegerField(default=60, help_text='最远可以约到多少天以后', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='可约天数')),
                ('prepare', models.PositiveSmallIntegerField(default=0, help_text='每次使用前留出的分钟数', validators=[django.core.validators.MaxValueValidator(240)], verbose_name='准备时间')),
                ('longest', models.PositiveSmallIntegerField(default=240, help_text='一次最多多少分钟', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(1440)], verbose_name='最长使用')),
                ('most_a_day', models.PositiveSmallIntegerField(default=2, help_text='同一人每天最多约几次', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='每天次数')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.room')),
                ('venue', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.venue', verbose_name='阵地')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='room',
            name='venue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='cocon.venue', verbose_name='阵地'),
        ),
        migrations.CreateModel(
            name='FloorChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('opened', '启用'), ('added', '新增'), ('given_up', '减少'), ('renovated', '改造')], max_length=10, verbose_name='事项')),
                ('day', models.DateField(verbose_name='日期')),
                ('m2', models.PositiveIntegerField(verbose_name='面积（平方米）')),
                ('cost', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='结算资金（分）')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                ('below_norm', models.BooleanField(default=False, verbose_name='此前不达标')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.floorchange')),
                ('venue', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.venue', verbose_name='阵地')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='floorchange',
            name='venue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_changes', to='cocon.venue', verbose_name='阵地'),
        ),
        migrations.CreateModel(
            name='VenueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('kind', models.CharField(choices=[('centre', '党群服务中心'), ('hall', '便民服务大厅'), ('station', '党群驿站'), ('square', '党建文化广场'), ('base', '组织生活基地'), ('lecture', '讲习所'), ('studio', '书记工作室'), ('point', '便民服务网点'), ('other', '其他活动场所')], max_length=10, verbose_name='类别')),
                ('base_kind', models.CharField(blank=True, choices=[('education', '党性教育'), ('practice', '实践锻炼'), ('service', '志愿服务'), ('culture', '红色文化')], help_text='组织生活基地必选，其他的不选', max_length=10, verbose_name='基地类型')),
                ('address', models.CharField(max_length=80, verbose_name='地址')),
                ('is_public', models.BooleanField(default=True, verbose_name='向居民开放')),
                ('since', models.DateField(verbose_name='启用日期')),
                ('until', models.DateField(blank=True, help_text='最后使用的一天', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所属区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.venue')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, help_text='由驻区单位开放的场所选单位；社区自己的不选', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='开放单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='facility',
            constraint=models.UniqueConstraint(fields=('area', 'kind', 'name'), name='facility_once', violation_error_message='已登记这一设施'),
        ),
        migrations.AddConstraint(
            model_name='facility',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='facility_ends_after_it_begins', violation_error_message='结束日期不能早于开始日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_facilityevent" ("area_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."area_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='edba4aa4af224e905be053796fce5aa38ca66a77', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69b1f', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_facilityevent" ("area_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."area_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;', hash='17cdbf70683185e55bd521a4a1466ee8b143f248', operation='UPDATE', pgid='pgtrigger_update_update_699c9', table='cocon_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_facilityevent" ("area_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."area_id", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;', hash='9fdb26127e305941cc62273424a30cb2ede02049', operation='DELETE', pgid='pgtrigger_delete_delete_92a33', table='cocon_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, kind, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_facility.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a10200afd664ddd8fc368e67e318d8f1974a0e80', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_11e4e', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id, kind, since, until FROM old_rows EXCEPT SELECT id, area_id, kind, since, until FROM new_rows) UNION ALL (SELECT id, area_id, kind, since, until FROM new_rows EXCEPT SELECT id, area_id, kind, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_facility.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='2110f92c5a283894114a4cf05903c14c91abfbb7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_e4381', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, kind, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_facility.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='da7e53e87a160ef4ea9412d6a7a92a8a0cf62382', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_19b3c', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4021ba0ac478d4ebca10c466013e3b17ef8cd647', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_10eff', table='cocon_facilityevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='refuseddate',
            constraint=models.UniqueConstraint(fields=('series', 'day'), name='refused_date_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refuseddate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_refuseddateevent" ("day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id", "why", "words") SELECT new_values."day", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."series_id", new_values."why", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c4308a291c79dd9bf21680bd0f90eca95c8cc970', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_10e38', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_refuseddate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refuseddate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_refuseddateevent" ("day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id", "why", "words") VALUES (NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."series_id", NEW."why", NEW."words"); RETURN NULL;', hash='649c835722bbc87ec782722376638c29c3730ce7', operation='UPDATE', pgid='pgtrigger_update_update_01ece', table='cocon_refuseddate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refuseddate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_refuseddateevent" ("day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id", "why", "words") VALUES (OLD."day", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."series_id", OLD."why", OLD."words"); RETURN NULL;', hash='ddd2a37bcf21d949de05f00f2127443f91e1ca20', operation='DELETE', pgid='pgtrigger_delete_delete_72b8c', table='cocon_refuseddate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refuseddateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a2aff82afb2d1c81399ba07a761c3b0229d0f83a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84fb1', table='cocon_refuseddateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='54c33597ae3e1b42655426ac0214b2452a3299db', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_271a9', table='cocon_closureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='closure_ends_after_it_begins', violation_error_message='结束时间应晚于开始时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_closureevent" ("ends_at", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "room_id", "starts_at") SELECT new_values."ends_at", new_values."entered_at", new_values."entered_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."room_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='db85ca02c2e6c7d4de3dc63656570dbef2f6da99', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4958b', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_closure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_closureevent" ("ends_at", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "room_id", "starts_at") VALUES (NEW."ends_at", NEW."entered_at", NEW."entered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."room_id", NEW."starts_at"); RETURN NULL;', hash='0f32b4a2f9a09e3ce67f2f9f0e03dea006a72b8a', operation='UPDATE', pgid='pgtrigger_update_update_9f4f2', table='cocon_closure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_closureevent" ("ends_at", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "room_id", "starts_at") VALUES (OLD."ends_at", OLD."entered_at", OLD."entered_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."room_id", OLD."starts_at"); RETURN NULL;', hash='8cd12f4c2c7612092015b322a7355d843c8cfc28', operation='DELETE', pgid='pgtrigger_delete_delete_524fe', table='cocon_closure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingseriesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='beadcc00962acea727380ff4110654c93ce56917', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dde9c', table='cocon_bookingseriesevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='bookingseries',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='booking_series_ends_after_it_begins', violation_error_message='最后一天不能早于第一天'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingseries',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_bookingseriesevent" ("entered_at", "entered_by_id", "every_weeks", "first_day", "group", "id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "room_id") SELECT new_values."entered_at", new_values."entered_by_id", new_values."every_weeks", new_values."first_day", new_values."group", new_values."id", new_values."last_day", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."room_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='013c9a4e518eefa901318114a5b60ede064edb58', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a265b', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_bookingseries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingseries',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_bookingseriesevent" ("entered_at", "entered_by_id", "every_weeks", "first_day", "group", "id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "room_id") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."every_weeks", NEW."first_day", NEW."group", NEW."id", NEW."last_day", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."room_id"); RETURN NULL;', hash='70ad0869c5f182323f1be6b66cd70bc581f64abf', operation='UPDATE', pgid='pgtrigger_update_update_1479e', table='cocon_bookingseries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingseries',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_bookingseriesevent" ("entered_at", "entered_by_id", "every_weeks", "first_day", "group", "id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "room_id") VALUES (OLD."entered_at", OLD."entered_by_id", OLD."every_weeks", OLD."first_day", OLD."group", OLD."id", OLD."last_day", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."room_id"); RETURN NULL;', hash='5682226982ff5ec6feb1fb7364e48cf12f25387b', operation='DELETE', pgid='pgtrigger_delete_delete_5a9e1', table='cocon_bookingseries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a8a7b9205558a8a62c1b48cb3398703e87c99d47', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_97a92', table='cocon_bookingevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['room', 'starts_at'], name='booking_of_room'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['phone_key', 'starts_at'], name='booking_of_phone'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['state', 'starts_at'], name='booking_by_state'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('confirmed', 'offered', 'attended'))), expressions=[(models.Func(models.F('room_id'), models.F('room_id'), models.Value('[]'), function='int8range'), '&&'), ('span', '&&')], name='booking_no_overlap', violation_error_message='这段时间已经有人预约'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_it_begins', violation_error_message='结束时间应晚于开始时间'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('visitors__isnull', True), ('state', 'attended'), _connector='XOR'), name='booking_attended_with_heads', violation_error_message='已使用的须有到场人数'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('offered_until__isnull', True), ('state', 'offered'), _connector='XOR'), name='booking_offered_until', violation_error_message='待接受的须有期限'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_bookingevent" ("decided_at", "decided_by_id", "door", "ends_at", "entered_at", "entered_by_id", "group", "id", "kept_at", "kind", "member_id", "offered_until", "once", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room_id", "series_id", "starts_at", "state", "visitors") SELECT new_values."decided_at", new_values."decided_by_id", new_values."door", new_values."ends_at", new_values."entered_at", new_values."entered_by_id", new_values."group", new_values."id", new_values."kept_at", new_values."kind", new_values."member_id", new_values."offered_until", new_values."once", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."reason", new_values."room_id", new_values."series_id", new_values."starts_at", new_values."state", new_values."visitors" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9699b9ea78f8dbe8eda7e7585e4b481d4067ab2e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1f4cd', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."door" IS DISTINCT FROM (NEW."door") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."offered_until" IS DISTINCT FROM (NEW."offered_until") OR OLD."once" IS DISTINCT FROM (NEW."once") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."room_id" IS DISTINCT FROM (NEW."room_id") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."visitors" IS DISTINCT FROM (NEW."visitors"))', func='INSERT INTO "cocon_bookingevent" ("decided_at", "decided_by_id", "door", "ends_at", "entered_at", "entered_by_id", "group", "id", "kept_at", "kind", "member_id", "offered_until", "once", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room_id", "series_id", "starts_at", "state", "visitors") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."door", NEW."ends_at", NEW."entered_at", NEW."entered_by_id", NEW."group", NEW."id", NEW."kept_at", NEW."kind", NEW."member_id", NEW."offered_until", NEW."once", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."reason", NEW."room_id", NEW."series_id", NEW."starts_at", NEW."state", NEW."visitors"); RETURN NULL;', hash='1b6459b2f394aad39811b9564be6a20b639973a3', operation='UPDATE', pgid='pgtrigger_update_update_21209', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_bookingevent" ("decided_at", "decided_by_id", "door", "ends_at", "entered_at", "entered_by_id", "group", "id", "kept_at", "kind", "member_id", "offered_until", "once", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room_id", "series_id", "starts_at", "state", "visitors") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."door", OLD."ends_at", OLD."entered_at", OLD."entered_by_id", OLD."group", OLD."id", OLD."kept_at", OLD."kind", OLD."member_id", OLD."offered_until", OLD."once", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."reason", OLD."room_id", OLD."series_id", OLD."starts_at", OLD."state", OLD."visitors"); RETURN NULL;', hash='0aa2d24811de383b46cb9c2e8f7628cc4cbee4e7', operation='DELETE', pgid='pgtrigger_delete_delete_6cff9', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, visitors, door, starts_at, room_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_booking.room__venue__area.starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_room__venue.area_id::bigint AS area, (changed.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_room at_room, cocon_venue at_room__venue WHERE at_room.id = changed.room_id AND at_room__venue.id = at_room.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='b73d0e91006218b5b26ec5ed349a442abf9f70c5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_9eced', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, visitors, door, starts_at, room_id FROM old_rows EXCEPT SELECT id, state, visitors, door, starts_at, room_id FROM new_rows) UNION ALL (SELECT id, state, visitors, door, starts_at, room_id FROM new_rows EXCEPT SELECT id, state, visitors, door, starts_at, room_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_booking.room__venue__area.starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_room__venue.area_id::bigint AS area, (changed.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_room at_room, cocon_venue at_room__venue WHERE at_room.id = changed.room_id AND at_room__venue.id = at_room.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='06584ce0999284f65bf1845959ba6cd3b1aef330', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_25798', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, visitors, door, starts_at, room_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_booking.room__venue__area.starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_room__venue.area_id::bigint AS area, (changed.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_room at_room, cocon_venue at_room__venue WHERE at_room.id = changed.room_id AND at_room__venue.id = at_room.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d4a793f620cc57ae6bac166727d6939d182b7c78', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_68afa', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_booking', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='spacenorm',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='space_norm_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='spacenorm',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='space_norm_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spacenorm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_spacenormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7a6c614fee04afa584fab117ba7441fddb351835', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9b169', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_spacenorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spacenorm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_spacenormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='34ba78580a3003f6f2a3810bfd5f0ac27499a85a', operation='UPDATE', pgid='pgtrigger_update_update_9b17f', table='cocon_spacenorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spacenorm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_spacenormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='262d279107017854ece1c8067ea0832ace41a624', operation='DELETE', pgid='pgtrigger_delete_delete_1e029', table='cocon_spacenorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spacenorm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id, key, number, active_from, active_to FROM old_rows EXCEPT SELECT id, area_id, key, number, active_from, active_to FROM new_rows) UNION ALL (SELECT id, area_id, key, number, active_from, active_to FROM new_rows EXCEPT SELECT id, area_id, key, number, active_from, active_to FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_spacenorm.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='54d3b6a443d25d5a66d13b38ef331c15e5910857', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_123b8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_spacenorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spacenorm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, key, number, active_from, active_to FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_spacenorm.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='bc6458bb0d2f7268ec8ee50d973dcd4fd783cff6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_18bdc', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_spacenorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spacenormevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eedd3e4c4e6a1659100fd43569a4b0e47ce876d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_42ae9', table='cocon_spacenormevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='venue',
            constraint=models.UniqueConstraint(fields=('area', 'name'), name='venue_name_once', violation_error_message='这一区域已有同名的阵地'),
        ),
        migrations.AddConstraint(
            model_name='venue',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='venue_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        migrations.AddConstraint(
            model_name='venue',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'base'), ('base_kind', ''), _connector='XOR'), name='venue_base_has_a_kind', violation_error_message='组织生活基地要选基地类型，其他类别不选'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venue',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_venueevent" ("address", "area_id", "base_kind", "id", "is_public", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id", "until") SELECT new_values."address", new_values."area_id", new_values."base_kind", new_values."id", new_values."is_public", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."unit_id", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c376a6a8412898c7ac46181f307d2228a0837aa5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a6dd6', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_venue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venue',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_venueevent" ("address", "area_id", "base_kind", "id", "is_public", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id", "until") VALUES (NEW."address", NEW."area_id", NEW."base_kind", NEW."id", NEW."is_public", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."unit_id", NEW."until"); RETURN NULL;', hash='ce974afc45a94fa9aec1165d21f0ae6c01cd8d5d', operation='UPDATE', pgid='pgtrigger_update_update_bb180', table='cocon_venue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venue',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_venueevent" ("address", "area_id", "base_kind", "id", "is_public", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id", "until") VALUES (OLD."address", OLD."area_id", OLD."base_kind", OLD."id", OLD."is_public", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."unit_id", OLD."until"); RETURN NULL;', hash='6587819a7cd5c7d3d6007692c7e5d85ddcef649f', operation='DELETE', pgid='pgtrigger_delete_delete_cb8c5', table='cocon_venue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venue',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, unit_id, is_public, area_id, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, area_id, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area__parent.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_area.parent_id::bigint AS area, NULL::date AS first FROM orgtree_area at_area WHERE at_area.id = changed.area_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='0e0a645dd0886ebfe2394579d79392b5a2dbc168', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_45acb', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_venue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venue',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind, area_id FROM old_rows EXCEPT SELECT id, kind, area_id FROM new_rows) UNION ALL (SELECT id, kind, area_id FROM new_rows EXCEPT SELECT id, kind, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, kind, unit_id, is_public, area_id, since, until FROM old_rows EXCEPT SELECT id, kind, unit_id, is_public, area_id, since, until FROM new_rows) UNION ALL (SELECT id, kind, unit_id, is_public, area_id, since, until FROM new_rows EXCEPT SELECT id, kind, unit_id, is_public, area_id, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, kind, area_id, since, until FROM old_rows EXCEPT SELECT id, kind, area_id, since, until FROM new_rows) UNION ALL (SELECT id, kind, area_id, since, until FROM new_rows EXCEPT SELECT id, kind, area_id, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area__parent.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_area.parent_id::bigint AS area, NULL::date AS first FROM orgtree_area at_area WHERE at_area.id = changed.area_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='1ad783ae19f41ab910f7b6aeb663edf5d806db35', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_12ceb', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_venue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venue',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, unit_id, is_public, area_id, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, area_id, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_venue.area__parent.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_area.parent_id::bigint AS area, NULL::date AS first FROM orgtree_area at_area WHERE at_area.id = changed.area_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='11f76fa9747188082ba722425b105f6c260cddc0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_c3d0a', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_venue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roomevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4dfcf69af10dbbd48893c314428611d6825c920', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb513', table='cocon_roomevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('venue', 'name'), name='room_name_once', violation_error_message='这处阵地已有同名的房间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_roomevent" ("ahead_days", "asks_approval", "cancel_days", "capacity", "checks_in", "hours", "id", "is_lent", "lead_days", "longest", "most_a_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepare", "use", "venue_id") SELECT new_values."ahead_days", new_values."asks_approval", new_values."cancel_days", new_values."capacity", new_values."checks_in", new_values."hours", new_values."id", new_values."is_lent", new_values."lead_days", new_values."longest", new_values."most_a_day", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prepare", new_values."use", new_values."venue_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='06b31e41684affba6aafb3e6839ec788cab5d441', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_42fb0', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_roomevent" ("ahead_days", "asks_approval", "cancel_days", "capacity", "checks_in", "hours", "id", "is_lent", "lead_days", "longest", "most_a_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepare", "use", "venue_id") VALUES (NEW."ahead_days", NEW."asks_approval", NEW."cancel_days", NEW."capacity", NEW."checks_in", NEW."hours", NEW."id", NEW."is_lent", NEW."lead_days", NEW."longest", NEW."most_a_day", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prepare", NEW."use", NEW."venue_id"); RETURN NULL;', hash='93f97dbb69321496aecdff8d8addfc2438f0d642', operation='UPDATE', pgid='pgtrigger_update_update_aa39c', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_roomevent" ("ahead_days", "asks_approval", "cancel_days", "capacity", "checks_in", "hours", "id", "is_lent", "lead_days", "longest", "most_a_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepare", "use", "venue_id") VALUES (OLD."ahead_days", OLD."asks_approval", OLD."cancel_days", OLD."capacity", OLD."checks_in", OLD."hours", OLD."id", OLD."is_lent", OLD."lead_days", OLD."longest", OLD."most_a_day", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prepare", OLD."use", OLD."venue_id"); RETURN NULL;', hash='474a9ebedb63830a5e3bc3bfc4b5dff4288eaef5', operation='DELETE', pgid='pgtrigger_delete_delete_0b310', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, venue_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_room.venue__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue.area_id::bigint AS area, NULL::date AS first FROM cocon_venue at_venue WHERE at_venue.id = changed.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='333f544276d8cf416ef1a9497155a4f1c6440c80', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_f4668', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, venue_id FROM old_rows EXCEPT SELECT id, venue_id FROM new_rows) UNION ALL (SELECT id, venue_id FROM new_rows EXCEPT SELECT id, venue_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_room.venue__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue.area_id::bigint AS area, NULL::date AS first FROM cocon_venue at_venue WHERE at_venue.id = changed.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='0ad88bbf41abb9add83c94d2e6e5e51a6d7fa1d3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_ea478', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, venue_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_room.venue__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue.area_id::bigint AS area, NULL::date AS first FROM cocon_venue at_venue WHERE at_venue.id = changed.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='6aed925d4f3986704e8a77ce086fd666a1623c62', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_94d2e', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03524fa593b57a682bf8448d57b0c81ed1edf6ed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_df03a', table='cocon_floorchangeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='floorchange',
            constraint=models.CheckConstraint(condition=models.Q(('m2__gt', 0)), name='floor_change_has_floor', violation_error_message='请填写面积'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_floorchangeevent" ("below_norm", "cost", "day", "entered_at", "entered_by_id", "id", "kind", "m2", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "venue_id") SELECT new_values."below_norm", new_values."cost", new_values."day", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", new_values."m2", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."venue_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='23fe91f77d470723974d909a2657bcc69657c32f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_60cab', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_floorchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_floorchangeevent" ("below_norm", "cost", "day", "entered_at", "entered_by_id", "id", "kind", "m2", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "venue_id") VALUES (NEW."below_norm", NEW."cost", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."m2", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."venue_id"); RETURN NULL;', hash='d5ddfe4b9c28fd8ccdf96ca0650dec79830dbc31', operation='UPDATE', pgid='pgtrigger_update_update_d7803', table='cocon_floorchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_floorchangeevent" ("below_norm", "cost", "day", "entered_at", "entered_by_id", "id", "kind", "m2", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "venue_id") VALUES (OLD."below_norm", OLD."cost", OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."m2", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."venue_id"); RETURN NULL;', hash='177e7357ddd6d9deac04608804a4c42600f942d8', operation='DELETE', pgid='pgtrigger_delete_delete_17a9b', table='cocon_floorchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchange',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, m2, cost, day, venue_id, below_norm FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_floorchange.venue__area.day', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue.area_id::bigint AS area, changed.day::date AS first FROM cocon_venue at_venue WHERE at_venue.id = changed.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_floorchange.venue__area__parent.day', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue__area.parent_id::bigint AS area, changed.day::date AS first FROM cocon_venue at_venue, orgtree_area at_venue__area WHERE at_venue.id = changed.venue_id AND at_venue__area.id = at_venue.area_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='ae12b3d2569f9b170a7747e0d42dc28bc6a7e1ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_aab04', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_floorchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchange',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind, m2, cost, day, venue_id, below_norm FROM old_rows EXCEPT SELECT id, kind, m2, cost, day, venue_id, below_norm FROM new_rows) UNION ALL (SELECT id, kind, m2, cost, day, venue_id, below_norm FROM new_rows EXCEPT SELECT id, kind, m2, cost, day, venue_id, below_norm FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_floorchange.venue__area.day', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue.area_id::bigint AS area, changed.day::date AS first FROM cocon_venue at_venue WHERE at_venue.id = changed.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_floorchange.venue__area__parent.day', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue__area.parent_id::bigint AS area, changed.day::date AS first FROM cocon_venue at_venue, orgtree_area at_venue__area WHERE at_venue.id = changed.venue_id AND at_venue__area.id = at_venue.area_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d1bc4c99f537bc639e0094344db7187d0a697434', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_5de03', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_floorchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='floorchange',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, m2, cost, day, venue_id, below_norm FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_floorchange.venue__area.day', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue.area_id::bigint AS area, changed.day::date AS first FROM cocon_venue at_venue WHERE at_venue.id = changed.venue_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_floorchange.venue__area__parent.day', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_venue__area.parent_id::bigint AS area, changed.day::date AS first FROM cocon_venue at_venue, orgtree_area at_venue__area WHERE at_venue.id = changed.venue_id AND at_venue__area.id = at_venue.area_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='ad469856800fb9e27c1dc8cea501bb0c21efeda9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_589c1', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_floorchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='venueevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a70ebb534a5d7a45d1c5799e94ce6eb72a895e5c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_550fe', table='cocon_venueevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
