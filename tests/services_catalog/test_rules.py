from services_catalog import rules


def test_a_third_of_the_same_name_gets_a_number():
    taken = {"fysioterapi", "fysioterapi-solvag"}
    assert rules.free_slug("Fysioterapi", "Solvåg", taken) == "fysioterapi-solvag-2"
    taken.add("fysioterapi-solvag-2")
    assert rules.free_slug("Fysioterapi", "Solvåg", taken) == "fysioterapi-solvag-3"


def test_a_long_sentence_is_cut_between_words():
    short = rules.first_sentence("ord " * 200)
    assert len(short) <= rules.LONGEST_LINE + 2
    assert short.endswith("ord …")
    assert rules.first_sentence("Kort. Og mer.") == "Kort."


def test_steps_are_lines_or_sentences():
    assert rules.steps_of("Ring oss. Vi svarer.") == ["Ring oss.", "Vi svarer."]
    assert rules.steps_of("Ring oss\n\nVi svarer. Alltid.") == ["Ring oss", "Vi svarer. Alltid."]


def test_a_phone_number_is_dialled_by_digits():
    assert rules.dialled(" +47 99 00 11 22 ") == "+4799001122"
