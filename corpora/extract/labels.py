"""How laws of the world number their articles and divisions: data for `structure`.

One row a tradition. An article label is a word and a number in some order; a division (part,
chapter…) likewise. Adding a language is adding its words here.
"""

# Words that stand before an article's number. Matched without regard to case, longest first.
ARTICLE_WORDS = (
    # Romance
    "article", "articles", "art", "arts", "artículo", "articulo", "artigo", "articolo",
    "articolul", "articol", "atik",
    # Germanic, Baltic, Uralic
    "artikel", "artikkel", "artikla", "grein", "straipsnis", "pants",
    # Slavic, Greek, Albanian
    "статья", "стаття", "член", "чл", "članak", "član", "člen", "článok", "článek", "čl", "artykuł",
    "άρθρο", "άρθρον", "αρθρο", "αρθρον", "neni", "баб", "бап",
    # English
    "section", "sec", "s", "rule", "regulation", "clause",
    # Turkic, Caucasian
    "madde", "maddə", "modda", "мақола", "моддаси", "մուխլի", "მუხლი", "հոդված",
    # Semitic, Persian
    "المادة", "المادّة", "مادة", "الماده", "ماده", "الفصل", "فصل", "سعيف", "סעיף",
    # South and South-East Asia, Africa
    "धारा", "दफा", "ধারা", "दफ़ा", "অনুচ্ছেদ", "अनुच्छेद", "มาตรา", "មាត្រា", "មាត្រា​", "ມາດຕາ",
    "điều", "pasal", "ingingo", "ibara", "kifungu", "andininy", "වගන්තිය", "பிரிவு", "አንቀጽ", "ပုဒ်မ",
)  # fmt: skip

# Words that stand behind it: "12-modda", "3 straipsnis", "5. pants", "1. gr.".
ARTICLE_WORDS_BEHIND = ("modda", "straipsnis", "pants", "gr", "mashaqqat", "бап", "статья", "ст")

# Ordinals spelt out: "Article premier", "المادة الأولى", "Artículo único".
ORDINAL_WORDS = (
    "premier", "première", "unique", "liminaire", "primero", "primera", "único", "unico", "única",
    "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo",
    "transitorio", "first", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "πρώτο", "δεύτερο", "τρίτο", "τέταρτο", "πέμπτο", "μόνο", "prim",
)  # fmt: skip

# Arabic ordinals are compounds ("الحادية والعشرون بعد المائة"): a run of words of these stems.
ARABIC_ORDINAL_STEMS = (
    "الأول", "الاول", "الثان", "الثال", "الراب", "الخام", "الساد", "الساب", "الثام", "التاس",
    "العاش", "الحادي", "عشر", "والعشر", "العشر", "والثلاث", "الثلاث", "والأربع", "الأربع",
    "والاربع", "الاربع", "والخمس", "الخمس", "والست", "الست", "والسبع", "السبع", "والثمان",
    "الثمان", "والتسع", "التسع", "بعد", "المائ", "المئ", "الألف", "مكرر", "مكررا", "وال",
)  # fmt: skip

# Divisions by rank, outermost first. Words of one row name the same level.
DIVISION_WORDS = (
    ("book", "livre", "libro", "livro", "buch", "boek", "книга", "βιβλίο", "buku", "codul", "편", "編",
     "编", "الكتاب", "کتاب", "kitap", "llibre", "cartea", "kniha"),
    ("part", "partie", "parte", "teil", "deel", "часть", "частина", "μέρος", "část", "časť", "dio",
     "del", "osa", "bagian", "partea", "القسم", "bo'lim", "boʻlim", "bölüm", "kısım", "ภาค", "phần",
     "ნაწილი", "भाग", "ভাগ", "sehemu", "qism", "igice", "deo"),
    ("title", "titre", "título", "titulo", "titolo", "titel", "títol", "titlul", "раздел", "розділ",
     "τίτλος", "titul", "hlava", "glava", "razdel", "الباب", "باب", "บรรพ", "lohateny", "titull"),
    ("chapter", "chapitre", "capítulo", "capitulo", "capitolo", "capítol", "kapitel", "kapittel",
     "hoofdstuk", "глава", "κεφάλαιο", "κεφαλαιο", "kapitola", "luku", "peatükk", "kap", "bab",
     "bob", "章", "장", "الفصل", "فصل", "chương", "หมวด", "თავი", "capitolul", "skyrius", "nodaļa",
     "kreu", "परिच्छेद", "अध्याय", "অধ্যায়", "sura", "umutwe", "ជំពូក", "fəsil", "kafli", "poglavlje"),
    ("section", "sección", "seccion", "secció", "sezione", "secção", "seção", "sectie", "abschnitt",
     "afdeling", "отдел", "τμήμα", "oddíl", "oddiel", "diel", "díl", "avdeling", "jagu", "节", "節",
     "절", "الفرع", "مبحث", "mục", "ส่วน", "secțiunea", "sous-section", "subsección", "paragraf",
     "skirsnis", "icyiciro", "sub-part", "division", "unterabschnitt", "titel", "paragraaf"),
)  # fmt: skip

SCHEDULE_WORDS = (
    "schedule", "annex", "annexe", "appendix", "anexo", "allegato", "anhang", "anlage", "bilaga",
    "vedlegg", "bijlage", "приложение", "додаток", "παράρτημα", "příloha", "príloha", "prilog",
    "ملحق", "附件", "附則", "附则", "부칙", "별표", "lampiran", "liite", "lisa", "anexa", "ek",
    "phụ lục", "viðauki", "disposiciones transitorias", "disposición final",
)  # fmt: skip

# A label followed by one of these refers to another law: "Article 5 of the Act…".
REFERENCE_WORDS = (
    "of", "to", "and", "or", "du", "de", "des", "de la", "del", "et", "ou", "y", "o", "da", "do",
    "abs", "absatz", "satz", "nr", "lid", "van", "und", "oder", "bis", "настоящего", "цього",
    "и", "та", "i", "az", "dari", "dan", "tersebut", "is", "are", "shall", "does", "applies", "above",
)  # fmt: skip
