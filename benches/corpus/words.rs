//! The words of the corpus.

const TOPICS: &[&str] = &[
    "Open vs Closed Ecosystems",
    "Compute Governance",
    "Data and Intellectual Property",
    "Societal Impact",
    "Agentic Coding",
    "Model Evaluation",
    "Safety Cases",
    "Labour and Reskilling",
    "Export Controls",
    "Energy and Water",
    "Education Policy",
    "Health Deployment",
    "Electoral Integrity",
    "Military Use",
    "Creative Work",
    "Financial Stability",
    "Privacy and Retention",
    "Public Procurement",
    "Research Culture",
    "Liability and Insurance",
    "Standards Bodies",
    "Interpretability",
    "Consumer Protection",
    "Competition Policy",
    "Media Provenance",
    "Robotics",
];

pub(super) const TAGS: &[&str] = &[
    "licensing",
    "safety",
    "benchmarks",
    "regulation",
    "open-weights",
    "procurement",
    "audits",
    "copyright",
    "sovereignty",
    "pricing",
    "energy",
    "labour",
    "transparency",
    "evaluation",
    "liability",
    "privacy",
    "agents",
    "standards",
    "provenance",
    "retention",
];

pub(super) const SUBJECTS: &[&str] = &[
    "The new framework",
    "The leaked draft",
    "A coalition of regulators",
    "The standards body",
    "The largest provider",
    "An independent audit",
    "The parliamentary committee",
    "A joint position paper",
    "The open-weight camp",
    "The industry group",
    "A working paper",
    "The court filing",
    "The evaluation team",
    "An internal memo",
    "The revised guidance",
    "The procurement office",
    "A survey of practitioners",
    "The licensing regime",
    "The incident report",
    "The funding programme",
];

pub(super) const VERBS: &[&str] = &[
    "rejects",
    "endorses",
    "narrows",
    "reframes",
    "postpones",
    "codifies",
    "contradicts",
    "extends",
    "documents",
    "quantifies",
    "disputes",
    "concedes",
    "dilutes",
    "formalises",
    "tests",
];

pub(super) const OBJECTS: &[&str] = &[
    "the binary open or closed label",
    "the claim of a lasting capability gap",
    "the case for mandatory audits",
    "the disclosure threshold",
    "the assumption of free self-hosting",
    "the definition of a frontier model",
    "the staged-release proposal",
    "the retention requirement",
    "the burden of proof for deployers",
    "the voluntary commitments of last year",
    "the exemption for small developers",
    "the collective licensing mechanism",
    "the premise that weights can be recalled",
    "the benchmark everybody quotes",
    "the timetable for enforcement",
    "the boundary between research and product",
];

/// `{n}` and `{m}` are replaced by numbers.
pub(super) const TAILS: &[&str] = &[
    "which shifts the argument from technique to incentives",
    "while leaving the question of enforcement open",
    "a reversal of the position held only a quarter ago",
    "and cites **{n} cases** across {m} jurisdictions",
    "with a reported gain of {n}.{m}% over the previous round",
    "though the underlying data (R&D spending, `eval-{n}` logs) remain unpublished",
    "in what observers call a *deliberate hedge*",
    "without naming the parties that asked for it",
    "after {m} months of consultation and {n} written responses",
    "because the cost per run fell by {n}% within a year",
];

pub(super) const OPENINGS: &[&str] = &[
    "Why",
    "How",
    "When",
    "What happens if",
    "Inside the week",
    "The quiet way",
    "One year on:",
    "Explained: how",
];

pub(super) const SECTIONS: &[&str] = &[
    "Licensing Landscape",
    "Capability Claims",
    "Governance Moves",
    "Market Signals",
    "Enforcement Watch",
    "Technical Results",
    "Public Opinion",
    "International Picture",
    "Court and Statute",
    "Funding and Incentives",
    "Dissenting Voices",
    "Deployment Reports",
];

pub(super) const OBSERVATIONS: &[&str] = &[
    "Emerging theme",
    "Emerging pattern",
    "Quality signal",
    "Gap",
    "Keyword suggestion",
    "Noise pattern",
];

const PUBLISHER_PLACES: &[&str] = &[
    "Meridian",
    "Harbour",
    "Lattice",
    "Northgate",
    "Sable",
    "Quorum",
    "Vellum",
    "Juniper",
    "Cobalt",
    "Tidewater",
    "Parallax",
    "Foundry",
    "Aurora",
    "Beacon",
    "Clarion",
    "Delta",
    "Ember",
    "Fathom",
    "Granite",
    "Horizon",
];

const PUBLISHER_KINDS: &[&str] = &[
    "Review",
    "Policy Brief",
    "Institute",
    "Journal",
    "Dispatch",
    "Observer",
    "Tech Insider",
    "Law Notes",
    "Research Group",
    "Quarterly",
    "Weekly",
    "Chronicle",
    "Labs",
    "Foundation",
];

const GIVEN_NAMES: &[&str] = &[
    "Ada", "Boris", "Chidi", "Dalia", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kavya",
    "Liam", "Mina", "Noor", "Otto", "Priya", "Quentin", "Rosa", "Sami", "Tara",
];

const FAMILY_NAMES: &[&str] = &[
    "Abara",
    "Bergstrom",
    "Castellan",
    "Dvorak",
    "Eriksen",
    "Falk",
    "Greer",
    "Haddad",
    "Ishii",
    "Jansen",
];

/// The names of so many topics; after the first ones they are numbered.
pub(super) fn topics(count: usize) -> Vec<String> {
    let mut names = Vec::with_capacity(count);
    for round in 1..=count.div_ceil(TOPICS.len()) {
        for name in TOPICS {
            names.push(if round == 1 { name.to_string() } else { format!("{name} {round}") });
        }
    }
    names.truncate(count);
    names
}

pub(super) fn publishers() -> Vec<String> {
    pairs(PUBLISHER_PLACES, PUBLISHER_KINDS)
}

pub(super) fn actors() -> Vec<String> {
    pairs(GIVEN_NAMES, FAMILY_NAMES)
}

fn pairs(first: &[&str], second: &[&str]) -> Vec<String> {
    second.iter().flat_map(|b| first.iter().map(move |a| format!("{a} {b}"))).collect()
}
