"""The guards of the test suite guard: network, and writing on GET."""

import socket

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from interlab.network.models import Incubator
from tests.conftest import NetworkUsed


def write(request):
    Incubator.objects.update(city="elsewhere")
    return HttpResponse("written")


write.login_required = False
urlpatterns = [path("write/", write)]


@override_settings(ROOT_URLCONF="tests.test_loop", MIDDLEWARE=[])
def test_a_get_that_writes_fails(db):
    with pytest.raises(AssertionError, match="GET /write/ wrote"):
        Client().get("/write/")
    assert Client().post("/write/").status_code == 200


def test_another_machine_is_not_reached():
    with pytest.raises(NetworkUsed):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("example.org", 80)
