//! The fixed words of the domain: kinds, states, change words. One table each; parsing, help and pages come from it.

use std::sync::LazyLock;

/// A word list: an enum whose members have the word that authors write.
pub trait Word: Copy + Sized + 'static {
    /// The name of the vocabulary in public schemas.
    const NAME: &'static str;
    const ALL: &'static [Self];
    fn word(self) -> &'static str;
    /// The member of a word, whatever its case.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.word().eq_ignore_ascii_case(text.trim()))
    }
    /// All words, for messages.
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|w| w.word()).collect()
    }
    /// The word with a capital first letter, as authors write it where a text begins.
    fn label(self) -> String {
        capitalized(self.word())
    }
    /// The word as a class name or address: spaces become hyphens.
    fn slug(self) -> String {
        self.word().to_lowercase().replace(' ', "-")
    }
}

/// A word that pages show by a label in their language.
pub trait LabelledWord: Word {
    /// The key of the label in the files of locales/, such as `word.trend.growing`.
    fn key(self) -> &'static str;
}

/// A text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    first.to_uppercase().chain(letters).collect()
}

/// The start of the keys of a vocabulary's labels: `word.topic-status.` of `TopicStatus`.
fn vocabulary_key(name: &str) -> String {
    let mut key = String::from("word.");
    for (n, letter) in name.char_indices() {
        if n > 0 && letter.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key.push('.');
    key
}

/// The keys of the labels of a vocabulary's words, in their order. Pages ask for them many thousand times.
fn label_keys<W: Word>() -> Vec<String> {
    let start = vocabulary_key(W::NAME);
    W::ALL.iter().map(|word| format!("{start}{}", hyphenated(word.word()))).collect()
}

/// A word in lower case, with hyphens between its letters and digits: `n-a`, `tl-dr`.
pub fn hyphenated(word: &str) -> String {
    let low = word.to_ascii_lowercase();
    let parts = low.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($member:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($member),* }
        impl Word for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$($name::$member),*];
            fn word(self) -> &'static str { match self { $($name::$member => $word),* } }
        }
        impl LabelledWord for $name {
            fn key(self) -> &'static str {
                static KEYS: LazyLock<Vec<String>> = LazyLock::new(label_keys::<$name>);
                &KEYS[self as usize]
            }
        }
    )*};
}

