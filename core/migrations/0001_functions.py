"""Functions of the database that indexes and triggers call."""

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

# The same as `core.searching.key_of`, and then all pairs of neighbouring characters, each behind
# the number of the block of 16,384 rows in which the row lies. Nothing here depends on the
# database's own locale: Unicode's forms are the same everywhere, and only A to Z become small.
IGNORED = (
    r"\s\u00ad\u200b\u200c\u200d\u2060\ufeff,;:!?()[\]{}\"''\u3001\u3002\u3014\u3015\u3010\u3011"
    r"\u3016\u3017\u300c\u300d\u300e\u300f\u300a\u300b\u3008\u3009\u201c\u201d\u2018\u2019\u2014"
    r"\u2013\u2015\u00b7\u2022\u30fb"
).replace(r"\s", r" \t\n\r\v\f")

PAIRS = """
    CREATE FUNCTION search_pairs(id bigint, words text) RETURNS text[]
    -- Not LANGUAGE sql: the planner would read such a body again wherever the function is named.
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            key text := lower(
                regexp_replace(normalize(words, NFKC), '[IGNORED]+', '', 'g') COLLATE "C"
            );
            pair text := (id >> 14)::text || '\\1 ';
        BEGIN
            RETURN string_to_array(rtrim(
                regexp_replace(left(key, length(key) / 2 * 2), '(..)', pair, 'g')
                || regexp_replace(substr(key, 2, (length(key) - 1) / 2 * 2), '(..)', pair, 'g'),
                ' '
            ), ' ');
        END
    $$
""".replace("IGNORED", IGNORED)


class Migration(migrations.Migration):
    dependencies = [("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL(QUICK, migrations.RunSQL.noop),
        migrations.RunSQL(PAIRS, "DROP FUNCTION search_pairs(bigint, text)"),
    ]
