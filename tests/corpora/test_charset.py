import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract import vietnamese
from corpora.extract.charset import decode
from corpora.extract.model import ExtractionError, Source, SourceFile
from corpora.extract.registry import extract

TEXTS = {
    "ru": "Статья 1. Настоящий Закон определяет порядок зажигания фонарей в гавани. Хранитель "
    "обязан зажигать фонарь с наступлением темноты. Нарушитель наказывается штрафом.\n",
    "uk": "Стаття 1. Цей Закон визначає порядок запалювання ліхтарів у гавані. Зберігач ліхтаря "
    "повинен запалювати його з настанням темряви, а вранці гасити.\n",
    "el": "Άρθρο 1. Ο παρών νόμος ορίζει τον τρόπο ανάμματος των φανών στο λιμάνι. Ο φύλακας "
    "οφείλει να ανάβει τον φανό κάθε βράδυ και να τον σβήνει το πρωί.\n",
    "ar": "المادة 1 - يحدد هذا القانون طريقة إضاءة الفوانيس في الميناء. يجب على الحارس أن يضيء "
    "الفانوس كل ليلة وأن يطفئه في الصباح.\n",
    "he": "סעיף 1. חוק זה קובע את סדרי הדלקת הפנסים בנמל. שומר הפנס חייב להדליק אותו עם רדת "
    "החשכה ולכבות אותו בבוקר.\n",
    "th": "มาตรา 1 พระราชบัญญัตินี้กำหนดวิธีการจุดโคมไฟในท่าเรือ ผู้ดูแลต้องจุดโคมไฟทุกคืนและดับในตอนเช้า\n",
    "zh": "第一条 为了规范港口灯笼的点亮，制定本法。灯笼管理人应当在天黑之前点亮灯笼，并在早晨熄灭。\n",
    "zh-Hant": "第一條 為規範港口燈籠之點亮，特制定本法。燈籠管理人應於天黑之前點亮燈籠，並於早晨熄滅。\n",
    "ja": "第一条　この法律は、港における灯籠の点灯の方法を定めるものとする。管理人は、日没の前に灯籠を"
    "点灯しなければならない。\n",
    "ko": "제1조(목적) 이 법은 항구에서 등불을 켜는 방법을 정함을 목적으로 한다. 관리인은 해가 지기 전에 "
    "등불을 켜야 한다.\n",
    "fr": "Article premier. La présente loi règle l'allumage des lanternes. Le gardien doit allumer "
    "la lanterne à la tombée de la nuit, où qu'elle soit placée.\n",
    "cs": "§ 1 Tento zákon upravuje způsob rozsvěcení luceren v přístavu. Správce je povinen "
    "rozsvítit lucernu před setměním a ráno ji zhasit; totéž platí pro Šítkovu věž a Žižkov.\n",
    "tr": "Madde 1 - Bu Kanun limandaki fenerlerin yakılma usulünü düzenler. Bekçi, hava kararmadan "
    "önce feneri yakmak ve söndürmekle yükümlüdür. Şartlara uymayan, gereğine göre cezalandırılır; değişiklik saklıdır.\n",
    "de": "§ 1 Dieses Gesetz regelt das Anzünden der Laternen in den Häfen. Der Wärter muss die "
    "Laterne vor der Dämmerung anzünden und morgens löschen; Verstöße werden mit Geldbuße belegt.\n",
    "is": "1. gr. Lög þessi ákveða hvernig kveikja skal á luktum í höfninni. Vörður skal kveikja á "
    "luktinni áður en myrkur skellur á og það skal hann gera daglega.\n",
    "lt": "1 straipsnis. Šis įstatymas nustato žibintų uždegimo uoste tvarką. Prižiūrėtojas privalo "
    "uždegti žibintą prieš sutemstant.\n",
    "lv": "1. pants. Šis likums nosaka lukturu iedegšanas kārtību ostā. Sargam ir pienākums iedegt "
    "lukturi pirms tumsas iestāšanās un no rīta to nodzēst; pārkāpējs maksā naudas sodu ķēniņam.\n",
    "et": "§ 1. Käesolev seadus sätestab sadama laternate süütamise korra. Laternavaht on kohustatud "
    "süütama laterna enne õhtu saabumist; žürii määrab tasu, šeff kontrollib.\n",
    "fi": "1 § Tässä laissa säädetään sataman lyhtyjen sytyttämisestä. Vartijan on sytytettävä lyhty "
    "ennen pimeän tuloa ja sammutettava se aamulla.\n",
    "sv": "1 § Denna lag gäller tändning av lyktor i hamnar. Väktaren ska tända lyktan före mörkrets "
    "inbrott och släcka den på morgonen när båtarna återvänder.\n",
    "pl": "Art. 1. Niniejsza ustawa określa sposób zapalania latarni w porcie. Strażnik jest "
    "obowiązany zapalić latarnię przed zmrokiem, a rano ją zgasić, chyba że świeci księżyc.\n",
    "hu": "1. § E törvény a kikötői lámpák meggyújtásának rendjét szabályozza. Az őr köteles a lámpát "
    "sötétedés előtt meggyújtani és reggel eloltani; a késedelmes őrt bírság sújtja.\n",
    "ro": "Articolul 1. Prezenta lege reglementează aprinderea felinarelor în port. Paznicul este "
    "obligat să aprindă felinarul înainte de căderea nopţii şi să îl stingă dimineaţa.\n",
    "vi": "Điều 1. Luật này quy định việc thắp đèn lồng ở bến cảng. Người giữ đèn phải thắp đèn trước "
    "khi trời tối và tắt đèn vào buổi sáng; người vi phạm bị phạt tiền theo nghị định.\n",
    "hk": "第一條 本條例規管港口燈籠之點亮。燈籠管理人須於天黑之前點亮燈籠，並於早晨熄滅；嘅、咗、喺等字亦屬本條例用字。\n",
}
UNDECLARED = [
    ("ru", "windows-1251"), ("ru", "koi8-r"), ("ru", "iso8859-5"), ("ru", "cp866"),
    ("uk", "windows-1251"), ("uk", "koi8-u"), ("el", "windows-1253"), ("el", "iso8859-7"),
    ("ar", "windows-1256"), ("ar", "iso8859-6"), ("he", "windows-1255"), ("he", "iso8859-8"),
    ("th", "cp874"), ("zh", "gb18030"), ("zh", "gbk"), ("zh-Hant", "big5"), ("ja", "shift_jis"),
    ("ja", "euc-jp"), ("ja", "iso2022_jp"), ("ko", "euc-kr"), ("ko", "cp949"),
    ("fr", "windows-1252"), ("fr", "iso8859-1"), ("fr", "iso8859-15"), ("cs", "windows-1250"),
    ("cs", "iso8859-2"), ("is", "windows-1252"), ("tr", "windows-1254"), ("tr", "iso8859-9"),
    ("lt", "windows-1257"), ("lt", "iso8859-13"), ("lt", "iso8859-4"), ("lv", "windows-1257"),
    ("lv", "iso8859-13"), ("lv", "iso8859-4"), ("et", "windows-1257"), ("et", "iso8859-13"),
    ("et", "iso8859-15"), ("fi", "windows-1252"), ("fi", "iso8859-15"), ("sv", "windows-1252"),
    ("pl", "windows-1250"), ("pl", "iso8859-2"), ("hu", "windows-1250"), ("hu", "iso8859-2"),
    ("ro", "windows-1250"), ("th", "tis-620"), ("hk", "big5hkscs"), ("de", "cp850"),
]  # fmt: skip
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
# UTF-16 without a mark is told by its spaces, which these scripts hardly have.
SPACED = [language for language in TEXTS if language not in ("zh", "zh-Hant", "ja", "hk")]