words! {
    /// What is done to the finished files where site.yaml asks for it.
    Finish { Minified = "minified", Compressed = "compressed", Integrity = "integrity" }
    /// What kind of harvest a gather is.
    GatherKind { Initial = "initial", Gather = "gather", Update = "update" }
    ArticleKind { Explainer = "explainer", Essay = "essay", Narrative = "narrative" }
    /// What an entity is; the first three can hold positions. A site can add to it.
    EntityKind {
        Person = "person", Organisation = "organisation", Collective = "collective", Product = "product",
        Project = "project", Law = "law", Standard = "standard", Place = "place", Event = "event", Term = "term",
    }
    ObservationKind {
        EmergingTheme = "emerging theme", EmergingPattern = "emerging pattern", QualitySignal = "quality signal",
        KeywordSuggestion = "keyword suggestion", Gap = "gap", NoisePattern = "noise pattern",
        AuthorToWatch = "author to watch", SourceToWatch = "source to watch",
    }
    /// How a position relates to the one before it.
    ChangeWord {
        FirstTracked = "first tracked", Restated = "restated", Hardened = "hardened", Softened = "softened",
        Extended = "extended", Clarified = "clarified", Reversed = "reversed", Silent = "silent",
    }
    /// Whether a question is one of the debate, or a gap of the record: what the search did not find.
    QuestionKind { Debate = "debate", Gap = "gap" }
    QuestionStatus {
        Open = "open", PartlyAnswered = "partly answered", Answered = "answered", Reframed = "reframed", Moot = "moot",
    }
    /// What one block says about another.
    RelationKind {
        Overtakes = "overtakes", Corrects = "corrects", Disputes = "disputes", Confirms = "confirms", Answers = "answers",
        Judges = "judges",
        Contradicts = "contradicts",
    }
    /// How a relation or a contradiction reads from one of its ends.
    RelationVerb {
        Overtakes = "overtakes", Corrects = "corrects", Disputes = "disputes", Confirms = "confirms", Answers = "answers",
        Judges = "judges", Contradicts = "contradicts", Repeats = "repeats",
        OvertakenBy = "overtaken by", CorrectedBy = "corrected by", DisputedBy = "disputed by",
        ConfirmedBy = "confirmed by", AnsweredBy = "answered by", JudgedBy = "judged by", RepeatedBy = "repeated by",
        NoLongerOvertakes = "no longer overtakes", NoLongerCorrects = "no longer corrects",
        NoLongerDisputes = "no longer disputes", NoLongerConfirms = "no longer confirms",
        NoLongerAnswers = "no longer answers", NoLongerJudges = "no longer judges",
        NoLongerContradicts = "no longer contradicts",
        NoLongerOvertakenBy = "no longer overtaken by", NoLongerCorrectedBy = "no longer corrected by",
        NoLongerDisputedBy = "no longer disputed by", NoLongerConfirmedBy = "no longer confirmed by",
        NoLongerAnsweredBy = "no longer answered by", NoLongerJudgedBy = "no longer judged by",
        DiffersFrom = "differs, as is explained, from", HoldsAgainst = "holds against",
        FallsAgainst = "does not hold against", ContradictedOnce = "contradicted, until one was taken back,",
        ContradictsUnsettled = "contradicts, and it could not be settled,", DoesNotContradict = "does not contradict",
    }
    /// What a relation makes of the passage that it is about.
    RelationState {
        Overtaken = "overtaken", Corrected = "corrected", Disputed = "disputed", Confirmed = "confirmed",
        Answered = "answered", Judged = "judged", Contradicted = "contradicted", Repeated = "repeated",
        NoLongerOvertaken = "no longer overtaken", NoLongerCorrected = "no longer corrected",
        NoLongerDisputed = "no longer disputed", NoLongerConfirmed = "no longer confirmed",
        NoLongerAnswered = "no longer answered", NoLongerJudged = "no longer judged",
        NoLongerContradicted = "no longer contradicted",
    }
    /// How likely a forecast calls what it forecasts, on a scale of words.
    ChanceWord {
        VirtuallyCertain = "virtually certain", ExtremelyLikely = "extremely likely", VeryLikely = "very likely",
        Likely = "likely", MoreLikelyThanNot = "more likely than not", EvenChance = "about as likely as not",
        Unlikely = "unlikely", VeryUnlikely = "very unlikely", ExtremelyUnlikely = "extremely unlikely",
        ExceptionallyUnlikely = "exceptionally unlikely",
    }
    /// What statements contradict each other in.
    ContradictionKind {
        Value = "value", Date = "date", First = "first", Attribution = "attribution", Definition = "definition",
        Quotation = "quotation", Verdict = "verdict", Fact = "fact",
    }
    /// What became of a contradiction.
    ContradictionState {
        Open = "open", Explained = "explained", Resolved = "resolved", Withdrawn = "withdrawn", Stands = "stands",
        NotOne = "not one",
    }
    /// Why statements that differ need not contradict each other, or why one of them fell.
    ContradictionReason {
        Measure = "different measure", Time = "different time", Scope = "different scope",
        Definition = "different definition", Subject = "different subject", Rounding = "rounding",
        Misreading = "misreading", Revision = "revision", SameStatement = "same statement",
    }
    /// What the evidence is that a source gives first-hand.
    EvidenceKind {
        Study = "study", Dataset = "dataset", Event = "event", Announcement = "announcement", Document = "document",
        Testimony = "testimony", Measurement = "measurement",
    }
    /// How well the evidence of a claim is known.
    EvidenceBasis { OneOrigin = "one origin", SeveralOrigins = "several origins", Untraced = "not traced" }
    /// The outcome of a forecast. The last three count as neither right nor wrong.
    ForecastOutcome {
        CameTrue = "came true", DidNot = "did not", Partly = "partly", Undecidable = "undecidable", Void = "void",
    }
    /// Where a forecast is: a revised one was replaced by a later one of the same speaker; an ended one was confirmed,
    /// corrected or overtaken, and not judged.
    ForecastState {
        Waiting = "waiting", Overdue = "overdue", Revised = "revised", Ended = "ended", Judged = "judged",
    }
    /// What is known of an item of a subject. No record at all is unchecked.
    FactStatus {
        Yes = "yes", Partial = "partial", No = "no", Undisclosed = "undisclosed", Disputed = "disputed",
        NotApplicable = "n/a",
    }
    /// What a fact says of its item.
    FactAspect { Available = "available", Licence = "licence", Documented = "documented" }
    /// Whether a subject meets a definition.
    DefinitionVerdict { Met = "met", NotMet = "not met", Unknown = "cannot be said" }
    /// What an undisclosed item is to a definition.
    UndisclosedRule { NotMet = "not met", Unknown = "unknown" }
    /// What a partly given item is to a definition; a half counts in sums.
    PartialRule { NotMet = "not met", Met = "met", Half = "half" }
    /// What a source does with the evidence that it reports.
    Derivation { Repeats = "repeats", Quotes = "quotes", Reanalyses = "reanalyses" }
    /// What became of a claim by the last look.
    ClaimFate { Standing = "standing", Corrected = "corrected", Overtaken = "overtaken" }
    /// How sure an interval is, in per cent.
    ConfidenceLevel { Ninety = "90", NinetyFive = "95", NinetyNine = "99" }
    /// In what lengths of time are given.
    TimeUnit { Days = "days", Weeks = "weeks", Months = "months" }
    TopicStatus { Active = "active", Dormant = "dormant", Closed = "closed" }
    ThreadStatus { Emerging = "emerging", Active = "active", Dormant = "dormant", Settled = "settled" }
    Trend { Growing = "growing", Steady = "steady", Fading = "fading" }
    TensionKind {
        Factual = "factual", Definitional = "definitional", Normative = "normative", Strategic = "strategic",
        Predictive = "predictive",
    }
    /// Which side of a debate a figure or an entity is on; a gap is the distance between two sides. A site can add to it.
    Side { For = "for", Against = "against", Mixed = "mixed", Gap = "gap", Unsided = "none" }
    /// That a figure is a bound of a value.
    FigureBound { AtLeast = "at least", AtMost = "at most" }
    FigureStatus {
        Stated = "stated", Disputed = "disputed", Corrected = "corrected", Overtaken = "overtaken", Confirmed = "confirmed",
    }
    Outcome { Open = "open", Adopted = "adopted", Declined = "declined", Merged = "merged", Moot = "moot" }
    /// Which files for other tools a site has: the lists of the site and its topics with the facts in one file for each
    /// topic, with those of every page in a file of its own, without them; or none.
    DataFiles { Packed = "packed", Pages = "pages", Lists = "lists", Off = "none" }
    /// Who wrote a text.
    Writer { Person = "person", Machine = "machine", Both = "both", Unknown = "unknown" }
    PublisherKind {
        Newspaper = "newspaper", Magazine = "magazine", NewsAgency = "news-agency", Broadcaster = "broadcaster",
        TradePress = "trade-press", Blog = "blog", Aggregator = "aggregator", Company = "company",
        Association = "association", Party = "party", ThinkTank = "think-tank", Academic = "academic", PreprintServer = "preprint-server", Journal = "journal",
        Government = "government", Intergovernmental = "intergovernmental", StandardsBody = "standards-body",
        Foundation = "foundation", LawFirm = "law-firm", SocialPlatform = "social-platform", PressWire = "press-wire",
        Unknown = "unknown",
    }
    /// The types of CSL 1.0.2.
    SourceType {
        Newspaper = "article-newspaper", Magazine = "article-magazine", Journal = "article-journal", Preprint = "article",
        Report = "report", Post = "post", Weblog = "post-weblog", Webpage = "webpage", Dataset = "dataset",
        Speech = "speech", Interview = "interview", Legislation = "legislation", Paper = "paper-conference",
        Broadcast = "broadcast", Book = "book", Chapter = "chapter", Bill = "bill", Classic = "classic",
        Collection = "collection", Document = "document", Entry = "entry", DictionaryEntry = "entry-dictionary",
        EncyclopediaEntry = "entry-encyclopedia", Event = "event", Image = "figure", Graphic = "graphic",
        Hearing = "hearing", LegalCase = "legal_case", Manuscript = "manuscript", Map = "map", Film = "motion_picture",
        Score = "musical_score", Pamphlet = "pamphlet", Patent = "patent", Performance = "performance",
        Periodical = "periodical", Letter = "personal_communication", Regulation = "regulation", Review = "review",
        BookReview = "review-book", Software = "software", Song = "song", Standard = "standard", Thesis = "thesis",
        Treaty = "treaty",
    }
    /// Variables of CSL 1.0.2 that hold a text, apart from those of every source's page.
    SourceVariable {
        Volume = "volume", Issue = "issue", Page = "page", ChapterNumber = "chapter-number", PartNumber = "part-number",
        Volumes = "number-of-volumes", Pages = "number-of-pages", Version = "version", Section = "section",
        CollectionTitle = "collection-title", CollectionNumber = "collection-number", EventTitle = "event-title",
        EventPlace = "event-place", EventDate = "event-date", PublisherPlace = "publisher-place", Issn = "ISSN", Isbn = "ISBN",
        Pmid = "PMID", Pmcid = "PMCID", ShortTitle = "title-short", ShortContainer = "container-title-short",
        VolumeTitle = "volume-title", PartTitle = "part-title", OriginalTitle = "original-title",
        OriginalPublisher = "original-publisher", OriginalPlace = "original-publisher-place",
        OriginalDate = "original-date", ReviewedTitle = "reviewed-title", ReviewedGenre = "reviewed-genre",
        Medium = "medium", Keyword = "keyword", Status = "status", Scale = "scale", Dimensions = "dimensions",
        Jurisdiction = "jurisdiction", Authority = "authority", Division = "division", References = "references",
        SupplementNumber = "supplement-number", PrintingNumber = "printing-number", CallNumber = "call-number",
        ArchiveCollection = "archive_collection", ArchiveLocation = "archive_location", Annote = "annote",
    }
    /// The name variables of CSL 1.0.2 other than the author.
    NameRole {
        Editor = "editor", Translator = "translator", CollectionEditor = "collection-editor",
        ContainerAuthor = "container-author", EditorialDirector = "editorial-director", Chair = "chair",
        Compiler = "compiler", Composer = "composer", Contributor = "contributor", Curator = "curator",
        Director = "director", ExecutiveProducer = "executive-producer", Guest = "guest", Host = "host",
        Illustrator = "illustrator", Interviewer = "interviewer", Narrator = "narrator", Organizer = "organizer",
        OriginalAuthor = "original-author", Performer = "performer", Producer = "producer", Recipient = "recipient",
        ReviewedAuthor = "reviewed-author", ScriptWriter = "script-writer", SeriesCreator = "series-creator",
    }
    /// What can have a small page of its own for the frames of other sites.
    EmbedKind {
        Perspectives = "perspectives", Tensions = "tensions", Questions = "questions", Figures = "figures", Notes = "notes",
        Definitions = "definitions", Contradictions = "contradictions", Forecasts = "forecasts", Evidence = "evidence",
        HalfLife = "half-life",
    }
    /// The sections that mean something of their own, by their heading.
    SectionRole {
        Prose = "", CrossLinks = "cross-links", Observations = "observations", Timeline = "timeline",
        Forecasts = "forecasts",
        Perspectives = "perspectives", Tensions = "tensions", Questions = "open questions", Corrections = "corrections",
        Summary = "tl;dr", Faq = "faq",
    }
}

