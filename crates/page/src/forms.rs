//! What a single line of a page looks like, seen by itself: its [`Form`] by wording and punctuation, its [`Shape`] in numbers.
//!
//! A form is evidence, not a verdict: "Read more" between two paragraphs and in a menu are both furniture, but a line that
//! only looks like a heading needs its neighbours before anybody can say what it is. That is left to the callers.

use dateline_record::BlockKind;
use regex::bytes::{RegexSet, RegexSetBuilder};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A purpose that a line's wording and punctuation give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Who wrote it: "By Ada Finch and Tom Reyes, staff writers".
    Byline,
    /// When it was published or changed: "Updated 4 March 2024, 9:15 am", or a date alone.
    Published,
    /// Place and agency alone on a line: "NAIROBI (Reuters) —".
    Dateline,
    /// Words about a picture that end in its credit: "The bridge on Monday. (Photo: Ada Finch)".
    Caption,
    /// Whose picture it is, and nothing else: "Getty Images".
    PictureCredit,
    /// Who else contributed, which agency supplied it.
    Credit,
    /// A correction, a clarification, an editor's note.
    Correction,
    /// A link to another story that says so: "Read more: …".
    Teaser,
    /// A heading over links to other stories: "Most read".
    TeaserLabel,
    /// A place in the site: "Home", "Privacy policy", "Skip to content".
    Navigation,
    /// Sharing and following: "Share this on …".
    Social,
    /// Newsletters, subscriptions, donations.
    Subscribe,
    /// Readers' comments and the form for them.
    Comments,
    /// Logging in, passwords, registration.
    Account,
    /// "Advertisement", "Story continues below".
    Advert,
    /// Picture galleries and video players: "1 of 12", "This video has failed to load".
    Player,
    /// What a content management system left behind: "[gallery ids=…]".
    Shortcode,
    /// Copyright, cookies, terms.
    Legal,
    /// Keywords: "Filed under: …".
    Tags,
    /// A line of signs: "___", "* * *".
    Rule,
    /// A number, a duration or a count alone: "12", "3 min read".
    Count,
}

impl Form {
    /// The kind of block that a line of this form is.
    pub fn kind(self) -> BlockKind {
        match self {
            Form::Byline | Form::Published => BlockKind::Byline,
            Form::Dateline => BlockKind::Dateline,
            Form::Caption => BlockKind::Caption,
            Form::PictureCredit | Form::Credit => BlockKind::Credit,
            Form::Correction => BlockKind::Correction,
            Form::Teaser => BlockKind::Related,
            _ => BlockKind::Furniture,
        }
    }

    /// Whether the form alone marks what the site adds, and no reporter writes.
    pub fn is_furniture(self) -> bool {
        !self.kind().is_reporting()
    }
}

/// No line longer than this many bytes has a form, except credits and corrections, which name many people.
const LONG: usize = 240;
const LONGEST: usize = 700;

/// A capitalised name of one to five words, with its particles.
const NAME: &str = r"\p{Lu}[\p{L}'.\-]*(?: (?:(?:de|da|di|du|del|della|dos|la|le|van|von|der|den|ten|bin|bint|al|el|y|e) )*\p{Lu}[\p{L}'.\-]*){0,4}";
const MONTH: &str = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)";
const WEEKDAY: &str = r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day|\.)?|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo|lunes|martes|miércoles|jueves|viernes|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)";
const AGENCY: &str = r"(?:reuters|ap|afp|upi|dpa|efe|ansa|tass|xinhua|pti|ani|ians|bloomberg|getty|epa(?:-efe)?|shutterstock|istock|alamy|pa|the canadian press|(?:the )?associated press|agence france-presse)";