@pytest.mark.parametrize(("language", "encoding"), UNDECLARED)
def test_legacy_encodings_are_told_by_their_bytes(language: str, encoding: str) -> None:
    text = TEXTS[language] * 4
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["viscii", "tcvn3", "cp1258"])
@pytest.mark.parametrize("times", [1, 4])
def test_vietnamese_is_told_by_its_syllables(encoding: str, times: int) -> None:
    text = TEXTS["vi"] * times
    data = (
        vietnamese.parted(text).encode(encoding)
        if encoding == "cp1258"
        else vietnamese.encode(text, encoding)
    )
    assert decode(data) == text


@pytest.mark.parametrize("name", sorted(vietnamese.ENCODINGS))
def test_each_vietnamese_letter_has_its_byte(name: str) -> None:
    letters = {
        unicodedata.normalize("NFC", case + tone)
        for vowel in "aăâeêioôơuưy"
        for case in (vowel, vowel.upper())
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    } | {"đ", "Đ"}
    assert len(letters) == 146
    text = "".join(sorted(letters))
    assert vietnamese.decode(vietnamese.encode(text, name), name) == text


@given(
    st.text(
        alphabet="abcdeghiklmnopqrstuvxyàảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ "
    )
)
def test_vietnamese_text_survives_its_old_encodings(text: str) -> None:
    for name in vietnamese.ENCODINGS:
        assert vietnamese.decode(vietnamese.encode(text, name), name) == text
    assert vietnamese.composed(vietnamese.parted(text).encode("cp1258").decode("cp1258")) == text


