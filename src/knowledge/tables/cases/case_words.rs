//! What do single words do beside names and sums of money?

/// Stands before a name or a place.
pub(crate) const PREPOSITION: u64 = 1;
/// A form of "to be" or "to have", or an adverb beside one.
pub(crate) const AUXILIARY: u64 = 1 << 1;
/// Ends the name of an organization: `Inc`, `LLC`.
pub(crate) const ORG_ENDING: u64 = 1 << 2;
/// Is part of the names of organizations alone.
pub(crate) const ORG_WORD: u64 = 1 << 3;
/// A noun for an organization: `company`.
pub(crate) const ORG_NOUN: u64 = 1 << 4;
/// A noun for a person: `owner`.
pub(crate) const PERSON_NOUN: u64 = 1 << 5;
/// Stands between a sum of money and the words that say what it is.
pub(crate) const FILLER: u64 = 1 << 6;
/// `and`, and its kind.
pub(crate) const CONJUNCTION: u64 = 1 << 7;
/// Begins the end of a caption: `Civil Action No.`
pub(crate) const CAPTION_END: u64 = 1 << 8;
/// Who brings a case in a caption: `United States v.`
pub(crate) const PLAINTIFF: u64 = 1 << 9;
/// Stands before a name with a capital and is no part of it: `Former Jo Doe`, `Brothers Al and Jo Doe`.
pub(crate) const DESCRIPTOR: u64 = 1 << 10;
/// A unit of time in sentences.
pub(crate) const UNIT: u64 = 1 << 11;
/// Goes on with the name of an organization: `Bank of Oldport`.
pub(crate) const TAKES_OF: u64 = 1 << 12;
/// A pronoun for a person: `he`.
pub(crate) const PRONOUN: u64 = 1 << 13;
/// An abbreviation of a state behind a city: `Ala.`
pub(crate) const STATE: u64 = 1 << 14;
/// The last word of what is no party: `the Hobbs Act`.
pub(crate) const NO_PARTY: u64 = 1 << 15;
/// Part of the names of public bodies, which are seldom sued.
pub(crate) const PUBLIC_BODY: u64 = 1 << 16;
/// Part of the titles of those who work on cases.
pub(crate) const OFFICIAL: u64 = 1 << 17;

/// Right before words for a stage: they tell of an earlier event, or of none.
pub(crate) const BACKGROUND: u64 = 1 << 18;
/// In a sentence that tells of charges.
pub(crate) const CHARGES: u64 = 1 << 19;
/// Before an offense that somebody is charged with.
pub(crate) const BEFORE_CHARGED: u64 = 1 << 20;
/// Right behind an offense that somebody is charged with.
pub(crate) const BEHIND_CHARGED: u64 = 1 << 21;
/// A threat: what it names is not done.
pub(crate) const THREAT: u64 = 1 << 22;
/// In a sentence that announces something.
pub(crate) const ANNOUNCES: u64 = 1 << 23;
/// Between an event and a day: the day belongs to what is told there, not to the event.
pub(crate) const PARTS_DAY: u64 = 1 << 24;
/// Right before a day that is none of an event.
pub(crate) const NO_EVENT_DAY: u64 = 1 << 25;
/// What a day between it and an event belongs to: an appearance in court, an announcement.
pub(crate) const OTHER_EVENT: u64 = 1 << 26;

/// Begins the name of a place: `San Oldport`, `Fort Oldport`.
pub(crate) const BEGINS_PLACE: u64 = 1 << 27;
/// A degree or a licence behind a name: `Jo Doe, M.D.`
pub(crate) const DEGREE: u64 = 1 << 28;

/// A thing, or people, that a name before it only qualifies: `Acme stock`, `Acme employees`.
pub(crate) const QUALIFIED: u64 = 1 << 29;

/// Stands between the parties of a caption: `v.`
pub(crate) const VERSUS: u64 = 1 << 30;
/// Says that a sentence is imposed or served.
pub(crate) const IMPOSES: u64 = 1 << 31;
/// Names a day, or begins its name: `today`, `March`.
pub(crate) const DAY: u64 = 1 << 32;

/// Begins a length of time: a number in words, `life`.
pub(crate) const LENGTH: u64 = 1 << 33;

