"""What people decided about lines outlives a reading, where the line is still the same."""

from django.db import connection

from sheets.models import Sheet, SheetDecision, Stage

# Stages in which a sheet has all of its lines; in others a worker may have died among them.
WHOLE = frozenset({Stage.CHECKED, Stage.SAVING, Stage.SAVED, Stage.WITHDRAWN})
# What a choice is about, and what an explanation is about. An explanation is no part of either.
COMPARED = """md5(concat_ws('|', line.about_id, line.outcome,
    (line.content - 'explanation')::text, (line.before - 'explanation')::text))"""
DOUBTED = """md5(concat_ws('|', line.about_id,
    (line.content - 'explanation')::text, line.doubts::text))"""
KEEP = """
    INSERT INTO sheets_sheetdecision (sheet_id, page, row, compared, doubted, choice, explained)
    SELECT sheet_id, page, row, {compared}, {doubted}, choice, explained
    FROM sheets_sheetline line
    WHERE sheet_id = %s AND (choice <> '' OR explained IS NOT NULL)
""".replace("{compared}", COMPARED).replace("{doubted}", DOUBTED)
CHOOSE = """
    UPDATE sheets_sheetline line SET choice = said.choice
    FROM sheets_sheetdecision said
    WHERE line.sheet_id = %s AND said.sheet_id = line.sheet_id AND said.page = line.page
        AND said.row = line.row AND said.choice <> '' AND said.compared = {compared}
""".replace("{compared}", COMPARED)
EXPLAIN = """
    UPDATE sheets_sheetline line SET explained = said.explained,
        content = line.content || jsonb_build_object('explanation', said.explained)
    FROM sheets_sheetdecision said
    WHERE line.sheet_id = %s AND said.sheet_id = line.sheet_id AND said.page = line.page
        AND said.row = line.row AND said.explained IS NOT NULL AND said.doubted = {doubted}
""".replace("{doubted}", DOUBTED)
# Lines of which anything that was said did not come back.
DROPPED = """
    SELECT said.page, said.row FROM sheets_sheetdecision said
    LEFT JOIN sheets_sheetline line USING (sheet_id, page, row)
    WHERE said.sheet_id = %s AND (line.id IS NULL OR line.choice <> said.choice
        OR line.explained IS DISTINCT FROM said.explained)
    ORDER BY said.page, said.row
"""
# So many lines are named.
NAMED = 10


def keep_decisions(sheet: Sheet) -> None:
    """Lay aside what people said about the lines, which are about to be read anew.

    The caller holds the sheet.
    """
    if sheet.stage in WHOLE:
        SheetDecision.objects.filter(sheet=sheet).delete()
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [sheet.pk])


def restore_decisions(sheet: Sheet) -> list[dict[str, str]]:
    """Bring them back to lines that are the same; what is to be said about those that are not."""
    with connection.cursor() as cursor:
        cursor.execute(CHOOSE, [sheet.pk])
        cursor.execute(EXPLAIN, [sheet.pk])
        cursor.execute(DROPPED, [sheet.pk])
        dropped = [(page, row) for page, row in cursor.fetchall()]
    if not dropped:
        return []
    rows = ", ".join(str(row) for _page, row in dropped[:NAMED])
    more = len(dropped) - NAMED
    return [{"code": "decisions_dropped", "found": rows + (f" … (+{more})" if more > 0 else "")}]
