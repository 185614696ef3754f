"""Addresses of the first pages: outside any incubator, then under an incubator's own address."""

from django.urls import path

from interlab.home.views import feeds, first_pages, public, recommending, site_editing

app_name = "home"

_OUTSIDE = [
    path("", first_pages.front_door, name="front_door"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("demo/sign-in/", first_pages.demo_sign_in, name="demo_sign_in"),
    path("demo/outbox/", first_pages.demo_outbox, name="demo_outbox"),
]

# The public site, anybody's.
_PUBLIC = [
    path("<slug:incubator>/", public.welcome, name="welcome"),
    path("<slug:incubator>/how-it-works/", public.programme, name="programme"),
    path("<slug:incubator>/about/", public.about, name="about"),
    path("<slug:incubator>/contact/", public.contact, name="contact"),
    path("<slug:incubator>/elsewhere/", public.elsewhere, name="elsewhere"),
    path("<slug:incubator>/partners/", public.partners, name="partners"),
    path("<slug:incubator>/recommend/", recommending.recommend, name="recommend"),
    path("<slug:incubator>/recommend/thanks/", recommending.recommend_thanks, name="recommend_thanks"),
    path("<slug:incubator>/legal/", public.legal, name="legal"),
    path("<slug:incubator>/your-data/", public.privacy_notice, name="privacy_notice"),
    path("<slug:incubator>/accessibility/", public.accessibility, name="accessibility"),
    path("<slug:incubator>/colours.css", public.colours, name="colours"),
    path("<slug:incubator>/logo.png", public.logo, name="logo"),
    path("<slug:incubator>/calls.xml", feeds.feed, name="feed"),
    path("<slug:incubator>/calls.ics", feeds.calendar, name="calendar"),
]

# The team's editor of it.
_EDITOR = [
    path("<slug:incubator>/settings/site/", site_editing.site_edit, name="site_edit"),
    path("<slug:incubator>/settings/site/logo/", site_editing.site_logo, name="site_logo"),
    path("<slug:incubator>/settings/site/logo/remove/", site_editing.site_logo_remove, name="site_logo_remove"),
    path("<slug:incubator>/settings/site/publish/", site_editing.site_publish, name="site_publish"),
    path("<slug:incubator>/settings/site/unpublish/", site_editing.site_unpublish, name="site_unpublish"),
    path("<slug:incubator>/settings/site/pages/", site_editing.page_list, name="page_list"),
    path("<slug:incubator>/settings/site/pages/<slug:page>/<slug:language>/", site_editing.page_edit, name="page_edit"),
    path(
        "<slug:incubator>/settings/site/pages/<slug:page>/<slug:language>/publish/",
        site_editing.page_publish,
        name="page_publish",
    ),
    path("<slug:incubator>/settings/site/pages/<slug:page>/<slug:language>/reset/", site_editing.page_reset, name="page_reset"),
]

_MEMBERS = [
    path("<slug:incubator>/today/", first_pages.today, name="today"),
    path("<slug:incubator>/today/<slug:key>/", first_pages.today_pile, name="today_pile"),
]

urlpatterns = [*_OUTSIDE, *_PUBLIC, *_EDITOR, *_MEMBERS]