/// The patterns, the surest first: the first that matches gives the form. `NAME`, `MONTH`, `WEEKDAY` and `AGENCY` stand for
/// the expressions above. Lines come trimmed, with typographic quotes made straight and runs of blanks made one.
const PATTERNS: &[(Form, &str)] = &[
    // Left behind by software.
    (
        Form::Shortcode,
        r#"^\[/?[a-z][a-z0-9]*[-_][\w-]*(?:[\s=].*)?\]$|^\[/?[a-z][\w-]*\s+[\w-]+=.*\]$|^\[/?(?:ad|ads|caption|gallery|embed|video|audio|playlist|widget|sponsor|poll)\d*\]$"#,
    ),
    (Form::Shortcode, r"^\{\{.*\}\}$|^<!--.*-->$|^\{%.*%\}$|^%%.*%%$|^\[(?:object Object|Object object)\]$"),
    (Form::Rule, r"^[^\p{L}\p{N}]{0,40}$|^#\s?#\s?#$|^-{0,2}\s?(?:30|ends?|ENDS)\s?-{0,2}$"),
    // Who and when.
    (
        Form::Byline,
        r"^(?:By|BY|Written by|Story by|Words by|Text by|Posted by|Von|Por|Par|Di) NAME(?:(?:,| and| &| AND| und| et| y| e|, and) NAME)*(?:\s?[,|/(–—·•-]\s?[^.!?]{1,80}\)?)?$",
    ),
    (
        Form::Published,
        r"(?i)^(?:(?:first )?published|updated|posted|last (?:modified|updated)|created|publié|mis à jour|veröffentlicht|aktualisiert|stand|publicado|atualizado|actualizado|pubblicato|aggiornato)\b.{0,50}(?:\d{4}|\d{1,2}:\d{2}|\bago\b).{0,60}$",
    ),
    (
        Form::Published,
        r"(?i)^(?:(?:on|am|le|el) )?(?:WEEKDAY,? )?(?:(?:de )?MONTH \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th|er|\.)?(?: de| of)? MONTH,?(?: de)? \d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}[./年]\s?\d{1,2}[./月]\s?\d{1,2}日?\.?)(?:[\s,|/·•()–—+-]|T\d|at\b|à|um\b|às\b|updated|last updated|published|MONTH|WEEKDAY|uhr|[ap]\.?m\b\.?|(?-i:[A-Z]{2,5}\b)|\d[\d:.,]*h?)*$",
    ),
    // The time of an entry in live coverage.
    (
        Form::Published,
        r"(?i)^(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2}(?:\.\d{2})? ?[ap]\.?m\.?|\d{1,2}[.:]\d{2})(?-i: [A-Z]{2,5})$",
    ),
    (
        Form::Published,
        r"(?i)^(?:about )?\d{1,3} (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago$",
    ),
    (
        Form::Dateline,
        r"^\p{Lu}[\p{Lu} .,'\-]{2,40}(?:, \p{Lu}[\p{L}. ]{1,30})?(?: ?\([\p{L}/ .]{2,30}\))? ?(?:—|–|--?|_)$",
    ),
    // What stands beside a story.
    (
        Form::Correction,
        r"(?i)^(?:\(?(?:correction|clarification|editor'?s'? note|editors' note|corrected|note to readers|anmerkung der redaktion|nota del editor|note de la rédaction)\b\s*(?::|—|–|-|\(|$))",
    ),
    (
        Form::Correction,
        r"(?i)^[*(\[]?\s?(?:an earlier version of|this (?:story|article|post|report|piece) (?:has been|was|is being)(?: first| originally)? (?:updated|corrected|amended|edited|clarified|changed))\b",
    ),
    (
        Form::Credit,
        r"(?i)\b(?:contributed (?:to this (?:report|story|article|piece)|reporting)|helped report this|compiled this report)\b",
    ),
    (
        Form::Credit,
        r"^\(?(?:(?:Additional |Further )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Pp]roduced|[Tt]ranslat(?:ed|ion)|[Gg]raphics?|[Rr]esearch)(?: and (?:writing|editing|reporting))? by|With (?:files|reporting|inputs|additional reporting) (?:from|by)) [\p{Lu}(]",
    ),
    (Form::Credit, r"(?i)^[(\[]?(?:—|–|-{1,2}|source:|via)?\s?(?:AGENCY)(?: ?[/,&] ?(?:AGENCY))*\.?[)\]]?$"),
    (
        Form::PictureCredit,
        r"(?i)^\(?(?:(?:file )?(?:photos?|images?|pictures?|photograph|video|illustration|graphic|art|foto|bild)(?: illustration)?(?: credits?| source)?(?::| by| via| courtesy(?: of)?)|(?:photo|image|picture) credit\b|credit:|getty images|(?:AGENCY|[\p{L}. ]{2,40}) ?/ ?(?:AGENCY)(?: images| photo)?\)?$)[^.!?]{0,90}$",
    ),
    (
        Form::Caption,
        r"(?i)[(\[](?:(?:file )?(?:photos?|images?|pictures?|photograph|screenshot|foto|bild)\b(?: credits?)?(?: by| via| courtesy|:| from|/)|credit:|courtesy(?: of)?\b|(?:AGENCY)(?: (?:file )?(?:photo|images)| ?/)|AGENCY|via (?:AGENCY)|[\p{L}. '\-]{2,60}(?:/|via |/ )(?:AGENCY|AGENCY (?:images|photo)))[^()\[\]]{0,80}[)\]]\.?$",
    ),
    (
        Form::Caption,
        r"(?i)[.!?\p{L})] ?(?:(?:photo|image|picture|photograph|foto)(?: credits?| source)?:|credit:|photo(?:graph)? (?:by|courtesy)|(?:supplied|handout)$|getty images$|(?:[\p{L}'\-]+ ?/ ?|via )(?:AGENCY)(?: images| photo)?$)[^.!?]{0,70}\.?$",
    ),
    (
        Form::Caption,
        r"(?i)^(?:(?:file )?(?:photo|image|picture)(?: caption)?|caption|pictured|media caption|image caption)(?: (?:above|left|right|below))? ?[:—–-] ?.+$|^(?:media|image) caption\b",
    ),
    (Form::Caption, r"(?i)\b(?:media|image) caption \S|^image (?:copyright|source) .{20,}"),
    // Other stories.
    (
        Form::Teaser,
        r"(?i)^(?:>+ ?)?(?:read (?:more|next|also|now|here)|also read|see also|see more|related(?: (?:articles?|stor(?:y|ies)|topics?|news|coverage|video|roundup))?|more (?:on this|coverage|news|info)|must[- ]read|don't miss|you may also like|watch(?: now| live| also)?|listen(?: now| live)?|video|in pictures|in photos|gallery|explainer|lire aussi|à lire(?: aussi)?|lesen sie auch|mehr zum thema|lea también|leia (?:também|mais)|leggi anche|te puede interesar|buyer's guide) ?[:>»|–—-] ?\S.{0,160}$",
    ),
    (
        Form::TeaserLabel,
        r"(?i)^(?:>+ ?)?(?:(?:read|see|show|view|load|find out|learn) (?:more|next|also|now|all)(?: (?:news|stories|articles|posts|here|about \S+))?|keep reading|continue reading|read (?:the )?full (?:story|article)|related(?: (?:articles?|stor(?:y|ies)|topics?|news|posts?|content|coverage|links|videos?|reading))?|(?:more|other) (?:stories|news|articles|posts|headlines|coverage|reading)|more (?:from|on|in|like|about)\b.{0,40}|more(?: on)? this (?:story|topic)|also in the news|recommended(?: for you| stories| reading| from .{1,20})?|(?:most|top) (?:read|popular|viewed|shared|watched|commented|recent|stories|news|headlines|posts|comments)\b.{0,25}|(?:trending|popular|latest|breaking|featured|editor'?s'?|don't miss|must reads?)(?: (?:news|stories|now|posts|articles|videos?|headlines|topics|picks?|today))*(?: (?:on|in|from) .{1,25})?|top \d+ .{0,20}|you (?:may|might|could) (?:also )?(?:like|be interested in|have missed)|in (?:this|case you missed).{0,20}|what to read next|(?:next|previous|prev|older|newer)(?: (?:post|article|story|page|entry|slide|image))?s?|previous next|from (?:around )?the web|paid content|promoted(?: stories| content)?|lire aussi|sur le même sujet|mehr zum thema|das könnte sie auch interessieren|artículos relacionados|noticias relacionadas|notícias relacionadas|leia (?:também|mais)|leggi anche|articoli correlati|veja (?:também|mais))\s?[:>»….]*$",
    ),
    (Form::TeaserLabel, r"(?i)^source(?: links?)?:?$|^via$|^original (?:source|article|link)\b.{0,60}$"),
    // The site's own.
    (
        Form::Advert,
        r"(?i)^(?:advert(?:s|isements?|ising)?|advertisement continue reading.{0,30}|scroll down for (?:video|more).{0,30}|sponsored(?: content| links?| features?| post| by .{1,30})?|promotion|ad(?: choices| policy)?|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklama?|story continues .{1,40}|article continues .{1,40}|continue reading below|scroll (?:down )?to continue.{0,30}|report this ad|remove ads|skip ad(?:vert(?:isement)?)?|advertisement (?:\d+|feature).{0,40}|- advertisement -|this advertisement has not loaded.{0,80})$",
    ),
    (
        Form::Player,
        r"(?i)^(?:(?:image |photo |slide |page )?\d{1,3} ?(?:/|of|von|de|sur) ?/? ?\d{1,3}(?: (?:photos?|images?))?(?: \|)?|up next|embed <> more videos|watch now|back to (?:gallery|video)|view (?:gallery|photos|slideshow)|(?:play|pause|mute|unmute|replay|autoplay|fullscreen|play video|close|expand|enlarge(?: image| this image)?|zoom|captions?|hide caption|toggle caption|now playing|loading\.*|image|photos?|live|transcript|open this photo in gallery:?|listen(?: to (?:this )?(?:article|story))?|article content|show (?:all|less|more)|key points|video player.{0,30}|if you(?:'re| are) on the .{1,40} app, (?:click|tap) here.{0,40})|\d{1,2}:\d{2}(?::\d{2})?(?: / \d{1,2}:\d{2})?)$",
    ),
    (
        Form::Player,
        r"(?i)\b(?:(?:video|content|media|browser|player).{0,30}(?:failed to load|not (?:be )?(?:supported|available|loaded)|unsupported|does not support)|media playback is unsupported|try refreshing your browser|enable javascript|tap here to see other|javascript is (?:disabled|required))\b",
    ),
    (
        Form::Comments,
        r"(?i)^(?:(?:leave|post|write|add|submit|make)(?: a| your)?(?: new)? (?:reply|comments?|response)|cancel reply|repl(?:y|ies)|report(?: comment| abuse)?|(?:view|show|hide|see|read|load|all|no|join the|be the first to)(?: all| more| the)?(?: \d+)? comments?.{0,30}|comments?(?: \(?\d+\)?)?(?: (?:are )?(?:closed|off|policy).{0,30})?|\d+ (?:comments?|repl(?:y|ies)|responses?)(?: \(?.{0,10}\)?)?|\d+ responses? to .{1,90}|.{2,40} says:?|notify me of .{1,60}|save my name.{1,90}|(?:your )?(?:name|e-?mail|website|comment)(?: address)? ?(?:\*|\(required\)).{0,10}|your (?:name|comment|e-?mail(?: address)?)|(?:vote )?(?:up|down)vote|kommentare?|commentaires?|comentarios?|comentários?|deja un comentario|deixe um comentário|laisser un commentaire|schreibe einen kommentar)$",
    ),
    (
        Form::Comments,
        r"(?i)^(?:your e-?mail(?: address)? will not be published|required fields are marked|you must be (?:logged|signed) in\b|join (?:the|our) (?:conversation|discussion|commenting)|comments? (?:are|is|may|on this)\b.{0,60}(?:moderat|closed|appear)|this site uses akismet|please (?:read our|keep) comment|have your say|let us know (?:what you think|in the comments))",
    ),
    (
        Form::Account,
        r"(?i)^(?:(?:log|sign)[- ]?(?:in|out|up)(?: (?:to|with|for|or|here|now|/)\b.{0,60})?|login.{0,40}|logout|register(?: (?:now|here|for free|to .{1,40}))?|create (?:an |a |your )?(?:free )?account.{0,20}|my account|manage (?:my )?account|welcome back!?|welcome,? guest|forg[oe]t(?:ten)? (?:your )?password\??|(?:retrieve|reset|lost|change|enter|confirm)(?: your)? (?:password|username).{0,60}|remember me|username(?: or e-?mail.{0,20})?|password|already (?:a |have )(?:an )?(?:member|subscriber|account|registered).{0,40}|not a member\?.{0,40}|don't have an account\?.{0,40}|anmelden|se connecter|iniciar sesión|entrar)$",
    ),
    (
        Form::Account,
        r"(?i)^(?:please (?:enter|provide|log|sign|check|try|confirm)\b.{0,40}\b(?:e-?mail|username|password|account|log ?in|again)\b|the next issue of .{1,40} will soon be in your inbox|a (?:welcome|verification|password|confirmation) (?:e-?mail|link|password) (?:is|will|has)|thanks? (?:you )?for (?:signing|subscribing|registering|contacting)|we (?:have )?encountered an (?:issue|error)|there was an error|this field is required|e-?mail check failed|post was not sent|sorry, your blog)",
    ),
    (
        Form::Subscribe,
        r"(?i)^(?:(?:subscribe|sign up|register|join)\b(?:.{0,120}\b(?:newsletters?|inbox|e-?mails?|alerts?|updates|today|now|free|offers?|digital|magazine|briefing|channel|feed|trial|access)\b.{0,60}|.{0,24})|(?:get|receive)\b.{0,110}\b(?:inbox|delivered|newsletters?|e-?mail(?:ed)?|briefing|alerts?|updates)\b.{0,50}|(?:e-?mail |our |free |daily |weekly )*newsletters?(?: sign-?up)?|(?:enter|your) (?:your )?e-?mail.{0,40}|by (?:signing up|clicking|continuing|subscribing|registering|submitting|providing)\b.{0,200}|(?:i would|yes,? i'?d?) like to (?:be e-?mailed|receive).{0,120}|support (?:us|our|independent|local|the|quality)\b.{0,80}\b(?:journalism|work|today|us|now).{0,30}|(?:donate|give|contribute)(?: now| today| monthly| here)?|become a (?:member|subscriber|supporter|patron).{0,40}|(?:abonnieren|newsletter abonnieren|s'abonner|abonnez-vous.{0,60}|suscr[ií]bete.{0,60}|assine.{0,40}|iscriviti.{0,60}|inscreva-se.{0,60})|delivered (?:straight )?to your inbox.{0,20}|home delivery|gift subscriptions?|interested in more newsletters.{0,30}|this (?:content|article|story) is (?:reserved for|only (?:available )?(?:for|to)|exclusive to) (?:our )?(?:subscribers|members).{0,20})[.!]?$",
    ),
    (
        Form::Social,
        r"(?i)^(?:share(?: (?:this|it|on|via|with|to|the|your|selection|article|story|options|tweet)\b.{0,60})?[:.]?|shares?|sharing is caring.{0,20}|teilen|partager|compartir|compartilhar|condividi|(?:facebook|twitter|x|linked ?in|reddit|whats ?app|pinterest|flipboard|tumblr|telegram|instagram|you ?tube|tik ?tok|threads|bluesky|mastodon|snapchat|messenger|e-?mail|print|pocket|copy(?: link| url)?|(?:re)?post(?: this)? (?:on|to) (?:x|facebook|reddit|threads|bluesky)|tweet|pin(?: it)?|rss|flip(?: ?board)?|google\+?|sms|link copied!?|email (?:this )?(?:article|link|the author)|linkedin icon|facebook icon|twitter icon)(?:[ ,/|]+(?:facebook|twitter|x|linked ?in|reddit|whats ?app|pinterest|e-?mail|print|instagram|you ?tube|telegram|tumblr|threads|copy link))*|follow(?:ing)?|follow (?:us|me|him|her|the author|this (?:author|topic)|@\w+|[\p{L}' ]{2,40} on (?:twitter|facebook|instagram|x|google news|youtube|threads|linkedin))\b.{0,50}|(?:like|find|join|visit) us (?:on|at)\b.{0,40}|like this:?|like loading.{0,5}|\d[\d.,]*[km]? ?(?:likes?|shares?|retweets?|followers?|views?|reactions?|subscribers?)|click to (?:share|email|print|tweet|copy).{0,60}|send (?:to|this) (?:e-?mail|friend).{0,40}|get author rss feed|view author archive|latest posts by .{1,40}|view all posts(?: by .{1,40})?|(?:via )?@\w{2,30})$",
    ),
    (
        Form::Tags,
        r"(?i)^(?:tags?|filed under|topics?|categor(?:y|ies)|posted in|keywords?|more about|in this article|related tags|schlagw[oö]rter|etiquetas|mots-clés)\s?:?\s?$|^(?:tags?|filed under|topics|categories|posted in|keywords|tagged(?: with| as)?|in this article|etiquetas|mots-clés|schlagwörter)\b\s?:?\s?[^.!?]{1,160}$",
    ),
    (
        Form::Legal,
        r"(?i)^(?:©|\(c\) ?\d|copyright ?(?:©|\(c\)|\d{4}|by\b|[-–—:])).{0,220}$|\ball rights reserved\b|may not be (?:published|reproduced|broadcast|rewritten|copied)|\b(?:we|site|website|page) uses? (?:\w+ ){0,2}cookies\b|\b(?:cookie|privacy) (?:policy|notice|statement|settings|preferences)\b.{0,100}$|protected by recaptcha|terms (?:of (?:use|service)|and conditions|& conditions) (?:and|apply|&)|\bearn (?:a |an )?(?:affiliate )?commission\b|do not (?:sell|share)\b.{0,20}\bpersonal information|^opt[- ]out\b.{0,40}$|^powered by .{1,40}$|^accept(?: all)?(?: cookies)?$",
    ),
    (
        Form::Navigation,
        r"(?i)^(?:skip to\b.{0,30}|jump to\b.{0,30}|(?:back|return|scroll) to(?: the)? (?:top|home ?page|reading|story|article)|(?:close |open |main |site |toggle )*(?:menu|navigation|nav|search|sections?|sidebar)(?: navigation)?(?: for:?)?|search(?: .{0,25})?|home(?: ?page)?|sections?|site ?(?:map|index)|about(?: us| me| .{1,25})?|contact(?: us| me| info| the \w+)?|advertis(?:e|ing)(?: with us| info)?|careers?|jobs|rss(?: feeds?)?|privacy(?: policy| notice| center)?|terms(?: (?:of|and|&) (?:use|service|sale|conditions))?|cookies?(?: (?:policy|settings|preferences))?|ad ?choices|accessibility(?: statement)?|help(?: cent(?:er|re))?|faqs?|feedback|corrections|disclaimer|imprint|impressum|datenschutz|mentions légales|aviso legal|media kit|press(?: room| releases?)?|newsroom(?: \w+)?|archives?|customer service|subscriber services|reprints(?: (?:&|and) permissions)?|legal(?: notices?)?|licensing|submit (?:a |your )?(?:correction|news tip|tip|story|letter|photo).{0,30}|send (?:us )?(?:a )?(?:tip|letter).{0,30}|(?:e-?|digital )edition|(?:current|latest|MONTH \d{4}) issue|epaper|e-paper|apps?|download (?:the|our) .{0,20}app|edition|change edition|english|español|français|deutsch|português|you are (?:at|here):?|breadcrumb.{0,20}|author of the article:?|(?:show|view|see) (?:all|more)(?: .{0,25})?|expand (?:all|menu)|collapse|cancel|submit|ok|yes|no|got it!?|dismiss|learn more|click here\b.{0,60}|tap here\b.{0,60}|more|all|other|others|select .{1,20})$",
    ),
    (
        Form::Navigation,
        r"(?i)^(?:the )?(?:latest )?(?:news|world|world news|local(?: news)?|national|international|politics|business|economy|markets?|money|finance|personal finance|opinions?|editorials?|columnists?|comment(?:ary)?|letters(?: to the editor)?|sports?|football|soccer|cricket|tennis|golf|rugby(?: union)?|basketball|baseball|hockey|nfl|nba|mlb|nhl|racing|formula 1|boxing|entertainment|arts?|culture|music|films?|movies?|tv|television|radio|books?|theat(?:re|er)|games?|gaming|celebrity|lifestyle|life|living|style|fashion|beauty|food(?: (?:&|and) drink)?|recipes|health|wellness|fitness|science|space|environment|climate(?: change)?|energy|tech|technology|innovation|autos?|cars|motoring|travel|property|real estate|homes?|education|crime|courts?|weather|traffic|obituaries|classifieds|horoscopes?|puzzles|crosswords?|comics|cartoons|photos?|photo galler(?:y|ies)|videos?|podcasts?|events?|features|special reports?|investigations|magazine|newsletters?|blogs?|live|shop(?:ping)?|store|deals|coupons|competitions|forums?|community|topics|authors?|contributors|services|company|social media|africa|asia|europe|americas|middle east|u\.?s\.?a?|uk|nation|states?|cities|policy|security|fact checks?|offbeat|results|election \d{4})(?: ?[›»>+▾▼]+)?$",
    ),
    (
        Form::Count,
        r"(?i)^#?\d[\d.,]{0,11}(?:%|°[cf]?.{0,20}|k|m)?$|^\d{1,3} ?(?:-| )?(?:min(?:ute)?s?|sec(?:ond)?s?)\.?(?: (?:read|watch|listen))?$|^(?:reading time|est\. reading time)\b.{0,25}$|^\d{1,2}[ahmdwy](?: ago)?$",
    ),
];

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(PATTERNS.iter().map(|(_, p)| *p)));

