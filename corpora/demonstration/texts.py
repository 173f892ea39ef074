"""The texts. Every State is invented and every sentence was written for this project.

A provision is (label, heading, text, UNCAC articles, crime types); "-" stands for none.
"""

from dataclasses import dataclass, field

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class DemoLaw:
    """A law to be written in one format. `parts` are (division heading, provisions)."""

    file: str
    format: str
    state: str
    language: str
    kind: str
    title: str
    number: str
    adopted: str
    status: str
    parts: tuple[tuple[str, tuple[Row, ...]], ...]
    titles: dict[str, str] = field(default_factory=dict)


LAWS: tuple[DemoLaw, ...] = (
    DemoLaw(
        "prevention-of-corruption-act", "pdf", "XAL", "en", "act",
        "Prevention of Corruption Act", "Act 12 of 2009", "2009-03-18", "in_force",
        (("", (
            ("Section 1", "Short title", "This Act may be cited as the Prevention of Corruption Act and comes into operation on the first day of the month after its publication in the Gazette of Alveria.", "-", "-"),
            ("Section 2", "Bribery of public officials", "A person who offers, promises or gives an undue advantage to a public official, so that the official acts or refrains from acting in the exercise of official duties, commits an offence and is liable to imprisonment for ten years. A public official who solicits or accepts such a bribe commits the same offence.", "15", "corruption"),
            ("Section 3", "Bribery of foreign public officials", "A person who gives a gratification to a foreign public official or an official of a public international organization, in order to obtain or keep business, commits an offence and is liable on conviction to imprisonment for ten years.", "16", "corruption"),
            ("Section 4", "Trading in influence", "A person who solicits or accepts a reward for using real or supposed influence over a public authority commits the offence of trading in influence and is liable to imprisonment for five years.", "18", "corruption"),
            ("Section 5", "Abuse of office", "A public officer who, in abuse of the functions of the office, does an arbitrary act in order to obtain an advantage for anyone commits an offence and is liable to imprisonment for seven years.", "19", "corruption"),
            ("Section 6", "Illicit enrichment", "A public official whose assets are disproportionate to known sources of income, and who cannot explain them, commits an offence of illicit enrichment and is liable to imprisonment for six years.", "20", "corruption"),
            ("Section 7", "Bribery in the private sector", "A person who directs or works for a private sector entity and corruptly accepts an advantage for a breach of duty to the principal commits an offence and is liable to imprisonment for five years.", "21", "corruption"),
            ("Section 8", "Liability of legal persons", "A body corporate is liable where an offence under this Act is committed for its benefit; corporate liability does not exclude that of the natural person.", "26", "corruption"),
            ("Section 9", "Attempt and participation", "An attempt to commit an offence under this Act, and aiding and abetting one, is punishable as the offence itself.", "27", "corruption"),
        )),),
    ),
    DemoLaw(
        "proceeds-of-crime-act", "lims", "XAL", "en", "act",
        "Proceeds of Crime Act", "P-4.1", "2012-06-07", "in_force",
        (
            ("Money laundering", (
                ("1", "Money laundering", "Every person commits an offence who, knowing that property is the proceeds of crime, converts or transfers it, or conceals or disguises its true nature, and is liable to imprisonment for fourteen years for money laundering.", "23", "money-laundering"),
                ("2", "Customer due diligence", "Every reporting entity shall carry out customer due diligence, identify the beneficial owner and keep records for seven years.", "14 52", "money-laundering"),
                ("3", "Suspicious transaction reports", "A reporting entity that suspects money laundering shall file a suspicious transaction report with the financial intelligence unit.", "14 58", "money-laundering"),
            )),
            ("Confiscation", (
                ("4", "Restraint and seizure", "The court may make a freezing order or issue a seizure warrant over property liable to confiscation.", "31", "-"),
                ("5", "Confiscation order", "On conviction the court shall make a confiscation order for the proceeds of crime and the instrumentalities of the offence.", "31", "-"),
                ("6", "Regulations", "The Minister may make regulations prescribing forms and fees.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "mutual-assistance-act", "akn", "XAL", "en", "act",
        "Extradition and Mutual Legal Assistance Act", "Act 3 of 2015", "2015-02-11", "in_force",
        (
            ("Part 1 Extradition", (
                ("Article 1", "Extraditable offences", "Extradition may be granted for an offence punishable in both States by imprisonment of at least one year; dual criminality is judged by the conduct.", "44", "-"),
                ("Article 2", "Transfer of sentenced persons", "The Minister may agree to the transfer of sentenced persons so that they serve their sentences in their own country.", "45", "-"),
            )),
            ("Part 2 Assistance", (
                ("Article 3", "Mutual legal assistance", "The central authority shall execute requests for mutual legal assistance in criminal matters; bank secrecy is no ground for refusal.", "46", "-"),
                ("Article 4", "Transfer of criminal proceedings", "The Attorney General may agree to the transfer of criminal proceedings where that serves the administration of justice.", "47", "-"),
                ("Article 5", "Law enforcement cooperation", "Police cooperation with other States includes the exchange of information and the posting of liaison officers.", "48", "-"),
                ("Article 6", "Joint investigations", "The competent authorities may set up a joint investigation team with those of another State.", "49", "-"),
                ("Article 7", "Special investigative techniques", "A judge may authorise controlled delivery, electronic surveillance and undercover operations.", "50", "-"),
                ("Article 8", "Interpretation", "In this Act, a word in the singular includes the plural.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "public-service-ethics-act", "md-front", "XAL", "en", "act",
        "Public Service Ethics Act", "Act 21 of 2018", "2018-09-30", "not_yet_in_force",
        (
            ("Part I Conduct", (
                ("Section 1", "Code of conduct", "The Public Service Commission shall issue a code of conduct for public officials, with rules on the acceptance of gifts and on conflict of interest.", "8", "corruption"),
                ("Section 2", "Declaration of assets", "Every public official shall file a declaration of assets and a disclosure of interests within thirty days of appointment.", "8", "corruption"),
                ("Section 3", "Recruitment", "Recruitment to the civil service is on merit after open competition.", "7", "-"),
            )),
            ("Part II Openness", (
                ("Section 4", "Access to information", "Everyone has the right of access to information held by a public authority.", "10 13", "-"),
                ("Section 5", "Protected disclosures", "A reporting person who makes a protected disclosure in good faith shall not suffer any detrimental action.", "33", "-"),
                ("Section 6", "Office hours", "Offices are open from eight in the morning until four in the afternoon.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "road-traffic-act", "md-front", "XAL", "en", "act",
        "Road Traffic Act", "Act 5 of 1991", "1991-05-02", "repealed",
        (("", (
            ("Section 1", "Speed limits", "No vehicle shall be driven at more than fifty kilometres an hour in a built-up area.", "-", "-"),
            ("Section 2", "Lamps", "Every vehicle shall show two white lamps in front after sunset.", "-", "-"),
            ("Section 3", "Bridges", "A carter who crosses a bridge with more than one wagon pays a fine.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "22-104", "dc", "XAL", "en", "code",
        "Alveria City Code", "22-104", "", "in_force",
        (("", (
            ("§ 22-104", "Obstruction of justice", "A person who by threats, force or the promise of an undue advantage induces a witness to give false testimony commits obstruction of justice and shall be punished by imprisonment for not more than eight years.", "25", "obstruction-of-justice"),
        )),),
    ),
    DemoLaw(
        "code-penal", "md-front", "XBO", "fr", "code",
        "Code pénal de la Borunda", "Loi 77-14", "1977-11-04", "in_force",
        (
            ("Chapitre I Des atteintes à la probité", (
                ("Article 101", "Corruption passive", "Est puni de dix ans d'emprisonnement et d'une amende l'agent public qui sollicite ou agrée un avantage indu pour accomplir un acte de sa fonction.", "15", "corruption"),
                ("Article 102", "Corruption active", "Est puni des mêmes peines quiconque propose ou accorde à un agent public des dons ou un avantage indu.", "15", "corruption"),
                ("Article 103", "Détournement de fonds publics", "Le fonctionnaire qui soustrait ou détourne des deniers publics est puni de quinze ans de réclusion pour détournement de biens publics.", "17", "corruption"),
                ("Article 104", "Trafic d'influence", "Le trafic d'influence est puni de cinq ans d'emprisonnement.", "18", "corruption"),
                ("Article 105", "Abus de fonctions", "L'abus de fonctions commis par un agent public en vue d'obtenir un avantage est puni de trois ans d'emprisonnement.", "19", "corruption"),
                ("Article 106", "Enrichissement illicite", "Est puni de cinq ans d'emprisonnement l'agent public qui ne peut justifier l'augmentation substantielle de son patrimoine (enrichissement illicite).", "20", "corruption"),
            )),
            ("Chapitre II Des entraves à la justice", (
                ("Article 201", "Entrave au bon fonctionnement de la justice", "La subornation de témoin et l'entrave au bon fonctionnement de la justice sont punies de sept ans d'emprisonnement.", "25", "obstruction-of-justice"),
                ("Article 202", "Recel", "Le recel est le fait de dissimuler ou de détenir une chose provenant d'un crime; il est puni de cinq ans d'emprisonnement.", "24", "-"),
                ("Article 203", "Traite des personnes", "La traite des personnes est punie de vingt ans de réclusion.", "-", "trafficking-in-persons"),
                ("Article 204", "Du bruit nocturne", "Celui qui trouble le repos des habitants par du bruit paie une amende.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "loi-prevention", "html", "XBO", "fr", "act",
        "Loi relative à la prévention de la corruption", "Loi 2016-08", "2016-04-19", "in_force",
        (("", (
            ("Article 1", "Stratégie nationale", "Le Gouvernement adopte une stratégie nationale de lutte contre la corruption et en rend compte chaque année.", "5", "corruption"),
            ("Article 2", "Organe de prévention", "Il est créé une autorité nationale de prévention de la corruption, indépendante dans l'exercice de sa mission.", "6", "corruption"),
            ("Article 3", "Marchés publics", "La passation des marchés publics repose sur l'appel d'offres, la transparence et la concurrence.", "9", "-"),
            ("Article 4", "Accès à l'information", "Toute personne jouit du droit d'accès à l'information détenue par l'administration publique.", "10 13", "-"),
            ("Article 5", "Entrée en vigueur", "La présente loi entre en vigueur le jour de sa publication.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "712.1", "lexwork", "XGE", "de", "act",
        "Gesetz über die internationale Rechtshilfe", "712.1", "2003-10-22", "in_force",
        (("1 Rechtshilfe", (
            ("Art. 1", "Rechtshilfe in Strafsachen", "Die zuständige Behörde leistet Rechtshilfe in Strafsachen, wenn die Tat in beiden Staaten strafbar ist.", "46", "-"),
            ("Art. 2", "Auslieferung", "Die Auslieferung wird verweigert, wenn die verfolgte Person im ersuchenden Staat Folter zu befürchten hätte.", "44", "-"),
            ("Art. 3", "Gebühren", "Für Abschriften wird eine Gebühr erhoben.", "-", "-"),
        )),),
        {"fr": "Loi sur l'entraide internationale"},
    ),
    DemoLaw(
        "codigo-penal", "json", "XCA", "es", "code",
        "Código Penal de Castelmar", "Ley 40 de 1998", "1998-01-15", "in_force",
        (("Delitos contra la administración pública", (
            ("Artículo 301", "Cohecho", "El funcionario público que solicitare o aceptare una dádiva para ejecutar un acto de su cargo será castigado con pena de prisión de tres a nueve años.", "15", "corruption"),
            ("Artículo 302", "Soborno transnacional", "El que ofreciere un beneficio indebido a un funcionario público extranjero comete soborno transnacional y tendrá pena de prisión de cuatro a ocho años.", "16", "corruption"),
            ("Artículo 303", "Peculado", "El servidor público que se apropiare de caudales públicos comete peculado; pena de prisión de cuatro a doce años.", "17", "corruption"),
            ("Artículo 304", "Tráfico de influencias", "El tráfico de influencias se castiga con pena de prisión de dos a seis años.", "18", "corruption"),
            ("Artículo 305", "Enriquecimiento ilícito", "El enriquecimiento ilícito del servidor público se castiga con pena de prisión de dos a ocho años.", "20", "corruption"),
            ("Artículo 306 bis", "Lavado de activos", "El que convirtiere, transfiriere u ocultare bienes de origen delictivo comete lavado de activos; pena de prisión de cinco a quince años.", "23", "money-laundering"),
            ("Artículo 307", "Terrorismo", "El terrorismo y su financiación se castigan con pena de prisión de veinte años.", "-", "terrorism"),
        )),),
    ),
    DemoLaw(
        "ley-contratacion", "rtf", "XCA", "es", "act",
        "Ley de contratación pública de Castelmar", "Ley 12 de 2020", "2020-07-01", "in_force",
        (("", (
            ("Artículo 1", "Licitación", "La contratación pública se hace por licitación, con publicidad y criterios objetivos de adjudicación.", "9", "-"),
            ("Artículo 2", "Registro contable", "Las empresas llevarán sus libros y registros contables conforme a las normas de contabilidad y auditoría.", "12", "-"),
            ("Artículo 3", "Vigencia", "Esta ley rige desde su publicación.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ley-recuperacion", "docx", "XCA", "es", "act",
        "Ley de recuperación de activos", "Ley 8 de 2022", "2022-03-10", "in_force",
        (("", (
            ("Artículo 1", "Recuperación de activos", "El Estado procurará la recuperación de activos desviados hacia el extranjero.", "51", "-"),
            ("Artículo 2", "Recuperación directa de bienes", "Otro Estado podrá ejercer ante los tribunales una acción civil para la recuperación directa de bienes de los que es propietario legítimo.", "53", "-"),
            ("Artículo 3", "Decomiso sin condena", "El juez podrá ordenar el decomiso sin condena cuando el responsable haya muerto o huido.", "54", "-"),
            ("Artículo 4", "Restitución y disposición de activos", "La restitución y disposición de activos decomisados se hará a sus propietarios legítimos anteriores.", "57", "-"),
        )),),
    ),
    DemoLaw(
        "Castelmar_1975", "txt", "XCA", "es", "constitution",
        "Constitución de Castelmar", "Constitución de 1975", "1975-10-12", "in_force",
        (("", (
            ("Artículo 1", "", "Castelmar es una república libre y soberana.", "-", "-"),
            ("Artículo 2", "", "Los jueces son independientes; la independencia judicial es garantía de todos.", "11", "-"),
            ("Artículo 3", "", "La bandera es verde y blanca.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ugolovnyi-kodeks", "html", "XDR", "ru", "code",
        "Уголовный кодекс Дровнии", "№ 63", "1999-06-24", "in_force",
        (("Глава 30. Преступления против интересов службы", (
            ("Статья 290", "Получение взятки", "Получение должностным лицом взятки наказывается лишением свободы на срок до десяти лет.", "15", "corruption"),
            ("Статья 291", "Дача взятки", "Дача взятки должностному лицу наказывается штрафом или лишением свободы на срок до восьми лет.", "15", "corruption"),
            ("Статья 292", "Злоупотребление должностными полномочиями", "Злоупотребление должностными полномочиями наказывается лишением свободы на срок до четырёх лет.", "19", "corruption"),
            ("Статья 293", "Коммерческий подкуп", "Коммерческий подкуп лица, выполняющего управленческие функции в коммерческой организации, наказывается штрафом.", "21", "corruption"),
            ("Статья 294", "Легализация (отмывание) доходов", "Легализация (отмывание) денежных средств, приобретённых преступным путём, наказывается лишением свободы на срок до семи лет.", "23", "money-laundering"),
            ("Статья 294.1", "Незаконный оборот наркотических средств", "Незаконный оборот наркотических средств наказывается лишением свободы на срок до пятнадцати лет.", "-", "drug-offences"),
            ("Статья 295", "Нарушение правил рыбной ловли на льду", "Выход на лёд в оттепель без разрешения старосты влечёт предупреждение.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "zakon-o-protivodeistvii", "md", "XDR", "ru", "act",
        "Закон Дровнии о противодействии коррупции", "№ 273", "2008-12-25", "in_force",
        (("", (
            ("Статья 1", "Национальный план", "Правительство утверждает национальный план противодействия коррупции и публикует отчёты о его исполнении.", "5", "corruption"),
            ("Статья 2", "Конфликт интересов", "Государственный служащий обязан сообщать о конфликте интересов и соблюдать кодекс поведения.", "8", "corruption"),
            ("Статья 3", "Защита свидетелей", "Свидетелям и потерпевшим по делам о коррупции обеспечивается государственная защита свидетелей.", "32", "-"),
            ("Статья 4", "Заключительные положения", "Настоящий закон вступает в силу через месяц после опубликования.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "qanun-al-uqubat", "pdf", "XQN", "ar", "code",
        "قانون العقوبات لدولة قصر النور", "قانون رقم 7", "1984-02-20", "in_force",
        (("", (
            ("المادة 1", "", "يسمى هذا القانون قانون العقوبات ويعمل به من تاريخ نشره في الجريدة الرسمية.", "-", "-"),
            ("المادة 2", "", "كل موظف عام طلب لنفسه أو لغيره رشوة أو قبلها يعاقب بالسجن مدة لا تقل عن خمس سنوات وبغرامة.", "15", "corruption"),
            ("المادة 3", "", "كل موظف عام اختلس أموالا عامة وجدت في حيازته بسبب وظيفته يعاقب بالسجن على جريمة اختلاس المال العام.", "17", "corruption"),
            ("المادة 4", "", "يعاقب بالحبس كل من ارتكب جريمة المتاجرة بالنفوذ أو استغلال النفوذ.", "18", "corruption"),
            ("المادة 5", "", "يعاقب بالحبس كل موظف عام أساء استعمال السلطة أو ارتكب إساءة استغلال الوظيفة.", "19", "corruption"),
            ("المادة 6", "", "يعاقب بالسجن كل من ارتكب جريمة الاتجار بالأشخاص.", "-", "trafficking-in-persons"),
        )),),
    ),
    DemoLaw(
        "ghasl-al-amwal", "json", "XQN", "ar", "act",
        "قانون مكافحة غسل الأموال لدولة قصر النور", "قانون رقم 20", "2014-05-13", "in_force",
        (("", (
            ("المادة 1", "غسل الأموال", "يعد مرتكبا لجريمة غسل الأموال من حول أموالا متحصلة من جريمة أو نقلها أو أخفاها، ويعاقب بالسجن وبغرامة.", "23", "money-laundering"),
            ("المادة 2", "وحدة المعلومات المالية", "تنشأ وحدة المعلومات المالية وتتلقى الإبلاغ عن المعاملات المشبوهة.", "58", "money-laundering"),
            ("المادة 3", "التجميد والمصادرة", "للمحكمة أن تأمر بتجميد الأموال المتحصلة من الجريمة والحجز عليها، وتحكم بالمصادرة عند الإدانة.", "31", "-"),
            ("المادة 4", "أحكام ختامية", "تصدر الحكومة اللوائح اللازمة لتنفيذ هذا القانون.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "himayat-al-shuhud", "md-front", "XQN", "ar", "act",
        "نظام حماية الشهود والمبلغين", "نظام رقم 3", "2021-11-09", "in_force",
        (("", (
            ("المادة الأولى", "", "تتخذ الدولة تدابير حماية الشهود والخبراء والضحايا من كل انتقام أو ترهيب.", "32", "-"),
            ("المادة الثانية", "", "تكفل حماية المبلغين عن الفساد من أي معاملة لا مسوغ لها.", "33", "-"),
            ("المادة الثالثة", "", "يصدر الوزير نموذج البطاقة ولونها.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "fan-fubai-fa", "pdf", "XHL", "zh-Hans", "act",
        "华林国反腐败法", "第9号", "2005-08-28", "in_force",
        (("", (
            ("第一条", "", "为了预防和惩治腐败，制定本法。", "-", "-"),
            ("第二条", "", "国家工作人员利用职务上的便利，索取他人财物，或者非法收受他人财物，为他人谋取利益的，是受贿罪，处三年以上十年以下有期徒刑。", "15", "corruption"),
            ("第三条", "", "为谋取不正当利益，给予国家工作人员以财物的，是行贿罪，处五年以下有期徒刑或者拘役。", "15", "corruption"),
            ("第四条", "", "国家工作人员利用职务上的便利，侵吞、窃取公共财物的，是贪污罪，处十年以上有期徒刑。", "17", "corruption"),
            ("第五条", "", "国家机关工作人员滥用职权的，处三年以下有期徒刑。", "19", "corruption"),
            ("第六条", "", "国家工作人员的财产明显超过合法收入，不能说明来源的，以巨额财产来源不明罪论处。", "20", "corruption"),
        )),),
    ),
    DemoLaw(
        "fan-xiqian-fa", "md", "XHL", "zh-Hans", "act",
        "华林国反洗钱法", "第15号", "2010-10-31", "in_force",
        (("第一章 总则", (
            ("第一条", "", "掩饰、隐瞒犯罪所得及其收益的来源和性质的，构成洗钱罪，处五年以下有期徒刑。", "23", "money-laundering"),
            ("第二条", "", "金融机构应当进行客户尽职调查，并报告可疑交易。", "14", "money-laundering"),
            ("第二条之一", "", "金融机构应当识别受益所有人和政治公众人物。", "52", "money-laundering"),
            ("第三条", "", "本法自公布之日起施行。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "X0000001", "tw-json", "XHL", "zh-Hant", "act",
        "華林國東島貪污治罪條例", "X0000001", "1996-04-03", "in_force",
        (("第一章 罪刑", (
            ("第 1 條", "", "公務員對於職務上之行為，要求、期約或收受賄賂者，處七年以上有期徒刑。", "15", "corruption"),
            ("第 2 條", "", "對於公務員行求、期約或交付賄賂者，處五年以下有期徒刑。", "15", "corruption"),
            ("第 3 條", "", "本條例自公布日施行。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "strafgesetzbuch", "md", "XGE", "de", "code",
        "Strafgesetzbuch der Geltmark", "StGB", "1987-07-14", "in_force",
        (("Abschnitt 30 Straftaten im Amt", (
            ("§ 331", "Vorteilsannahme", "Ein Amtsträger, der für die Dienstausübung einen Vorteil fordert oder annimmt, wird mit Freiheitsstrafe bis zu drei Jahren oder mit Geldstrafe bestraft.", "15", "corruption"),
            ("§ 333", "Vorteilsgewährung", "Wer einem Amtsträger für die Dienstausübung einen Vorteil anbietet oder gewährt, wird mit Freiheitsstrafe bis zu drei Jahren bestraft.", "15", "corruption"),
            ("§ 334a", "Bestechung ausländischer Amtsträger", "Wer einen ausländischen Amtsträger oder Bediensteten einer internationalen Organisation besticht, wird mit Freiheitsstrafe bis zu fünf Jahren bestraft.", "16", "corruption"),
            ("§ 299", "Bestechlichkeit und Bestechung im geschäftlichen Verkehr", "Wer als Angestellter eines Unternehmens im geschäftlichen Verkehr einen Vorteil für eine unlautere Bevorzugung fordert, wird mit Freiheitsstrafe bis zu drei Jahren bestraft.", "21", "corruption"),
            ("§ 266", "Untreue", "Wer die ihm eingeräumte Befugnis missbraucht und dadurch dem Vermögen Nachteil zufügt (Untreue), wird mit Freiheitsstrafe bis zu fünf Jahren bestraft.", "22", "-"),
            ("§ 78", "Verjährungsfrist", "Die Verjährung beginnt, sobald die Tat beendet ist; die Verjährungsfrist beträgt zehn Jahre.", "29", "-"),
        )),),
    ),
    DemoLaw(
        "keiho", "md-front", "XHI", "ja", "code",
        "光島国刑法", "昭和五十五年法律第四号", "1980-04-24", "in_force",
        (("第二十五章 汚職の罪", (
            ("第百九十三条", "公務員職権濫用", "公務員がその職権を濫用して、人に義務のないことを行わせたときは、二年以下の懲役に処する。", "19", "corruption"),
            ("第百九十七条", "収賄", "公務員が、その職務に関し、賄賂を収受し、又はその要求をしたときは、五年以下の懲役に処する。", "15", "corruption"),
            ("第百九十八条", "贈賄", "公務員に賄賂を供与し、又はその申込みをした者は、三年以下の懲役に処する。", "15", "corruption"),
            ("第百九十九条", "灯火", "夜間に舟を出す者は、灯火を備えるものとする。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "hyeongbeop", "md-front", "XKR", "ko", "code",
        "한빛국 형법", "제12호", "1990-12-31", "in_force",
        (("제7장 공무원의 직무에 관한 죄", (
            ("제129조", "수뢰", "공무원이 그 직무에 관하여 뇌물을 수수, 요구 또는 약속한 때에는 5년 이하의 징역에 처한다.", "15", "corruption"),
            ("제130조의2", "뇌물공여", "공무원에게 뇌물을 약속, 공여 또는 공여의 의사를 표시한 자는 5년 이하의 징역에 처한다.", "15", "corruption"),
            ("제131조", "직권남용", "공무원이 직권을 남용하여 사람으로 하여금 의무없는 일을 하게 한 때에는 5년 이하의 징역에 처한다.", "19", "corruption"),
            ("제132조", "등불", "밤에 배를 띄우는 사람은 등불을 켠다.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "codigo-penal-insularia", "docx", "XIN", "pt", "code",
        "Código Penal da Insularia", "Decreto-Lei 48/95", "1995-03-15", "in_force",
        (("", (
            ("Artigo 1", "Corrupção passiva", "O funcionário público que solicitar ou aceitar vantagem indevida pratica corrupção passiva e é punido com pena de prisão de um a oito anos.", "15", "corruption"),
            ("Artigo 2", "Peculato", "O funcionário que se apropriar de dinheiro público pratica peculato e é punido com pena de prisão de um a oito anos.", "17", "corruption"),
            ("Artigo 3", "Associação criminosa", "Quem fundar associação criminosa ou dela fizer parte é punido com pena de prisão de um a cinco anos.", "-", "participation-in-an-organized-criminal-group"),
            ("Artigo 4", "Feriados", "O dia da ilha é feriado.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ceza-kanunu", "txt", "XTU", "tr", "code",
        "Turanova Ceza Kanunu", "Kanun 5237", "2004-09-26", "in_force",
        (("", (
            ("Madde 252", "Rüşvet", "Görevinin ifasıyla ilgili bir işi yapması için bir kamu görevlisine menfaat sağlayan kişi ve rüşvet alan kamu görevlisi hapis cezası ile cezalandırılır.", "15", "corruption"),
            ("Madde 253", "Zimmet", "Görevi nedeniyle zilyetliği kendisine devredilmiş olan malı zimmetine geçiren kamu görevlisi zimmet suçundan hapis cezası ile cezalandırılır.", "17", "corruption"),
            ("Madde 254", "Göçmen kaçakçılığı", "Göçmen kaçakçılığı yapan kişi üç yıldan sekiz yıla kadar hapis cezası ile cezalandırılır.", "-", "smuggling-of-migrants"),
            ("Madde 255", "Yürürlük", "Bu Kanun yayımı tarihinde yürürlüğe girer.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "sheria-ya-rushwa", "json", "XLZ", "sw", "act",
        "Sheria ya Kuzuia Rushwa ya Lunzania", "Sheria Na. 11", "2007-06-08", "in_force",
        (("", (
            ("Kifungu 1", "Rushwa", "Mtumishi wa umma anayepokea rushwa au hongo ili atende jambo la kazi yake anatenda kosa na atapewa kifungo cha miaka saba.", "15", "corruption"),
            ("Kifungu 2", "Matumizi mabaya ya madaraka", "Matumizi mabaya ya madaraka ya mtumishi wa umma ni kosa; adhabu yake ni kifungo cha miaka mitatu.", "19", "corruption"),
            ("Kifungu 3", "Jina", "Sheria hii itaitwa Sheria ya Kuzuia Rushwa.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "undang-undang", "md", "XMV", "id", "act",
        "Undang-Undang Maravela tentang Pemberantasan Tindak Pidana Korupsi", "Nomor 20", "2001-11-21", "in_force",
        (("BAB II Tindak pidana korupsi", (
            ("Pasal 2", "", "Pegawai negeri yang menerima suap atau gratifikasi karena jabatannya dipidana dengan pidana penjara paling lama lima tahun dan denda.", "15", "corruption"),
            ("Pasal 3", "", "Setiap orang yang melakukan pencucian uang dipidana dengan pidana penjara paling lama sepuluh tahun.", "23", "money-laundering"),
            ("Pasal 4", "", "Setiap orang yang memperdagangkan satwa liar yang dilindungi dipidana dengan pidana penjara karena perdagangan satwa liar.", "-", "wildlife-forest-and-fisheries-crime"),
            ("Pasal 5", "", "Undang-Undang ini mulai berlaku pada tanggal diundangkan.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "kryminalnyi-kodeks", "md", "XUH", "uk", "code",
        "Кримінальний кодекс Угорини", "№ 2341", "2001-04-05", "in_force",
        (("Розділ XVII Злочини у сфері службової діяльності", (
            ("Стаття 368", "Одержання неправомірної вигоди службовою особою", "Одержання службовою особою неправомірної вигоди карається позбавленням волі на строк до восьми років.", "15", "corruption"),
            ("Стаття 369-2", "Зловживання впливом", "Зловживання впливом за неправомірну вигоду карається штрафом або позбавленням волі на строк до п'яти років.", "18", "corruption"),
            ("Стаття 370", "Незаконне втручання в роботу комп'ютерів", "Несанкціоноване втручання в роботу комп'ютерних мереж карається позбавленням волі на строк до трьох років.", "-", "cybercrime"),
            ("Стаття 371", "Прикінцеві положення", "Цей Кодекс набирає чинності з першого січня.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "phrarachabanyat", "json", "XTH", "th", "act",
        "พระราชบัญญัติป้องกันการทุจริตแห่งสุวรรณเกาะ", "ฉบับที่ 4", "2018-07-21", "in_force",
        (("", (
            ("มาตรา 1", "", "เจ้าพนักงานผู้ใดเรียก รับ หรือยอมจะรับสินบนโดยมิชอบ ต้องระวางโทษจำคุกไม่เกินสิบปี", "15", "corruption"),
            ("มาตรา 2", "", "ผู้ใดกระทำความผิดฐานฟอกเงิน ต้องระวางโทษจำคุกไม่เกินสิบปี", "23", "money-laundering"),
            ("มาตรา 3", "", "พระราชบัญญัตินี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศ", "-", "-"),
        )),),
    ),
    DemoLaw(
        "gazette-1979", "scan", "XAL", "en", "decree",
        "Gazette of Alveria, Decree on Firearms", "Decree 2 of 1979", "1979-01-30", "unknown",
        (),
    ),
)  # fmt: skip
