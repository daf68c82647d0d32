from django.urls import path

from individual_plans.views import course, dates, editing, reading, sharing

app_name = "individual_plans"
urlpatterns = [
    path("", reading.heads, name="heads"),
    path("ny/<uuid:person_id>/", course.start, name="start"),
    path("<uuid:public_id>/", reading.detail, name="detail"),
    path("<uuid:public_id>/pdf/", reading.plan_pdf, name="pdf"),
    path("<uuid:public_id>/hvem-har-sett/", reading.who_has_looked, name="who_has_looked"),
    path("<uuid:public_id>/rediger/", editing.edit, name="edit"),
    path("<uuid:public_id>/rediger/viktig/", editing.change_about, name="change_about"),
    path("<uuid:public_id>/rediger/periode/", course.change_frame, name="change_frame"),
    path(
        "<uuid:public_id>/rediger/samarbeid/trengs-ikke/",
        course.answer_no_cooperation,
        name="answer_no_cooperation",
    ),
    path("<uuid:public_id>/rediger/<slug:kind>/ny/", editing.add_item, name="add_item"),
    path(
        "<uuid:public_id>/rediger/<slug:kind>/<uuid:item_id>/",
        editing.change_item,
        name="change_item",
    ),
    path(
        "<uuid:public_id>/rediger/<slug:kind>/<uuid:item_id>/fjern/",
        editing.remove_item,
        name="remove_item",
    ),
    path(
        "<uuid:public_id>/rediger/<slug:kind>/<uuid:item_id>/hent/",
        editing.restore_item,
        name="restore_item",
    ),
    path("<uuid:public_id>/ta-i-bruk/", course.activate, name="activate"),
    path("<uuid:public_id>/revider/", course.revise, name="revise"),
    path("<uuid:public_id>/avslutt/", course.end, name="end"),
    path("<uuid:public_id>/samtykke/", sharing.consent, name="consent"),
    path("<uuid:public_id>/samtykke/plan/", sharing.give_plan_consent, name="give_plan_consent"),
    path("<uuid:public_id>/samtykke/del/", sharing.share, name="share"),
    path("<uuid:public_id>/samtykke/<uuid:consent_id>/trekk/", sharing.withdraw, name="withdraw"),
    path("<uuid:public_id>/moter/", dates.meetings, name="meetings"),
    path("<uuid:public_id>/moter/nytt/", dates.plan_meeting, name="plan_meeting"),
    path("<uuid:public_id>/moter/<uuid:item_id>/", dates.change_meeting, name="change_meeting"),
    path(
        "<uuid:public_id>/moter/<uuid:item_id>/avlys/", dates.cancel_meeting, name="cancel_meeting"
    ),
    path("<uuid:public_id>/evaluering/ny/", dates.plan_review, name="plan_review"),
    path("<uuid:public_id>/evaluering/<uuid:item_id>/", dates.hold_review, name="hold_review"),
]