/// All patterns on two automata. Alternatives that hold from the line's first letter on fail within a few letters of nearly every
/// line, so they are kept apart from the few that may begin anywhere and have to follow the line to its end.
struct Matcher {
    anchored: RegexSet,
    free: RegexSet,
    /// The pattern that each alternative of the sets comes from.
    anchored_from: Vec<usize>,
    free_from: Vec<usize>,
}

impl Matcher {
    fn new<'a>(patterns: impl Iterator<Item = &'a str>) -> Matcher {
        let alternatives = patterns.enumerate().flat_map(|(i, p)| alternatives(p).into_iter().map(move |a| (i, a)));
        let (anchored, free): (Vec<_>, Vec<_>) =
            alternatives.partition(|(_, a)| a.trim_start_matches("(?i)").starts_with('^'));
        let (anchored_from, anchored): (Vec<usize>, Vec<String>) = anchored.into_iter().unzip();
        let (free_from, free): (Vec<usize>, Vec<String>) = free.into_iter().unzip();
        Matcher { anchored: compile(&anchored), free: compile(&free), anchored_from, free_from }
    }

    /// The first pattern that matches.
    fn first(&self, line: &str) -> Option<usize> {
        let anchored = self.anchored.matches(line.as_bytes()).iter().next().map(|i| self.anchored_from[i]);
        let free = self.free.matches(line.as_bytes()).iter().next().map(|i| self.free_from[i]);
        anchored.into_iter().chain(free).min()
    }
}

