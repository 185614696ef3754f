"""What a team does to its public site."""

from interlab.home.actions.pages import draft_page, publish_page, reset_page
from interlab.home.actions.site import change_logo, publish_site, remove_logo, unpublish_site, update_site

__all__ = [
    "change_logo",
    "draft_page",
    "publish_page",
    "publish_site",
    "remove_logo",
    "reset_page",
    "unpublish_site",
    "update_site",
]
