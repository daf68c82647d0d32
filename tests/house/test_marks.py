"""The smallest marks of a page: icons, states, days and devices."""

from datetime import date, datetime

import pytest
from django.utils import timezone, translation

from ke_portal.marks import day, device, icon, status


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
            ),
            "Edge på Windows",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
                " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
            ),
            "Safari på iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox på Linux",
        ),
        ("Mozilla/5.0 (Android 15)", "Android"),
        ("", "En annen nettleser"),
    ],
)
def test_a_device_is_called_what_people_call_it(user_agent, said):
    assert device(user_agent) == said


def test_a_day_names_its_year_only_when_it_is_another():
    this_year = timezone.localdate().year
    assert day(date(this_year, 12, 21)) == (
        f'<time datetime="{this_year}-12-21">21. desember</time>'
    )
    assert day(date(2019, 2, 3)) == '<time datetime="2019-02-03">3. februar 2019</time>'
    assert day(None) == ""


def test_a_moment_is_the_day_it_is_here():
    late = datetime(2019, 6, 30, 23, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert "2019-07-01" in day(late)


def test_a_state_is_a_word_and_an_icon():
    with translation.override("nb"):
        made = status("Forfalt <b>", "danger")
    assert "Forfalt &lt;b&gt;" in made
    assert "#danger" in made
    assert "#circle" in status("Ukjent")


def test_an_icon_hides_from_screen_readers():
    assert 'aria-hidden="true"' in icon("phone")
