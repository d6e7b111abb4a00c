from django.db import migrations

# pghistory's own function asks for settings that are missing outside of requests, catches the
# error and goes on; an error for each row that is written made a sheet of ten thousand lines take
# twenty seconds. This one asks whether they are there, and does the same with them.
QUICK = """
    CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
        DECLARE
            _id text := nullif(current_setting('pghistory.context_id', true), '');
            _metadata text := nullif(current_setting('pghistory.context_metadata', true), '');
        BEGIN
            IF _id IS NULL OR _metadata IS NULL THEN
                RETURN NULL;
            END IF;
            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                VALUES (_id::uuid, _metadata::jsonb, now(), now())
                ON CONFLICT (id) DO UPDATE
                    SET metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
                    WHERE pghistory_context.metadata <> EXCLUDED.metadata;
            RETURN _id::uuid;
        END;
    $$ LANGUAGE plpgsql;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_audit_check"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [migrations.RunSQL(QUICK, migrations.RunSQL.noop)]
