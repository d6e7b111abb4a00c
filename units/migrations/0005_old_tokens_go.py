from django.db import migrations


class Migration(migrations.Migration):
    """The tokens of one for each person, which opened everything, open nothing any more."""

    dependencies = [("units", "0004_tokens")]

    operations = [
        migrations.RunSQL(
            [
                "DROP TABLE IF EXISTS authtoken_token",
                "DELETE FROM django_migrations WHERE app = 'authtoken'",
            ],
            migrations.RunSQL.noop,
        )
    ]
