"""Languages: name, direction, script, and how their words are reduced. One row a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """code     BCP 47: primary tag, with the script where one language is written in two
    name     in English; autonym in itself
    rtl      written from right to left
    stemmer  Snowball algorithm; "suffixes:xx" for our own table of endings (`indexer.suffixes`);
             "" where none is known
    """

    code: str
    name: str
    autonym: str
    stemmer: str = ""
    rtl: bool = False

    @property
    def direction(self) -> str:
        """Value of the HTML `dir` attribute."""
        return "rtl" if self.rtl else "ltr"


UNDETERMINED = "und"

_LANGUAGES = (
    Language("af", "Afrikaans", "Afrikaans"),
    Language("am", "Amharic", "አማርኛ"),
    Language("ar", "Arabic", "العربية", "arabic", rtl=True),
    Language("ay", "Aymara", "Aymar aru"),
    Language("az", "Azerbaijani", "Azərbaycanca", "turkish"),
    Language("be", "Belarusian", "Беларуская"),
    Language("bg", "Bulgarian", "Български", "suffixes:bg"),
    Language("bi", "Bislama", "Bislama"),
    Language("bn", "Bengali", "বাংলা"),
    Language("bs", "Bosnian", "Bosanski", "serbian"),
    Language("ca", "Catalan", "Català", "catalan"),
    Language("cs", "Czech", "Čeština", "suffixes:cs"),
    Language("cy", "Welsh", "Cymraeg"),
    Language("da", "Danish", "Dansk", "danish"),
    Language("de", "German", "Deutsch", "german"),
    Language("dv", "Dhivehi", "ދިވެހި", rtl=True),
    Language("dz", "Dzongkha", "རྫོང་ཁ"),
    Language("el", "Greek", "Ελληνικά", "greek"),
    Language("en", "English", "English", "english"),
    Language("es", "Spanish", "Español", "spanish"),
    Language("et", "Estonian", "Eesti", "estonian"),
    Language("eu", "Basque", "Euskara", "basque"),
    Language("fa", "Persian", "فارسی", "persian", rtl=True),
    Language("fi", "Finnish", "Suomi", "finnish"),
    Language("fj", "Fijian", "Na vosa vakaviti"),
    Language("fo", "Faroese", "Føroyskt"),
    Language("fr", "French", "Français", "french"),
    Language("ga", "Irish", "Gaeilge", "irish"),
    Language("gl", "Galician", "Galego"),
    Language("gn", "Guarani", "Avañeʼẽ"),
    Language("gu", "Gujarati", "ગુજરાતી"),
    Language("he", "Hebrew", "עברית", rtl=True),
    Language("hi", "Hindi", "हिन्दी", "hindi"),
    Language("hr", "Croatian", "Hrvatski", "serbian"),
    Language("ht", "Haitian Creole", "Kreyòl ayisyen"),
    Language("hu", "Hungarian", "Magyar", "hungarian"),
    Language("hy", "Armenian", "Հայերեն", "armenian"),
    Language("id", "Indonesian", "Bahasa Indonesia", "indonesian"),
    Language("is", "Icelandic", "Íslenska", "suffixes:is"),
    Language("it", "Italian", "Italiano", "italian"),
    Language("ja", "Japanese", "日本語"),
    Language("ka", "Georgian", "ქართული", "suffixes:ka"),
    Language("kk", "Kazakh", "Қазақша"),
    Language("kl", "Greenlandic", "Kalaallisut"),
    Language("km", "Khmer", "ភាសាខ្មែរ"),
    Language("ko", "Korean", "한국어"),
    Language("ku", "Kurdish", "Kurdî"),
    Language("ky", "Kyrgyz", "Кыргызча"),
    Language("la", "Latin", "Latina"),
    Language("lb", "Luxembourgish", "Lëtzebuergesch"),
    Language("lg", "Ganda", "Luganda"),
    Language("lo", "Lao", "ລາວ"),
    Language("lt", "Lithuanian", "Lietuvių", "lithuanian"),
    Language("lv", "Latvian", "Latviešu", "suffixes:lv"),
    Language("mg", "Malagasy", "Malagasy"),
    Language("mi", "Maori", "Te reo Māori"),
    Language("mk", "Macedonian", "Македонски", "suffixes:mk"),
    Language("mn", "Mongolian", "Монгол"),
    Language("mr", "Marathi", "मराठी"),
    Language("ms", "Malay", "Bahasa Melayu", "indonesian"),
    Language("mt", "Maltese", "Malti"),
    Language("my", "Burmese", "မြန်မာဘာသာ"),
    Language("nb", "Norwegian Bokmål", "Norsk bokmål", "norwegian"),
    Language("ne", "Nepali", "नेपाली", "nepali"),
    Language("nl", "Dutch", "Nederlands", "dutch"),
    Language("nn", "Norwegian Nynorsk", "Norsk nynorsk", "norwegian"),
    Language("ny", "Chichewa", "Chichewa"),
    Language("om", "Oromo", "Afaan Oromoo"),
    Language("pa", "Punjabi", "ਪੰਜਾਬੀ"),
    Language("pap", "Papiamento", "Papiamentu"),
    Language("pl", "Polish", "Polski", "polish"),
    Language("ps", "Pashto", "پښتو", rtl=True),
    Language("pt", "Portuguese", "Português", "portuguese"),
    Language("qu", "Quechua", "Runasimi"),
    Language("rm", "Romansh", "Rumantsch"),
    Language("rn", "Rundi", "Ikirundi"),
    Language("ro", "Romanian", "Română", "romanian"),
    Language("ru", "Russian", "Русский", "russian"),
    Language("rw", "Kinyarwanda", "Ikinyarwanda"),
    Language("sg", "Sango", "Sängö"),
    Language("si", "Sinhala", "සිංහල"),
    Language("sk", "Slovak", "Slovenčina", "suffixes:sk"),
    Language("sl", "Slovenian", "Slovenščina", "suffixes:sl"),
    Language("sm", "Samoan", "Gagana Sāmoa"),
    Language("sn", "Shona", "ChiShona"),
    Language("so", "Somali", "Soomaali"),
    Language("sq", "Albanian", "Shqip", "suffixes:sq"),
    Language("sr", "Serbian", "Српски", "serbian"),
    Language("ss", "Swati", "SiSwati"),
    Language("st", "Southern Sotho", "Sesotho"),
    Language("sv", "Swedish", "Svenska", "swedish"),
    Language("sw", "Swahili", "Kiswahili"),
    Language("ta", "Tamil", "தமிழ்", "tamil"),
    Language("te", "Telugu", "తెలుగు"),
    Language("tet", "Tetum", "Tetun"),
    Language("tg", "Tajik", "Тоҷикӣ"),
    Language("th", "Thai", "ไทย"),
    Language("ti", "Tigrinya", "ትግርኛ"),
    Language("tk", "Turkmen", "Türkmençe"),
    Language("tl", "Filipino", "Filipino"),
    Language("tn", "Tswana", "Setswana"),
    Language("to", "Tongan", "Lea faka-Tonga"),
    Language("tpi", "Tok Pisin", "Tok Pisin"),
    Language("tr", "Turkish", "Türkçe", "turkish"),
    Language("ts", "Tsonga", "Xitsonga"),
    Language("uk", "Ukrainian", "Українська", "suffixes:uk"),
    Language("ur", "Urdu", "اردو", rtl=True),
    Language("uz", "Uzbek", "Oʻzbekcha"),
    Language("vi", "Vietnamese", "Tiếng Việt"),
    Language("xh", "Xhosa", "isiXhosa"),
    Language("yo", "Yoruba", "Yorùbá"),
    Language("zh-Hans", "Chinese (simplified)", "简体中文"),
    Language("zh-Hant", "Chinese (traditional)", "繁體中文"),
    Language("zu", "Zulu", "isiZulu"),
    Language(UNDETERMINED, "Not determined", ""),
)


@cache
def languages() -> Mapping[str, Language]:
    """Every known language by code."""
    return MappingProxyType({language.code: language for language in _LANGUAGES})


def language_named(code: str) -> Language:
    """The language of a code; the undetermined one for a code that is not known."""
    known = languages()
    return known.get(code) or known[UNDETERMINED]
