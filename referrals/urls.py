from django.urls import path

from referrals import views

app_name = "referrals"
urlpatterns = [
    path("meld-behov/", views.start, name="start"),
    path("meld-behov/takk/", views.thanks, name="thanks"),
    path("meld-behov/kvittering.pdf", views.receipt, name="receipt"),
    path("meld-behov/status/", views.status, name="status"),
    path("meld-behov/<slug:who>/", views.send, name="send"),
    path("min-sak/<uuid:public_id>/", views.my_case, name="my_case"),
    path("vedtak/<uuid:public_id>/brev.pdf", views.letter, name="letter"),
    path("ke/meldinger/", views.referral_list, name="list"),
    path("ke/meldinger/ny/", views.by_phone, name="by_phone"),
    path("ke/meldinger/<uuid:public_id>/", views.referral_detail, name="detail"),
    path("ke/meldinger/<uuid:public_id>/registrer/", views.register, name="register"),
    path("ke/meldinger/<uuid:public_id>/spor/", views.ask, name="ask"),
    path("ke/meldinger/<uuid:public_id>/send-videre/", views.forward, name="forward"),
    path("ke/meldinger/<uuid:public_id>/trekk/", views.withdraw, name="withdraw"),
    path("ke/meldinger/<uuid:public_id>/misbruk/", views.reject, name="reject"),
    path("ke/meldinger/<uuid:public_id>/hent-tilbake/", views.restore, name="restore"),
    path("ke/sporsmal/<uuid:public_id>/svar/", views.answer, name="answer"),
    path("ke/vedlegg/<uuid:public_id>/", views.attachment, name="attachment"),
    path("ke/saker/", views.case_list, name="cases"),
    path("ke/saker/<uuid:public_id>/", views.case, name="case"),
    path("ke/saker/<uuid:public_id>/ta/", views.take, name="take"),
    path("ke/saker/<uuid:public_id>/vurder/", views.assess, name="assess"),
    path("ke/saker/<uuid:public_id>/folg-opp/", views.follow_up, name="follow_up"),
    path("ke/saker/<uuid:public_id>/notat/", views.write_note, name="note"),
    path("ke/saker/<uuid:public_id>/forelopig-svar/", views.preliminary, name="preliminary"),
    path("ke/saker/<uuid:public_id>/avgjor/", views.decide, name="decide"),
    path("ke/saker/<uuid:public_id>/avgjor/brev/", views.draft_letter, name="draft_letter"),
    path("ke/saker/<uuid:public_id>/lukk/", views.close, name="close"),
]
