"""The screens of which pictures are taken, and the rows of the demo that they show."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Screen:
    """A screen: its name, who looks (an e-mail's first part; "" for nobody), its address, and what else is taken of it."""

    name: str
    who: str
    address: str
    arabic: bool = False
    without_script: bool = False
    status: int = 200
    # Pressed before the picture: opens what lies over the page.
    press: str = ""
    # Done before the picture; what it makes the server answer is wanted.
    play: "Callable[[Page], None] | None" = None


def screens() -> list[Screen]:
    """Return every key screen, with the codes of this demo."""
    from django.urls import reverse

    from interlab.journeys.models import Participation, Project
    from interlab.people.models import Person

    def at(name: str, *args: Any) -> str:
        return reverse(name, args=["liege", *args])

    yordi, nesrine = (Person.objects.get(incubator__slug="liege", called=called).code for called in ("Yordi", "Nesrine"))
    project = Project.objects.get(incubator__slug="liege", name="Injera sur Meuse").code
    asking = Participation.objects.get(person__code=nesrine).code
    return [
        *site_screens(at),
        *sign_in_screens(at, yordi),
        Screen("today", "nadege", at("home:today"), arabic=True, without_script=True),
        Screen("person-list", "nadege", at("journeys:person_list"), arabic=True, without_script=True),
        Screen("person-list-search", "nadege", f"{at('journeys:person_list')}?q=an"),
        Screen("person-new", "nadege", at("journeys:person_new")),
        Screen("person", "nadege", at("journeys:person_detail", yordi), arabic=True, without_script=True),
        Screen("person-edit", "nadege", at("journeys:person_edit", yordi)),
        Screen("person-confidential", "helene", at("journeys:person_confidential", yordi)),
        Screen("participation-move", "nadege", at("journeys:participation_move", asking)),
        *writing_screens(at, yordi, project),
        *trust_screens(at, yordi),
        *desk_screens(at),
        *figure_screens(at),
        *setting_screens(at),
        *import_screens(at),
        *data_screens(at, yordi),
        Screen("my-journey", "rania", at("home:today"), arabic=True, without_script=True),
        Screen("mentor", "claudine", at("home:today"), arabic=True, without_script=True),
        Screen("two-incubators", "tom", reverse("home:front_door"), arabic=True),
        Screen("reviewer", "paul", at("home:today")),
        Screen("styleguide", "", reverse("core:styleguide"), arabic=True),
        Screen("outbox", "", reverse("home:demo_outbox")),
        Screen("not-found", "nadege", "/liege/people/nobody/", status=404),
        Screen("refused", "claudine", at("journeys:person_list"), status=403),
    ]


def desk_screens(at: "Callable[..., str]") -> list[Screen]:
    """The team's desk: applications, helping with one, whom partners recommend."""
    from interlab.intake.models import Application, Recommendation

    rows = Application.objects.filter(incubator__slug="liege")
    selam, started = rows.get(person__called="Selam"), rows.filter(submitted_at=None).first()
    recommended = Recommendation.objects.filter(incubator__slug="liege").first()
    assert started is not None
    assert recommended is not None
    return [
        Screen("application-list", "nadege", at("intake:application_list"), arabic=True, without_script=True),
        Screen("application", "nadege", at("intake:application_detail", selam.code), arabic=True),
        Screen("application-started", "nadege", at("intake:application_detail", started.code)),
        Screen("application-help", "nadege", at("intake:helper_resume", started.code)),
        Screen("application-new", "nadege", f"{at('intake:helper_new')}?recommendation={recommended.code}", arabic=True),
        Screen("recommendation-list", "nadege", at("intake:recommendation_list")),
        Screen("recommendation", "nadege", at("intake:recommendation_detail", recommended.code)),
    ]


def site_screens(at: Any) -> list[Screen]:
    """The incubator's public site, the team's editor of it, and a longer list of Today."""
    from django.urls import reverse

    texts = "programme about contact elsewhere partners legal privacy_notice accessibility".split()
    return [
        Screen("street", "", reverse("home:front_door")),
        Screen("welcome", "", at("home:welcome"), arabic=True, without_script=True),
        *(Screen(f"site-{name.replace('_', '-')}", "", at(f"home:{name}"), arabic=True) for name in texts),
        Screen("recommend", "", at("home:recommend"), arabic=True, without_script=True),
        Screen("recommend-thanks", "", at("home:recommend_thanks")),
        Screen("site-edit", "helene", at("home:site_edit"), arabic=True),
        Screen("site-logo", "helene", at("home:site_logo")),
        Screen("page-list", "helene", at("home:page_list")),
        Screen("today-pile", "nadege", at("home:today_pile", "awaiting")),
        Screen("page-edit", "helene", at("home:page_edit", "about", "fr"), arabic=True),
    ]


def sign_in_screens(at: Any, person: str) -> list[Screen]:
    """Coming in: codes, keys, devices, second proofs, and inviting a person."""
    from django.urls import reverse

    return [
        Screen("sign-in", "", reverse("account_login"), arabic=True, without_script=True),
        Screen("sign-in-code", "", reverse("account_request_login_code"), arabic=True),
        Screen("sign-in-key", "", reverse("account_invitation"), arabic=True),
        Screen("this-device", "rania", reverse("account_this_device"), arabic=True),
        Screen("account", "rania", reverse("account"), arabic=True),
        Screen("devices", "nadege", reverse("account_devices"), arabic=True),
        Screen("second-factor", "nadege", reverse("mfa_index"), arabic=True, without_script=True),
        Screen("second-factor-app", "nadege", reverse("mfa_activate_totp"), arabic=True),
        Screen("second-factor-passkey", "nadege", reverse("mfa_add_webauthn")),
        Screen("person-invite", "nadege", at("journeys:person_invite", person), arabic=True),
    ]


def writing_screens(at: Any, person: str, project: str) -> list[Screen]:
    return [
        Screen("note", "nadege", f"{at('journeys:note_session')}?person={person}", without_script=True),
        Screen("note-sheet", "nadege", at("journeys:person_detail", person), press="n"),
        Screen("next-act", "nadege", at("journeys:next_act_new", person)),
        Screen("document-new", "nadege", at("journeys:document_new", person)),
        Screen("project", "nadege", at("journeys:project_detail", project), without_script=True),
        Screen("project-edit", "nadege", at("journeys:project_edit", project)),
        Screen("stage-move", "nadege", at("journeys:stage_move", project)),
        Screen("launch", "nadege", at("journeys:launch", project)),
    ]


def trust_screens(at: Any, person: str) -> list[Screen]:
    return [
        Screen("trail", "helene", at("privacy:audit"), without_script=True),
        Screen("trail-person", "helene", f"{at('privacy:audit')}?person={person}&kind=changed"),
        Screen("who-opened", "rania", at("privacy:who_opened"), arabic=True, without_script=True),
        Screen("person-reason", "julien", at("journeys:person_reason", person), without_script=True),
        Screen("today-team", "julien", f"{at('home:today')}?who=team"),
    ]


def figure_screens(at: Any) -> list[Screen]:
    year = f"{at('impact:figures')}?year=2022"
    return [
        Screen("figures-2022", "helene", year, arabic=True, without_script=True),
        Screen("figures-now", "nadege", at("impact:figures")),
        Screen("figures-funder", "marie-ange", year),
        Screen("figure", "helene", f"{at('impact:figure_detail', 'women_share')}?year=2022", without_script=True),
        Screen("figure-funder", "marie-ange", f"{at('impact:figure_detail', 'accompanied')}?year=2022"),
    ]


def setting_screens(at: Any) -> list[Screen]:
    from interlab.network.models import Cohort, Stage

    stage = Stage.objects.filter(incubator__slug="liege").first()
    cohort = Cohort.objects.filter(incubator__slug="liege").first()
    assert stage is not None and cohort is not None
    return [
        Screen("settings", "helene", at("setup:settings"), without_script=True),
        Screen("settings-incubator", "helene", at("setup:incubator_edit")),
        Screen("settings-stages", "helene", at("setup:label_list", "stages")),
        Screen("settings-stage", "helene", at("setup:label_edit", "stages", stage.code)),
        Screen("settings-cohorts", "helene", at("setup:cohort_list")),
        Screen("settings-cohort", "helene", at("setup:cohort_edit", cohort.code)),
        Screen("settings-team", "helene", at("setup:team")),
        Screen("settings-member", "helene", at("setup:member_new")),
    ]


def data_screens(at: Any, person: str) -> list[Screen]:
    """Return the pages of people's data: Rania said yes twice and asked for a copy, Yordi asks to be deleted, a file ends."""
    from interlab.accounts.models import Membership
    from interlab.core.dates import today
    from interlab.people.models import Person
    from interlab.privacy.consents import give_consent
    from interlab.privacy.models import Farewell
    from interlab.privacy.requests import answer_access, ask_for_data
    from interlab.privacy.retaining import all_leaving, announce

    lead = Membership.objects.get(account__email="helene@example.org")
    rania = Person.objects.get(account__email="rania@example.org")
    yordi = Person.objects.get(code=person)
    give_consent(rania, "people.whatsapp", by=lead, how="spoken", language="ar")
    give_consent(rania, "people.photo_used", channel="site", by=lead, how="signed", language="ar")
    ready = answer_access(ask_for_data("access", person=rania, by=lead), by=lead)
    copy = ask_for_data("access", person=yordi, by=lead, how="spoken")
    erasure = ask_for_data("erasure", person=yordi, by=lead, how="spoken")
    announce(rania, all_leaving()[0], today())
    announce(Person.objects.filter(incubator=lead.incubator).exclude(pk=rania.pk).latest("pk"), all_leaving()[1], today())
    ending = Farewell.objects.earliest("pk")
    return [
        Screen("data-mine", "rania", at("privacy:my_data"), arabic=True, without_script=True),
        Screen("data-mine-consents", "rania", at("privacy:my_consents"), arabic=True),
        Screen("data-mine-erasure", "rania", at("privacy:my_erasure"), arabic=True),
        Screen("data-person", "helene", at("privacy:person_data", person), arabic=True),
        Screen("data-consent", "helene", at("privacy:person_consent", person)),
        Screen("data-request", "helene", at("privacy:person_request", person)),
        Screen("data-requests", "helene", at("privacy:request_list")),
        Screen("data-copy", "helene", at("privacy:request_detail", copy.code)),
        Screen("data-erasure", "helene", at("privacy:request_detail", erasure.code)),
        Screen("data-answered", "helene", at("privacy:request_detail", ready.code)),
        Screen("data-member", "helene", at("privacy:member_data", Membership.objects.get(name="Claudine Lejeune").code)),
        Screen("data-retention", "helene", at("privacy:retention"), arabic=True),
        Screen("data-keep", "helene", at("privacy:farewell_keep", ending.code)),
    ]


# Three workbooks: one to be checked, one written down, one that is no workbook.
PERSONS = [
    ["Nom", "Prénom", "Sexe", "GSM", "Langue", "Projet", "Date d'entrée", "Étape"],
    ["Okoye", "Chidi", "H", "0455 00 90 01", "anglais", "Suya du quai", "03/02/2025", "Idée"],
    ["Haile", "Selam", "F", "0455 00 90 02", "tigrigna", "Nattes et perles", "17/03/2025", "Modèle"],
    ["Tekle", "Yordanos", "F", "0455 00 00 01", "tigrigna", "Injera sur Meuse", "28/01/2026", "Test"],
    ["Rossi", "Enzo", "?", "pas de téléphone", "italien", "Gelato", "le printemps", "Peut-être"],
]


def workbook(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Participants")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def import_screens(at: Any) -> list[Screen]:
    """Bring in workbooks through the worker, and return the steps they stand at."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from interlab.accounts.models import Membership
    from interlab.imports import actions
    from interlab.imports.tasks import go_on

    lead = Membership.objects.get(account__email="helene@example.org")
    brought = []
    for name, content in (("suivi.xlsx", workbook(PERSONS)), ("ecrit.xlsx", workbook(PERSONS[:3])), ("photo.xlsx", b"PK\3\4no")):
        one = actions.upload_workbook(lead.incubator, SimpleUploadedFile(name, content), by=lead)
        go_on(one)
        brought.append(settled(one))
    if brought[1].state == brought[1].State.PREVIEWED:
        confirmed = actions.confirm_import(brought[1], by=lead)
        assert confirmed is not None
        go_on(confirmed)
        settled(brought[1])
    return [
        Screen("import", "helene", at("imports:import_list"), without_script=True),
        Screen("import-check", "helene", at("imports:import_detail", brought[0].code), without_script=True),
        Screen("import-report", "helene", at("imports:import_detail", brought[1].code)),
        Screen("import-unreadable", "helene", at("imports:import_detail", brought[2].code)),
    ]


def settled(one: Any) -> Any:
    for _attempt in range(150):
        one.refresh_from_db()
        if one.state not in (one.State.READING, one.State.IMPORTING):
            return one
        time.sleep(0.2)
    raise SystemExit("the worker didn't read the workbook")
