"""Room on the pages of figures, so that a changed one stays on its page and no index is written for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orgtree", "0012_access_log_persons")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE orgtree_figure SET (fillfactor = 90)", "ALTER TABLE orgtree_figure RESET (fillfactor)"
        )
    ]