/// A form of "to be" or "to have": headlines have none.
pub(crate) const TO_BE: u64 = 1 << 34;
/// Tells of charges by their grade: `two counts`.
pub(crate) const GRADED: u64 = 1 << 35;
/// Right before the sum that a grade begins with: `theft over $950`.
pub(crate) const ABOVE: u64 = 1 << 36;
/// Tells that a sum is one of several: `totaling`.
pub(crate) const TOTAL: u64 = 1 << 37;
/// An article: what it begins is told apart from what stands before.
pub(crate) const ARTICLE: u64 = 1 << 38;
/// Beside a drug that somebody deals in or has.
pub(crate) const DEALING: u64 = 1 << 39;

/// Joins interest to the sum that it is paid with.
pub(crate) const JOINS_INTEREST: u64 = 1 << 40;
/// Says that two sums are the same.
pub(crate) const EQUAL: u64 = 1 << 41;

/// Stands between the sums of a range or a list: `$5 to $6`, `$5 but less than $6`.
pub(crate) const BETWEEN_SUMS: u64 = 1 << 42;
/// Says that a sum is one more of the same kind: `and an additional $5 to the states`.
pub(crate) const ONE_MORE: u64 = 1 << 45;
/// Says that what is told behind a list is told of each of its sums.
pub(crate) const OF_EACH: u64 = 1 << 43;
/// Begins no name of a person: the words of `ordinary_words.txt`.
pub(crate) const ORDINARY: u64 = 1 << 44;

