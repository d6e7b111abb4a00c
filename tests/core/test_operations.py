import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from core.operations import AtOnce

pytestmark = pytest.mark.django_db(transaction=True)


def table(name, other):
    fields = [("id", models.BigAutoField(primary_key=True))]
    return migrations.CreateModel(
        name, [*fields, ("other", models.ForeignKey(other, models.CASCADE, null=True))]
    )


def applied(operation, state):
    after = state.clone()
    operation.state_forwards("core", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("core", editor, state, after)
    return after


def test_tables_that_name_each_other_are_made_at_once_and_go_at_once():
    both = AtOnce([table("Hen", "core.egg"), table("Egg", "core.hen")])
    before = ProjectState()
    after = applied(both, before)
    hen, egg = (after.apps.get_model("core", name) for name in ("Hen", "Egg"))
    first = hen.objects.create()
    hen.objects.update(other=egg.objects.create(other=first))
    assert egg.objects.get().hen_set.get() == first
    with connection.schema_editor() as editor:
        both.database_backwards("core", editor, after, before)
    assert not {"core_hen", "core_egg"} & set(connection.introspection.table_names())


def test_classes_that_were_made_before_are_made_anew():
    state = ProjectState()
    assert not list(state.apps.get_models())
    AtOnce([table("Hen", "core.hen")]).state_forwards("core", state)
    assert [model.__name__ for model in state.apps.get_models()] == ["Hen"]
