from django.db import migrations

# The course of report-ins goes over into the one log of steps; which act it was follows from the state before and after.
MOVED = """
    INSERT INTO orgtree_actstep (noun, row_id, act, from_state, to_state, by_id, about_id, at, reason)
    SELECT 'volunteers.reportin', report_in_id,
        CASE
            WHEN state = 'submitted' THEN CASE WHEN before = '' THEN 'submit' ELSE 'resubmit' END
            WHEN state = before THEN CASE WHEN state = 'suspended' AND reason = '' THEN 'post' ELSE 'place' END
            WHEN before = 'suspended' AND state IN ('accepted', 'gridded', 'posted', 'serving') THEN 'resume'
            WHEN state = 'closed' AND by_id = account THEN 'leave'
            ELSE CASE state
                WHEN 'returned' THEN 'return' WHEN 'accepted' THEN 'accept' WHEN 'gridded' THEN 'place'
                WHEN 'posted' THEN 'post' WHEN 'serving' THEN 'serve' WHEN 'suspended' THEN 'pause'
                WHEN 'withdrawn' THEN 'withdraw' WHEN 'transferred' THEN 'transfer' ELSE 'close' END
        END,
        before, state, by_id, account, at, reason
    FROM (
        SELECT step.*, member.user_id AS account,
            coalesce(lag(step.state) OVER (PARTITION BY step.report_in_id ORDER BY step.id), '') AS before
        FROM volunteers_reportinstep step
        JOIN volunteers_reportin report_in ON report_in.id = step.report_in_id
        JOIN volunteers_member member ON member.id = report_in.member_id
    ) course ORDER BY course.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orgtree', '0007_figure_marks'),
        ('volunteers', '0007_wishes_to_cocon'),
    ]

    operations = [
        migrations.RunSQL(MOVED, elidable=True),
        migrations.DeleteModel(name='ReportInStep'),
    ]
