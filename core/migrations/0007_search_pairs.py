from django.db import migrations

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
    dependencies = [("core", "0006_job_runs")]

    operations = [migrations.RunSQL(PAIRS, "DROP FUNCTION search_pairs(bigint, text)")]
