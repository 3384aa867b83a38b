//! The kinds of callouts of GitHub and Obsidian.

use super::locale::MessageId;

/// What each kind of callout is called. Several words mean the same kind.
const CALLOUTS: [(&[&str], MessageId); 20] = [
    (&["editor"], MessageId::CalloutEditor),
    (&["note"], MessageId::CalloutNote),
    (&["abstract"], MessageId::CalloutAbstract),
    (&["summary", "tldr"], MessageId::CalloutSummary),
    (&["info"], MessageId::CalloutInfo),
    (&["todo"], MessageId::CalloutTodo),
    (&["tip"], MessageId::CalloutTip),
    (&["hint"], MessageId::CalloutHint),
    (&["important"], MessageId::CalloutImportant),
    (&["success", "check", "done"], MessageId::CalloutSuccess),
    (&["question", "help", "faq"], MessageId::CalloutQuestion),
    (&["warning"], MessageId::CalloutWarning),
    (&["caution"], MessageId::CalloutCaution),
    (&["attention"], MessageId::CalloutAttention),
    (&["failure", "fail", "missing"], MessageId::CalloutFailure),
    (&["danger"], MessageId::CalloutDanger),
    (&["error"], MessageId::CalloutError),
    (&["bug"], MessageId::CalloutBug),
    (&["example"], MessageId::CalloutExample),
    (&["quote", "cite"], MessageId::CalloutQuote),
];

/// What a kind of callout is called, by its word in lower case.
pub(crate) fn callout_name(kind: &str) -> Option<MessageId> {
    CALLOUTS.iter().find(|(words, _)| words.contains(&kind)).map(|(_, name)| *name)
}

/// The words of all kinds.
pub(crate) fn callout_words() -> impl Iterator<Item = &'static str> {
    CALLOUTS.iter().flat_map(|(words, _)| words.iter().copied())
}
