//! Irregular forms, as (dictionary form, its other forms).

/// Verbs.
pub const VERBS: &[(&str, &str)] = &[
    ("arise", "arose arisen"),
    ("awake", "awoke awoken"),
    ("be", "am is are was were been being 're 'm 's"),
    ("bear", "bore borne born"),
    ("beat", "beaten"),
    ("become", "became"),
    ("begin", "began begun"),
    ("bend", "bent"),
    ("beset", "besetting"),
    ("bid", "bade bidden"),
    ("bind", "bound"),
    ("bite", "bit bitten"),
    ("bleed", "bled"),
    ("blow", "blew blown"),
    ("break", "broke broken"),
    ("breed", "bred"),
    ("bring", "brought"),
    ("build", "built"),
    ("burn", "burnt"),
    ("buy", "bought"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("cling", "clung"),
    ("come", "came"),
    ("creep", "crept"),
    ("deal", "dealt"),
    ("die", "dying"),
    ("dig", "dug"),
    ("do", "did done does"),
    ("draw", "drew drawn"),
    ("dream", "dreamt"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("dwell", "dwelt"),
    ("eat", "ate eaten"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("flee", "fled"),
    ("fling", "flung"),
    ("fly", "flew flown"),
    ("forbid", "forbade forbidden"),
    ("forget", "forgot forgotten"),
    ("forgive", "forgave forgiven"),
    ("forsake", "forsook forsaken"),
    ("freeze", "froze frozen"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("go", "went gone goes gon"),
    ("grind", "ground"),
    ("grow", "grew grown"),
    ("hang", "hung"),
    ("have", "has had 've having"),
    ("hear", "heard"),
    ("hide", "hid hidden"),
    ("hold", "held"),
    ("keep", "kept"),
    ("kneel", "knelt"),
    ("know", "knew known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("lean", "leant"),
    ("leap", "leapt"),
    ("learn", "learnt"),
    ("leave", "left"),
    ("lend", "lent"),
    ("lie", "lying lain"),
    ("light", "lit"),
    ("lose", "lost"),
    ("make", "made"),
    ("mean", "meant"),
    ("meet", "met"),
    ("mistake", "mistook mistaken"),
    ("pay", "paid"),
    ("plead", "pled"),
    ("prove", "proven"),
    ("ride", "rode ridden"),
    ("ring", "rang rung"),
    ("rise", "rose risen"),
    ("run", "ran"),
    ("say", "said"),
    ("see", "saw seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("sew", "sewn"),
    ("shake", "shook shaken"),
    ("shine", "shone"),
    ("shoot", "shot"),
    ("show", "shown"),
    ("shrink", "shrank shrunk"),
    ("sing", "sang sung"),
    ("sink", "sank sunk"),
    ("sit", "sat"),
    ("slay", "slew slain"),
    ("sleep", "slept"),
    ("slide", "slid"),
    ("sow", "sown"),
    ("speak", "spoke spoken"),
    ("speed", "sped"),
    ("spend", "spent"),
    ("spill", "spilt"),
    ("spin", "spun"),
    ("spit", "spat"),
    ("spoil", "spoilt"),
    ("spring", "sprang sprung"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("stick", "stuck"),
    ("sting", "stung"),
    ("stink", "stank stunk"),
    ("strike", "struck stricken"),
    ("strive", "strove striven"),
    ("swear", "swore sworn"),
    ("sweep", "swept"),
    ("swell", "swollen"),
    ("swim", "swam swum"),
    ("swing", "swung"),
    ("take", "took taken"),
    ("teach", "taught"),
    ("tear", "tore torn"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("tie", "tying"),
    ("tread", "trod trodden"),
    ("understand", "understood"),
    ("vie", "vying"),
    ("wake", "woke woken"),
    ("wear", "wore worn"),
    ("weave", "wove woven"),
    ("weep", "wept"),
    ("win", "won"),
    ("wind", "wound"),
    ("wring", "wrung"),
    ("write", "wrote written"),
];

/// Auxiliaries.
pub const AUXILIARIES: &[(&str, &str)] = &[
    ("be", "am is are was were been being be 's 're 'm ai s"),
    ("have", "has had 've have having"),
    ("do", "did done does do doing"),
    ("will", "wo 'll"),
    ("would", "'d"),
    ("can", "ca"),
    ("shall", "sha"),
    ("get", "got gets getting gotten"),
];

/// Nouns.
pub const NOUNS: &[(&str, &str)] = &[
    ("alumnus", "alumni"),
    ("analysis", "analyses"),
    ("appendix", "appendices"),
    ("atlas", "atlases"),
    ("axis", "axes"),
    ("bacterium", "bacteria"),
    ("bias", "biases"),
    ("bus", "buses busses"),
    ("calf", "calves"),
    ("canvas", "canvases"),
    ("child", "children"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("diagnosis", "diagnoses"),
    ("elf", "elves"),
    ("foot", "feet"),
    ("forum", "fora"),
    ("fungus", "fungi"),
    ("gas", "gases gasses"),
    ("goose", "geese"),
    ("half", "halves"),
    ("hoof", "hooves"),
    ("hypothesis", "hypotheses"),
    ("index", "indices"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("louse", "lice"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("memorandum", "memoranda"),
    ("mouse", "mice"),
    ("nucleus", "nuclei"),
    ("oasis", "oases"),
    ("ox", "oxen"),
    ("parenthesis", "parentheses"),
    ("passerby", "passersby"),
    ("phenomenon", "phenomena"),
    ("quiz", "quizzes"),
    ("scarf", "scarves"),
    ("self", "selves"),
    ("sheaf", "sheaves"),
    ("shelf", "shelves"),
    ("stimulus", "stimuli"),
    ("stratum", "strata"),
    ("synthesis", "syntheses"),
    ("thesis", "theses"),
    ("thief", "thieves"),
    ("toe", "toes"),
    ("tooth", "teeth"),
    ("vertex", "vertices"),
    ("wharf", "wharves"),
    ("wife", "wives"),
    ("wolf", "wolves"),
];

/// Nouns that end in "s" as they are.
pub const NOUNS_IN_S: &str = "news series species means headquarters barracks crossroads politics economics physics mathematics ethics \
    athletics electronics gymnastics linguistics genetics dynamics aerobics lens chaos cosmos canvas atlas gas bias alias christmas \
    pants trousers scissors thanks whereabouts premises hers yes bus plus campus ms. mrs. mr. biceps rabies diabetes measles";

/// Pronouns and determiners.
pub const PRONOUNS: &[(&str, &str)] = &[
    ("I", "i me"),
    ("he", "him"),
    ("she", "her"),
    ("they", "them 'em"),
    ("we", "us 's"),
    ("a", "an"),
    ("this", "these"),
    ("that", "those"),
];

/// Particles.
pub const PARTICLES: &[(&str, &str)] = &[("not", "n't nt"), ("'s", "' s"), ("to", "na ta")];

/// Adjectives and adverbs.
pub const COMPARED: &[(&str, &str)] =
    &[("good", "better best"), ("bad", "worse worst"), ("far", "farther farthest furthest")];

/// Adjectives and adverbs whose "-er" and "-est" are comparison.
pub const ADJECTIVES: &str = "angry big bleak bloody bold brave brief bright broad busy calm cheap clean clear close cold cool costly \
    cruel dark deadly deep dense dim dirty dry early easy fair fast few fierce fine firm fit flat fresh full funny grand grave great \
    green grim gross happy hard harsh healthy heavy high hot huge hungry large late lean light likely little long loose loud lovely low \
    lucky mad mild narrow near new nice noble noisy odd old pale plain poor pretty proud pure quick quiet rare raw ready rich ripe risky \
    rough rude sad safe scary sharp short shy sick silly simple slim slow small smart smooth soft soon sore sour steady steep stiff \
    strange strict strong sunny sure sweet swift tall tasty thick thin tight tiny tough true ugly vast warm weak wealthy weird wet white \
    wide wild wise worthy young black blue";

/// Verbs in "-eed" that are no past tense.
pub const EED: &str = "need feed speed proceed succeed exceed bleed seed heed weed breed deed plead reseed";

/// What is left of a verb without "-ed" or "-ing" that the rules would give an "e".
pub const WITHOUT_E: &str = "focus bias canvas bus gas bang hang clang combat format ruin murmur debut input output sever caucus chorus \
    rev margin coffin augur dial program";

/// What is left of a verb without "-ed" or "-ing" that has lost an "e" against the rules.
pub const WITH_E: &str = "extradit telephon expedit creat recreat procreat explor ignor restor ador deplor implor interfer adher coher rever persever postpon \
    condon conven interven contraven superven reconven supervene welcom becom overcom unit invit recit incit excit rewrit expedit ignit \
    complet delet compet deplet promot devot denot demot remot wast past tast hast conced preced imped reced supersed interced explod \
    erod corrod breath bath cloth sooth loath seeth ting cring hing infring imping bing fring spong glimps ow aw immun dethron enthron \
    compil exil profil reconcil consol cajol parol inhal exhal impal telescop centr massacr handl";

/// Nouns in "-ie" and "-che" that only lose an "s", and in "-men" that are one thing.
pub const NOUNS_IN_IE: &str = "movie cookie calorie zombie rookie genie brownie prairie smoothie birdie selfie collie pixie auntie hoodie junkie veggie";
/// See [`NOUNS_IN_IE`].
pub const NOUNS_IN_CHE: &str = "ache headache toothache cache avalanche niche creche quiche psyche";
/// See [`NOUNS_IN_IE`].
pub const NOUNS_IN_MEN: &str = "men specimen omen regimen abdomen acumen semen stamen";
