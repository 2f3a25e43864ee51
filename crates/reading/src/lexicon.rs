//! Words whose class is known without looking at their neighbours.
//!
//! The lists hold closed classes of English and the nouns and verbs that news leans on. A word may be of several classes.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Classes of words, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(pub u32);

impl Class {
    pub const DETERMINER: Class = Class(1);
    pub const PREPOSITION: Class = Class(1 << 1);
    /// Joins a clause to another, or opens a relative clause.
    pub const SUBORDINATOR: Class = Class(1 << 2);
    pub const CONJUNCTION: Class = Class(1 << 3);
    /// Stands as a subject alone.
    pub const PRONOUN: Class = Class(1 << 4);
    pub const OBJECT_PRONOUN: Class = Class(1 << 5);
    pub const POSSESSIVE: Class = Class(1 << 6);
    /// Forms of be, have, do, and the modals.
    pub const AUXILIARY: Class = Class(1 << 7);
    pub const ADVERB: Class = Class(1 << 8);
    /// A finite verb that is hardly ever a noun.
    pub const VERB: Class = Class(1 << 9);
    /// Days, months and words like "yesterday".
    pub const TIME: Class = Class(1 << 10);
    /// A title that stands before a name.
    pub const TITLE: Class = Class(1 << 11);
    /// An office or calling: "spokesman", "leader".
    pub const ROLE: Class = Class(1 << 12);
    /// The head word of an organization's name: "Ministry".
    pub const BODY: Class = Class(1 << 13);
    pub const GIVEN_NAME: Class = Class(1 << 14);
    /// A family name that stands before the given name.
    pub const FAMILY_FIRST: Class = Class(1 << 15);
    /// A nationality, faith or other group: "Russian".
    pub const PEOPLE: Class = Class(1 << 16);
    /// Who carries news: "Reuters", "media".
    pub const CARRIER: Class = Class(1 << 17);
    /// The head word of a place's or building's name: "Street".
    pub const SITE: Class = Class(1 << 18);
    /// An adjective or other word that opens sentences and is no name.
    pub const COMMON: Class = Class(1 << 19);
    /// A small word inside names: "de", "van", "of".
    pub const PARTICLE: Class = Class(1 << 20);
    /// An organization or seat of power known by one name: "Kremlin".
    pub const KNOWN_BODY: Class = Class(1 << 21);
    /// A form of be.
    pub const BE: Class = Class(1 << 22);
    /// The head word of an event's name: "Olympics".
    pub const OCCASION: Class = Class(1 << 23);
    /// Something shown or written that can be a source: "photos", "report".
    pub const DOCUMENT: Class = Class(1 << 24);

    /// A woman's given name.
    pub const WOMAN: Class = Class(1 << 25);
    /// A given name of both men and women.
    pub const EITHER: Class = Class(1 << 26);