/// The alternatives of a pattern at its top level, each with the pattern's flag.
fn alternatives(pattern: &str) -> Vec<String> {
    let flag = if pattern.starts_with("(?i)") { "(?i)" } else { "" };
    let (mut depth, mut class, mut escaped) = (0, false, false);
    let mut parts = vec![flag.to_owned()];
    for c in pattern[flag.len()..].chars() {
        match c {
            _ if escaped => {}
            '[' if !class => class = true,
            ']' if class => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth -= 1,
            '|' if !class && depth == 0 => {
                parts.push(flag.to_owned());
                continue;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        parts.last_mut().into_iter().for_each(|p| p.push(c));
    }
    parts
}

fn compile(patterns: &[String]) -> RegexSet {
    let patterns = patterns.iter().map(|p| {
        let p = p.replace("NAME", NAME).replace("MONTH", MONTH).replace("WEEKDAY", WEEKDAY).replace("AGENCY", AGENCY);
        // A word boundary that knows all of Unicode cannot run on the automaton that makes a set fast, and costs ten times as much.
        by_bytes(&p.replace(r"\b", r"(?-u:\b)"))
    });
    // The patterns are constants, and a test compiles them: an empty set is never seen.
    RegexSetBuilder::new(patterns)
        .size_limit(64 << 20)
        .dfa_size_limit(24 << 20)
        .build()
        .unwrap_or_else(|_| RegexSet::empty())
}

/// A pattern whose "any character", "none of these signs" and letters take single bytes: as good where only length and English case matter,
/// and several times quicker to compile than what takes all of Unicode up to a hundred times over.
fn by_bytes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let class = rest.starts_with('[').then(|| class_length(rest));
        let letters = [r"\p{Lu}", r"\p{L}"].into_iter().find(|l| rest.starts_with(l)).map(str::len);
        let length = match c {
            '\\' => letters.unwrap_or(1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
            _ => class.unwrap_or(c.len_utf8()),
        };
        let (piece, after) = rest.split_at(length);
        let plain = piece.replace(r"\p{Lu}", &format!("A-Z{BEYOND}")).replace(r"\p{L}", &format!("A-Za-z{BEYOND}"));
        let of_unicode = !plain.is_ascii() || [r"\p", r"\w", r"\d", r"\s"].iter().any(|c| plain.contains(c));
        // "No letter" stays what it is: bytes beyond ASCII are not all letters.
        let by_bytes = class.is_some() && !of_unicode && piece.starts_with("[^") != (plain != piece);
        if letters.is_some() {
            out.extend(["(?-u:[", &plain, "])"]);
        } else if c == '.' || by_bytes {
            out.extend(["(?-u:", &plain, ")"]);
        } else {
            out.push_str(piece);
        }
        rest = after;
    }
    out
}

/// The bytes of characters beyond ASCII, without those that begin the signs and blanks of Latin-1 and of typography.
const BEYOND: &str = r"\x80-\xbf\xc3-\xe1\xe3-\xf4";

/// Bytes of the bracketed class that a pattern begins with.
fn class_length(pattern: &str) -> usize {
    let mut escaped = false;
    let end = pattern.char_indices().skip(1).find(|&(_, c)| {
        let closes = c == ']' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    end.map_or(pattern.len(), |(i, _)| i + 1)
}

/// The form of a line, if its words and signs alone give one away.
pub fn form(line: &str) -> Option<Form> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let folded = fold(line);
    let form = match PATTERNS[MATCHER.first(&folded)?].0 {
        // "jb/kl (dpa, AFP)": a credit without a picture's description.
        Form::Caption if folded.split(' ').count() <= 4 => Form::PictureCredit,
        form => form,
    };
    (line.len() <= LONG || matches!(form, Form::Credit | Form::Correction | Form::Caption | Form::Legal))
        .then_some(form)
}

/// Typographic quotes and blanks made plain, so that a pattern needs one spelling.
fn fold(line: &str) -> Cow<'_, str> {
    let odd = |c: char| matches!(c, '‘' | '’' | '“' | '”' | '″' | '\u{a0}' | '\u{200b}'..='\u{200d}' | '\t');
    if !line.contains(odd) && !line.contains("  ") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '‘' | '’' => out.push('\''),
            '“' | '”' | '″' => out.push('"'),
            '\u{200b}'..='\u{200d}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// A full stop or exclamation mark, perhaps inside a closing quotation mark or bracket.
    Stop,
    /// A question mark.
    Question,
    /// A colon.
    Colon,
    /// Three dots or an ellipsis.
    Ellipsis,
    /// A comma, semicolon or dash.
    Open,
    /// A closing quotation mark without a stop.
    Quote,
    /// A letter, a digit or another sign.
    Bare,
}

/// How the words of a line are capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// As in a sentence.
    Sentence,
    /// Most longer words begin with a capital.
    Title,
    /// All letters are capitals.
    Upper,
    /// The first letter is small.
    Lower,
    /// A script without case, or no letters.
    None,
}

