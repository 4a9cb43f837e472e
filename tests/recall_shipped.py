"""The shipped forms, asked together: what a correct return of them says, and a way to break each of their rules.

Data of biểu II.06a are named with `other:` (see recall_pieces).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.recall import Plant, Subject
from tests.recall_pieces import FIRST, LAST, WEEKS, Values, changed
from toolkit.form.load import load_form
from toolkit.form.model import Form

FORMS = Path(__file__).parents[1] / "input_templates"
GRID = "other:dossiers_by_field"
ROWS = ("ho_tich", "chung_thuc", "bao_tro_xa_hoi", "nguoi_co_cong", "dat_dai", "xay_dung", "cu_tru", "khac")
TEXTS = ("facility_text", "one_stop_text", "citizen_reception_text", "direction_text", "forms_text",
         "limitations_text", "tasks_next_text")  # fmt: skip
RATES = ("satisfaction", "officials_using_software", "edoc_signed", "workfile_online")
_USUAL = {
    "notice_board_new": 20, "slogan_count": 300, "pano_house": 100, "pano_one_stop": 100, "poster_count": 2000,
    "banner_vertical": 200, "banner_horizontal": 100, "media_column": 200, "eboard_run": 5000,
    "meeting_count": 200, "document_copy": 20_000, "school_count": 15, "health_station_count": 5,
    "infosec_incident": 20, "infosec_system_approved": 50,
}  # fmt: skip
"""What is usually the most of them."""


def shipped(ident: str) -> Form:
    """One of the shipped forms."""
    path = FORMS / ident / "form.yaml"
    return load_form(path.read_bytes(), f"{ident}/form.yaml")


def shipped_subject() -> Subject:
    """Both forms in one round."""
    forms = (shipped("cchc_communication"), shipped("tthc_ii06a"))
    plants = tuple(
        Plant(kind=f"shipped: {rule}", rule=rule.partition("#")[0], broken=changed(names, value))
        for rule, (names, value) in _PLANTS.items()
    )
    return Subject(forms=forms, correct=correct, plants=plants)


def correct(rng: Random, unit: int) -> Values:
    """A commune of some thousand people."""
    people = rng.randint(2_000, 15_000)
    found: Values = {
        "pop_total": people,
        "household_total": rng.randint(people // 5, people // 3),
        **{name: rng.randint(0 if name.endswith("t") else 1, most) for name, most in _USUAL.items()},
        **_lists(rng),
        **_news(rng),
        **_dossiers(rng, people),
    }
    for name in ("par_comm_plan", "digital_plan", "infosec_plan"):
        found[name] = rng.random() < 0.5
    for name in ("notice_board_kept", "complaint_address_posted", "web_document_posted"):
        found[name] = rng.random() < 0.8
    trainings = rng.randint(0, 4)
    found |= {"infosec_training": trainings, "infosec_trainee": trainings * rng.randint(5, 40)}
    found |= {f"{name}/1": f"{name} {rng.getrandbits(40):x}" for name in TEXTS}
    return found | {"prev|pop_total": people - rng.randint(-100, 100)}


def _lists(rng: Random) -> Values:
    villages, documents, things = rng.randint(2, 9), rng.randint(1, 4), rng.randint(1, 3)
    found: Values = {"village_count": villages, "directive_doc_count": documents}
    found |= {f"village_list/{at}/name": f"Thôn {at}" for at in range(1, villages + 1)}
    for at in range(1, documents + 1):
        number = rng.getrandbits(40)
        found |= _document(
            "directive_doc_list", at, rng, f"{number}/KH-UBND", "Kế hoạch" if at == 1 else "Công văn"
        )
    found |= _document("legal_doc_list", 1, rng, f"{rng.randint(1, 99)}/NQ-CP", "Nghị quyết")
    for at in range(1, things + 1):
        found |= {
            f"equipment_list/{at}/name": f"Thiết bị {at}",
            f"equipment_list/{at}/quantity": rng.randint(1, 9),
        }
    return found


def _document(block: str, at: int, rng: Random, number: str, type: str) -> Values:
    told = {
        "type": type,
        "number": number,
        "date": date(2024, 1, 1) + timedelta(rng.randint(0, 160)),
        "issuer": "UBND xã",
        "about": f"việc {rng.getrandbits(40):x}",
    }
    return {f"{block}/{at}/{column}": value for column, value in told.items()}


def _news(rng: Random) -> Values:
    weekly, web = rng.randint(1, 10), rng.randint(0, 400)
    items = weekly * WEEKS + rng.randint(-2 * weekly, 2 * weekly)
    return {
        "mobile_van_session": rng.randint(0, 7 * WEEKS),
        "web_article": web,
        "radio_item_per_week": Decimal(weekly),
        "radio_item": items,
        "radio_broadcast": max(items, weekly * WEEKS) + rng.randint(0, 99),
        "media_article": max(items, web) + rng.randint(0, 99),
    }


def _dossiers(rng: Random, people: int) -> Values:
    grid: Values = {}
    sums = {"received_online": 0, "received_direct_post": 0, "received_carried_over": 0}
    for row in ROWS:
        parts = {name: rng.randint(0, 40) for name in sums}
        sums = {name: sums[name] + number for name, number in parts.items()}
        left = rng.randint(0, sum(parts.values()))
        done = sum(parts.values()) - left
        early, overdue = rng.randint(0, done), rng.randint(0, left)
        on_time = rng.randint(0, done - early)
        told = {
            **parts, "received_total": done + left, "resolved_total": done, "resolved_early": early,
            "resolved_on_time": on_time, "resolved_late": done - early - on_time, "pending_total": left,
            "pending_in_time": left - overdue, "pending_overdue": overdue,
        }  # fmt: skip
        grid |= {f"{GRID}/{row}/{column}": number for column, number in told.items()}
        grid[f"prev|{GRID}/{row}/pending_total"] = parts["received_carried_over"]
    online, direct, carried = sums.values()
    results = rng.randint(1, online + direct + carried)
    rates: Values = {}
    for name in RATES:
        whole = rng.randint(1, online + direct + carried)
        rates |= {f"{name}_den": whole, f"{name}_num": rng.randint(0, whole)}
    return {
        **grid,
        **rates,
        "dossier_received": online + direct,
        "dossier_online": online,
        "dossier_direct_post": direct,
        "dossier_carried_over": carried,
        "result_total": results,
        "result_digitised": rng.randint(0, results),
        "year_before|dossier_received": max(30, online + direct),
    }


def _number(values: Values, name: str) -> int:
    value = values[name]
    assert isinstance(value, int | Decimal)
    return int(value)


def _all_dossiers(values: Values) -> int:
    return _number(values, "dossier_received") + _number(values, "dossier_carried_over")


def _set(
    name: str, value: Callable[[Values], object]
) -> tuple[list[str], Callable[[Random, Values], Values]]:
    return [name], lambda rng, values: {name: value(values)}


def _types(rng: Random, values: Values) -> Values:
    types = {name: "Công văn" for name in values if name.startswith("directive") and name.endswith("/type")}
    return {"par_comm_plan": True, **types}


def _more_dossiers(rng: Random, values: Values) -> Values:
    """More than two a person; the year before had as many."""
    more = 2 * _number(values, "pop_total") + 1
    return {"dossier_received": more, "dossier_online": more - _number(values, "dossier_direct_post")}


def _cell(column: str, by: int) -> tuple[list[str], Callable[[Random, Values], Values]]:
    name = f"{GRID}/dat_dai/{column}"
    return [name], lambda rng, values: {name: _number(values, name) + by}


_DIRECTIVE = "directive_doc_list/1"
_PLANTS: Mapping[str, tuple[list[str], Callable[[Random, Values], Values]]] = {
    "households_within_population": _set("household_total", lambda v: _number(v, "pop_total") + 1),
    "people_per_household": _set("household_total", lambda v: _number(v, "pop_total") * 9 // 10),
    "population_steady": _set("pop_total", lambda v: _number(v, "prev|pop_total") * 2),
    "villages_listed": _set("village_count", lambda v: _number(v, "village_count") + 1),
    "directive_docs_listed": _set("directive_doc_count", lambda v: _number(v, "directive_doc_count") - 1),
    "directive_docs_by_cut_off": _set(f"{_DIRECTIVE}/date", lambda v: LAST + timedelta(30)),
    "publicised_docs_by_cut_off": _set("legal_doc_list/1/date", lambda v: LAST + timedelta(1)),
    "equipment_counted": _set("equipment_list/1/quantity", lambda v: 0),
    "plans_listed": (["par_comm_plan"], _types),
    "van_sessions_within_days": _set("mobile_van_session", lambda v: 7 * WEEKS + 1),
    "articles_cover_web": _set("media_article", lambda v: _number(v, "web_article") - 1),
    "articles_cover_radio": _set("media_article", lambda v: _number(v, "radio_item") - 1),
    "broadcasts_cover_items": _set("radio_broadcast", lambda v: _number(v, "radio_item") - 1),
    "broadcasts_cover_weeks": _set(
        "radio_broadcast", lambda v: WEEKS * _number(v, "radio_item_per_week") - 1
    ),
    "radio_items_by_week": _set("radio_item", lambda v: 2 * WEEKS * _number(v, "radio_item_per_week")),
    "dossiers_add_up": _set("dossier_received", lambda v: _number(v, "dossier_received") + 1),
    "dossiers_like_last_year": _set("dossier_received", lambda v: 4 * _number(v, "dossier_received")),
    "online_as_in_ii06a": _set("dossier_online", lambda v: _number(v, "dossier_online") + 1),
    "direct_post_as_in_ii06a": _set("dossier_direct_post", lambda v: _number(v, "dossier_direct_post") + 1),
    "carried_over_as_in_ii06a": _set(
        "dossier_carried_over", lambda v: _number(v, "dossier_carried_over") + 1
    ),
    "dossiers_per_person": (["dossier_received", "dossier_online"], _more_dossiers),
    "results_within_dossiers": _set("result_total", lambda v: _all_dossiers(v) + 1),
    "ratings_within_dossiers": _set("satisfaction_den", lambda v: _all_dossiers(v) + 1),
    "trainees_have_training": (
        ["infosec_trainee", "infosec_training"],
        lambda rng, v: {"infosec_trainee": 5, "infosec_training": 0},
    ),
    "trainings_have_trainees": (
        ["infosec_trainee", "infosec_training"],
        lambda rng, v: {"infosec_trainee": 0, "infosec_training": 5},
    ),
    "slogan_count__usual": _set("slogan_count", lambda v: 301),
    "village_count__bounds": _set("village_count", lambda v: 0),
    "satisfaction__pair": _set("satisfaction_num", lambda v: _number(v, "satisfaction_den") + 1),
    "edoc_signed__stated": _set("edoc_signed", lambda v: Decimal("101.5")),
    "workfile_online__paired": _set("workfile_online_num", lambda v: None),
    "meetings__core": _set("meeting_count", lambda v: None),
    "forms_text__core": _set("forms_text/1", lambda v: None),
    "village_list__unique": (
        ["village_list/1/name", "village_list/2/name"],
        lambda rng, v: {"village_list/2/name": "  THÔN 1"},
    ),
    "directive_doc_list__complete": _set(f"{_DIRECTIVE}/number", lambda v: None),
    "directive_doc_list__date__within": _set(f"{_DIRECTIVE}/date", lambda v: FIRST - timedelta(60)),
    "received_adds_up": _cell("received_online", 1),
    "resolved_adds_up": _cell("resolved_early", 1),
    "pending_adds_up": _cell("pending_in_time", 1),
    "not_more_handled_than_received": _cell("resolved_total", 1),
    "all_received_accounted_for": _cell("pending_total", -1),
    "carried_over_as_left": _cell("received_carried_over", 1),
}
"""By the rule that is broken: where a finding may point, and what is changed."""