    /// Whether it shares a class with `other`.
    pub fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Class {
    type Output = Class;
    fn bitor(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// The classes of a word in lower case; of none if it is not listed.
pub fn class_of(word: &str) -> Class {
    TABLE.get(word).copied().unwrap_or_default()
}

static TABLE: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Class> = HashMap::new();
    for (class, words) in LISTS {
        for word in words.split_whitespace() {
            let known = table.entry(word).or_default();
            *known = *known | *class;
        }
    }
    table
});

const LISTS: &[(Class, &str)] = &[
    (
        Class::DETERMINER,
        "the a an this that these those some many several both each every no any all most few another one two three four five \
         six seven eight nine ten dozens hundreds thousands half other such more either neither",
    ),
    (
        Class::PREPOSITION,
        "of in on at for from with by to about against between into through during before after under over among within \
         without across behind beyond near off toward towards upon via amid despite inside outside around along above below \
         regarding concerning per like unlike including following ahead alongside as than until till since throughout",
    ),
    (
        Class::SUBORDINATOR,
        "that which who whom whose when where while because although though if unless whether since after before until as why \
         how what once whereas so lest whenever wherever whoever whatever",
    ),
    (Class::CONJUNCTION, "and or but nor yet so"),
    (
        Class::PRONOUN,
        "i you he she it we they who which some many others both most few several everyone everybody someone somebody nobody \
         anyone all neither none another",
    ),
    (Class::OBJECT_PRONOUN, "me you him her it us them himself herself itself themselves myself"),
    (Class::POSSESSIVE, "my your his her its our their whose 's ’s"),
    (
        Class::AUXILIARY,
        "is are was were be been being am has have had having do does did will would can could may might must shall should 'll \
         ’ll 'd ’d 've ’ve 're ’re 'm ’m wo ca n't n’t not ought",
    ),
    (Class::BE, "is are was were be been being am 're ’re 'm ’m"),
    (
        Class::ADVERB,
        "also later then now recently earlier again once never ever still already often even just only too first further \
         repeatedly publicly privately reportedly instead perhaps however meanwhile moreover nevertheless nonetheless here there \
         always almost simply soon previously initially ultimately eventually long quite rather very well back together \
         separately thus therefore afterward afterwards sometimes usually generally specifically merely so else",
    ),
    (
        Class::VERB,
        "is are was were has had does did went goes came comes made makes took takes got gets gave gives left became becomes \
         remained remains kept keeps began begins started ended won wins lost loses ran led leads held holds put puts saw sees \
         met meets paid pays spent sent sends brought brings bought built broke fell falls grew grows heard hit killed died \
         lived worked served voted played moved turned opened closed arrived attended visited signed passed approved launched \
         fired received joined remain become include includes included go goes going get take make give come know knew faces \
         faced followed follows offered offers helped helps needs need needed wants used uses allowed allows continued \
         continues seems seemed appeared appears looks looked tried tries failed fails stood stands sat rose rises shows \
         drew draws threw wore wrote flew drove spoke speaks stopped returned raised rejected forced charged accused \
         believe believes think thinks thought hit caught beat ate drank sold cost costs won't can't carried carries entered \
         enters escaped happened happens increased increases dropped drops declined declines marked marks prompted \
         required requires caused causes resulted created creates ordered arrested sentenced found finds hosted hosts \
         visit visits working running going coming trying looking",
    ),
    (
        Class::TIME,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september \
         october november december jan. feb. mar. apr. aug. sept. oct. nov. dec. today yesterday tomorrow tonight morning \
         afternoon evening night week month year weekend earlier mon. tues. wed. thurs. fri. sat. sun.",
    ),
    (
        Class::TITLE,
        "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lord lady dame president vice prime minister premier \
         chancellor king queen prince princess emperor emir sultan sheikh sheik ayatollah pope cardinal archbishop bishop rabbi \
         imam mullah reverend rev. rev father fr. sister brother gen gen. general lt lt. col col. colonel maj maj. major capt \
         capt. captain sgt sgt. sergeant adm adm. admiral cmdr cmdr. commander cpl. corporal pvt. private marshal brig. brigadier \
         lieutenant sen sen. senator sens. rep rep. reps. representative congressman congresswoman gov gov. governor mayor judge \
         justice chief secretary ambassador amb. attorney speaker chairman chairwoman chair director spokesman spokeswoman \
         spokesperson deputy sheriff officer detective inspector superintendent councilman councilwoman coach manager analyst \
         economist lawyer foreign defense defence finance interior undersecretary commissioner treasurer minister ministers \
         presidents senators leader baroness baron duke duchess count countess monsignor saint st. st msgr. hon. tsar czar \
         congressmen rear press lawmaker ombudsman administrator supervisor councillor comptroller opposition first former acting executive editor author host anchor actor actress \
         singer highness majesty excellency ministerial presidency",
    ),
    (
        Class::ROLE,
        "leader president premier minister spokesman spokeswoman spokesperson spokesmen spokespeople official officials head \
         chief director chairman chairwoman chair chairperson secretary ambassador envoy governor mayor senator congressman \
         congresswoman lawmaker lawmakers representative deputy commander general colonel captain officer officers judge justice \
         attorney lawyer lawyers prosecutor prosecutors adviser advisor advisers aide aides analyst analysts economist expert \
         experts professor researcher researchers scientist scientists doctor doctors physician nurse teacher student students \
         coach player manager executive ceo founder co-founder owner partner editor reporter reporters journalist journalists \
         correspondent author writer host anchor commentator columnist strategist pollster activist activists critic critics \
         supporter supporters opponent opponents candidate candidates nominee frontrunner front-runner contender politician \
         politicians diplomat diplomats politician king queen prince princess pope bishop cardinal priest rabbi imam resident \
         residents witness witnesses victim victims survivor neighbor neighbour mother father brother sister son daughter wife \
         husband friend friends colleague colleagues man woman men women boy girl people person voter voters source sources \
         investigator investigators authorities authority police farmer worker workers driver soldier soldiers fighter \
         fighters militant militants rebel rebels actor actress singer director filmmaker artist historian scholar fellow \
         member members chancellor inspector commissioner superintendent principal dean counsel consultant veteran lobbyist \
         delegate delegates ombudsman administrator supervisor councillor democrat democrats republican republicans conservative conservatives liberal liberals speaker \
         treasurer trustee vice-president undersecretary negotiator mediator monarch dictator ruler monitor whip operative \
         operatives staffer staffers assistant spokespersons",
    ),
    (
        Class::BODY,
        "ministry agency council university college inc inc. corp corp. co. co ltd ltd. llc plc company group party association \
         committee commission department bureau office institute institution center centre foundation federation union bank \
         court parliament congress senate assembly cabinet government administration army navy force forces police guard corps \
         command authority board organization organisation society academy hospital school club team league network news times \
         post journal herald tribune gazette press media television tv radio magazine service services airlines airways \
         industries systems technologies partners capital fund alliance coalition movement front brigade campaign caucus \
         conference church house staff secretariat tribunal task consortium trust chamber international holdings motors \
         electric energy oil gas pharmaceuticals laboratories studios entertainment pictures records security intelligence \
         investigations institutes securities ferries limited gmbh bhd pvt investment investments insurance mining airline telecom \
         committees companies ventures observatory initiative project pac legislature reserve exchange",
    ),
    (
        Class::GIVEN_NAME,
        "aaron abdul abdullah abe abigail abraham adam adele adrian ahmad ahmed aidan aisha akira alan albert alejandro alex \
         alexander alexandra alexei alexey alfred ali alice alison allen amanda amber amir amy ana anastasia andre andrea andrei \
         andrew andrey andy angela angelina anita ann anna anne annie anthony antonio antony ariel arnold arthur asad ashley \
         audrey barack barbara barry bashar ben benjamin bernard bernie beth betty bill billy bob bobby boris brad bradley brandon \
         brenda brett brian bruce bryan caitlin cameron carl carla carlos carly carmen carol caroline carolyn catherine cecilia \
         charles charlie charlotte chelsea cheryl chris christian christina christine christopher chuck claire clara clarence \
         claudia colin connie connor craig cristina cynthia daisy dan dana daniel daniela danny darren dave david dean deborah \
         debra debbie denis dennis derek diana diane diego dick dmitri dmitry dolores don donald donna doris dorothy doug douglas \
         duncan dylan earl ed eddie edith eduardo edward edwin eileen elaine eleanor elena eli elias elijah elizabeth ella ellen \
         emily emma emmanuel enrique eric erica erik ernest esther ethan eugene eva evelyn fatima felix fernando fiona florence \
         frances francis francisco francois frank franklin fred frederick gabriel gareth gary gavin gene geoffrey george gerald \
         gerard gina giovanni glenn gloria gordon grace graham greg gregory guy gwen hannah harold harriet harry harvey hassan \
         heather hector heidi helen henry herbert hillary howard hugh hugo hussein ian ibrahim igor imran ingrid irene isaac \
         isabel ivan jack jackie jacob jacqueline jacques jake jamal james jamie jan jane janet janice jared jasmine jason javier \
         jay jean jeff jeffrey jennifer jenny jeremy jerome jerry jesse jessica jesus jill jim jimmy joan joanna joe joel johan \
         john johnny jon jonathan jordan jorge jose joseph josh joshua joy joyce juan judith judy julia julian julie june justin \
         karen karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kevin khalid kim kimberly kristen kurt \
         kyle lance larry laura lauren laurence lawrence leah lee leila leo leon leonard leroy leslie lewis liam lillian lily \
         linda lindsay lindsey lisa liz lloyd logan lois lorenzo louis louise lucas lucia lucy luis luke lynn madeleine maggie \
         malcolm manuel marc marcel marco marcus margaret maria marie marilyn mario marion marjorie mark martha martin marvin \
         mary mason matt matthew maureen maurice max maxim megan mehmet melanie melissa mia michael michelle miguel mike mikhail \
         mildred miriam mitch mitchell mitt mohamed mohammad mohammed monica morgan muhammad mustafa nadia nancy naomi natalia \
         natalie natasha nathan neil nelson nicholas nick nicola nicolas nicole nigel nikolai nina noah noel nora norman oleg \
         oliver olivia olga omar oscar osama otto owen pablo paige pamela pat patricia patrick paul paula pauline pavel pedro \
         peggy penny pete peter phil philip philippe phillip phyllis pierre priya rachel rafael rahul ralph ramon randy rashid \
         raul ray raymond rebecca reginald reza ricardo richard rick ricky rita rob robert roberto robin rodney roger roland ron \
         ronald rory rosa rose rosemary ross roy ruben russell ruth ryan sally salman sam samantha samuel sandra sara sarah scott \
         sean sebastian serena sergei sergey seth shane shannon sharon shaun shawn sheila shirley simon sofia sonia sophia sophie \
         spencer stacy stanley stefan stella stephanie stephen steve steven stewart stuart sue susan suzanne sylvia tamara tanya \
         tara tatiana ted teresa terrence terry thelma theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony \
         tracy travis trevor tyler valentina valerie vanessa vera vernon veronica vicki victor victoria vincent viola violet \
         viktor virginia vivian vladimir volodymyr wallace walter wanda warren wayne wendy wesley will willem william willie \
         winston xavier yasmin yousef yuri yusuf yvonne zachary zoe benazir narendra recep angus jeb marco rand bobby carson \
         haley kellyanne ivanka melania reince paul chad brent jens ursula olaf emmanuel jair nicolas justin boris rishi keir \
         jeremy theresa giorgia silvio matteo viktor andrzej lech donald aleksandr aleksey sergio jorge evo luiz dilma nikki \
         tulsi pete amy cory beto kirsten kamala mazie tammy dianne nancy chuck mitch orrin lamar saxby rex wilbur ajit hamid \
         ashraf nouri haider masoud jalal binyamin benjamin ehud shimon yitzhak ariel mahmoud yasser ismail",
    ),
    (
        Class::WOMAN,
        "abigail adele aisha alexandra alice alison amanda amber amy ana anastasia andrea angela angelina anita ann anna anne annie \
         audrey barbara beth betty brenda caitlin carla carly carmen carol caroline carolyn catherine cecilia charlotte chelsea \
         cheryl christina christine claire clara claudia cristina cynthia daisy daniela deborah debra debbie diana diane dolores \
         donna doris dorothy edith eileen elaine eleanor elena elizabeth ella ellen emily emma erica esther eva evelyn fatima \
         fiona florence frances gina gloria grace gwen hannah harriet heather heidi helen hillary ingrid irene isabel ivanka \
         jacqueline jane janet janice jasmine jennifer jenny jessica jill joan joanna joyce judith judy julia julie kamala karen \
         kate katherine kathleen kathryn kathy katie kellyanne kimberly kristen laura lauren leah leila lillian lily linda lindsey \
         lisa liz lois louise lucia lucy madeleine maggie margaret maria marie marilyn marjorie martha mary maureen mazie megan \
         melania melanie melissa mia michelle mildred miriam monica nadia nancy naomi natalia natalie natasha nicola nicole nikki \
         nina nora olga olivia paige pamela patricia paula pauline peggy penny phyllis priya rachel rebecca rita roberta rosa rose \
         rosemary ruth sally samantha sandra sara sarah serena sharon sheila shirley sofia sonia sophia sophie stella stephanie \
         sue susan suzanne sylvia tamara tammy tanya tara tatiana teresa thelma theresa tiffany tina tulsi ursula valentina \
         valerie vanessa vera veronica vicki victoria viola violet virginia vivian wanda wendy yasmin yvonne zoe giorgia dilma \
         dianne kirsten benazir",
    ),
    (
        Class::EITHER,
        "alex ashley cameron chris connie dana jamie jan jean jordan joy june kelly kim lee leslie lindsay logan lynn marion morgan \
         noel pat robin sam shannon shawn stacy terry toni tracy casey haley beverly hilary taylor kerry sidney",
    ),
    (
        Class::FAMILY_FIRST,
        "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song jeon hong moon roh ri jo pak ryu kwak \
         bae baek nam ko no pyon hyon thae xi li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo ma luo mao \
         deng jiang wen bo peng qin qi cai he tang deng feng han cao dong yuan yu lu jia tian nguyen tran pham phan vo dang bui ho",
    ),
    (
        Class::PEOPLE,
        "american americans russian russians chinese japanese korean koreans british french german germans italian italians \
         spanish israeli israelis palestinian palestinians iranian iranians iraqi iraqis syrian syrians turkish turks ukrainian \
         ukrainians indian indians pakistani pakistanis afghan afghans saudi saudis egyptian egyptians libyan libyans mexican \
         mexicans canadian canadians australian australians brazilian brazilians cuban cubans european europeans african \
         africans asian asians arab arabs jewish jews muslim muslims christian christians catholic catholics kurdish kurds \
         polish poles dutch swedish swedes norwegian danish finnish greek greeks swiss austrian belgian irish scottish welsh \
         english portuguese czech hungarian hungarians romanian bulgarian serbian serbs croatian albanian georgian armenian \
         azerbaijani belarusian kazakh uzbek vietnamese thai malaysian indonesian indonesians filipino filipinos burmese \
         taiwanese tibetan uyghur mongolian nigerian nigerians kenyan ethiopian somali somalis sudanese algerian moroccan \
         tunisian lebanese jordanian yemeni kuwaiti qatari emirati venezuelan venezuelans colombian argentine chilean peruvian \
         republican republicans democrat democrats democratic latino latinos hispanic hispanics sunni sunnis shiite shiites \
         shia hindu hindus buddhist sikh protestant evangelical evangelicals western soviet nazi nazis communist communists",
    ),
    (
        Class::CARRIER,
        "reuters ap afp upi cnn cbs nbc abc bbc msnbc npr pbs bloomberg politico axios xinhua tass interfax kcna yonhap kyodo \
         nhk rt fox huffpost breitbart buzzfeed vox slate newsweek time telegram twitter facebook instagram youtube tiktok media \
         newspaper newspapers broadcaster agency agencies outlet outlets press website channel magazine daily tabloid \
         ria novosti dpa anadolu irna isna efe ansa pti sky guardian telegraph independent",
    ),
    (
        Class::KNOWN_BODY,
        "kremlin pentagon congress senate parliament nato interpol hamas hezbollah taliban isis isil daesh fbi cia nsa irs epa \
         fda cdc nasa doj dhs opec unicef unesco unhcr imf google apple microsoft amazon facebook twitter telegram instagram \
         youtube tiktok meta tesla boeing airbus toyota reuters bloomberg politico xinhua tass interfax kcna yonhap kyodo gop \
         dnc rnc aclu nra cnn cbs nbc abc bbc msnbc npr pbs afp upi ap eu un asean gazprom rosneft roscosmos huawei samsung sony \
         walmart exxonmobil spacex",
    ),
    (
        Class::SITE,
        "america africa asia europe east west north south street avenue road square bridge airport station cosmodrome spaceport port harbor harbour river lake sea ocean bay gulf \
         mountain mountains mount island islands peninsula valley desert forest park province region district county city town \
         village state republic kingdom strait coast base camp prison stadium arena hall tower palace castle cathedral mosque \
         temple museum theater theatre hotel plaza beach canal dam border",
    ),
    (
        Class::OCCASION,
        "olympics olympic games cup championship war revolution summit election elections conference festival convention \
         debate treaty agreement accord accords act day awards tournament series parade anniversary",
    ),
    (
        Class::COMMON,
        "no. new old big small good bad great high low last next early late former current senior top chief local national federal \
         public private social political military economic financial foreign international general special human major minor \
         officials people police critics experts analysts voters reporters researchers scientists supporters opponents \
         lawmakers authorities witnesses residents investigators prosecutors students workers children women men news \
         nearly roughly approximately fewer less much little according asked given based following speaking born despite \
         yes please thanks thank sorry maybe right wrong sure okay ok oh well hello hey let look wait stop see read more click \
         photo photos image video watch listen share follow subscribe sign up down out our your what's it's that's there's \
         not nothing something anything everything neither today tonight yesterday tomorrow clearly obviously finally \
         indeed actually certainly frankly honestly of course likewise similarly additionally furthermore consequently \
         hence overall perhaps probably possibly unfortunately fortunately surprisingly importantly notably especially \
         particularly ever everyone anyone being going doing making taking using having getting coming looking working under \
         over above below around across along throughout because since although though unless until whether while whereas \
         once when where why how who whom whose which what whatever whenever wherever ahead amid among against behind \
         between beyond during except inside outside per plus than toward towards upon via within without instead rather \
         besides",
    ),
    (Class::PARTICLE, "of de la del da di van von der den bin ibn al el abu ben le du dos das ter ten af y"),
    (
        Class::DOCUMENT,
        "report reports document documents statement statements study studies poll polls survey surveys analysis photo photos \
         photograph photographs picture pictures video videos footage image images data records figures statistics letter memo \
         memos email emails e-mail e-mails filing filings affidavit indictment complaint transcript transcripts tape tapes \
         recording recordings tweet tweets post posts map maps chart book article articles headline editorial review audit \
         results numbers evidence research paper leaflet poster sign",
    ),
];
