"""Results that are evidence alone are published without a grade."""

from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0019_life'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.RemoveConstraint(
                model_name='outcome',
                name='outcome_decided_with_author',
            ),
            migrations.AddConstraint(
                model_name='outcome',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'decided'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided', ''), _negated=True)), _connector='OR'), name='outcome_decided_with_author', violation_error_message='评定须有等次、评定人和时间'),
            ),
            migrations.AddConstraint(
                model_name='outcome',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'frozen'), _negated=True), models.Q(models.Q(('decided', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), ('suggested', ''), _connector='OR'), name='outcome_frozen_with_its_grade', violation_error_message='有建议等次的，评定后才能公布'),
            ),
        ]),
    ]
