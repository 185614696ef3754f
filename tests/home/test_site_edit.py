"""The team's editor of its public site: facts, colours, logo, pages."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from interlab.home.actions import draft_page, publish_page
from interlab.home.colours import ENOUGH, LIGHT_PAPERS, contrast, is_legible, nearest_legible, on_dark, stylesheet
from interlab.home.models import PageText
from interlab.privacy.models import AuditEntry

SITE = "/liege/settings/site/"
PAGE = f"{SITE}pages/about/fr/"


def picture(kind="JPEG", size=(900, 300)):
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", size, "#0F5E5C").save(file, kind, exif=exif)
    return SimpleUploadedFile("logo.jpg", file.getvalue())


# Facts and colours -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_team_changes_its_site(client_for, lead, incubator):
    client = client_for(lead)
    answer = client.post(SITE, {"primary_colour": "#7A1F5C", "phone": "04 1", "supporters": "Ville \n\n Wallonie"})
    assert answer.status_code == 302
    incubator.site.refresh_from_db()
    assert incubator.site.supporters == ["Ville", "Wallonie"]
    assert "#7A1F5C" in client.get("/liege/colours.css").content.decode()
    assert AuditEntry.objects.filter(act="site.updated").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("colour", "says"), [("#FFEE88", "nearest one"), ("red", "#0F5E5C"), ("#12345", "#0F5E5C"), ("#gggggg", "#0F5E5C")]
)
def test_a_colour_nobody_could_read_is_refused(client_for, lead, incubator, colour, says):
    answer = client_for(lead).post(f"{SITE}?lang=en", {"primary_colour": colour}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert colour in answer.content.decode()
    incubator.site.refresh_from_db()
    assert incubator.site.primary_colour == ""


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_has_a_legible_sister_on_both_papers(number):
    colour = f"#{number:06X}"
    near = nearest_legible(colour)
    assert is_legible(near)
    assert near == colour or not is_legible(colour)
    assert contrast(on_dark(near), "#14191B") >= ENOUGH
    assert contrast(on_dark(near), "#0B1213") >= ENOUGH, "text on a button"


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert is_legible("#0F5E5C")
    assert not is_legible("#F4B740")
    assert min(contrast("#0F5E5C", paper) for paper in LIGHT_PAPERS) > ENOUGH


def test_a_style_sheet_holds_colours_and_nothing_typed():
    assert "evil" not in stylesheet("#123456;}evil", "")


@pytest.mark.django_db
def test_two_who_change_the_same_choose(client_for, lead, incubator):
    client = client_for(lead)
    shown = client.get(SITE).context["form"].token
    client.post(SITE, {"phone": "04 1", "shown": shown})
    assert client.post(SITE, {"phone": "04 2", "shown": shown}).status_code == 409
    incubator.site.refresh_from_db()
    assert incubator.site.phone == "04 1"


@pytest.mark.django_db
def test_publishing_opens_the_site_and_taking_it_down_closes_it(client_for, lead, client):
    team = client_for(lead)
    assert client.get("/liege/").status_code == 404
    assert team.get("/liege/").status_code == 200
    team.post(f"{SITE}publish/")
    assert client.get("/liege/").status_code == 200
    team.post(f"{SITE}unpublish/")
    assert client.get("/liege/").status_code == 404


# Logo ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_logo_keeps_its_points_and_nothing_else(client_for, lead, kind):
    client = client_for(lead)
    assert client.get("/liege/logo.png").status_code == 404
    assert client.post(f"{SITE}logo/", {"logo": picture(kind)}).status_code == 302
    answer = client.get("/liege/logo.png")
    whole = b"".join(answer.streaming_content)
    shown = Image.open(BytesIO(whole))
    assert (shown.format, shown.size) == ("PNG", (600, 200))
    assert b"taken at home" not in whole
    assert "immutable" in answer["Cache-Control"]
    client.post(f"{SITE}logo/remove/")
    assert client.get("/liege/logo.png").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"\x89PNG\r\n\x1a\nbroken",
        b"x" * (1024 * 1024 + 1),
    ],
    ids=["empty", "svg", "broken", "too large"],
)
def test_what_is_no_picture_is_refused(client_for, lead, incubator, content):
    answer = client_for(lead).post(f"{SITE}logo/", {"logo": SimpleUploadedFile("logo.png", content)})
    assert answer.status_code == 422
    incubator.site.refresh_from_db()
    assert not incubator.site.logo


# Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_draft_is_for_members_until_it_is_published(client_for, lead, coach, client, incubator):
    team = client_for(lead)
    team.post(f"{SITE}publish/")
    team.post(PAGE, {"draft": "## Bonjour\n\nNous sommes **ici**."})
    french = {"accept-language": "fr"}
    assert "<strong>ici</strong>" in team.get(PAGE).content.decode(), "the preview"
    assert "<strong>ici</strong>" in team.get("/liege/about/?draft=1&lang=fr").content.decode()
    for reader in (client, client_for(coach)):
        assert "<strong>ici</strong>" not in reader.get("/liege/about/?draft=1", headers=french).content.decode()
    team.post(f"{PAGE}publish/")
    assert "<strong>ici</strong>" in client.get("/liege/about/", headers=french).content.decode()
    assert "<strong>ici</strong>" not in client.get("/liege/about/?lang=en").content.decode(), "another language"
    client.cookies.clear()
    team.post(f"{PAGE}reset/")
    assert "<strong>ici</strong>" not in client.get("/liege/about/", headers=french).content.decode()
    assert PageText.objects.get().draft.startswith("## Bonjour"), "the draft stays"


@pytest.mark.django_db
def test_what_a_team_writes_is_text_and_links(client, lead, incubator):
    incubator.site.published_at = "2026-01-01T00:00:00Z"
    incubator.site.save()
    text = PageText(incubator=incubator, page="about", language="fr")
    hostile = '<script>evil()</script>\n\n[a](javascript:evil()) ![x](https://spy.example/x.png)\n\n<img src=x onerror="evil()">'
    publish_page(draft_page(text, draft=hostile, by=lead), by=lead)
    page = client.get("/liege/about/", headers={"accept-language": "fr"}).content.decode().split("<main", 1)[1]
    assert "<script" not in page.split("</main>")[0]
    assert "<img" not in page.split("</main>")[0]
    assert 'href="javascript' not in page


@pytest.mark.django_db
def test_an_empty_page_is_not_published(client_for, lead):
    client = client_for(lead)
    client.post(f"{PAGE}publish/")
    assert not PageText.objects.exclude(published="").exists()


@pytest.mark.django_db
def test_two_who_write_the_same_page_choose(client_for, lead):
    client = client_for(lead)
    shown = client.get(PAGE).context["form"].token
    client.post(PAGE, {"draft": "one", "shown": shown})
    assert client.post(PAGE, {"draft": "two", "shown": shown}).status_code == 409
    assert PageText.objects.get().draft == "one"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["pages/nothing/fr/", "pages/about/xx/"])
def test_a_page_that_is_not_there(client_for, lead, path):
    assert client_for(lead).get(f"{SITE}{path}").status_code == 404


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_kept_on_the_page(client_for, lead):
    answer = client_for(lead).post(PAGE, {"draft": "z" * 20_001})
    assert answer.status_code == 422
    assert "zzzz" in answer.content.decode()