/// A line in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Words; in scripts written without spaces, two characters count as one.
    pub words: usize,
    /// Characters.
    pub chars: usize,
    /// How it ends.
    pub ending: Ending,
    /// How it is capitalised.
    pub case: Case,
    /// First character.
    pub first: char,
    /// Words of up to four letters in small letters, as a share of all: articles, prepositions, auxiliaries in most languages.
    pub small_words: f32,
    /// Digits as a share of all characters.
    pub digits: f32,
    /// Capitalised words after the first.
    pub names: usize,
    /// A stop within the line, followed by a capital.
    pub inner_stop: bool,
    /// "you", "your", "our", "we" outside quotation marks.
    pub address: bool,
}

impl Shape {
    /// Whether it has the length and the end of a paragraph of running text.
    pub fn is_paragraph(&self) -> bool {
        self.words >= 18
            && matches!(self.ending, Ending::Stop | Ending::Question | Ending::Ellipsis | Ending::Quote | Ending::Colon)
            || self.words >= 45
    }

    /// Whether it ends as a sentence does.
    pub fn is_closed(&self) -> bool {
        matches!(self.ending, Ending::Stop | Ending::Question)
    }
}

/// Words of three letters or more whose full stop ends no sentence when a name follows.
const ABBREVIATED: &[&str] = &[
    "Mrs", "Gov", "Sen", "Sens", "Rep", "Reps", "Gen", "Col", "Lt", "Sgt", "Capt", "Maj", "Cmdr", "Adm", "Rev", "Prof",
    "Hon", "Messrs", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Jan",
];

