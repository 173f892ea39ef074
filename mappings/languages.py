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
    stemmer  Snowball algorithm, "" where none is known
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
    Language("am", "Amharic", "አማርኛ"),
    Language("ar", "Arabic", "العربية", "arabic", rtl=True),
    Language("az", "Azerbaijani", "Azərbaycanca", "turkish"),
    Language("be", "Belarusian", "Беларуская"),
    Language("bg", "Bulgarian", "Български"),
    Language("bn", "Bengali", "বাংলা"),
    Language("bs", "Bosnian", "Bosanski", "serbian"),
    Language("ca", "Catalan", "Català", "catalan"),
    Language("cs", "Czech", "Čeština"),
    Language("da", "Danish", "Dansk", "danish"),
    Language("de", "German", "Deutsch", "german"),
    Language("el", "Greek", "Ελληνικά", "greek"),
    Language("en", "English", "English", "english"),
    Language("es", "Spanish", "Español", "spanish"),
    Language("et", "Estonian", "Eesti", "estonian"),
    Language("eu", "Basque", "Euskara", "basque"),
    Language("fa", "Persian", "فارسی", rtl=True),
    Language("fi", "Finnish", "Suomi", "finnish"),
    Language("fr", "French", "Français", "french"),
    Language("ga", "Irish", "Gaeilge", "irish"),
    Language("he", "Hebrew", "עברית", rtl=True),
    Language("hi", "Hindi", "हिन्दी", "hindi"),
    Language("hr", "Croatian", "Hrvatski", "serbian"),
    Language("ht", "Haitian Creole", "Kreyòl ayisyen"),
    Language("hu", "Hungarian", "Magyar", "hungarian"),
    Language("hy", "Armenian", "Հայերեն", "armenian"),
    Language("id", "Indonesian", "Bahasa Indonesia", "indonesian"),
    Language("is", "Icelandic", "Íslenska"),
    Language("it", "Italian", "Italiano", "italian"),
    Language("ja", "Japanese", "日本語"),
    Language("ka", "Georgian", "ქართული"),
    Language("kk", "Kazakh", "Қазақша"),
    Language("km", "Khmer", "ភាសាខ្មែរ"),
    Language("ko", "Korean", "한국어"),
    Language("ky", "Kyrgyz", "Кыргызча"),
    Language("la", "Latin", "Latina"),
    Language("lo", "Lao", "ລາວ"),
    Language("lt", "Lithuanian", "Lietuvių", "lithuanian"),
    Language("lv", "Latvian", "Latviešu"),
    Language("mg", "Malagasy", "Malagasy"),
    Language("mk", "Macedonian", "Македонски"),
    Language("mn", "Mongolian", "Монгол"),
    Language("ms", "Malay", "Bahasa Melayu", "indonesian"),
    Language("mt", "Maltese", "Malti"),
    Language("my", "Burmese", "မြန်မာဘာသာ"),
    Language("nb", "Norwegian Bokmål", "Norsk bokmål", "norwegian"),
    Language("ne", "Nepali", "नेपाली", "nepali"),
    Language("nl", "Dutch", "Nederlands", "dutch"),
    Language("nn", "Norwegian Nynorsk", "Norsk nynorsk", "norwegian"),
    Language("pl", "Polish", "Polski", "polish"),
    Language("ps", "Pashto", "پښتو", rtl=True),
    Language("pt", "Portuguese", "Português", "portuguese"),
    Language("ro", "Romanian", "Română", "romanian"),
    Language("ru", "Russian", "Русский", "russian"),
    Language("rw", "Kinyarwanda", "Ikinyarwanda"),
    Language("si", "Sinhala", "සිංහල"),
    Language("sk", "Slovak", "Slovenčina"),
    Language("sl", "Slovenian", "Slovenščina"),
    Language("sq", "Albanian", "Shqip"),
    Language("sr", "Serbian", "Српски", "serbian"),
    Language("sv", "Swedish", "Svenska", "swedish"),
    Language("sw", "Swahili", "Kiswahili"),
    Language("ta", "Tamil", "தமிழ்", "tamil"),
    Language("tg", "Tajik", "Тоҷикӣ"),
    Language("th", "Thai", "ไทย"),
    Language("tk", "Turkmen", "Türkmençe"),
    Language("tr", "Turkish", "Türkçe", "turkish"),
    Language("uk", "Ukrainian", "Українська"),
    Language("ur", "Urdu", "اردو", rtl=True),
    Language("uz", "Uzbek", "Oʻzbekcha"),
    Language("vi", "Vietnamese", "Tiếng Việt"),
    Language("zh-Hans", "Chinese (simplified)", "简体中文"),
    Language("zh-Hant", "Chinese (traditional)", "繁體中文"),
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
