"""Polls: what is frozen, the roll, boxes, paper, sums."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import assessments.ballots.models.polls
import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0003_default_schemes'),
        ('orgtree', '0021_erasures'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='PollSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entitled', models.PositiveIntegerField(verbose_name='应投票人数')),
                ('modulus', models.TextField(verbose_name='公钥')),
                ('signing_key', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='签名私钥')),
                ('box_key', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='票箱密钥')),
            ],
            options={
                'verbose_name': '选票',
                'verbose_name_plural': '选票',
                'ordering': ['poll', 'voter_class__position', 'subject__position'],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('title', models.CharField(max_length=60, verbose_name='投票')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('options', models.JSONField(default=assessments.ballots.models.polls.default_options, verbose_name='选项')),
                ('closes_at', models.DateTimeField(verbose_name='计划截止')),
                ('base', models.CharField(choices=[('valid', '有效票'), ('cast', '收回票'), ('entitled', '应投票人数')], default='valid', help_text='与每个百分比一并写明', max_length=10, verbose_name='百分比基数')),
                ('takes_texts', models.BooleanField(default=True, verbose_name='可写意见')),
                ('has_keepers', models.BooleanField(default=False, help_text='截止后须三名保管人到场才能计票', verbose_name='由五人保管计票')),
                ('state', models.CharField(choices=[('draft', '准备中'), ('rehearsal', '演练中'), ('open', '投票中'), ('closed', '已截止'), ('counted', '已计票')], default='draft', max_length=10, verbose_name='状态')),
                ('roll_digest', models.CharField(blank=True, max_length=64, verbose_name='名册摘要')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='应投票人数')),
                ('tally_public', models.CharField(blank=True, max_length=60, verbose_name='计票公钥')),
                ('result_public', models.TextField(blank=True, verbose_name='结果签名公钥')),
                ('secret', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='计票密钥')),
                ('signing_key', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='结果签名私钥')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='截止时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='票数不符的说明')),
                ('counted_at', models.DateTimeField(blank=True, null=True, verbose_name='计票时间')),
                ('bundle', models.TextField(blank=True, editable=False, verbose_name='结果包')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='orgtree.area', verbose_name='组织区域')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='截止人')),
                ('counted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='计票人')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='开始人')),
            ],
            options={
                'verbose_name': '投票',
                'verbose_name_plural': '投票',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PollClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('code', models.CharField(max_length=20, verbose_name='代码')),
                ('label', models.CharField(max_length=40, verbose_name='类别')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='权重（%）')),
                ('min_ballots', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最少有效票')),
                ('turnout', models.CharField(default='2/3', max_length=7, validators=[django.core.validators.RegexValidator('^\\d{1,3}/[1-9]\\d{0,2}$', '写成分数，如 2/3')], verbose_name='到会比例')),
                ('apart', models.BooleanField(default=False, help_text='互评的类别：每个评议对象一张票，不给自己发票', verbose_name='逐个发票')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classes', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'verbose_name': '投票人类别',
                'verbose_name_plural': '投票人类别',
                'ordering': ['poll', 'position'],
            },
        ),
        migrations.CreateModel(
            name='BallotBox',
            fields=[
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='box', serialize=False, to='assessments.pollsheet', verbose_name='选票')),
                ('contents', models.BinaryField(verbose_name='内容')),
            ],
            options={
                'verbose_name': '票箱',
                'verbose_name_plural': '票箱',
            },
        ),
        migrations.CreateModel(
            name='Keeper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='待领取的保管码')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='领取时间')),
                ('given', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='已交的保管码')),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='交付时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='保管人')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keepers', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'verbose_name': '计票保管人',
                'verbose_name_plural': '计票保管人',
                'ordering': ['poll', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PaperBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(help_text='写在信封上，同一批号只算一批', max_length=20, verbose_name='批号')),
                ('state', models.CharField(choices=[('once', '待第二人录入'), ('unequal', '两次录入不一致'), ('equal', '两次录入一致')], default='once', max_length=10, verbose_name='状态')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='assessments.pollsheet', verbose_name='选票')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'verbose_name': '纸质票',
                'verbose_name_plural': '纸质票',
                'ordering': ['poll', 'number'],
            },
        ),
        migrations.AddField(
            model_name='pollsheet',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='assessments.poll', verbose_name='投票'),
        ),
        migrations.CreateModel(
            name='PaperBatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(help_text='写在信封上，同一批号只算一批', max_length=20, verbose_name='批号')),
                ('state', models.CharField(choices=[('once', '待第二人录入'), ('unequal', '两次录入不一致'), ('equal', '两次录入一致')], default='once', max_length=10, verbose_name='状态')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.paperbatch')),
                ('sheet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.pollsheet', verbose_name='选票')),
                ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KeeperEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='领取时间')),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='交付时间')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.keeper')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='保管人')),
                ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='pollsheet',
            name='voter_class',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='assessments.pollclass', verbose_name='类别'),
        ),
        migrations.CreateModel(
            name='PollClassEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('code', models.CharField(max_length=20, verbose_name='代码')),
                ('label', models.CharField(max_length=40, verbose_name='类别')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='权重（%）')),
                ('min_ballots', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最少有效票')),
                ('turnout', models.CharField(default='2/3', max_length=7, validators=[django.core.validators.RegexValidator('^\\d{1,3}/[1-9]\\d{0,2}$', '写成分数，如 2/3')], verbose_name='到会比例')),
                ('apart', models.BooleanField(default=False, help_text='互评的类别：每个评议对象一张票，不给自己发票', verbose_name='逐个发票')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.pollclass')),
                ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PollEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(editable=False, max_length=20, verbose_name='编号')),
                ('title', models.CharField(max_length=60, verbose_name='投票')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('options', models.JSONField(default=assessments.ballots.models.polls.default_options, verbose_name='选项')),
                ('closes_at', models.DateTimeField(verbose_name='计划截止')),
                ('base', models.CharField(choices=[('valid', '有效票'), ('cast', '收回票'), ('entitled', '应投票人数')], default='valid', help_text='与每个百分比一并写明', max_length=10, verbose_name='百分比基数')),
                ('takes_texts', models.BooleanField(default=True, verbose_name='可写意见')),
                ('has_keepers', models.BooleanField(default=False, help_text='截止后须三名保管人到场才能计票', verbose_name='由五人保管计票')),
                ('state', models.CharField(choices=[('draft', '准备中'), ('rehearsal', '演练中'), ('open', '投票中'), ('closed', '已截止'), ('counted', '已计票')], default='draft', max_length=10, verbose_name='状态')),
                ('roll_digest', models.CharField(blank=True, max_length=64, verbose_name='名册摘要')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='应投票人数')),
                ('tally_public', models.CharField(blank=True, max_length=60, verbose_name='计票公钥')),
                ('result_public', models.TextField(blank=True, verbose_name='结果签名公钥')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='截止时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='票数不符的说明')),
                ('counted_at', models.DateTimeField(blank=True, null=True, verbose_name='计票时间')),
                ('bundle', models.TextField(blank=True, editable=False, verbose_name='结果包')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='组织区域')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='截止人')),
                ('counted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='计票人')),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='开始人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.poll')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PollFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entitled', models.PositiveIntegerField(verbose_name='应投票人数')),
                ('by_token', models.PositiveIntegerField(blank=True, null=True, verbose_name='领电子票人数')),
                ('by_paper', models.PositiveIntegerField(blank=True, null=True, verbose_name='领纸质票人数')),
                ('issued', models.PositiveIntegerField(blank=True, null=True, verbose_name='发出电子票')),
                ('used', models.PositiveIntegerField(blank=True, null=True, verbose_name='收回电子票')),
                ('returned', models.PositiveIntegerField(blank=True, null=True, verbose_name='收回纸质票')),
                ('spoiled', models.PositiveIntegerField(blank=True, null=True, verbose_name='其中废票')),
                ('voter_class', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='figure', to='assessments.pollclass', verbose_name='类别')),
            ],
            options={
                'verbose_name': '投票人数与票数',
                'verbose_name_plural': '投票人数与票数',
                'ordering': ['voter_class__poll', 'voter_class__position'],
            },
        ),
        migrations.CreateModel(
            name='PollSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=80, verbose_name='评议对象')),
                ('key', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='轮次中的编号')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='所在区域')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人账号')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'verbose_name': '投票的评议对象',
                'verbose_name_plural': '投票的评议对象',
                'ordering': ['poll', 'position'],
            },
        ),
        migrations.AddField(
            model_name='pollsheet',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='assessments.pollsubject', verbose_name='评议对象'),
        ),
        migrations.CreateModel(
            name='PollSubjectEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=80, verbose_name='评议对象')),
                ('key', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='轮次中的编号')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所在区域')),
                ('holder', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人账号')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.pollsubject')),
                ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.poll', verbose_name='投票')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PollTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts', models.JSONField(default=dict, verbose_name='各栏票数')),
                ('valid', models.PositiveIntegerField(blank=True, null=True, verbose_name='有效票')),
                ('abstained', models.PositiveIntegerField(blank=True, null=True, verbose_name='弃权')),
                ('spoiled', models.PositiveIntegerField(blank=True, null=True, verbose_name='废票')),
                ('void', models.CharField(blank=True, choices=[('few', '有效票少于最少票数'), ('turnout', '投票人数未达到规定比例')], max_length=10, verbose_name='不计入的原因')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='assessments.poll', verbose_name='投票')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='assessments.pollsubject', verbose_name='评议对象')),
                ('voter_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='assessments.pollclass', verbose_name='类别')),
            ],
            options={
                'verbose_name': '计票结果',
                'verbose_name_plural': '计票结果',
                'ordering': ['poll', 'subject__position', 'voter_class__position'],
            },
        ),
        migrations.CreateModel(
            name='PollText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='意见')),
                ('state', models.CharField(choices=[('waiting', '待审看'), ('shown', '可以反馈'), ('hidden', '不反馈')], default='waiting', max_length=10, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不反馈的原因')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='assessments.poll', verbose_name='投票')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='assessments.pollsubject', verbose_name='评议对象')),
            ],
            options={
                'verbose_name': '意见审看',
                'verbose_name_plural': '意见审看',
                'ordering': ['poll', 'subject__position', 'text'],
            },
        ),
        migrations.CreateModel(
            name='PollTextEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=300, verbose_name='意见')),
                ('state', models.CharField(choices=[('waiting', '待审看'), ('shown', '可以反馈'), ('hidden', '不反馈')], default='waiting', max_length=10, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不反馈的原因')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.polltext')),
                ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.poll', verbose_name='投票')),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.pollsubject', verbose_name='评议对象')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RollEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='单位职务')),
                ('way', models.CharField(choices=[('none', '未领票'), ('token', '电子票'), ('paper', '纸质票')], default='none', max_length=10, verbose_name='领票')),
                ('code', models.CharField(blank=True, editable=False, max_length=64)),
                ('code_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roll', to='assessments.poll', verbose_name='投票')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '投票人名册',
                'verbose_name_plural': '投票人名册',
                'ordering': ['poll', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RollEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='单位职务')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.rollentry')),
                ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.poll', verbose_name='投票')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RollRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='assessments.rollentry', verbose_name='投票人')),
                ('subject', models.ForeignKey(blank=True, help_text='不选为全部', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.pollsubject', verbose_name='评议对象')),
                ('voter_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.pollclass', verbose_name='类别')),
            ],
            options={
                'verbose_name': '投票人的类别',
                'verbose_name_plural': '投票人的类别',
                'ordering': ['entry', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RollRightEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.rollentry', verbose_name='投票人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.rollright')),
                ('subject', models.ForeignKey(blank=True, db_constraint=False, help_text='不选为全部', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.pollsubject', verbose_name='评议对象')),
                ('voter_class', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.pollclass', verbose_name='类别')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RollToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.CharField(blank=True, editable=False, max_length=64)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='assessments.rollentry', verbose_name='投票人')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='assessments.pollsheet', verbose_name='选票')),
            ],
            options={
                'verbose_name': '可领取的选票',
                'verbose_name_plural': '可领取的选票',
                'ordering': ['entry', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PaperCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ballots', models.PositiveIntegerField(verbose_name='收回票数')),
                ('spoiled', models.PositiveIntegerField(verbose_name='废票')),
                ('counts', models.JSONField(default=dict, verbose_name='各栏票数')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='assessments.paperbatch', verbose_name='批次')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
            ],
            options={
                'verbose_name': '纸质票录入',
                'verbose_name_plural': '纸质票录入',
                'ordering': ['batch', 'id'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'by'), name='paper_count_once_a_person')],
            },
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'rehearsal']), models.Q(('opened_at__isnull', False), ('people__isnull', False)), _connector='XOR'), name='poll_opened_with_a_roll', violation_error_message='投票开始时须冻结名册'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='poll',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_pollevent" ("area_id", "base", "bundle", "closed_at", "closed_by_id", "closes_at", "counted_at", "counted_by_id", "has_keepers", "id", "note", "number", "opened_at", "opened_by_id", "options", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_public", "roll_digest", "state", "takes_texts", "tally_public", "title", "year") SELECT new_values."area_id", new_values."base", new_values."bundle", new_values."closed_at", new_values."closed_by_id", new_values."closes_at", new_values."counted_at", new_values."counted_by_id", new_values."has_keepers", new_values."id", new_values."note", new_values."number", new_values."opened_at", new_values."opened_by_id", new_values."options", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."result_public", new_values."roll_digest", new_values."state", new_values."takes_texts", new_values."tally_public", new_values."title", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fc55a1ee383663a9a30573a1df51ce1f9fd656fc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1b5d5', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_poll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='poll',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."bundle" IS DISTINCT FROM (NEW."bundle") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."counted_at" IS DISTINCT FROM (NEW."counted_at") OR OLD."counted_by_id" IS DISTINCT FROM (NEW."counted_by_id") OR OLD."has_keepers" IS DISTINCT FROM (NEW."has_keepers") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."options" IS DISTINCT FROM (NEW."options") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."result_public" IS DISTINCT FROM (NEW."result_public") OR OLD."roll_digest" IS DISTINCT FROM (NEW."roll_digest") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."takes_texts" IS DISTINCT FROM (NEW."takes_texts") OR OLD."tally_public" IS DISTINCT FROM (NEW."tally_public") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "assessments_pollevent" ("area_id", "base", "bundle", "closed_at", "closed_by_id", "closes_at", "counted_at", "counted_by_id", "has_keepers", "id", "note", "number", "opened_at", "opened_by_id", "options", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_public", "roll_digest", "state", "takes_texts", "tally_public", "title", "year") VALUES (NEW."area_id", NEW."base", NEW."bundle", NEW."closed_at", NEW."closed_by_id", NEW."closes_at", NEW."counted_at", NEW."counted_by_id", NEW."has_keepers", NEW."id", NEW."note", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."options", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."result_public", NEW."roll_digest", NEW."state", NEW."takes_texts", NEW."tally_public", NEW."title", NEW."year"); RETURN NULL;', hash='31b37abebe4974cf3105513be56801a7ec687571', operation='UPDATE', pgid='pgtrigger_update_update_47211', table='assessments_poll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='poll',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_pollevent" ("area_id", "base", "bundle", "closed_at", "closed_by_id", "closes_at", "counted_at", "counted_by_id", "has_keepers", "id", "note", "number", "opened_at", "opened_by_id", "options", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_public", "roll_digest", "state", "takes_texts", "tally_public", "title", "year") VALUES (OLD."area_id", OLD."base", OLD."bundle", OLD."closed_at", OLD."closed_by_id", OLD."closes_at", OLD."counted_at", OLD."counted_by_id", OLD."has_keepers", OLD."id", OLD."note", OLD."number", OLD."opened_at", OLD."opened_by_id", OLD."options", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."result_public", OLD."roll_digest", OLD."state", OLD."takes_texts", OLD."tally_public", OLD."title", OLD."year"); RETURN NULL;', hash='2900a24ffbd6f1792980fab6c2a67930d0af4120', operation='DELETE', pgid='pgtrigger_delete_delete_44712', table='assessments_poll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperbatchevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='62f0e9a76411693bcb923ea6fbd1f86e905831df', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0a28e', table='assessments_paperbatchevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='paperbatch',
            constraint=models.UniqueConstraint(fields=('poll', 'number'), name='paper_batch_once', violation_error_message='这一批号已录入'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperbatch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_paperbatchevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "sheet_id", "state") SELECT new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."sheet_id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d8b6dac8e4e5bc71a8b5f30db6081a204640a2b3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_880d8', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_paperbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperbatch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_paperbatchevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "sheet_id", "state") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."sheet_id", NEW."state"); RETURN NULL;', hash='55033506d058adcb04fb58cb0b2d40ff716dab0f', operation='UPDATE', pgid='pgtrigger_update_update_f19fd', table='assessments_paperbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperbatch',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_paperbatchevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "sheet_id", "state") VALUES (OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."sheet_id", OLD."state"); RETURN NULL;', hash='8a7c0d57d056bcbb66fc5f3229d3ffb111944d25', operation='DELETE', pgid='pgtrigger_delete_delete_ecb1e', table='assessments_paperbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keeperevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ac141bec2568cb3e9e8d4239c87f8d46f0f0feac', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_70741', table='assessments_keeperevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='keeper',
            constraint=models.UniqueConstraint(fields=('poll', 'user'), name='poll_keeper_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keeper',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_keeperevent" ("given_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "taken_at", "user_id") SELECT new_values."given_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."taken_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='72b60463e503236a3f022227d826687414e0db32', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8d7c5', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_keeper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keeper',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."poll_id" IS DISTINCT FROM (NEW."poll_id") OR OLD."taken_at" IS DISTINCT FROM (NEW."taken_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "assessments_keeperevent" ("given_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "taken_at", "user_id") VALUES (NEW."given_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."taken_at", NEW."user_id"); RETURN NULL;', hash='902fa1a9622b9c3ffc36fdd9727e412ecdb2f0bc', operation='UPDATE', pgid='pgtrigger_update_update_e2a52', table='assessments_keeper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keeper',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_keeperevent" ("given_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "taken_at", "user_id") VALUES (OLD."given_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."taken_at", OLD."user_id"); RETURN NULL;', hash='7636e3e041a3fa2efa9f3a816da482f76c17ffb5', operation='DELETE', pgid='pgtrigger_delete_delete_85de2', table='assessments_keeper', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='pollclass',
            constraint=models.UniqueConstraint(fields=('poll', 'code'), name='poll_class_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollclass',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_pollclassevent" ("apart", "code", "id", "label", "min_ballots", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position", "turnout", "weight") SELECT new_values."apart", new_values."code", new_values."id", new_values."label", new_values."min_ballots", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."position", new_values."turnout", new_values."weight" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='29120f9f514500e6999fb08138ff091318dc49d9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b1275', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_pollclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollclass',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_pollclassevent" ("apart", "code", "id", "label", "min_ballots", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position", "turnout", "weight") VALUES (NEW."apart", NEW."code", NEW."id", NEW."label", NEW."min_ballots", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."position", NEW."turnout", NEW."weight"); RETURN NULL;', hash='a59cc70d7663a47c2bc725a0ae843d3bdc4b3b08', operation='UPDATE', pgid='pgtrigger_update_update_e2d17', table='assessments_pollclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollclass',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_pollclassevent" ("apart", "code", "id", "label", "min_ballots", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position", "turnout", "weight") VALUES (OLD."apart", OLD."code", OLD."id", OLD."label", OLD."min_ballots", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."position", OLD."turnout", OLD."weight"); RETURN NULL;', hash='72c4c885807052aebf5582c383d7994f6c6168cc', operation='DELETE', pgid='pgtrigger_delete_delete_64a53', table='assessments_pollclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollclassevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5892ceae32218c3894911b6da6ad3196c7c5b75f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0dc68', table='assessments_pollclassevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28a44130ee2438cd3943b4d2d13297756434a23a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_414bc', table='assessments_pollevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='pollsubject',
            constraint=models.UniqueConstraint(fields=('poll', 'position'), name='poll_subject_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubject',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_pollsubjectevent" ("area_id", "holder_id", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position") SELECT new_values."area_id", new_values."holder_id", new_values."id", new_values."key", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='35ee396c372333eb6b4e77c7d8fc7218f6d48b40', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_741e6', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_pollsubject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubject',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_pollsubjectevent" ("area_id", "holder_id", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position") VALUES (NEW."area_id", NEW."holder_id", NEW."id", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."position"); RETURN NULL;', hash='afa4a70d4d8e9b9c6689d55a9d608fed36a8f730', operation='UPDATE', pgid='pgtrigger_update_update_7bfaf', table='assessments_pollsubject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubject',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_pollsubjectevent" ("area_id", "holder_id", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position") VALUES (OLD."area_id", OLD."holder_id", OLD."id", OLD."key", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."position"); RETURN NULL;', hash='eb614a5e1f7dd566817fd453e20531f932d9ca4d', operation='DELETE', pgid='pgtrigger_delete_delete_bacf9', table='assessments_pollsubject', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='pollsheet',
            constraint=models.UniqueConstraint(fields=('voter_class', 'subject'), name='poll_sheet_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubjectevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd3469a45eeb0dfc511079a43098c52b345a0ecc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e06be', table='assessments_pollsubjectevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='polltally',
            constraint=models.UniqueConstraint(fields=('subject', 'voter_class'), name='poll_tally_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='polltext',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_polltextevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "reason", "state", "subject_id", "text") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."reason", new_values."state", new_values."subject_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b49d5d851ecbb521a611281ce4e7b268624891d4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d4c7e', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_polltext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='polltext',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_polltextevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "reason", "state", "subject_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."reason", NEW."state", NEW."subject_id", NEW."text"); RETURN NULL;', hash='13ef10b7b716165c81e9736d09ee5d7787579932', operation='UPDATE', pgid='pgtrigger_update_update_4de90', table='assessments_polltext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='polltext',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_polltextevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "reason", "state", "subject_id", "text") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."reason", OLD."state", OLD."subject_id", OLD."text"); RETURN NULL;', hash='abdba2ddf85f6f38f7d54632ced45b292521c1aa', operation='DELETE', pgid='pgtrigger_delete_delete_863bf', table='assessments_polltext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='polltextevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aa95b24df9420504c8b158d360a6a115daf52e0f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_36151', table='assessments_polltextevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rollentry',
            index=models.Index(condition=models.Q(('code', ''), _negated=True), fields=['code'], name='poll_voter_by_code'),
        ),
        migrations.AddConstraint(
            model_name='rollentry',
            constraint=models.UniqueConstraint(fields=('poll', 'user'), name='poll_voter_once', violation_error_message='此人已在名册上'),
        ),
        migrations.AddConstraint(
            model_name='rollentry',
            constraint=models.UniqueConstraint(condition=models.Q(('user__isnull', True)), fields=('poll', 'name', 'about'), name='poll_voter_named_once', violation_error_message='名册上已有同名同单位的人，请写明区别'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_rollentryevent" ("about", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "user_id") SELECT new_values."about", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b4d35021217338c8c39e05d3775295abd12bb114', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c88c', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_rollentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."poll_id" IS DISTINCT FROM (NEW."poll_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "assessments_rollentryevent" ("about", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "user_id") VALUES (NEW."about", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."user_id"); RETURN NULL;', hash='a0631e81dae8df4d23555a463ca97323becb2434', operation='UPDATE', pgid='pgtrigger_update_update_e60d7', table='assessments_rollentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_rollentryevent" ("about", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "user_id") VALUES (OLD."about", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."user_id"); RETURN NULL;', hash='500d9a474a5561298e6da81602cae40e88877580', operation='DELETE', pgid='pgtrigger_delete_delete_ae4fe', table='assessments_rollentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='22d353cb97afe639bf01429aee9767d7d8b48bcc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09057', table='assessments_rollentryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rollright',
            constraint=models.UniqueConstraint(fields=('entry', 'voter_class', 'subject'), name='poll_right_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollright',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_rollrightevent" ("entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "voter_class_id") SELECT new_values."entry_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."subject_id", new_values."voter_class_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='32eac739e678065b92693b321d07cf0267b5c57e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4af97', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_rollright', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollright',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_rollrightevent" ("entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "voter_class_id") VALUES (NEW."entry_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject_id", NEW."voter_class_id"); RETURN NULL;', hash='568e38933ff1554ed18ebb21900b5523ceb3f45b', operation='UPDATE', pgid='pgtrigger_update_update_c9829', table='assessments_rollright', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollright',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_rollrightevent" ("entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "voter_class_id") VALUES (OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."subject_id", OLD."voter_class_id"); RETURN NULL;', hash='5c804ff6bc46c25c0a2200d43ef576f94d1b96be', operation='DELETE', pgid='pgtrigger_delete_delete_3f633', table='assessments_rollright', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rollrightevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0d6bace5dc7167948d506d6bb77aafc4c7c527e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a321', table='assessments_rollrightevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rolltoken',
            constraint=models.UniqueConstraint(fields=('entry', 'sheet'), name='poll_token_once'),
        ),
        ]),
    ]