impl ConfidenceLevel {
    /// The quantile of the standard normal distribution that leaves half of the rest above it.
    pub fn z(self) -> f64 {
        match self {
            ConfidenceLevel::Ninety => 1.644_853_626_951_472_7,
            ConfidenceLevel::NinetyFive => 1.959_963_984_540_054,
            ConfidenceLevel::NinetyNine => 2.575_829_303_548_900_4,
        }
    }
}

impl TimeUnit {
    /// Days of one; a month is a twelfth of 365.25 days.
    pub fn days(self) -> f64 {
        match self {
            TimeUnit::Days => 1.0,
            TimeUnit::Weeks => 7.0,
            TimeUnit::Months => 30.4375,
        }
    }
}

/// What a site has that says nothing of it.
impl Default for DataFiles {
    fn default() -> Self {
        DataFiles::Packed
    }
}

#[allow(clippy::derivable_impls, reason = "the vocabulary macro declares the variants")]
impl Default for ContradictionState {
    fn default() -> Self {
        ContradictionState::Open
    }
}

impl RelationKind {
    /// Whether it says what came of the earlier block.
    pub fn ends(self) -> bool {
        !matches!(self, RelationKind::Disputes | RelationKind::Contradicts)
    }

    /// Whether the earlier block does not hold any more.
    pub fn is_revision(self) -> bool {
        matches!(self, RelationKind::Corrects | RelationKind::Overtakes)
    }