/// The shape of a line.
pub fn shape(line: &str) -> Shape {
    let line = line.trim();
    let (mut words, mut small, mut names, mut long_words, mut long_capitals) = (0usize, 0usize, 0usize, 0usize, 0usize);
    let (mut inner_stop, mut address, mut in_quotes) = (false, false, false);
    let mut after_stop = false;
    for (i, word) in line.split_whitespace().enumerate() {
        let quotes = word.starts_with(['"', '“', '„', '«', '‘']);
        in_quotes |= quotes;
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let head = core.chars().next();
        let capital = head.is_some_and(char::is_uppercase);
        let letters = core.chars().take(5).count();
        if head.is_some() {
            words += 1;
        }
        if i > 0 && capital {
            names += usize::from(!after_stop);
            inner_stop |= after_stop;
        }
        if letters >= 4 && head.is_some_and(char::is_alphabetic) {
            long_words += 1;
            long_capitals += usize::from(capital);
        }
        if head.is_some_and(char::is_lowercase) && letters < 5 {
            small += 1;
        }
        if !in_quotes && letters < 5 {
            address |= ["you", "your", "our", "we", "You", "Your", "Our", "We"].contains(&core);
        }
        if word.contains(['"', '”', '“', '»', '’']) && word.ends_with(['"', '”', '“', '»', '’', ',', '.'])
        {
            in_quotes = in_quotes && quotes && !word.contains('”');
        }
        let stopped = word.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']);
        after_stop = stopped.ends_with(['.', '!', '?'])
            && core.chars().nth(2).is_some()
            && !core.contains('.')
            && !ABBREVIATED.contains(&core);
    }
    let chars = line.chars().count();
    let (mut digits, mut wide, mut upper, mut lower) = (0usize, 0usize, 0usize, 0usize);
    for c in line.chars() {
        digits += usize::from(c.is_ascii_digit());
        wide += usize::from(is_wide(c));
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    let words = words.max(wide / 2);
    let first = line.chars().next().unwrap_or(' ');
    let head = line.chars().find(|c| c.is_alphanumeric());
    let case = if upper + lower == 0 || wide > upper + lower {
        Case::None
    } else if lower == 0 {
        Case::Upper
    } else if head.is_some_and(char::is_lowercase) {
        Case::Lower
    } else if long_words > 0 && long_capitals * 10 >= long_words * 7 {
        Case::Title
    } else {
        Case::Sentence
    };
    let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f32 / of as f32 };
    Shape {
        words,
        chars,
        ending: ending(line),
        case,
        first,
        small_words: share(small, words),
        digits: share(digits, chars),
        names,
        inner_stop,
        address,
    }
}

