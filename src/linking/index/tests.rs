use crate::content::parse::parse;
use crate::diagnostics::Report;
use crate::linking::link;
use crate::model::{Date, Day, Site};
use crate::source::{Files, SourceFile};
use proptest::collection::vec;
use proptest::prelude::*;

const DAY: Day = Day::Today(Date { year: 2026, month: 11, day: 20 });

/// Pieces of a body; which of them a document has is random.
const PIECES: [&str; 9] = [
    "[[ann]] asks, as in [[2026-01-02]]. ^ask\n\n",
    "[[bob]] and [[ann]] answer [[2026-01-02#^ask]]. (answers:: [[2026-01-02#^ask]])\n\n",
    "It goes on. (overtakes:: [[2026-01-02#^ask]]) ^on\n\n",
    "See [[prices#^on]], [[rents]] and [[prices]].\n\n",
    "## Perspectives\n\n### [[ann]]\n\n- 2026-01-05 restated: rents rise [[rents]]\n\n",
    "### [[bob]], [[ann]]\n\n- 2026-03-01 restated: they fall\n\n",
    "## Tensions\n\n- [[ann]] × [[bob]]: how much\n  - Shared: [[rents]] matter\n\n",
    "## Open questions\n\n- How much? (status:: open)\n  - Answer: little, says [[bob]]\n\n",
    "Nothing new.\n\n",
];

const DOCUMENTS: [(&str, &str); 5] = [
    ("entities/ann.md", "---\n{name: Ann, kind: person}\n---\n"),
    ("topics/rents/gathers/2026-01-02.md", ""),
    ("topics/rents/gathers/2026-02-03.md", ""),
    ("topics/rents/threads/prices.md", "---\n{title: Prices, opened: 2026-01-01}\n---\n"),
    ("topics/rents/topic.md", "---\n{title: Rents, question: Why?}\n---\n"),
];

type Bodies = [Vec<usize>; DOCUMENTS.len()];

fn linked(bodies: &Bodies) -> Site {
    let text = |path: &str, body: &str| SourceFile {
        path: format!("content/{path}"),
        body: body.to_string(),
    };
    let mut texts = vec![
        text("entities/bob.md", "---\n{name: Bob, kind: person}\n---\nHe knows [[ann]].\n"),
        text("site.yaml", "title: One\n"),
    ];
    for ((path, front), pieces) in DOCUMENTS.iter().zip(bodies) {
        let body: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        texts.push(text(path, &format!("{front}{body}")));
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let files = Files::new(texts);
    let mut report = Report::default();
    link(parse(&files, &mut report), &files, Vec::new(), DAY, &mut report)
}

fn pieces() -> impl Strategy<Value = Vec<usize>> {
    vec(0..PIECES.len(), 0..8)
}

fn bodies() -> impl Strategy<Value = Bodies> {
    [pieces(), pieces(), pieces(), pieces(), pieces()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn remove_and_insert_give_the_index_of_a_fresh_link(
        before in bodies(),
        edited in 0..DOCUMENTS.len(),
        body in pieces(),
    ) {
        let mut after = before.clone();
        after[edited] = body;
        let (mut old, new) = (linked(&before), linked(&after));
        let mut index = std::mem::take(&mut old.index);
        let mut changed = Vec::new();
        for doc in old.doc_ids() {
            let [a, b] = [old.doc(doc), new.doc(doc)].map(|doc| {
                format!("{:?} {:?} {:?}", doc.blocks, doc.refs, doc.relations)
            });
            if a != b {
                changed.push(doc);
            }
        }
        for doc in &changed {
            index.remove(&old, *doc);
        }
        for doc in &changed {
            index.insert(&new, *doc);
        }
        prop_assert_eq!(index, std::mem::take(&mut { new }.index));
    }
}
