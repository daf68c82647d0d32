"""«Kan dette gjelde meg?»: a few questions, one a page, and what may be a right.

Nothing is stored and nothing stands in an address: addresses are kept in the browser's history, in logs and in
what is shared. So every page is the answer to a POST, the earlier answers travel as hidden fields, no session
is begun, and the browser is told to keep no copy.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ke_portal.organisations.access import our_unit
from services_catalog import rules
from services_catalog.forms.guide import Answers, Question
from services_catalog.views.guide_words import told


# Nothing is written, so there is nothing to forge; and a page that stood open long still answers.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_not_required
def guide(request: HttpRequest) -> HttpResponse:
    answers = Answers(request.POST)
    if request.method == "GET":
        return _ask(request, answers, 0)
    asked = _number(request.POST.get("steg", ""), answers)
    go = request.POST.get("go", "")
    if go.startswith("til-"):
        return _ask(request, answers, _number(go.removeprefix("til-"), answers))
    kind = answers.questions[asked]
    form = kind(request.POST, who=answers.who)
    if not form.is_valid():
        return _ask(request, answers, asked, form)
    if asked + 1 < len(answers.questions):
        return _ask(request, answers, asked + 1)
    if answers.first_open is not None:
        return _ask(request, answers, answers.first_open)
    return _answer(request, answers)


def _ask(
    request: HttpRequest, answers: Answers, number: int, form: Question | None = None
) -> HttpResponse:
    form = form or answers.form(number)
    return render(
        request,
        "services_catalog/guide.html",
        {
            "form": form,
            "number": number,
            "previous": number - 1,
            "step": number + 1,
            "steps": "123456"[: len(answers.questions)],
            "carried": answers.carried(type(form)),
        },
    )


def _answer(request: HttpRequest, answers: Answers) -> HttpResponse:
    unit = our_unit()
    judgement = rules.judge(
        answers.situation, group_from=unit.group_from_services if unit else rules.GROUP_FROM
    )
    return render(
        request,
        "services_catalog/guide_answer.html",
        {
            "told": told(judgement),
            "is_hopeful": judgement.is_hopeful,
            "group_criterion": unit.group_criterion if unit else "",
            "group_criterion_on": unit.group_criterion_on if unit else None,
            "who": answers.who,
            "is_child": answers.situation.is_child,
            "last": len(answers.questions) - 1,
            "in_words": answers.in_words,
            "carried": [(name, value) for name, all_ in answers.given.items() for value in all_],
        },
    )


def _number(text: str, answers: Answers) -> int:
    """The page that was asked for, within those there are."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return min(number, len(answers.questions) - 1)