/// The words that do each.
pub(crate) const CASE_WORDS: [(u64, &str); 45] = [
    (
        PREPOSITION,
        "of at for with by from in to on near into through under between among via before after per around across along \
         throughout within outside inside toward towards beyond de en por para",
    ),
    (
        AUXILIARY,
        "is are was were be been being has have had also today yesterday previously recently each both all allegedly jointly \
         then later now not who whom were which separately subsequently earlier formally originally monday tuesday wednesday \
         thursday friday saturday sunday this morning afternoon week he she they and both again fue fueron will must \
         knowingly willfully falsely unlawfully fraudulently would did further finally ultimately additionally",
    ),
    (
        ORG_ENDING,
        "inc llc llp lp ltd corp corporation co company incorporated limited plc sa ag gmbh pc pa na pllc lllp nv bv se spa srl sarl pte ltda llp \
         partnership",
    ),
    (
        ORG_WORD,
        "bancorp bancshares healthworks pharma exploration refining drilling township associates solutions enterprises technologies technology international logistics construction consulting \
         properties realty investments investment ventures capital advisors advisers trust holdings foods farms motors \
         airlines airways pharmaceuticals pharmaceutical laboratories laboratory labs clinic clinics medical healthcare dental pharmacy \
         nursing rehabilitation hospice care surgery physicians orthopedics cardiology therapy university college school church \
         ministries club union coalition alliance league cartel gang bank mortgage lending financial securities insurance \
         brokerage trading exchange electric electronics energy oil gas petroleum mining chemical chemicals steel \
         manufacturing industries products equipment supply supplies distributors distribution wholesale stores restaurant \
         restaurants hotel hotels casino resorts cruises shipping transport transportation trucking aviation aerospace \
         communications media broadcasting entertainment studios productions marketing publishing software networks \
         network wireless telecom data analytics global worldwide usa america transit ambulance ems staffing landscaping \
         contractors builders homes apartments estates rentals towing auto automotive tire recycling environmental waste agency \
         hospital hospitals center centers foundation seafood engineering contracting advertising television aircraft \
         providers imports importing cooperative devices clothing servicing vending enterprise escrow pediatrics dentistry radiology oncology dermatology urology podiatry chiropractic optometry",
    ),
    (
        ORG_NOUN,
        "company firm corporation bank hospital provider manufacturer retailer subsidiary subsidiaries clinic partnership nonprofit organization \
         lender distributor supplier business charity brokerage broker-dealer entity companies conglomerate carrier utility \
         maker producer practice facility bureau airline shipper refinery fishery operator university municipality publisher wholesaler chain laboratory",
    ),
    (
        PERSON_NOUN,
        "owner president ceo cfo man woman resident officer director employee founder manager doctor physician attorney lawyer \
         accountant agent businessman businesswoman executive member partner principal trader adviser advisor broker who he she \
         his her husband wife son daughter brother sister nurse pharmacist teacher national citizen leader official chairman \
         secretary treasurer administrator engineer analyst mayor judge sheriff deputy sergeant contractor soldier student \
         inmate felon dob age aged representative alderman constable constables trooper chief preparer bookkeeper consultant",
    ),
    (
        FILLER,
        "in of a an the as for total additional more than over approximately about nearly at least almost roughly some civil \
         criminal monetary combined worth dollars u.s. us us$ fraudulent illegal illicit false false mandatory court ordered \
         to his her their its this these an alleged massive multi year multimillion dollar long running nationwide \
         international home health care mortgage securities wire bank investment federal state usd just close amount around up payments \
         totaling exceeding excess medicare medicaid million year old into between payroll",
    ),
    (CONJUNCTION, "and y as well und along together or"),
    (
        CAPTION_END,
        "civil case no nos et cv docket ca united u.s. filed index file action criminal cr court usdc litigation lr release in",
    ),
    (
        PLAINTIFF,
        "states america sec commission cftc ftc cfpb bureau people state commonwealth us government doj united eeoc epa oag fdic",
    ),
    (
        DESCRIPTOR,
        "former defendants defendant brothers sisters siblings spouses husband wife businessman businesswoman attorney \
         physician doctor ceo owner president founder accountant chiropractor pharmacist nurse resident residents inmate \
         codefendant co-defendant codefendants ringleader also both respondents respondent fugitive ex officer officers trader executive \
         like although though because despite instead together neither either unlike whether some many most \
         several other others another only just even their once but then now had has should without see multiple around beginning kingpin leader brokers broker dealer dealers partners lawyer lawyers dentist chef coach rapper singer actor \
         class cfo coo cio cto vp evp svp senior previously simultaneously subsequently separately recently originally additionally accordingly meanwhile detective",
    ),
    (
        UNIT,
        "month months year years day days week weeks hours meses años año días",
    ),
    (
        TAKES_OF,
        "bank university board hospital city county church school republic association society department office bureau \
         college institute village town council district diocese law house services clinic brotherhood league center state \
         offices sons club company group trust estate academy",
    ),
    (PRONOUN, "he she they defendant"),
    (
        STATE,
        "ala ariz ark calif cal colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn \
         tenn tex va vt wash wis wyo nc sc nj ny nm nd sd nh ri wva dc ohio iowa utah idaho maine texas alaska hawaii \
         mexico canada colombia china india england nigeria",
    ),
    (
        NO_PARTY,
        "act acts order orders agreement agreements information file rule rules regulation regulations principles allegations form \
         complaint indictment program project operation initiative code amendment section exhibit scheme commodity \
         street avenue road boulevard highway island islands beach creek river lake valley heights springs park grove \
         task force unit squad treaty convention constitution law laws statute statutes report release standards guidelines \
         plan fund day week month certificate policy note notes bond bonds stock shares system app website channel forum \
         database databases conspiracy case bill clause reserve title part medicare medicaid tricare committee organization nostra affidavit murder degree manslaughter assault robbery relief court vehicle driver congress january february march \
         april june july august september october november december monday tuesday wednesday thursday friday saturday sunday \
         judgment judgments injunction injunctions decree decrees controller motion motions petition warrant subpoena summons memorandum opinion verdict action actions number violations findings liability freeze purchasers aide counsel region dozen security trafficker traffickers team zone dna offenders victims offender victim questions answers \
         rican ricans mexican mexicans american americans african european caribbean asian canadian colombian colombians kingdom zealand korea arabia rica rico kong lanka samoa \
         persons person transactions patterns workplace award awards nominee administration embargo offerings hotline harassment \
         disgorgement receipts libor libors sheets directorate stat gun supervisor revenue enhancement enhancements list driving individual individuals theft larceny misdemeanor representative representatives programs \
         site courts judges campus decision decisions proceeding proceedings penalty application applications investigation investigations officers subpoenas",
    ),
    (
        PUBLIC_BODY,
        "county parish police department city town township village state sheriff sheriffs court courts commission bureau district federal \
         field division office offices government ministry administration authority senate parliament school schools university \
         jail prison penitentiary correctional task command army navy force guard marines embassy legislature house university fire agency \
         treasury republic nation tribe council",
    ),
    (
        OFFICIAL,
        "agent agents judge justice inspector inspectors investigator investigators detective detectives commissioner secretary \
         administrator marshal ambassador comptroller superintendent governor attorney attorneys prosecutor prosecutors ausa \
         general solicitor counsel honorable congressman congresswoman spokesman spokeswoman spokesperson coordinator charge",
    ),
    (
        BACKGROUND,
        "after also before could earlier following had having if may not previously since unless until upon when \
         who whose would never",
    ),
    (
        CHARGES,
        "count counts violation violations violating violated violate violates guilty offense offenses conspiracy \
         conspiring conspired alleging alleges alleged allegedly allegations charge charges charged charging \
         convicted felony attempted crimes crime sentenced indictment",
    ),
    (
        BEFORE_CHARGED,
        "accused alleging alleges allegations arrested charge charged charges charging conspiracy conspired \
         conspiring convicted convicting count counts felony guilty indicted misdemeanor offense offenses plea \
         sentenced settle violate violated violates violating violation violations crimes crime resolve",
    ),
    (
        BEHIND_CHARGED,
        "allegations case charge charges conspiracy conviction count counts lawsuit offense offenses scheme",
    ),
    (
        THREAT,
        "threat threaten threatened threatening threatens threats",
    ),
    (ANNOUNCES, "announce announced announcement announces"),
    (
        PARTS_DAY,
        "after alleged alleging because between beginning charging dated during following for from involving \
         pursuant relating resulting since stemming that through until when where which while who whose arising",
    ),
    (
        NO_EVENT_DAY,
        "about after around before between by dated for from of since through until to effective entre desde hasta",
    ),
    (
        OTHER_EVENT,
        "appeared arraigned arraignment surrendered unsealed unsealing scheduled appear appearance announced \
         announcement announces",
    ),
    (
        BEGINS_PLACE,
        "san santa los las fort new north south east west saint st puerto costa hong united salt baton little palm mount lake cape \
         port northern southern eastern western central",
    ),
    (
        DEGREE,
        "m.d md d.o do ph.d phd esq cpa d.d.s dds d.c dpm d.p.m r.n rn d.v.m dvm pharm.d jd j.d mba pa-c lpn",
    ),
    (
        QUALIFIED,
        "stock stocks share shares securities options bonds notes common call account accounts headquarters branch branches \
         store stores product products brand website vehicles contract contracts loan loans merger \
         owners officers directors employees managers agents executives members partners traders advisers investors \
         shareholders clients customers customer supervisor supervisors card cards check checks vehicle sedan pickup truck suv \
         van motorcycle motorcycles principals franchisees brokers handgun pistol rifle aficionado",
    ),
    (VERSUS, "v vs versus matter"),
    (
        IMPOSES,
        "sentenced sentencing sentences sentence serve serving ordered imposed received served spend condenado condenada \
         sentenciado sentenciada recibió gets given placed",
    ),
    (
        DAY,
        "today todays hoy this yesterday ayer monday tuesday wednesday thursday friday saturday sunday january february march \
         april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
    (
        LENGTH,
        "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
         nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred un dos tres cuatro cinco seis siete ocho nueve \
         diez veinte treinta life death time",
    ),
    (TO_BE, "was were is are has have had been"),
    (
        GRADED,
        "count counts enhancement enhancements allegation allegations felony misdemeanor",
    ),
    (ABOVE, "over exceeding exceeds exceeded than"),
    (TOTAL, "total totaling totalling totals"),
    (ARTICLE, "a an the"),
    (EQUAL, "equal equals equaling"),
    (JOINS_INTEREST, "and plus with including"),
    (BETWEEN_SUMS, "and or to but less more than"),
    (ONE_MORE, "additional"),
    (OF_EACH, "respectively"),
    (
        DEALING,
        "sell selling sells sold sale sales distribute distributes distributing distributed distribution traffic \
         trafficking trafficked trafficker traffickers deal dealing dealer dealers dealt smuggle smuggling smuggled import \
         importing importation imported manufacture manufacturing manufactured possess possessed possesses possession \
         possessing transport transporting transported deliver delivery delivering kilogram kilograms pounds grams \
         conspiracy conspiring supplying furnishing",
    ),
];
