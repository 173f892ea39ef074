import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract.language import detect
from mappings.languages import UNDETERMINED, languages

SENTENCES = {
    "en": "Nobody may carry a lantern through the harbour at night without a licence.",
    "fr": "Nul ne peut porter une lanterne dans le port la nuit sans une licence valable.",
    "es": "Nadie podrá llevar una linterna por el puerto de noche sin una licencia válida.",
    "de": "Niemand darf nachts ohne gültige Erlaubnis eine Laterne durch den Hafen tragen.",
    "ru": "Никто не может ночью носить фонарь по гавани без действующего разрешения.",
    "uk": "Ніхто не може вночі носити ліхтар по гавані без чинного дозволу, виданого їм.",
    "kk": "Ешкім түнде рұқсатсыз айлақпен шам алып жүре алмайды, бұған тыйым салынады.",
    "sr": "Нико не сме ноћу носити фењер кроз луку без важеће дозволе коју издаје лучки љекар.",
    "ar": "لا يجوز لأي شخص أن يحمل مصباحا في الميناء ليلا دون ترخيص صادر عن السلطة",
    "fa": "هیچ‌کس نمی‌تواند بدون پروانه، شب‌هنگام چراغی در بندرگاه با خود ببرد و گرنه جریمه می‌شود",
    "ur": "کوئی شخص رات کو بندرگاہ میں بغیر اجازت نامے کے لالٹین نہیں لے جا سکتا ہے",
    "zh-Hans": "任何人不得在夜间无许可证携带灯笼进入港口，违者处以罚款。",
    "zh-Hant": "任何人不得在夜間無許可證攜帶燈籠進入港口，違者處以罰款。",
    "ja": "何人も、許可を受けないで、夜間に港内で灯火を携帯してはならない。",
    "ko": "누구든지 허가 없이 밤에 항구에서 등불을 들고 다닐 수 없다.",
    "ka": "არავის აქვს უფლება ღამით ფარანი ატაროს",
    "th": "ห้ามมิให้ผู้ใดถือโคมไฟในท่าเรือเวลากลางคืน",
    "am": "ማንም ሰው በሌሊት ፋኖስ መያዝ አይችልም",
    "el": "Κανείς δεν μπορεί να φέρει φανάρι στο λιμάνι τη νύχτα",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_a_sentence_is_recognised_without_any_candidate(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_a_wrong_candidate_in_another_script_does_not_mislead(code: str, text: str) -> None:
    assert detect(text, ("en",) if code not in ("en", "fr", "es", "de") else ("th",)) == code


@pytest.mark.parametrize("text", ["", " \n", "12 % — 34", "§ 5 (2)"])
def test_text_without_letters_is_undetermined(text: str) -> None:
    assert detect(text, ("en",)) == "und"


def test_the_only_candidate_of_the_script_decides_for_a_short_text() -> None:
    assert detect("Lanterna", ("ar", "pt")) == "pt"
    assert detect("Закон", ("bg",)) == "bg"
    assert detect("第一条", ("ja",)) == "ja"
    assert detect("第一条", ("zh-Hant",)) == "zh-Hans", "条 is written so on the mainland only"


def test_a_long_text_plainly_in_another_language_is_not_taken_for_the_candidate() -> None:
    assert detect(SENTENCES["en"] * 4, ("es",)) == "en"
    assert detect(SENTENCES["ur"], ("ar",)) == "ur"


def test_several_candidates_of_a_script_are_told_apart() -> None:
    candidates = ("en", "fr", "rw")
    assert detect(SENTENCES["fr"], candidates) == "fr"
    assert detect(
        "Ingingo ya mbere: Iri tegeko rigena imikorere y’inzego z’ibanze", candidates
    ) == ("rw")


def test_a_foreign_letter_or_two_do_not_outvote_the_candidate() -> None:
    text = SENTENCES["ru"] * 2 + " (Їжак)"
    assert detect(text, ("ru",)) == "ru"


def test_a_name_in_a_script_that_the_source_does_not_use_is_undetermined() -> None:
    assert detect("pdf-node-24958", ("ar",)) == "und"


def test_norwegian_has_our_code_and_not_the_models() -> None:
    text = "Ingen må bære lykt gjennom havna om natten uten gyldig tillatelse fra myndighetene."
    assert detect(text, ("nb", "en")) == "nb"


def test_a_script_without_a_language_of_ours_is_undetermined() -> None:
    assert detect("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏂᎦᏓ") == "und"


@settings(max_examples=150)
@given(
    text=st.text(max_size=300),
    candidates=st.lists(st.sampled_from([*languages(), "xx", "no", ""]), max_size=4),
)
def test_any_text_gives_a_known_code_and_the_same_one_again(
    text: str, candidates: list[str]
) -> None:
    found = detect(text, candidates)
    assert found in languages()
    assert detect(text, candidates) == found


def test_a_wrong_hint_gives_way_to_what_both_models_read() -> None:
    assert detect(SENTENCES["fr"] * 2, ("en",)) == "fr"
    assert detect(SENTENCES["de"] * 2, ("nl", "fr")) == "de"


def test_languages_that_are_nearly_one_are_told_apart_by_the_source() -> None:
    text = "Nitko ne smije noću nositi svjetiljku kroz luku bez valjane dozvole lučke kapetanije."
    assert detect(text, ("hr",)) == "hr"
    assert detect(text, ("bs", "en")) == "bs"
    assert detect(text, ("sr",)) == "sr"


def test_what_a_lost_font_made_of_a_text_is_no_language() -> None:
    text = "k|x/L P]g, @)%* sf] bkmf !^ adf]lhd ul/Psf] lgodx? ;Dj t @)&@ ;fn hf/L ul/of]"
    assert detect(text * 3, ("ne", "en")) in ("und", "en", "ne")


def test_glosses_in_another_script_do_not_outnumber_the_text() -> None:
    text = (
        "מונחים המשמשים בנוסח זה נשפך discharged ניתן לזרום allowed to escape פנקס שמן oil record"
    )
    assert detect(text, ("he",)) == "he"


def test_a_text_whose_font_was_lost_is_in_no_language() -> None:
    lost = (
        "-!_ zflGt / cGt/f{li6«o ;xof]u k|j4{gsf nflu ;+o'Qm /fi6« ;+3sf] sfo{ ul/Psf] jf kl/iffb"
    )
    assert detect(lost, ("ne", "en")) == UNDETERMINED
    assert (
        detect(
            "Keepers and/or owners of lamps (e.g. 'oil'); see [1] and keep@lamps.example", ("en",)
        )
        == "en"
    )
