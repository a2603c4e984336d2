from __future__ import annotations

import re

import pytest
from bridge import BRIDGE, linked, pages, shower
from markupsafe import Markup

from generator.derive import Derived
from generator.facts import BUILT_IN
from generator.markup import Link
from generator.views.facts import backlinks, brief, fact_view, item, list_view, strip
from generator.views.gathered import (
    NEWEST,
    corrections_view,
    divergences_view,
    home_view,
    timeline_view,
    unknown_view,
)
from generator.views.plans import compare_view, plans_view, points_view

SHOWN = shower(BRIDGE)
HELD = SHOWN.dossier.facts
KINDS = {kind.name: kind for kind in BUILT_IN}

WITHDRAWN = "withdrawn: {date: 2031-04-09, why: both sources took it back}\n"

CLOSED = (str, int, bool, type(None), Markup, Link, dict, list)
"""All that a view is made of."""


def strangers(value, path):
    """Everything in a view that is not of these."""
    if type(value) not in CLOSED:
        yield path, type(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from [] if type(key) is str else [(path, key)]
            yield from strangers(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from strangers(inner, f"{path}.{number}")


@pytest.mark.parametrize("base_url", ["", "https://example.org/bridge/"])
def test_views_are_closed(base_url):
    found = [
        stranger
        for page in pages(BRIDGE, base_url).values()
        for stranger in strangers(page.view, page.address)
    ]
    assert found == []


def refs(views):
    return [view["ref"] for view in views]


def text(piece):
    """A piece of a page without its tags, and with its characters as they are read."""
    return " ".join(Markup(re.sub("<[^>]+>", " ", piece)).unescape().split())


def labelled(values):
    """Each value in rows: the fact that it is of, and what the field it stands in is called."""
    label = r'<dd>\n<p class="(?:label|value)">([^<]*)</p>'
    found = [(row["ref"], field) for row in values["rows"] for field in re.findall(label, row["row"])]
    assert len(found) == values["count"]
    return found


def asking(kinds):
    """The facts that raise questions, each as often as it does."""
    found = [
        row["ref"]
        for kind in kinds
        for row in kind["rows"]
        for _ in re.findall('class="question"', row["row"])
    ]
    assert len(found) == sum(kind["count"] for kind in kinds)
    assert all(row["ref"].startswith(f"{kind['kind']}:") for kind in kinds for row in kind["rows"])
    return found


def test_a_correction_shows_wherever_the_fact_shows():
    view = fact_view(SHOWN, SHOWN.dossier.facts["actor:ada-lind"])
    assert refs(view["corrections"]) == ["correction:2031-04-06-lind"]
    assert brief(SHOWN, "actor:ada-lind")["corrected"]
    assert not brief(SHOWN, "meeting:2031-04-02-briefing")["corrected"]


def test_backlinks_stand_by_what_they_are_called_and_mentions_come_last():
    found = backlinks(SHOWN, SHOWN.derived.backlinks("actor:ada-lind"))
    assert [(group["label"], refs(group["links"])) for group in found] == [
        ("Meetings", ["meeting:2031-04-02-briefing"]),
        ("Statements", ["statement:2031-04-03-lind-on-tolls"]),
        ("Tells of", ["plan:first-draft"]),
        ("Mentioned", ["page:method"]),
    ]


def test_a_fact_stands_once_in_a_group_of_backlinks_whatever_its_entries_say():
    [group] = [
        group
        for group in backlinks(SHOWN, SHOWN.derived.backlinks("source:valley-wire"))
        if group["label"].startswith("What is taken")
    ]
    assert len(refs(group["links"])) == len(set(refs(group["links"])))
    assert "meeting:2031-04-02-briefing" in refs(group["links"])


def test_in_a_group_of_backlinks_facts_stand_by_date_and_those_without_one_last():
    [group] = [
        group
        for group in backlinks(SHOWN, SHOWN.derived.backlinks("source:harbour-post"))
        if group["label"].startswith("What is taken")
    ]
    found = refs(group["links"])
    dated = [ref for ref in found if brief(SHOWN, ref)["date"]]
    assert dated[:3] == ["plan:second-draft", "meeting:2031-04-02-briefing", "plan:first-draft"]
    assert found[: len(dated)] == dated


def test_divergences_about_a_fact_stand_apart_and_not_among_its_backlinks():
    view = fact_view(SHOWN, HELD["statement:2031-04-03-lind-on-tolls"])
    assert refs(view["divergences"]) == ["divergence:by-or-with"]
    assert all("divergence:by-or-with" not in refs(group["links"]) for group in view["backlinks"])


def test_a_divergence_that_was_withdrawn_stands_only_among_the_backlinks():
    path = "content/divergences/by-or-with.yaml"
    gone = shower(BRIDGE | {path: BRIDGE[path] + WITHDRAWN})
    view = fact_view(gone, gone.dossier.facts["statement:2031-04-03-lind-on-tolls"])
    assert view["divergences"] == []
    told = {group["label"]: refs(group["links"]) for group in view["backlinks"]}
    assert told["Where sources part on this"] == ["divergence:by-or-with"]


def test_that_something_was_withdrawn_is_said_once_in_a_list():
    path = "content/divergences/by-or-with.yaml"
    shown = item(shower(BRIDGE | {path: BRIDGE[path] + WITHDRAWN}), "divergence:by-or-with")
    assert text(shown["item"]) == "By the towns or with them? (withdrawn divergence)"


def test_a_statement_that_was_withdrawn_is_called_by_its_speaker_and_its_words_are_not_repeated():
    path = "content/statements/2031-04-03-lind-on-tolls.yaml"
    gone = shower(BRIDGE | {path: BRIDGE[path] + WITHDRAWN}).dossier
    assert gone.named("statement:2031-04-03-lind-on-tolls") == "Ada Lind: withdrawn statement"


def test_divergences_that_were_withdrawn_take_no_place_on_the_front_page():
    path = "content/divergences/envoys-time.yaml"
    many = {
        f"content/divergences/{number}.yaml": BRIDGE[path] + (WITHDRAWN if number < 5 else "")
        for number in range(9)
    }
    disputed = home_view(shower({**BRIDGE, **many}))["divergences"]
    assert refs(disputed["rows"]) == [f"divergence:{one}" for one in (5, 6, 7, 8, "envoys-time")]
    assert disputed["count"] == 6


def test_a_position_on_its_issue_has_its_divergences_and_says_whose_it_is():
    shown = fact_view(SHOWN, HELD["issue:envoys-time"])["placed"]["position"]
    by_ref = {one["ref"]: one for one in shown}
    mayors = by_ref["position:envoys-time/some-mayors"]
    assert refs(mayors["divergences"]) == ["divergence:envoys-time"]
    assert [part.ref for part in mayors["parts"]] == ["issue:envoys-time", "actor:some-mayors"]
    assert len(shown) == 2


def test_an_actor_without_views_has_none_placed():
    assert fact_view(SHOWN, HELD["actor:per-holm"])["placed"] == {"position": []}


def test_the_questions_a_fact_raises_stand_on_its_page():
    [asked] = fact_view(SHOWN, HELD["plan:second-draft"])["unknown"]
    assert asked["question"].startswith("Is this the")
    assert asked["raised_by"].ref == "plan:second-draft"
    assert fact_view(SHOWN, HELD["plan:first-draft"])["unknown"] == []


def test_the_paragraphs_of_a_source_say_what_each_sentence_is_used_for():
    shown = {
        (one["number"], s["number"]): s
        for one in strip(SHOWN, HELD["source:harbour-post"])
        for s in one["sentences"]
    }
    assert "plan:first-draft" in [link.ref for link in shown[2, 2]["used"]]
    assert shown[12, 1] == {"number": 1, "used": [], "not_content": "caption of a picture"}
    assert shown[4, 1] == {"number": 1, "used": [], "not_content": None}
    assert len(shown) == 17


def test_only_a_source_has_paragraphs():
    assert fact_view(SHOWN, HELD["plan:first-draft"])["strip"] is None
    assert fact_view(SHOWN, HELD["source:night-letter"])["strip"] == []


def test_a_list_stands_by_date_and_what_has_none_last():
    view = list_view(SHOWN, KINDS["source"])
    assert refs(view["facts"]) == [
        "source:coast-review",
        "source:harbour-post",
        "source:valley-wire",
        "source:night-letter",
        "source:radio-fjord",
    ]
    assert view["plural"] == "Sources"


def test_dates_before_the_year_1000_stand_before_later_ones():
    text = "title: {}\ndate: {}\nevidence: {{source: harbour-post, at: p2}}\n"
    world = BRIDGE | {
        f"content/events/undated-{name}.yaml": text.format(name, date)
        for name, date in [("a", "0999"), ("b", "1001-02"), ("c", "1001-01-31")]
    }
    assert refs(list_view(shower(world), KINDS["event"])["facts"]) == [
        "event:undated-a",
        "event:undated-c",
        "event:undated-b",
        "event:undated-leak",
    ]


def test_what_is_checked_or_withdrawn_says_so_in_lists():
    lind = BRIDGE["content/actors/ada-lind.yaml"]
    held = shower(
        BRIDGE
        | {"content/actors/ada-lind.yaml": f"{lind}hold: {{since: 2031-04-07, note: asked the town}}\n"}
    )
    gone = shower(
        BRIDGE | {"content/actors/ada-lind.yaml": f"{lind}withdrawn: {{date: 2031-04-07, why: wrong}}\n"}
    )
    assert [
        (one["hold"], one["withdrawn"])
        for one in (brief(shown, "actor:ada-lind") for shown in (SHOWN, held, gone))
    ] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_what_is_still_to_come_says_so_on_the_timeline_and_the_front_page():
    talks = "title: The next talks\ndate: 2031-04-20\nevidence: {source: harbour-post, at: p2}\n"
    told = "fact: actor:ada-lind\nwhen: 2031-04-20\nkind: error\nwas: x\nis: y\nwhy: z\ndecided_by: the editors\n"
    files = {
        "content/meetings/2031-04-20-talks.yaml": talks,
        "content/corrections/2031-04-20-lind.yaml": told,
    }
    shown = shower(BRIDGE | files)
    newest = {one["ref"]: one["to_come"] for one in home_view(shown)["newest"]}
    assert [ref for ref, to_come in newest.items() if to_come] == ["meeting:2031-04-20-talks"]
    assert "correction:2031-04-20-lind" in newest
    *before, corrected, coming = timeline_view(shown)["days"]
    assert not any(day["to_come"] for day in (*before, corrected))
    assert (corrected["date"], coming["to_come"]) == (coming["date"], True)
    assert "The next talks" in str(coming["facts"])


def test_the_timeline_has_a_day_once():
    days = timeline_view(SHOWN)["days"]
    assert [day["date"]["iso"] for day in days] == [f"2031-04-0{n}" for n in range(1, 7)]
    third = days[2]["facts"]
    assert [(one["ref"], "Dated differently" in one["row"]) for one in third] == [
        ("meeting:2031-04-04-council", True),
        ("source:coast-review", False),
        ("statement:2031-04-03-lind-on-tolls", False),
    ]


def test_the_kinds_of_not_knowing_are_kept_apart():
    view = unknown_view(SHOWN)
    assert asking(view["open"]) == [
        "position:envoys-time/some-mayors",
        "plan:second-draft",
    ]
    assert view["answered"] == []
    assert labelled(view["undisclosed"]) == [("plan:second-draft", "What was changed")]
    assert labelled(view["not_there"]) == [("plan:towns-draft", "Became known")]
    assert "Harbour Post, 4 April 2031 , paragraph 3" in text(view["undisclosed"]["rows"][0]["row"])


def test_an_answered_question_leaves_the_open_ones():
    draft = BRIDGE["content/plans/second-draft.yaml"].replace(
        "  - id: same\n", "  - id: same\n    answered_by: plan:first-draft\n"
    )
    view = unknown_view(shower(BRIDGE | {"content/plans/second-draft.yaml": draft}))
    assert asking(view["answered"]) == ["plan:second-draft"]
    assert "Answered since The first draft" in text(view["answered"][0]["rows"][0]["row"])
    assert asking(view["open"]) == ["position:envoys-time/some-mayors"]


def test_divergences_stand_gravest_first_and_before_what_the_data_shows():
    view = divergences_view(SHOWN, KINDS["divergence"])
    assert [(one["apart"], refs(one["rows"])) for one in view["facts"]] == [
        ("different", ["divergence:envoys-time", "divergence:by-or-with"])
    ]
    assert labelled(view["contests"]) == [
        ("plan:first-draft", "Authors"),
        ("meeting:2031-04-04-council", "Date"),
    ]
    assert [(one["ref"], text(one["row"])) for one in view["names"]] == [
        ("actor:ada-lind", "Ada Lind Vada Lindt")
    ]
    [wordings] = view["wordings"]
    assert wordings["ref"] == "statement:2031-04-03-lind-on-tolls"
    assert "2 wordings, 1 difference" in text(wordings["row"])


def test_corrections_stand_newest_first():
    later = BRIDGE["content/corrections/2031-04-06-lind.yaml"].replace("2031-04-06", "2031-05-01")
    view = corrections_view(shower(BRIDGE | {"content/corrections/2031-05-01-lind.yaml": later}))
    assert refs(view["facts"]) == ["correction:2031-05-01-lind", "correction:2031-04-06-lind"]


def test_the_front_page_names_who_is_spoken_of_most_and_what_is_newest():
    leak = BRIDGE["content/events/undated-leak.yaml"] + "date: 2031-04-05\n"
    fire = leak.replace("The draft gets out", "The ferry burns")
    more = {"content/events/undated-leak.yaml": leak, "content/events/undated-fire.yaml": fire}
    shown = shower(BRIDGE | more)
    view = home_view(shown)
    spoken_of = refs(view["actors"]["facts"])
    assert spoken_of[0] == "actor:ada-lind"
    mentions = [len(shown.derived.backlinks(ref)) for ref in spoken_of]
    assert mentions == sorted(mentions, reverse=True)
    assert view["actors"]["count"] == len(shown.dossier.refs_of("actor")) > len(spoken_of)
    assert refs(view["newest"])[0] == "correction:2031-04-06-lind"
    assert "meeting:2031-04-02-briefing" in refs(view["newest"])
    assert len(set(refs(view["newest"]))) == NEWEST  # each once, also where its date is contested
    assert not any(ref.startswith("source:") for ref in refs(view["newest"]))
    assert refs(view["plans"]["facts"]) == Derived(linked(BRIDGE)).plans


def test_the_front_page_says_who_holds_a_view_on_each_issue():
    by_ref = {one["ref"]: one for one in home_view(SHOWN)["issues"]["facts"]}
    assert {link.ref for link in by_ref["issue:envoys-time"]["holders"]} == {
        "actor:some-mayors",
        "actor:lower-towns",
    }
    assert by_ref["issue:toll"]["holders"] == []


def test_the_history_of_the_plan_has_every_point_by_every_version():
    view = plans_view(SHOWN, KINDS["plan"])
    assert refs(view["facts"]) == ["plan:first-draft", "plan:second-draft", "plan:towns-draft"]
    shown = {
        row["point"]["title"]: [[one["state"] for one in cell] for cell in row["cells"]]
        for issue in view["issues"]
        for row in issue["rows"]
    }
    assert shown == {
        "A cap on tolls": [["included"], ["changed"], ["included"]],
        "Who crosses freely": [[], [], []],
        "The ferry stays": [["undisclosed"], ["none"], []],
    }
    assert [issue["issue"].ref for issue in view["issues"]] == ["issue:ferry", "issue:toll"]
    assert len(view["comparisons"]) == 3


def test_two_versions_side_by_side():
    view = compare_view(SHOWN, "plan:first-draft", "plan:second-draft")
    assert [side["link"].ref for side in view["sides"]] == ["plan:first-draft", "plan:second-draft"]
    assert [(row["point"]["title"], row["changed"]) for row in view["rows"]] == [
        ("The ferry stays", False),
        ("A cap on tolls", True),
    ]


def test_an_issue_has_its_points_by_version_and_a_version_its_comparisons():
    shown = points_view(SHOWN, HELD["issue:ferry"])
    assert [row["point"]["title"] for row in shown["rows"]] == ["The ferry stays"]
    found = points_view(SHOWN, HELD["plan:towns-draft"])["comparisons"]
    assert [(one["first"].ref, one["second"].ref) for one in found] == [
        ("plan:first-draft", "plan:towns-draft"),
        ("plan:second-draft", "plan:towns-draft"),
    ]
    assert points_view(SHOWN, HELD["actor:ada-lind"]) == {}


def test_why_a_sentence_carries_nothing_may_hold_links():
    text = BRIDGE["seeds/harbour-post.yaml"].replace(
        "caption of a picture", '"caption, of [her](actor:ada-lind)"'
    )
    *_, last = strip(shower(BRIDGE | {"seeds/harbour-post.yaml": text}), HELD["source:harbour-post"])
    assert last["sentences"][0]["not_content"] == Markup(
        'caption, of <a href="../actors/ada-lind.html">her</a>'
    )


def test_a_version_that_was_withdrawn_has_no_place_in_the_history_but_its_own_page():
    path = "content/plans/second-draft.yaml"
    shown = shower(BRIDGE | {path: BRIDGE[path] + "withdrawn: {date: 2031-04-09, why: a slip of ours}\n"})
    view = plans_view(shown, KINDS["plan"])
    assert [link.ref for link in view["plans"]] == ["plan:first-draft", "plan:towns-draft"]
    assert {len(row["cells"]) for issue in view["issues"] for row in issue["rows"]} == {2}
    assert len(view["comparisons"]) == 1
    assert "plan:second-draft" in refs(view["facts"])
    assert len(points_view(shown, HELD["issue:toll"])["plans"]) == 2
