"""The pages on which tasks move: forms of the steps, lists of what waits, the desk of a task."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks import queries
from tasks.models import Move, Task, TaskState
from tasks.rules import TRANSITIONS, Actor, TaskVerb
from tasks.services import Papers, move
from tests import make
from tests.tasks import steps


def url(name, *args):
    return reverse(f"tasks:{name}", args=args)


def text(page) -> str:
    return page.content.decode()


def in_state(task: Task, state: TaskState) -> Task:
    task.state = state
    task.save(update_fields=["state"])
    return task


# --- The form of a step ---


@pytest.mark.parametrize("verb", [v for v in TaskVerb if v not in queries.desk.BY_PARTS])
def test_the_form_of_each_step_opens_from_wherever_it_starts(verb, scene, as_, rita, now) -> None:
    for (state, other), step in TRANSITIONS.items():
        if other is verb:
            steps.put(scene.task, TaskState(state), by=rita, now=now)
            actor = min(step.who)
            page = as_(scene.people[actor]).get(url(verb.replace("_", "-"), scene.task.pk))
            assert (page.status_code, page.context["possible"]) == (200, True), state
            scene.task.completions.all().delete()


def test_a_step_is_taken_on_its_page(task, otto, as_) -> None:
    wish = {"revision": 0, "document": "云政办发〔2026〕8号", "reason": "机构改革。"}
    answer = as_(otto).post(url("suspend", task.pk), wish)
    assert answer.headers["Location"] == reverse("dashboards:task", args=[task.pk])
    task.refresh_from_db()
    assert (task.state, task.moves.get().reason) == (TaskState.SUSPENDED, "机构改革。")


def test_everything_that_is_missing_is_said_and_what_was_typed_stays(task, rita, as_) -> None:
    in_state(task, TaskState.IN_PROGRESS)
    wish = {"revision": 0, "reason": "已建成并投用。", "done_on": "2026-10-01"}
    page = as_(rita).post(url("request-completion", task.pk), wish)
    assert page.status_code == 422
    for said in ("已建成并投用。", "2026-10-01", "Attach at least one file", "市财政局."):
        assert said in text(page)
    assert not Move.objects.exists()


def test_files_come_with_the_request_and_only_those_with_a_part_get_them(
    scene, rita, vera, stranger, lena, as_
) -> None:
    in_state(scene.task, TaskState.IN_PROGRESS)
    photo, scan = (SimpleUploadedFile(name, b"x") for name in ("照片.jpg", "验收单.pdf"))
    wish = {"revision": 0, "reason": "已建成。", "done_on": "2026-10-01", "files": [photo, scan]}
    as_(rita).post(url("request-completion", scene.task.pk), wish)
    completion = scene.task.completions.get()
    assert sorted(proof.name for proof in completion.proofs.all()) == ["照片.jpg", "验收单.pdf"]
    address = url("proof", completion.proofs.first().pk)
    codes = {who: as_(who).get(address).status_code for who in (rita, vera, lena, stranger)}
    assert list(codes.values()) == [200, 200, 200, 404]


@pytest.mark.parametrize(
    "wish",
    [
        {"done_on": "0000-01-01"},
        {"done_on": "2026-02-30"},
        {"done_on": "99999-01-01"},
        {"done_on": "NaN"},
        {"done_on": "1e400"},
        {"done_on": "2999-01-01"},
        {"reason": "a" * 1_000_000},
        {"reason": "a\x00b"},
        {"revision": ""},
        {"revision": "-1"},
        {"revision": "1e400"},
        {"revision": "9" * 5000},
    ],
    ids=str.__class__,
)
def test_bad_input_gets_a_sentence_and_changes_nothing(wish, scene, rita, as_) -> None:
    in_state(scene.task, TaskState.IN_PROGRESS)
    files = [SimpleUploadedFile("照片.jpg", b"x")]
    good = {"revision": 0, "reason": "已建成。", "done_on": "2026-10-01", "files": files}
    page = as_(rita).post(url("request-completion", scene.task.pk), good | wish)
    assert page.status_code == 422
    assert "errorlist" in text(page)
    assert not Move.objects.exists()


def test_a_stale_form_is_told_who_was_faster(task, otto, lena, now, as_) -> None:
    papers = Papers(document="1号")
    move(task_id=task.pk, verb=TaskVerb.SUSPEND, by=lena, now=now, papers=papers)
    page = as_(otto).post(url("suspend", task.pk), {"revision": 0, "document": "云政办发8号"})
    assert page.status_code == 422
    assert "Lena, 2026-10-14 10:00: suspended" in text(page)
    assert "云政办发8号" in text(page)


def test_the_same_step_twice_is_refused(task, otto, as_) -> None:
    wish = {"revision": 0, "document": "1号"}
    codes = [as_(otto).post(url("suspend", task.pk), wish).status_code for _ in range(2)]
    assert codes == [302, 422]
    assert Move.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 403), ("vera", 403), ("anna", 403), ("lena", 403), ("sam", 404)],
)
def test_only_the_lead_units_reviewer_asks_for_completion(
    who, status, task, as_, request, stranger
):
    client = as_(stranger if who == "stranger" else request.getfixturevalue(who))
    assert client.get(url("request-completion", task.pk)).status_code == status
    assert client.post(url("request-completion", task.pk)).status_code == status


def test_the_office_hears_at_once_that_a_step_does_not_start_here(task, otto, as_) -> None:
    page = as_(otto).get(url("reopen", task.pk))
    assert "does not start from where the task stands" in text(page)
    assert "<textarea" not in page.content.decode()


def test_units_are_named_as_people_write_them(task, east, ines, as_) -> None:
    wish = {"revision": 0, "reason": "改派。", "lead": "市民政局", "assists": "市财政局，市科技局"}
    as_(ines).post(url("reassign", task.pk), wish)
    live = task.assignments.live().order_by("order")
    assert [(part.as_written, part.role) for part in live] == [
        ("市民政局", "lead"),
        ("市财政局", "assist"),
        ("市科技局", "assist"),
    ]


def test_the_form_begins_with_the_units_so_far(task, ines, as_) -> None:
    form = as_(ines).get(url("reassign", task.pk)).context["form"]
    assert (form["lead"].value(), form["assists"].value()) == ("市科技局", "市财政局")


@pytest.mark.parametrize("name", ["市民证局", "某某", "\x00", "字" * 10_000])
def test_a_unit_that_nobody_knows_is_named(name, task, east, ines, as_) -> None:
    wish = {"revision": 0, "reason": "改派。", "lead": name}
    page = as_(ines).post(url("reassign", task.pk), wish)
    assert page.status_code == 422
    assert not Move.objects.exists()


def test_a_task_merges_into_an_open_one_of_its_plan(scene, otto, as_) -> None:
    wish = {"revision": 0, "document": "1号", "other_task": scene.other.pk}
    as_(otto).post(url("merge", scene.task.pk), wish)
    scene.task.refresh_from_db()
    assert scene.task.merged_into == scene.other


@pytest.mark.parametrize("other", ["", "0", "999999", "x", "itself"])
def test_a_task_does_not_merge_into_nothing(other, scene, otto, as_) -> None:
    other = scene.task.pk if other == "itself" else other
    wish = {"revision": 0, "document": "1号", "other_task": other}
    assert as_(otto).post(url("merge", scene.task.pk), wish).status_code == 422
    assert not Move.objects.exists()


# --- Breaking down, adding, answering ---


def lines(*titles: str, **more: str) -> dict[str, str]:
    wish = {"revision": "0", "form-TOTAL_FORMS": str(len(titles)), "form-INITIAL_FORMS": "0"}
    return wish | {f"form-{n}-title": title for n, title in enumerate(titles)} | more


def test_a_task_is_broken_down_line_by_line(task, east, ines, as_) -> None:
    wish = lines("建库", "", "评审", **{"form-2-lead": "市民政局", "form-0-due_on": "2026-11-30"})
    answer = as_(ines).post(url("decompose", task.pk), wish)
    assert answer.status_code == 302
    first, second = task.parts.order_by("position")
    assert (first.title, str(first.due_on), second.assignments.get().unit) == (
        "建库",
        "2026-11-30",
        east,
    )


@pytest.mark.parametrize(
    "wish",
    [
        lines(),
        lines("", " "),
        lines("题" * 301),
        lines("a\x00b"),
        lines("建库", **{"form-0-due_on": "0000-00-00"}),
        lines("建库", **{"form-0-lead": "某某"}),
        lines("建库", **{"form-TOTAL_FORMS": "9999999999999"}),
        lines("建库", **{"form-TOTAL_FORMS": "x"}),
        {"revision": "0"},
        lines("建库") | {"revision": "7"},
    ],
    ids=str.__class__,
)
def test_a_breakdown_that_makes_no_sense_changes_nothing(wish, task, ines, as_) -> None:
    page = as_(ines).post(url("decompose", task.pk), wish)
    assert page.status_code == 422
    assert not Task.objects.exclude(parent=None).exists()


def test_the_lead_unit_proposes_how_its_task_is_broken_down(task, anna, rita, otto, as_) -> None:
    in_state(task, TaskState.IN_PROGRESS)
    address = url("propose-shares", task.pk)
    assert as_(anna).get(address).status_code == 403
    assert "wait for the approval" in text(as_(rita).get(address))
    wish = {"revision": 0, "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title": "建库"}
    assert as_(rita).post(address, wish).status_code == 302
    assert task.parts.get().state == TaskState.PENDING
    page = text(as_(otto).get(url("office"), {"list": "pending"}))
    assert "建库" in page and "Rita" in page


def test_the_office_adds_a_task_by_hand(plan, north, ines, as_) -> None:
    wish = {"title": "办好一件实事", "lead": "市科技局", "is_key": "on", "due_on": "2026-12-31"}
    as_(ines).post(url("new", plan.pk), wish)
    task = plan.tasks.get()
    assert (task.state, task.is_key, task.assignments.get().unit) == ("draft", True, north)


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"title": " "},
        {"title": "题" * 301},
        {"title": "修路", "number": "1" * 21},
        {"title": "修路", "lead": "某某"},
        {"title": "修路", "due_on": "0000-01-01"},
    ],
    ids=str.__class__,
)
def test_a_task_that_makes_no_sense_is_not_added(wish, plan, ines, as_) -> None:
    assert as_(ines).post(url("new", plan.pk), wish).status_code == 422
    assert not Task.objects.exists()


def test_an_assist_hands_in_its_share_on_the_task_page(task, vera, as_) -> None:
    as_(vera).post(url("answer", task.pk), {"answer": "资金已拨付。"})
    assert task.assignments.get(role="assist").answer == "资金已拨付。"


def test_an_empty_share_comes_back_with_a_sentence(task, vera, as_) -> None:
    page = as_(vera).post(url("answer", task.pk), {"answer": " "})
    assert page.status_code == 422
    assert "Write something here." in text(page)


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("stranger", 403), ("sam", 404)])
def test_only_assisting_units_hand_in_a_share(who, status, task, as_, request) -> None:
    client = as_(request.getfixturevalue(who))
    assert client.post(url("answer", task.pk), {"answer": "好。"}).status_code == status


# --- Lists ---


def test_a_unit_sees_what_it_has_to_receive_and_confirms_it_at_once(plan, north, anna, as_) -> None:
    tasks = [make.task(plan, north) for _ in range(3)]
    page = as_(anna).get(url("to-receive"))
    parts = list(page.context["page"])
    assert {part.task_id for part in parts} == {task.pk for task in tasks}
    told = as_(anna).post(url("to-receive"), {"picks": [p.pk for p in parts[:2]]}, follow=True)
    assert "Done for 2 tasks." in text(told)
    assert Task.objects.filter(state=TaskState.IN_PROGRESS).count() == 2


def test_a_receipt_from_the_task_page_leads_back_there(task, anna, as_) -> None:
    wish = {"picks": task.assignments.get(role="lead").pk, "next": "task"}
    answer = as_(anna).post(url("to-receive"), wish)
    assert answer.headers["Location"] == reverse("dashboards:task", args=[task.pk])


def test_nobody_receives_for_another_unit(task, stranger, as_) -> None:
    wish = {"picks": [part.pk for part in task.assignments.all()]}
    assert as_(stranger).post(url("to-receive"), wish).status_code == 404
    assert not task.assignments.exclude(received_at=None).exists()


@pytest.mark.parametrize("picks", [[], ["x"], ["²"], ["9" * 30], ["-1"], ["1:2"]])
def test_broken_ticks_receive_nothing(picks, task, anna, as_) -> None:
    assert as_(anna).post(url("to-receive"), {"picks": picks}).status_code == 302
    assert not task.assignments.exclude(received_at=None).exists()


def test_the_lists_of_the_office_count_what_they_show(plan, north, ines, as_) -> None:
    for state in TaskState:
        make.task(plan, north, state=state)
    page = as_(ines).get(url("office"))
    counts = {key: count for key, _title, count in page.context["lists"]}
    shown = {
        key: as_(ines).get(url("office"), {"list": key}).context["page"].paginator.count
        for key in counts
    }
    assert counts == shown
    assert sum(counts.values()) == len(TaskState) - 3  # neither at work, returned, nor archived


def test_the_office_hands_out_what_is_ticked(plan, north, ines, as_) -> None:
    ready = [make.task(plan, north, state=TaskState.REGISTERED) for _ in range(3)]
    wish = {"list": "dispatch", "verb": "dispatch", "picks": [f"{t.pk}:0" for t in ready]}
    answer = as_(ines).post(url("office-ticked"), wish)
    assert answer.headers["Location"].endswith("?list=dispatch")
    assert Task.objects.filter(state=TaskState.DISPATCHED).count() == 3


@pytest.mark.parametrize(
    "wish",
    [
        {"list": "dispatch", "verb": "close"},
        {"list": "dispatch", "verb": ""},
        {"list": "nonsense", "verb": "dispatch"},
        {"list": "dispatch", "verb": "dispatch", "picks": ["x"]},
        {"list": "dispatch", "verb": "dispatch", "picks": []},
    ],
)
def test_ticks_that_make_no_sense_move_nothing(wish, plan, north, ines, as_) -> None:
    task = make.task(plan, north, state=TaskState.REGISTERED)
    as_(ines).post(url("office-ticked"), {"picks": [f"{task.pk}:0"]} | wish)
    task.refresh_from_db()
    assert task.state == TaskState.REGISTERED


def test_a_leader_does_not_hand_out(plan, north, lena, as_) -> None:
    task = make.task(plan, north, state=TaskState.REGISTERED)
    wish = {"list": "dispatch", "verb": "dispatch", "picks": [f"{task.pk}:0"]}
    assert as_(lena).post(url("office-ticked"), wish).status_code == 404
    assert dict(as_(lena).get(url("office"), {"list": "dispatch"}).context["buttons"]) == {}


# --- The desk of a task ---


def test_the_desk_offers_what_the_table_allows_and_the_person_may(scene, rita, now) -> None:
    for state in TaskState:
        steps.put(scene.task, state, by=rita, now=now)
        for actor, person in scene.people.items():
            if person is None:
                continue
            desk = queries.task_desk(person, scene.task, on=steps.TODAY)
            allowed = {
                verb
                for (where, verb), step in TRANSITIONS.items()
                if where == state and actor in step.who
            }
            assert {act.verb for act in desk.acts} == allowed - queries.desk.BY_PARTS
        scene.task.completions.all().delete()


def test_the_desk_of_a_past_day_knows_no_more_than_that_day(scene, vera, now) -> None:
    scene.task.assignments.update(received_at=now, answered_at=now, given_at=None)
    scene.take(TaskVerb.SUSPEND, Actor.LEADER)
    yesterday = queries.task_desk(vera, scene.task, on=steps.TODAY - timedelta(days=1))
    assert (yesterday.moves, [part.received_at for part in yesterday.parts]) == ([], [None, None])
    today = queries.task_desk(vera, scene.task, on=steps.TODAY)
    assert (len(today.moves), len(today.silent)) == (1, 0)


@pytest.mark.parametrize(
    ("state", "fields", "verb", "offered"),
    [
        ("in_progress", {"is_rolling": False}, TaskVerb.ROLL, False),
        ("in_progress", {"is_rolling": True}, TaskVerb.ROLL, True),
        ("completed", {"is_key": True}, TaskVerb.CLOSE, False),
        ("completed", {"is_key": False}, TaskVerb.CLOSE, True),
    ],
)
def test_what_cannot_be_meant_for_a_task_is_not_offered(
    state, fields, verb, offered, task, otto
) -> None:
    Task.objects.filter(pk=task.pk).update(state=state, **fields)
    task.refresh_from_db()
    assert (verb in {act.verb for act in queries.acts(otto, task)}) == offered


def test_a_hundred_percent_is_what_the_lead_says(task, otto, as_) -> None:
    Task.objects.filter(pk=task.pk).update(percent=100, state=TaskState.IN_PROGRESS)
    page = as_(otto).get(reverse("dashboards:task", args=[task.pk]))
    assert "100 % is what the lead unit says" in text(page)


# --- Costs ---


@pytest.fixture(params=[1, 12])
def many(request, plan, north, south, rita, now) -> int:
    for number in range(request.param):
        for state in TaskState:
            task = make.task(plan, north, south, state=state, number=str(number))
            Move.objects.create(
                task=task, verb="dispatch", from_state="draft", to_state=state, at=now, by=rita
            )
    return request.param


def test_the_desk_costs_the_same_however_long_the_history(
    many, task, anna, now, rita, south, django_assert_num_queries
):
    for _ in range(many):
        steps.request(task, by=rita, now=now, accepted=True)
        make.task(task.plan, south, parent=task)
        Move.objects.create(
            task=task, verb="dispatch", from_state="draft", to_state="dispatched", at=now, by=rita
        )
    assert anna.roles
    with django_assert_num_queries(7):
        queries.task_desk(anna, task, on=steps.TODAY)


@pytest.mark.parametrize(
    ("name", "who", "most"), [("office", "ines", 7), ("to-receive", "anna", 6)]
)
def test_lists_cost_the_same_however_long(
    name, who, most, many, as_, request, django_assert_num_queries
):
    client = as_(request.getfixturevalue(who))
    client.get(url(name))
    with django_assert_num_queries(most):
        client.get(url(name))