def test_an_encoding_without_a_letter_says_so() -> None:
    with pytest.raises(UnicodeEncodeError, match="not in this encoding"):
        vietnamese.encode("Ж", "viscii")


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("language", TEXTS)
def test_unicode_is_read_by_its_mark(language: str, encoding: str) -> None:
    assert decode(TEXTS[language].encode(encoding)) == TEXTS[language]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", SPACED)
def test_utf_16_is_told_without_its_mark(language: str, encoding: str) -> None:
    text = TEXTS[language] * 4
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["windows-1257", "iso8859-13"])
def test_an_encoding_hard_to_tell_is_read_as_declared(encoding: str) -> None:
    page = f"<meta charset={encoding}>{TEXTS['lt']}"
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize(
    ("language", "declared", "encoding"),
    [
        ("ru", "iso-8859-1", "windows-1251"),
        ("ar", "windows-1252", "windows-1256"),
        ("el", "windows-1252", "windows-1253"),
        ("ru", "utf-8", "windows-1251"),
        ("ja", "utf-8", "shift_jis"),
        ("ko", "x-unknown", "euc-kr"),
        ("ru", "windows-1252", "utf-8"),
        ("fr", "hex", "windows-1252"),
    ],
)
def test_a_wrong_declaration_is_not_followed(language: str, declared: str, encoding: str) -> None:
    page = f"<html><meta charset={declared}><body>{TEXTS[language] * 4}</body></html>"
    assert decode(page.encode(encoding)) == page


def test_an_english_page_with_typographic_signs_is_not_utf_8_because_it_says_so() -> None:
    text = "Section 16. Custody of lanterns. \u2014 All \u201clanterns\u201d shall be kept. " * 8
    page = f"<meta charset=utf-8>{text}"
    assert decode(page.encode("windows-1252")) == page


def test_a_few_damaged_bytes_do_not_cost_the_whole_text() -> None:
    data = f"<meta charset=utf-8>{TEXTS['ru'] * 20}".encode() + b"\xff\xfe"
    assert decode(data).endswith("\ufffd\ufffd")


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_our_error(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except ExtractionError as error:
        assert str(error)


@pytest.mark.parametrize("name", ["law.txt", "law.md", "law.html"])
def test_a_law_in_a_legacy_encoding_keeps_its_articles(name: str) -> None:
    articles = [TEXTS["ru"].replace("1", str(number)).strip() for number in range(1, 9)]
    text = "\n\n".join(f"<p>{a}</p>" if name.endswith("html") else a for a in articles)
    source = Source("s", ("RUS",), ("ru",))
    (law,) = extract(SourceFile(source, name, text.encode("windows-1251")))
    assert [provision.label for provision in law.provisions] == [f"Статья {n}" for n in range(1, 9)]


@pytest.mark.parametrize("language", ["fr", "cs", "tr", "is", "lt", "ru", "th", "ko"])
def test_text_encoded_twice_is_read_once(language: str) -> None:
    text = TEXTS[language] + " – €\u00a0491, “x”"
    # Windows-1252 has no signs for five bytes; what read them as such kept their numbers.
    taken = (bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in text.encode())
    assert decode("".join(taken).encode()) == text


def test_a_quoted_capital_is_not_taken_for_text_encoded_twice() -> None:
    text = "Das „ISÜ“ gilt für Größe und Übung, für Maß und Gewähr der Lampen."
    assert decode(text.encode()) == text


@given(st.text())
def test_sound_text_is_read_as_it_is(text: str) -> None:
    text = f"{text} é è à ü ö ß ñ ç"
    assert decode(text.encode()) == text or "\x00" in text or text[0] in "\ufeff\x1b"
