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
        (
            ("Part I Offences", (
                ("Section 1", "Name and first day", "The name of this law is the one printed above. It begins to apply on the first Monday after the Gazette of Alveria has printed it.", "-", "-"),
                ("Section 2", "Bribery of public officials", "(1) Whoever promises, offers or gives an undue advantage to a public official, directly or through another, so that the official acts or stays idle in a matter of the office, is guilty of bribery.\n(2) The official who asks for such a bribe or takes it is guilty of the same offence.\n(3) The penalty is imprisonment for a term of up to ten years.", "15", "corruption"),
                ("Section 3", "Bribery of foreign public officials", "Whoever gives a bribe to a foreign public official, or to an official of a public international organization, in order to win or hold on to business across the border, faces imprisonment for a term of up to nine years.", "16", "corruption"),
                ("Section 4", "Trading in influence", "Trading in influence is committed by anyone who sells, or who buys, real or pretended influence over an office of the State in return for an undue advantage. Imprisonment for up to five years follows conviction.", "18", "corruption"),
                ("Section 5", "Abuse of functions", "A public official who, by abuse of functions, does or leaves undone a thing against the law so as to gain an undue advantage for anyone faces imprisonment for up to six years.", "19", "corruption"),
                ("Section 6", "Illicit enrichment", "Illicit enrichment is committed by a public official whose assets have grown far beyond lawful income and who, when asked by the court, gives no reasonable account of the growth. Imprisonment for up to six years follows conviction.", "20", "corruption"),
                ("Section 7", "Bribery in the private sector", "Whoever runs or serves a private sector entity and, in breach of duty to it, takes or demands an undue advantage in the course of business commits bribery in the private sector; whoever gives the advantage is punished alike.", "21", "corruption"),
            )),
            ("Part II Common rules", (
                ("Section 8", "Liability of legal persons", "(1) Where one of these offences was committed for the benefit of a legal person by someone who leads it, the legal person is itself liable and pays a fine of up to five times the advantage.\n(2) The liability of the legal person leaves that of the natural person untouched.", "26", "corruption"),
                ("Section 9", "Participation and attempt", "An accomplice, an instigator and a person who makes an attempt are punished like the one who completes the offence.", "27", "corruption"),
                ("Section 10", "Proof of knowledge and intent", "Knowledge, intent and purpose may be inferred from the objective circumstances of the case.", "28", "corruption"),
                ("Section 11", "Limitation", "No prosecution begins after fifteen years; the statute of limitations stands still while the suspect hides from justice.", "29", "corruption"),
                ("Section 12", "Persons who cooperate", "The court may mitigate the punishment of an accused person who gave substantial cooperation to the investigators, and the prosecutor may grant immunity from prosecution for it.", "37", "corruption"),
                ("Section 13", "Compensation", "Anyone who suffered damage from an act of corruption may sue those responsible for compensation.", "35", "corruption"),
                ("Section 14", "Contracts tainted by corruption", "A court may annul or rescind a contract, or withdraw a concession, that was obtained by corruption.", "34", "corruption"),
            )),
            ("Part III Closing rules", (
                ("Section 15", "Meaning of words", "In this law night means the hours from dusk to dawn, and a document includes a map.", "-", "-"),
                ("Section 16", "Forms and fees", "The colour of the forms and the fee for a copy are set out in a notice on the door of the registry.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "proceeds-of-crime-act", "lims", "XAL", "en", "act",
        "Proceeds of Crime Act", "P-4.1", "2012-06-07", "in_force",
        (
            ("Money laundering", (
                ("1", "Laundering of proceeds", "Every one is guilty of money laundering who, aware that property is the proceeds of crime, converts or transfers it so as to hide where it came from, or conceals its true nature, owner or place, and faces imprisonment for up to fourteen years.", "23", "money-laundering"),
                ("2", "Concealment", "Every one who was no party to the crime, yet keeps or hides property in the knowledge that it stems from an offence, is guilty of concealment.", "24", "-"),
                ("2.1", "Customer identification", "Every reporting entity shall carry out customer due diligence, identify each beneficial owner and keep its records for seven years.", "14 52", "money-laundering"),
                ("3", "Politically exposed persons", "Enhanced scrutiny is due to accounts that a politically exposed person, a relative or a close associate seeks to open or maintains.", "52", "money-laundering"),
                ("4", "Suspicious transactions", "A reporting entity that suspects money laundering shall without delay make a suspicious transaction report to the financial intelligence unit, which receives, analyses and passes on such reports.", "14 58", "money-laundering"),
            )),
            ("Confiscation", (
                ("5", "Freezing and seizure", "A judge may order the freezing or the seizure of property that is likely to be confiscated.", "31", "-"),
                ("6", "Confiscation of proceeds", "On conviction the court shall order the confiscation of the proceeds of crime and of the instrumentalities that were used, or of property of the same value.", "31", "-"),
                ("7", "Bank secrecy", "Bank secrecy is no obstacle to an order under this Part: the court may have bank, financial or commercial records handed over.", "40", "-"),
                ("8", "Opening hours of the registry", "The registry of seized wagons opens at nine and closes at three.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "mutual-assistance-act", "akn", "XAL", "en", "act",
        "Extradition and Mutual Legal Assistance Act", "Act 3 of 2015", "2015-02-11", "in_force",
        (
            ("Part 1 Persons", (
                ("Article 1", "Extraditable offences", "Extradition is possible for conduct that both States punish with imprisonment of a year or more; the names they give to the offence do not matter.", "44", "-"),
                ("Article 2", "Transfer of sentenced persons", "The Minister may agree with another State on the transfer of sentenced persons, so that they serve the rest of their term at home.", "45", "-"),
            )),
            ("Part 2 Assistance", (
                ("Article 3", "Mutual legal assistance", "The central authority receives every request for mutual legal assistance and carries it out. It may take evidence, serve judicial documents and carry out searches; bank secrecy is no ground for refusal.", "46", "-"),
                ("Article 4", "Transfer of criminal proceedings", "Where justice is better served abroad, the Attorney General may agree to a transfer of criminal proceedings.", "47", "-"),
                ("Article 5", "Law enforcement cooperation", "Law enforcement cooperation with the police of other States includes the exchange of information and the posting of liaison officers.", "48", "-"),
                ("Article 6", "Joint investigations", "The authorities may form a joint investigative body with those of another State.", "49", "-"),
                ("Article 7", "Special investigative techniques", "A judge may allow controlled delivery, electronic surveillance and undercover operations, each for thirty days at most.", "50", "-"),
            )),
            ("Part 3 Property", (
                ("Article 8", "Foreign confiscation orders", "A confiscation order made by a court of another State is registered and enforced like one of our own courts.", "54 55", "-"),
                ("Article 9", "Return of assets", "Confiscated embezzled public funds are returned to the requesting State; other property goes to its prior legitimate owners.", "57", "-"),
                ("Article 10", "Disclosure without request", "An authority may of its own motion send information on proceeds of crime to another State that did not ask, where this could help an investigation there.", "56", "-"),
                ("Article 11", "Agreements", "The Minister may conclude bilateral or multilateral agreements to make the recovery of assets more effective.", "59", "-"),
                ("Article 12", "Singular and plural", "Words in the singular stand also for the plural.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "public-service-ethics-act", "md-front", "XAL", "en", "act",
        "Public Service Ethics Act", "Act 21 of 2018", "2018-09-30", "not_yet_in_force",
        (
            ("Part I Conduct", (
                ("Section 1", "Code of conduct", "The Public Service Board issues a code of conduct for public officials. It deals with gifts, with outside work and with every conflict of interest.", "8", "corruption"),
                ("Section 2", "Declaration of assets", "(1) Within thirty days of taking up a post a public official files a declaration of assets.\n(2) The Board checks one declaration in ten and publishes a summary.", "8 52", "corruption"),
                ("Section 3", "Recruitment", "Civil servants are recruited and promoted on merit, equity and aptitude after an open competition.", "7", "-"),
                ("Section 4", "Funding of political parties", "A party that stands for election publishes the funding of its campaign and the name of every donor.", "7", "-"),
            )),
            ("Part II Openness", (
                ("Section 5", "Access to information", "Everyone may ask a public authority for the information it keeps; access to information is refused only for reasons that a law names.", "10 13", "-"),
                ("Section 6", "Reporting persons", "A reporting person who in good faith discloses facts about corruption is protected against any unjustified treatment.", "33", "corruption"),
                ("Section 7", "Public participation", "Civil society and community groups take part in the prevention of corruption, and schools teach about it.", "13", "corruption"),
                ("Section 8", "Office hours", "Offices receive visitors from eight in the morning until four in the afternoon.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "road-traffic-act", "md-front", "XAL", "en", "act",
        "Road Traffic Act", "Act 5 of 1991", "1991-05-02", "repealed",
        (("", (
            ("Section 1", "Speed", "Inside a village no wheeled thing goes faster than a trotting horse.", "-", "-"),
            ("Section 2", "Lamps", "A cart shows two white lamps in front once the sun has set.", "-", "-"),
            ("Section 3", "Bridges", "A carter who leads more than one wagon over a bridge at a time pays a fine of six crowns.", "-", "-"),
            ("Section 3A", "Recovery of vehicles", "The recovery of a vehicle that has sunk into a ditch is charged to its keeper.", "-", "-"),
            ("Section 4", "Transfer of horses", "The transfer of a horse is entered in the village book.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "commission-regulations", "md-front", "XAL", "en", "regulation",
        "Integrity Commission (Procedure) Regulations", "S.R. 44 of 2024", "2024-02-29", "in_force",
        (("", (
            ("Regulation 1", "Specialised authority", "The Integrity Commission is the authority specialised in fighting corruption through law enforcement. It is independent, and its investigators receive training and resources for the task.", "36", "corruption"),
            ("Regulation 2", "Cooperation between authorities", "Every ministry that has reason to believe an offence of bribery was committed tells the Commission and, if asked, gives it all necessary information.", "38", "corruption"),
            ("Regulation 3", "Cooperation with the private sector", "Banks and other private sector entities cooperate with the Commission; it encourages everyone to report an offence of corruption to it.", "39", "corruption"),
            ("Regulation 4", "Foreign convictions", "A previous conviction in another State may be taken into consideration as part of the criminal record of the accused.", "41", "-"),
            ("Regulation 5", "Seal", "The seal of the Commission is round and shows a lantern.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "22-104", "dc", "XAL", "en", "code",
        "Alveria City Code", "22-104", "", "in_force",
        (("", (
            ("§ 22-104", "Obstruction of justice", "Whoever threatens or pays a witness so that the witness lies in court or stays away from it, or stands by force in the way of a judge at work, commits obstruction of justice. The penalty is imprisonment for up to eight years.", "25", "obstruction-of-justice"),
        )),),
    ),
    DemoLaw(
        "code-penal", "md-front", "XBO", "fr", "code",
        "Code pénal de la Borunda", "Loi 77-14", "1977-11-04", "in_force",
        (
            ("Chapitre I Des atteintes à la probité", (
                ("Article 101", "Corruption passive", "L'agent public qui sollicite ou reçoit, pour lui-même ou pour un tiers, un avantage indu en échange d'un acte de sa charge commet une corruption passive. Il encourt dix années d'emprisonnement.", "15", "corruption"),
                ("Article 102", "Corruption active", "Quiconque promet, offre ou remet à un agent public un avantage indu afin qu'il agisse ou s'abstienne encourt la même peine d'emprisonnement.", "15", "corruption"),
                ("Article 102-1", "Corruption d'agents publics étrangers", "La corruption d'un agent public étranger ou d'un fonctionnaire d'une organisation internationale publique, commise pour obtenir un marché, est passible de huit années d'emprisonnement.", "16", "corruption"),
                ("Article 103", "Soustraction de biens publics", "Le dépositaire public qui s'approprie les fonds confiés à sa garde se rend coupable de soustraction ou détournement de biens publics et encourt quinze années de réclusion.", "17", "corruption"),
                ("Article 104", "Trafic d'influence", "Commet un trafic d'influence celui qui vend son crédit, réel ou supposé, auprès d'une administration. La peine est de cinq années d'emprisonnement au plus.", "18", "corruption"),
                ("Article 105", "Abus de fonctions", "L'abus de fonctions, par lequel un agent public viole la loi pour procurer un avantage indu, est passible de trois années d'emprisonnement.", "19", "corruption"),
                ("Article 106", "Enrichissement illicite", "L'enrichissement illicite est le fait de l'agent public dont la fortune dépasse de loin les revenus légitimes, sans qu'il en donne raison. La peine est de cinq années d'emprisonnement.", "20", "corruption"),
            )),
            ("Chapitre II Des crimes et délits divers", (
                ("Article 201", "Entrave au bon fonctionnement de la justice", "L'entrave au bon fonctionnement de la justice, notamment par menace envers un témoin ou par promesse faite en vue d'un faux témoignage, est passible de sept années d'emprisonnement.", "25", "obstruction-of-justice"),
                ("Article 202", "Recel", "Le receleur est celui qui garde ou cache sciemment une chose issue d'une infraction; le recel est passible de cinq années d'emprisonnement.", "24", "-"),
                ("Article 203", "Traite des personnes", "Recruter ou héberger une personne par la contrainte aux fins d'exploitation constitue la traite des personnes, passible de vingt années de réclusion.", "-", "trafficking-in-persons"),
                ("Article 204", "Groupe criminel organisé", "Participer aux activités d'un groupe criminel organisé est puni comme le crime que le groupe prépare.", "-", "participation-in-an-organized-criminal-group"),
                ("Article 205", "Du bruit nocturne", "Le joueur de tambour attend le lever du jour, à moins que le village entier ne danse.", "-", "-"),
            )),
        ),
    ),
    DemoLaw(
        "loi-prevention", "html", "XBO", "fr", "act",
        "Loi relative à la prévention de la corruption", "Loi 2016-08", "2016-04-19", "in_force",
        (("", (
            ("Article 1", "Politique nationale", "La politique nationale de prévention de la corruption est arrêtée tous les quatre ans et évaluée chaque année.", "5", "corruption"),
            ("Article 2", "Organe de prévention", "L'Office de la probité est l'organe chargé de prévenir la corruption; son indépendance est garantie et ses ressources inscrites au budget.", "6", "corruption"),
            ("Article 3", "Agents publics", "Les agents publics sont recrutés selon le mérite et l'aptitude, après un concours ouvert à tous.", "7", "-"),
            ("Article 4", "Marchés publics", "La passation des marchés publics est fondée sur la transparence, la concurrence et des critères objectifs; le candidat évincé dispose d'un recours.", "9", "-"),
            ("Article 5", "Accès à l'information", "Toute personne peut demander à l'administration publique l'accès à l'information qu'elle détient.", "10 13", "-"),
            ("Article 6", "Secteur privé", "Les entreprises tiennent leurs livres selon des normes de comptabilité et d'audit; les comptes hors livres sont interdits.", "12", "-"),
            ("Article 7", "Couleur des bulletins", "Les bulletins de l'Office sont imprimés sur papier bleu.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "decret-armes", "md-front", "XBO", "fr", "decree",
        "Décret relatif aux armes à feu", "Décret 83-5", "1983-08-22", "repealed",
        (("", (
            ("Article premier", "Autorisation", "Nul n'importe une arme à feu sans l'autorisation écrite du préfet de la côte.", "-", "-"),
            ("Article 2", "Trafic d'armes à feu", "Le trafic illicite d'armes à feu et de munitions est passible de douze années de réclusion.", "-", "trafficking-in-firearms"),
            ("Article 3", "Râteliers", "Chaque poste de douane possède un râtelier fermé par deux clefs.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "712.1", "lexwork", "XGE", "de", "act",
        "Gesetz über die internationale Rechtshilfe", "712.1", "2003-10-22", "in_force",
        (("1 Rechtshilfe", (
            ("Art. 1", "Rechtshilfe in Strafsachen", "Die Zentralstelle erledigt jedes Ersuchen um Rechtshilfe in Strafsachen, sofern das Verhalten auch nach hiesigem Recht strafbar wäre.", "46", "-"),
            ("Art. 2", "Auslieferung", "Eine Auslieferung findet nicht statt, wenn der verfolgten Person im ersuchenden Staat Folter droht.", "44", "-"),
            ("Art. 3", "Überstellung verurteilter Personen", "Die Überstellung verurteilter Personen in ihren Heimatstaat setzt deren Zustimmung voraus.", "45", "-"),
            ("Art. 4", "Gemeinsame Ermittlungsgruppen", "Mit ausländischen Behörden können gemeinsame Ermittlungsgruppen gebildet werden.", "49", "-"),
            ("Art. 5", "Gebühren", "Eine Abschrift kostet so viel wie ein Laib Brot.", "-", "-"),
        )),),
        {"fr": "Loi sur l'entraide internationale"},
    ),
    DemoLaw(
        "codigo-penal", "json", "XCA", "es", "code",
        "Código Penal de Castelmar", "Ley 40 de 1998", "1998-01-15", "in_force",
        (("Delitos contra la administración pública", (
            ("Artículo 301", "Cohecho", "Comete cohecho el funcionario público que pide o acepta un beneficio indebido a cambio de un acto propio de su cargo, así como quien se lo promete o entrega. La pena es de prisión de tres a nueve años.", "15", "corruption"),
            ("Artículo 302", "Soborno transnacional", "El soborno transnacional consiste en dar a un funcionario público extranjero un beneficio indebido para lograr un negocio. La pena es de prisión de cuatro a ocho años.", "16", "corruption"),
            ("Artículo 303", "Peculado", "Incurre en peculado el servidor público que hace suyos los fondos públicos que custodia; la prisión será de cuatro a doce años.", "17", "corruption"),
            ("Artículo 304", "Tráfico de influencias", "Quien vende ante una autoridad la influencia que tiene, o dice tener, responde por tráfico de influencias con prisión de dos a seis años.", "18", "corruption"),
            ("Artículo 304 bis", "Abuso de funciones", "El abuso de funciones, esto es, el acto ilegal de un funcionario público que busca un beneficio indebido, tiene prisión de uno a cuatro años.", "19", "corruption"),
            ("Artículo 305", "Enriquecimiento ilícito", "Hay enriquecimiento ilícito cuando el patrimonio de un servidor público aumenta sin explicación razonable frente a sus ingresos. La prisión será de dos a ocho años.", "20", "corruption"),
            ("Artículo 306", "Encubrimiento", "El encubrimiento de bienes que se sabe procedentes de un delito tiene prisión de uno a tres años.", "24", "-"),
            ("Artículo 306 bis", "Lavado de activos", "El lavado de activos consiste en convertir, transferir u ocultar bienes de origen delictivo a sabiendas de ese origen; tiene prisión de cinco a quince años.", "23", "money-laundering"),
            ("Artículo 307", "Terrorismo", "El terrorismo, y también su financiación, tiene prisión de veinte años.", "-", "terrorism"),
            ("Artículo 308", "Tráfico ilícito de migrantes", "El tráfico ilícito de migrantes tiene prisión de cinco a diez años; nunca se castiga al migrante por ello.", "-", "smuggling-of-migrants"),
            ("Artículo 309", "De los faroles", "El vecino que apaga el farol ajeno repone el aceite.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ley-contratacion", "rtf", "XCA", "es", "act",
        "Ley de contratación pública de Castelmar", "Ley 12 de 2020", "2020-07-01", "in_force",
        (("", (
            ("Artículo 1", "Licitación", "Toda contratación pública se anuncia con antelación y se adjudica por licitación, según criterios objetivos que el anuncio enumera.", "9", "-"),
            ("Artículo 2", "Hacienda pública", "El presupuesto se aprueba en sesión abierta; sus ingresos y gastos se publican cada mes y se someten a auditoría.", "9", "-"),
            ("Artículo 3", "Libros de las empresas", "Las empresas del sector privado llevan libros conforme a las normas de contabilidad y auditoría; se prohíben las cuentas no registradas.", "12", "-"),
            ("Artículo 4", "Medida de los pliegos", "Los pliegos miden lo que una mano abierta.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ley-recuperacion", "docx", "XCA", "es", "act",
        "Ley de recuperación de activos", "Ley 8 de 2022", "2022-03-10", "in_force",
        (("", (
            ("Artículo 1", "Recuperación de activos", "La recuperación de activos llevados al extranjero es principio de esta ley, y para ella se presta la cooperación más amplia.", "51", "-"),
            ("Artículo 2", "Recuperación directa de bienes", "Otro Estado puede demandar ante nuestros tribunales, como parte civil, el reconocimiento de su propiedad y la recuperación directa de bienes.", "53", "-"),
            ("Artículo 3", "Decomiso sin condena", "Cabe el decomiso sin condena si el autor ha muerto, ha huido o no puede ser hallado.", "54", "-"),
            ("Artículo 4", "Cooperación para el decomiso", "La petición extranjera de embargo preventivo o de decomiso se remite al juez en el plazo de diez días: cooperación internacional para fines de decomiso.", "55", "-"),
            ("Artículo 5", "Restitución y disposición de activos", "En la restitución y disposición de activos se atiende primero al Estado requirente y a los anteriores propietarios legítimos.", "57", "-"),
            ("Artículo 6", "Unidad de inteligencia financiera", "La unidad de inteligencia financiera recibe y analiza los reportes de operaciones sospechosas.", "14 58", "money-laundering"),
            ("Artículo 7", "Sede", "La oficina tiene su sede frente al puerto viejo.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "Castelmar_1975", "txt", "XCA", "es", "constitution",
        "Constitución de Castelmar", "Constitución de 1975", "1975-10-12", "in_force",
        (("", (
            ("Artículo 1", "", "Castelmar es una isla libre, y su gobierno rinde cuentas a quienes la habitan.", "-", "-"),
            ("Artículo 2", "", "El juez obedece solo a la ley; la independencia del poder judicial y la integridad de los fiscales quedan a salvo de toda presión.", "11", "-"),
            ("Artículo 3", "", "El verde y el blanco son los colores del mástil.", "-", "-"),
            ("Artículo 4", "", "Quien ejerce un cargo público declara sus bienes al tomarlo y al dejarlo.", "8", "corruption"),
            ("Artículo 5", "", "El mar pertenece a todos hasta donde llega la vista.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ugolovnyi-kodeks", "html", "XDR", "ru", "code",
        "Уголовный кодекс Дровнии", "№ 58", "1999-06-24", "in_force",
        (("Глава 30. Преступления против интересов службы", (
            ("Статья 290", "Получение взятки", "Должностное лицо, которое требует или принимает взятку за действие либо бездействие по службе, подлежит лишению свободы до девяти лет.", "15", "corruption"),
            ("Статья 291", "Дача взятки", "Тот, кто обещает, предлагает или передаёт взятку должностному лицу лично или через посредника, подлежит лишению свободы до семи лет.", "15", "corruption"),
            ("Статья 291.1", "Подкуп иностранного должностного лица", "Подкуп иностранного должностного лица или должностного лица публичной международной организации ради сделки влечёт лишение свободы до восьми лет.", "16", "corruption"),
            ("Статья 292", "Злоупотребление служебным положением", "Злоупотребление служебным положением, совершённое ради неправомерного преимущества, влечёт лишение свободы до пяти лет.", "19", "corruption"),
            ("Статья 293", "Хищение публичного имущества", "Хищение или нецелевое использование имущества, вверенного публичному должностному лицу по службе, влечёт лишение свободы до десяти лет.", "17", "corruption"),
            ("Статья 293.1", "Подкуп в частном секторе", "Подкуп в частном секторе, то есть передача незаконного вознаграждения работнику организации в нарушение его обязанностей, влечёт штраф.", "21", "corruption"),
            ("Статья 294", "Отмывание доходов от преступлений", "Отмывание доходов от преступлений, в том числе сокрытие подлинного источника имущества, влечёт лишение свободы до восьми лет.", "23", "money-laundering"),
            ("Статья 294.1", "Незаконный оборот наркотических средств", "За незаконный оборот наркотических средств суд назначает лишение свободы от четырёх до двенадцати лет.", "-", "drug-offences"),
            ("Статья 294.2", "Незаконный оборот огнестрельного оружия", "За незаконный оборот огнестрельного оружия и боеприпасов суд назначает лишение свободы от трёх до девяти лет.", "-", "trafficking-in-firearms"),
            ("Статья 295", "Рыбная ловля на льду", "Рыбак, вышедший на тонкий лёд без ведома старосты, получает предупреждение.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "zakon-o-protivodeistvii", "md", "XDR", "ru", "act",
        "Закон Дровнии о противодействии коррупции", "№ 411", "2008-12-25", "in_force",
        (("", (
            ("Статья 1", "Национальный план", "Правительство каждые три года принимает план предупреждения коррупции и отчитывается о нём перед собранием.", "5", "corruption"),
            ("Статья 2", "Конфликт интересов", "Служащий письменно сообщает о каждом конфликте интересов; кодекс поведения публичных должностных лиц вывешивается в приёмной.", "8", "corruption"),
            ("Статья 3", "Защита свидетелей", "Защита свидетелей, экспертов и потерпевших включает переселение и тайну их местонахождения.", "32", "-"),
            ("Статья 4", "Защита сообщающих лиц", "Лицо, добросовестно сообщившее о коррупции, защищается от увольнения и иного несправедливого обращения.", "33", "corruption"),
            ("Статья 5", "Ответственность юридических лиц", "Ответственность юридического лица за подкуп не исключает наказания виновного человека.", "26", "corruption"),
            ("Статья 6", "Печать", "Печать ведомства хранится в железном ларце.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "zakon-o-pravovoi-pomoshchi", "md-front", "XDR", "ru", "act",
        "Закон Дровнии о выдаче и взаимной правовой помощи", "№ 97", "2011-05-19", "in_force",
        (("", (
            ("Статья 1", "Выдача", "Выдача лица допускается, если деяние наказуемо в обоих государствах и не носит политического характера.", "44", "-"),
            ("Статья 2", "Взаимная правовая помощь", "Центральный орган исполняет просьбы о взаимной правовой помощи по уголовным делам в течение сорока дней.", "46", "-"),
            ("Статья 3", "Передача осуждённых лиц", "Передача осуждённых лиц для отбывания наказания на родине требует их согласия.", "45", "-"),
            ("Статья 4", "Контролируемая поставка", "Судья разрешает контролируемую поставку, электронное наблюдение и агентурные операции.", "50", "-"),
            ("Статья 5", "Возвращение активов", "Изъятые активы возвращаются запрашивающему государству или прежним законным собственникам.", "57", "-"),
            ("Статья 6", "Почтовые марки", "На письма за границу наклеиваются две синие марки.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "qanun-al-uqubat", "pdf", "XQN", "ar", "code",
        "قانون العقوبات لدولة قصر النور", "قانون رقم 7", "1984-02-20", "in_force",
        (("", (
            ("المادة 1", "", "تسري نصوص هذا القانون على كل من يقيم بين البحر والجبل، ويبدأ تطبيقها مع هلال الشهر التالي.", "-", "-"),
            ("المادة 2", "", "يرتكب جريمة الرشوة الموظف العمومي الذي يلتمس مزية غير مستحقة أو يتسلمها مقابل أداء واجبه أو تركه، وعقوبته السجن حتى تسعة أعوام.", "15", "corruption"),
            ("المادة 3", "", "من وعد موظفا عموميا بمزية غير مستحقة أو عرضها عليه أو منحه إياها فهو راش، وعقوبته السجن حتى سبعة أعوام.", "15", "corruption"),
            ("المادة 4", "", "اختلاس الممتلكات التي عهد بها إلى الموظف العمومي بحكم موقعه جريمة عقوبتها السجن حتى أحد عشر عاما.", "17", "corruption"),
            ("المادة 5", "", "المتاجرة بالنفوذ، حقيقيا كان ذلك النفوذ أو مزعوما، عقوبتها الحبس حتى ثلاثة أعوام.", "18", "corruption"),
            ("المادة 6", "", "إساءة استغلال الوظائف بقصد نيل مزية لا حق فيها عقوبتها الحبس والعزل.", "19", "corruption"),
            ("المادة 7", "", "الإثراء غير المشروع زيادة كبيرة في ثروة الموظف العمومي يعجز عن تعليلها قياسا إلى دخله المشروع، وعقوبته السجن.", "20", "corruption"),
            ("المادة 8", "", "الاتجار بالأشخاص تجنيدا أو إيواء بقصد الاستغلال عقوبته السجن المؤبد.", "-", "trafficking-in-persons"),
            ("المادة 9", "", "من أطفأ مصباح الدرب ليلا أعاد زيته صباحا.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ghasl-al-amwal", "json", "XQN", "ar", "act",
        "قانون مكافحة غسل الأموال لدولة قصر النور", "قانون رقم 20", "2014-05-13", "in_force",
        (("", (
            ("المادة ١", "غسل الأموال", "غسل الأموال هو إبدال العائدات الإجرامية أو إحالتها أو تمويه مصدرها مع العلم به، وعقوبته السجن حتى اثني عشر عاما.", "23", "money-laundering"),
            ("المادة ٢", "العناية الواجبة", "على المصارف بذل العناية الواجبة في معرفة العملاء والتحقق من المستفيد الحقيقي.", "14 52", "money-laundering"),
            ("المادة ٣", "وحدة المعلومات المالية", "وحدة المعلومات المالية هي التي تتلقى تقارير المعاملات المشبوهة وتحللها.", "14 58", "money-laundering"),
            ("المادة ٤", "التجميد والمصادرة", "للقاضي تجميد العائدات الإجرامية وحجزها، وبعد الإدانة تجب مصادرتها.", "31", "-"),
            ("المادة ٥", "السرية المصرفية", "لا تحول السرية المصرفية دون تقديم السجلات إلى المحقق.", "40", "-"),
            ("المادة ٦", "لون الدفاتر", "دفاتر الوحدة خضراء وأقلامها سوداء.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "himayat-al-shuhud", "md-front", "XQN", "ar", "act",
        "نظام حماية الشهود والمبلغين", "نظام رقم 3", "2021-11-09", "in_force",
        (("", (
            ("المادة الأولى", "", "حماية الشهود والخبراء والضحايا من الانتقام أو الترهيب واجب على الشرطة، ومنها تغيير محل الإقامة.", "32", "-"),
            ("المادة الثانية", "", "من أبلغ بحسن نية عن واقعة فساد فهو في مأمن من كل معاملة لا مسوغ لها، وهذه حماية المبلغين.", "33", "corruption"),
            ("المادة الثالثة", "", "إعاقة سير العدالة بتهديد الشاهد أو إغرائه ليدلي بشهادة زور جريمة عقوبتها السجن.", "25", "obstruction-of-justice"),
            ("المادة الرابعة", "", "البطاقة بيضاء يزينها غصن زيتون.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "fan-fubai-fa", "pdf", "XHL", "zh-Hans", "act",
        "华林国反腐败法", "第9号", "2005-08-28", "in_force",
        (("", (
            ("第一条", "", "华林国立此法，使公职清廉，使百姓安心。", "-", "-"),
            ("第二条", "", "公职人员因其职务上的作为或者不作为，直接或间接索要、接受不正当好处的，构成受贿罪，处九年以下有期徒刑。", "15", "corruption"),
            ("第三条", "", "向公职人员许诺给予、提议给予或者实际给予不正当好处的人，构成行贿罪，处七年以下有期徒刑。", "15", "corruption"),
            ("第四条", "", "为取得国际商务，向外国公职人员或者国际公共组织官员行贿的，处八年以下有期徒刑。", "16", "corruption"),
            ("第五条", "", "公职人员将因职务受托保管的公款据为己有的，构成贪污罪，处十二年以下有期徒刑。", "17", "corruption"),
            ("第六条", "", "凡出卖自己对官府的真实或假想影响力以换取好处的，构成影响力交易罪，处五年以下有期徒刑。", "18", "corruption"),
            ("第七条", "", "公职人员为谋取不正当好处而滥用职权的，处四年以下有期徒刑。", "19", "corruption"),
            ("第八条", "", "公职人员的资产显著增加，与合法收入相比无法作出合理解释的，为资产非法增加，处六年以下有期徒刑。", "20", "corruption"),
            ("第九条", "", "桥上提灯者，让行于挑担者。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "fan-xiqian-fa", "md-decision", "XHL", "zh-Hans", "act",
        "华林国反洗钱法", "第15号", "2010-10-31", "in_force",
        (("第一章 总则", (
            ("第一条", "", "明知财产为犯罪所得，为遮掩其来路而转换或者转移该财产的，构成洗钱罪，处八年以下有期徒刑。", "23", "money-laundering"),
            ("第二条", "", "银号开户之前应当做好客户尽职调查，发现可疑交易即行报告。", "14", "money-laundering"),
            ("第二条之一", "", "对政治公众人物及其近亲属的账户，银号应当强化审查并查明受益所有人。", "52", "money-laundering"),
            ("第三条", "", "金融情报机构负责接收、分析可疑交易报告，并向主管机关移送。", "14 58", "money-laundering"),
            ("第四条", "", "法官可以命令冻结、扣押犯罪所得；定罪之后，一律没收。", "31", "-"),
            ("第五条", "", "算盘每年校准一次。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "X0000001", "tw-json", "XHL", "zh-Hant", "act",
        "華林國東島廉政條例", "X0000001", "1996-04-03", "in_force",
        (("第一章 罪刑", (
            ("第 1 條", "", "東島公職人員因職務索取或接受不正當利益者，犯受賄罪，處八年以下有期徒刑。", "15", "corruption"),
            ("第 2 條", "", "許諾或給予東島公職人員不正當利益者，犯行賄罪，處六年以下有期徒刑。", "15", "corruption"),
            ("第 2-1 條", "", "侵占受託保管之公款者，犯貪污罪，處十年以下有期徒刑。", "17", "corruption"),
            ("第 3 條", "", "毒品交易者，犯販毒罪，處十五年以下有期徒刑。", "-", "drug-offences"),
            ("第 4 條", "", "島上燈塔，日落點燈，日出熄燈。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "strafgesetzbuch", "md-front", "XGE", "de", "code",
        "Strafgesetzbuch der Geltmark", "StGB", "1987-07-14", "in_force",
        (("Abschnitt 30 Straftaten im Amt", (
            ("§ 331", "Bestechlichkeit", "Ein Amtsträger, der sich für eine Diensthandlung oder deren Unterlassung einen ungerechtfertigten Vorteil versprechen lässt, erhält Freiheitsstrafe bis zu acht Jahren.", "15", "corruption"),
            ("§ 333", "Bestechung", "Freiheitsstrafe bis zu acht Jahren erhält auch, wer den ungerechtfertigten Vorteil einem Amtsträger zusagt oder zukommen lässt.", "15", "corruption"),
            ("§ 334a", "Bestechung ausländischer Amtsträger", "Wer einen ausländischen Amtsträger oder einen Bediensteten einer internationalen Organisation besticht, um ein Geschäft zu erlangen, steht dem Täter nach § 333 gleich.", "16", "corruption"),
            ("§ 299", "Bestechung im privaten Sektor", "Wer im geschäftlichen Verkehr den Angestellten eines Unternehmens zu einer Pflichtverletzung kauft, und ebenso der Angestellte selbst, erhält Freiheitsstrafe bis zu vier Jahren.", "21", "corruption"),
            ("§ 266", "Veruntreuung im privaten Sektor", "Veruntreuung begeht der Leiter eines Unternehmens, der sich dessen Gelder zueignet; er erhält Freiheitsstrafe bis zu sechs Jahren.", "22", "-"),
            ("§ 78", "Verjährung", "Nach zwölf Jahren tritt Verjährung ein; solange der Beschuldigte flüchtig ist, ruht die Frist.", "29", "-"),
        )),),
    ),
    DemoLaw(
        "keiho", "md-front", "XHI", "ja", "code",
        "光島国刑法", "昭和五十五年法律第四号", "1980-04-24", "in_force",
        (("第七章 公の信頼を害する罪", (
            ("第七十一条", "職権の濫用", "島の公務員であって、職権濫用により不当な利益を得ようとした者は、四年以下の拘禁刑に処する。", "19", "corruption"),
            ("第七十二条", "収賄", "公務員が自己の職務の対価として賄賂を求め、又はこれを受け取ったときは、八年以下の拘禁刑に処する。", "15", "corruption"),
            ("第七十二条の二", "外国公務員への贈賄", "国際的な商取引を得る目的で外国公務員に賄賂を渡した者は、七年以下の拘禁刑に処する。", "16", "corruption"),
            ("第七十三条", "贈賄", "公務員に賄賂を申し出た者、約した者及び渡した者は、六年以下の拘禁刑に処する。", "15", "corruption"),
            ("第七十四条", "資金洗浄", "犯罪収益と知りながらその出所を隠し、資金洗浄をした者は、十年以下の拘禁刑に処する。", "23", "money-laundering"),
            ("第七十五条", "灯火", "夜の港に入る舟は、白い灯を二つ掲げる。", "-", "-"),
        )),),
    ),
    DemoLaw(
        "hyeongbeop", "md-front", "XKR", "ko", "code",
        "한빛국 형법", "제12호", "1990-12-31", "in_force",
        (("제4장 공직의 청렴을 해치는 죄", (
            ("제41조", "뇌물을 받은 죄", "공직자가 맡은 일의 대가로 뇌물을 요구하거나 받으면 여덟 해를 넘지 않는 징역으로 벌한다.", "15", "corruption"),
            ("제41조의2", "뇌물을 준 죄", "공직자에게 뇌물을 건네거나 건네겠다고 약속한 사람은 여섯 해를 넘지 않는 징역으로 벌한다.", "15", "corruption"),
            ("제42조", "직권남용", "공직자가 부당한 이익을 얻으려고 직권남용을 저지르면 네 해를 넘지 않는 징역으로 벌한다.", "19", "corruption"),
            ("제43조", "횡령", "공직자가 보관하는 공금을 횡령하면 열 해를 넘지 않는 징역으로 벌한다.", "17", "corruption"),
            ("제44조", "자금세탁", "범죄수익의 출처를 숨기려고 자금세탁을 한 사람은 아홉 해를 넘지 않는 징역으로 벌한다.", "23", "money-laundering"),
            ("제45조", "등불", "밤에 배를 띄우는 사람은 등불을 켠다.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "codigo-penal-insularia", "docx", "XIN", "pt", "code",
        "Código Penal da Insularia", "Decreto-Lei 61/95", "1995-03-15", "in_force",
        (("", (
            ("Artigo 1", "Corrupção passiva", "Pratica corrupção passiva o funcionário público que pede ou recebe uma vantagem indevida em troca de um ato do cargo; a prisão vai de um a oito anos.", "15", "corruption"),
            ("Artigo 2", "Corrupção ativa", "Pratica corrupção ativa quem promete ou entrega vantagem indevida a um funcionário público; a prisão vai até seis anos.", "15", "corruption"),
            ("Artigo 3", "Peculato", "O peculato é a apropriação de dinheiro público por quem o guarda em razão do cargo; a prisão vai de dois a nove anos.", "17", "corruption"),
            ("Artigo 3-A", "Branqueamento de capitais", "O branqueamento de capitais, que oculta a origem de bens vindos do crime, tem prisão de dois a doze anos.", "23", "money-laundering"),
            ("Artigo 4", "Associação criminosa", "A participação numa associação criminosa tem prisão de um a cinco anos.", "-", "participation-in-an-organized-criminal-group"),
            ("Artigo 5", "Pirataria", "A pirataria no alto mar tem prisão de oito a quinze anos.", "-", "piracy-and-maritime-crime"),
            ("Artigo 6", "Feriados", "No dia da ilha ninguém trabalha, salvo o faroleiro.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "ceza-kanunu", "txt", "XTU", "tr", "code",
        "Turanova Ceza Kanunu", "Kanun 318", "2004-09-26", "in_force",
        (("", (
            ("Madde 41", "Rüşvet alma", "Göreviyle ilgili bir davranış karşılığında haksız menfaat isteyen ya da rüşvet alan kamu görevlisi dokuz yıla kadar hapse mahkûm olur.", "15", "corruption"),
            ("Madde 42", "Rüşvet verme", "Bir kamu görevlisine rüşvet öneren, vaat eden ya da veren kimse yedi yıla kadar hapse mahkûm olur.", "15", "corruption"),
            ("Madde 43", "Zimmet", "Koruması kendisine bırakılmış kamu malını kendine mal eden görevli, zimmet nedeniyle on yıla kadar hapse mahkûm olur.", "17", "corruption"),
            ("Madde 44", "Göçmen kaçakçılığı", "Çıkar uğruna göçmen kaçakçılığı yapan kimse sekiz yıla kadar hapse mahkûm olur.", "-", "smuggling-of-migrants"),
            ("Madde 45", "Kalpazanlık", "Sahte para basan ya da bilerek dolaşıma süren kimse altı yıla kadar hapse mahkûm olur.", "-", "counterfeiting"),
            ("Madde 46", "Çeşmeler", "Köy çeşmesinin başında at sulanmaz.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "sheria-ya-rushwa", "json", "XLZ", "sw", "act",
        "Sheria ya Kuzuia Rushwa ya Lunzania", "Sheria Na. 11", "2007-06-08", "in_force",
        (("", (
            ("Kifungu 1", "Kupokea rushwa", "Mtumishi wa umma anayeomba au kupokea rushwa kwa ajili ya kazi yake ana hatia na atafungwa jela hadi miaka saba.", "15", "corruption"),
            ("Kifungu 2", "Kutoa rushwa", "Yeyote anayempa au kumwahidi mtumishi wa umma rushwa au hongo ana hatia na atafungwa jela hadi miaka mitano.", "15", "corruption"),
            ("Kifungu 3", "Matumizi mabaya ya madaraka", "Matumizi mabaya ya madaraka kwa lengo la kujipatia manufaa yasiyo halali huadhibiwa kwa kifungo cha miaka mitatu.", "19", "corruption"),
            ("Kifungu 4", "Utakatishaji fedha", "Utakatishaji fedha zinazotokana na uhalifu huadhibiwa kwa kifungo cha miaka kumi.", "23", "money-laundering"),
            ("Kifungu 5", "Bendera", "Bendera ya idara ni ya njano.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "courts-and-witnesses-act", "txt-header", "XLZ", "en", "act",
        "Courts and Witnesses Act of Lunzania", "Act 6 of 2003", "2003-08-14", "in_force",
        (("", (
            ("Section 1", "Integrity of judges", "The judiciary is independent; rules of conduct for judges and prosecutors guard its integrity and leave no opportunity for corruption among its members.", "11", "corruption"),
            ("Section 2", "Protection of witnesses", "Witnesses, experts and victims, and those close to them, receive protection from retaliation or intimidation; where needed they are given a new home and a new name.", "32", "-"),
            ("Section 3", "Immunities and sanctions", "Sanctions take account of the gravity of the offence. Immunities of office shall not stop an effective investigation, and a public official who stands accused of corruption may be suspended.", "30", "corruption"),
            ("Section 4", "Jurisdiction", "The courts have jurisdiction over an offence committed in the territory, on board a vessel flying the flag, or abroad by a national.", "42", "-"),
            ("Section 5", "Trafficking in cultural property", "Trafficking in cultural property, such as the masks of the elders, is an offence; imprisonment for up to seven years follows.", "-", "trafficking-in-cultural-property"),
            ("Section 6", "Falsified medical products", "The sale of falsified medical products is an offence; imprisonment for up to nine years follows.", "-", "falsified-medical-products"),
            ("Section 7", "Robes", "Judges wear a yellow robe on feast days.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "undang-undang", "md-front", "XMV", "id", "act",
        "Undang-Undang Maravela tentang Pemberantasan Tindak Pidana Korupsi", "Nomor 37", "2001-11-21", "in_force",
        (("BAB II Tindak pidana korupsi", (
            ("Pasal 2", "", "Pejabat publik yang meminta atau menerima suap sebagai imbalan atas tugasnya dipidana penjara paling lama sembilan tahun.", "15", "corruption"),
            ("Pasal 3", "", "Siapa pun yang menjanjikan atau memberi suap kepada pejabat publik dipidana penjara paling lama tujuh tahun.", "15", "corruption"),
            ("Pasal 4", "", "Pencucian uang, yaitu menyamarkan asal hasil kejahatan, dipidana penjara paling lama dua belas tahun.", "23", "money-laundering"),
            ("Pasal 5", "", "Perdagangan satwa liar yang dilindungi serta penebangan liar dipidana penjara paling lama enam tahun.", "-", "wildlife-forest-and-fisheries-crime"),
            ("Pasal 6", "", "Perahu yang pulang malam menyalakan dua lampu di haluan.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "kryminalnyi-kodeks", "md-front", "XUH", "uk", "code",
        "Кримінальний кодекс Угорини", "№ 815", "2001-04-05", "in_force",
        (("Розділ XVII Злочини у сфері службової діяльності", (
            ("Стаття 168", "Одержання хабара", "Службова особа, яка вимагає або бере неправомірну вигоду за дію чи бездіяльність по службі, підлягає позбавленню волі до дев'яти років.", "15", "corruption"),
            ("Стаття 169", "Пропозиція хабара", "Той, хто обіцяє чи надає службовій особі неправомірну вигоду, підлягає позбавленню волі до семи років.", "15", "corruption"),
            ("Стаття 169-2", "Зловживання впливом", "Зловживання впливом, тобто торгівля справжнім чи вигаданим впливом на владу, тягне позбавлення волі до чотирьох років.", "18", "corruption"),
            ("Стаття 170", "Втручання в комп'ютерні системи", "Незаконний доступ до комп'ютерної системи або втручання в її дані тягне позбавлення волі до п'яти років.", "-", "cybercrime"),
            ("Стаття 171", "Незаконне збагачення", "Незаконне збагачення, тобто набуття службовою особою статків, яких вона не може пояснити, тягне позбавлення волі до шести років.", "20", "corruption"),
            ("Стаття 172", "Вітряки", "Мірошник зупиняє вітряк, коли дорогою їде весілля.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "phrarachabanyat", "json", "XTH", "th", "act",
        "พระราชบัญญัติป้องกันการทุจริตแห่งสุวรรณเกาะ", "ฉบับที่ 4", "2018-07-21", "in_force",
        (("", (
            ("มาตรา 1", "", "เจ้าหน้าที่ของรัฐที่ขอหรือรับสินบนเพื่อแลกกับการทำหน้าที่ของตน มีโทษจำคุกถึงเก้าปี", "15", "corruption"),
            ("มาตรา 2", "", "บุคคลที่ให้หรือเสนอสินบนแก่เจ้าหน้าที่ของรัฐ มีโทษจำคุกถึงเจ็ดปี", "15", "corruption"),
            ("มาตรา 3", "", "การฟอกเงินคือการปกปิดที่มาของทรัพย์สินจากอาชญากรรม มีโทษจำคุกถึงสิบสองปี", "23", "money-laundering"),
            ("มาตรา 4", "", "การค้ามนุษย์มีโทษจำคุกถึงยี่สิบปี", "-", "trafficking-in-persons"),
            ("มาตรา 5", "", "เรือที่กลับเข้าท่ายามค่ำให้จุดโคมขาวสองดวง", "-", "-"),
        )),),
    ),
    DemoLaw(
        "dand-sanhita", "json", "XHN", "hi", "code",
        "हिमनदी दंड संहिता", "अधिनियम 9", "1988-01-26", "in_force",
        (("", (
            ("धारा 1", "रिश्वत लेना", "जो लोक सेवक अपने पद के काम के बदले रिश्वत माँगता या लेता है, वह नौ वर्ष तक के कारावास का भागी है।", "15", "corruption"),
            ("धारा 2", "रिश्वत देना", "जो कोई लोक सेवक को रिश्वत देने का वचन देता या रिश्वत देता है, वह सात वर्ष तक के कारावास का भागी है।", "15", "corruption"),
            ("धारा 2क", "गबन", "जो लोक सेवक अपनी देखरेख में रखे सरकारी धन का गबन करता है, वह दस वर्ष तक के कारावास का भागी है।", "17", "corruption"),
            ("धारा 3", "धन शोधन", "अपराध की आय का स्रोत छिपाना धन शोधन है और इसका दंड बारह वर्ष तक का कारावास है।", "23", "money-laundering"),
            ("धारा 4", "दीपक", "पहाड़ी पुल पर रात में दीपक जलता रहे।", "-", "-"),
        )),),
    ),
    DemoLaw(
        "luat-phong-chong-tham-nhung", "md-front", "XLV", "vi", "act",
        "Luật Phòng, chống tham nhũng của Lam Vân", "Số 12/2025", "2025-03-17", "in_force",
        (("", (
            ("Điều 1", "Nhận hối lộ", "Công chức đòi hoặc nhận hối lộ để đổi lấy việc làm trong chức vụ của mình thì bị phạt tù đến chín năm.", "15", "corruption"),
            ("Điều 2", "Đưa hối lộ", "Ai hứa hoặc đưa hối lộ cho công chức thì bị phạt tù đến bảy năm.", "15", "corruption"),
            ("Điều 2a", "Tham ô tài sản", "Công chức lấy làm của riêng công quỹ được giao giữ là phạm tội tham ô tài sản và bị phạt tù đến mười năm.", "17", "corruption"),
            ("Điều 3", "Rửa tiền", "Che giấu nguồn gốc của cải do phạm tội mà có là rửa tiền và bị phạt tù đến mười hai năm.", "23", "money-laundering"),
            ("Điều 4", "Mua sắm công", "Đấu thầu trong mua sắm công phải công khai, theo tiêu chí khách quan đã báo trước.", "9", "-"),
            ("Điều 5", "Đèn thuyền", "Thuyền về bến ban đêm treo hai ngọn đèn trắng.", "-", "-"),
        )),),
    ),
    DemoLaw(
        "gazette-1979", "scan", "XAL", "en", "decree",
        "Gazette of Alveria, Decree on Firearms", "Decree 2 of 1979", "1979-01-30", "unknown",
        (),
    ),
)  # fmt: skip