/// How a line ends, looking through closing quotation marks and brackets.
fn ending(line: &str) -> Ending {
    // Emoji and other pictures after the last sign say nothing.
    let line = line.trim_end_matches(|c: char| c == ' ' || c > '\u{2190}' && !c.is_alphanumeric() && !is_sign(c));
    let core = line.trim_end_matches(['"', '”', '“', '\'', '’', '»', '«', ')', ']', '」', '』', '*', ' ']);
    let quoted = line.trim_end_matches([' ', '*']).ends_with(['"', '”', '“', '’', '\'', '»', '«', '」', '』']);
    match core.chars().next_back() {
        Some('…') => Ending::Ellipsis,
        Some('.') if core.ends_with("..") => Ending::Ellipsis,
        Some('.' | '!' | '\u{3002}' | '\u{FF01}' | '\u{0964}' | '\u{06D4}' | '\u{1362}') => Ending::Stop,
        Some('?' | '\u{FF1F}' | '\u{061F}') => Ending::Question,
        Some(':' | '\u{FF1A}') => Ending::Colon,
        Some(',' | ';' | '—' | '–' | '\u{3001}') if !quoted => Ending::Open,
        _ if quoted => Ending::Quote,
        _ => Ending::Bare,
    }
}

/// Punctuation of scripts whose signs lie beyond those of Latin.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF65}')
}