    /// The order of relations to a passage: corrections, then overtaking ones, then the rest.
    pub fn gravity(self) -> u8 {
        match self {
            RelationKind::Corrects => 0,
            RelationKind::Disputes => 1,
            RelationKind::Contradicts => 2,
            RelationKind::Overtakes => 3,
            RelationKind::Answers | RelationKind::Judges => 4,
            RelationKind::Confirms => 5,
        }
    }

    /// Whether it says that an earlier passage does not hold, or may not.
    pub fn is_verdict(self) -> bool {
        matches!(self, RelationKind::Corrects | RelationKind::Disputes | RelationKind::Overtakes)
    }
}

impl EmbedKind {
    /// Those that a site has unless it says otherwise. Notes are the many: a page for each is for the editor to choose.
    pub const USUAL: [EmbedKind; 9] = [
        EmbedKind::Perspectives,
        EmbedKind::Tensions,
        EmbedKind::Questions,
        EmbedKind::Figures,
        EmbedKind::Definitions,
        EmbedKind::Contradictions,
        EmbedKind::Forecasts,
        EmbedKind::Evidence,
        EmbedKind::HalfLife,
    ];
}

impl EntityKind {
    /// Persons, organisations and collectives can hold positions.
    pub fn is_actor(self) -> bool {
        matches!(self, EntityKind::Person | EntityKind::Organisation | EntityKind::Collective)
    }
}

impl SourceType {
    /// What it is evidence of by its nature.
    pub fn evidence(self) -> Option<EvidenceKind> {
        match self {
            SourceType::Journal | SourceType::Preprint | SourceType::Paper => {
                Some(EvidenceKind::Study)
            }
            SourceType::Dataset => Some(EvidenceKind::Dataset),
            SourceType::Legislation => Some(EvidenceKind::Document),
            SourceType::Speech | SourceType::Interview => Some(EvidenceKind::Testimony),
            _ => None,
        }
    }
}

impl ObservationKind {
    /// Something that the editor may take up in the watch list.
    pub fn is_suggestion(self) -> bool {
        use ObservationKind::*;
        matches!(self, KeywordSuggestion | AuthorToWatch | SourceToWatch | NoisePattern)
    }
}

#[cfg(test)]
mod tests;