/// Characters of scripts written without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Words worth comparing between two lines: four letters or more, in small letters; in scripts without spaces, pairs of characters.
pub fn content_words(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().nth(3).is_some()).map(str::to_lowercase)
}

/// Whether a line begins as an item of a list does: with a bullet, a dash or a number.
pub fn is_list_item(line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    if matches!(first, '•' | '·' | '▪' | '◦' | '‣' | '*' | '–' | '—' | '-') {
        return rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    }
    let rest = line.trim_start().trim_start_matches('(');
    let number = rest.chars().take_while(char::is_ascii_digit).count();
    let label = if (1..=2).contains(&number) {
        number
    } else {
        usize::from(rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    label > 0 && rest[label..].starts_with(['.', ')']) && rest[label + 1..].starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        let counts = [MATCHER.anchored.len(), MATCHER.free.len()];
        assert_eq!(counts, [MATCHER.anchored_from.len(), MATCHER.free_from.len()]);
        assert!(counts.iter().all(|n| *n > 0));
    }

    #[test]
    fn forms_of_lines() {
        for (line, want) in [
            ("By Orla Fenwick", Some(Form::Byline)),
            ("BY ORLA FENWICK AND BRAM TOLLIVER", Some(Form::Byline)),
            ("By Orla Fenwick, Harbour Correspondent", Some(Form::Byline)),
            ("By Monday the ferry had sailed again.", None),
            ("By the time he came, the harbour was empty.", None),
            ("4 March 2024", Some(Form::Published)),
            ("Monday, March 4, 2024 at 9:15 am EST", Some(Form::Published)),
            ("Last updated: 4 March 2024, 09:15", Some(Form::Published)),
            ("On 4 March 2024, the mayor made this remark:", None),
            ("3 hours ago", Some(Form::Published)),
            ("HARROW BAY, Velmar (AP) _", Some(Form::Dateline)),
            ("HARROW BAY —", Some(Form::Dateline)),
            ("Mira Solano in Tarn City contributed to this report.", Some(Form::Credit)),
            ("(Reporting by Mira Solano; Editing by Edvin Halle)", Some(Form::Credit)),
            ("Correction: the ferry sails at nine, not at ten.", Some(Form::Correction)),
            ("An earlier version of this story gave a wrong age.", Some(Form::Correction)),
            ("The correction was made on Friday.", None),
            ("The old quay on Monday. (Photo: Ada Finch)", Some(Form::Caption)),
            ("Photo by Ada Finch", Some(Form::PictureCredit)),
            ("Ada Finch/Reuters", Some(Form::PictureCredit)),
            ("Read more: Why the quay is sinking", Some(Form::Teaser)),
            ("Most read", Some(Form::TeaserLabel)),
            ("More than forty ships lay at anchor.", None),
            ("Share this story", Some(Form::Social)),
            ("Share prices fell on Monday.", None),
            ("Up next", Some(Form::Player)),
            ("The Greens were up next.", None),
            ("3 of 12 |", Some(Form::Player)),
            ("Post on X", Some(Form::Social)),
            ("March 2024 issue", Some(Form::Navigation)),
            ("This content is reserved for subscribers", Some(Form::Subscribe)),
            ("Following the vote, the mayor left", None),
            ("Subscribe to our newsletter", Some(Form::Subscribe)),
            ("Leave a Reply", Some(Form::Comments)),
            ("Nobody wanted to comment.", None),
            ("Forgot your password?", Some(Form::Account)),
            ("Advertisement", Some(Form::Advert)),
            ("[gallery ids=\"4,5\"]", Some(Form::Shortcode)),
            ("[ad_2]", Some(Form::Shortcode)),
            ("[laughs]", None),
            ("© 2024 Pelham Observer", Some(Form::Legal)),
            ("Copyright and related rights were the subject of the talks.", None),
            ("Tags: harbour, ferry", Some(Form::Tags)),
            ("Topics such as the harbour were left out.", None),
            ("___", Some(Form::Rule)),
            ("12", Some(Form::Count)),
            ("4 min read", Some(Form::Count)),
            ("", None),
        ] {
            assert_eq!(form(line), want, "{line}");
        }
    }

    #[test]
    fn shapes_of_lines() {
        let s = shape("“We will sail,” said Mrs. Dahl. “Tomorrow.”");
        assert_eq!((s.ending, s.inner_stop, s.address), (Ending::Stop, true, false));
        assert!(!shape("The plan of Mrs. Dahl").inner_stop);
        assert_eq!(shape("Why now?").ending, Ending::Question);
        assert_eq!(shape("See you there! 🎈").ending, Ending::Stop);
        assert_eq!(shape("Der Hafen bleibt zu").case, Case::Sentence);
        assert_eq!(shape("Harbour Stays Closed After Storm").case, Case::Title);
        assert_eq!(shape("港は閉まったままだ。").case, Case::None);
        assert!(is_list_item("• milk") && is_list_item("2) bread") && !is_list_item("1987 was a good year"));
    }
}
