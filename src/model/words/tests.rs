use super::*;

#[test]
fn capitalized_keeps_letters_of_any_script() {
    let cases = [("offen", "Offen"), ("élargi", "Élargi"), ("", ""), ("مفتوح", "مفتوح")];
    for (word, expected) in cases {
        assert_eq!(capitalized(word), expected);
    }
}

#[test]
fn key_names_the_vocabulary_and_the_word() {
    assert_eq!(TopicStatus::Active.key(), "word.topic-status.active");
    assert_eq!(FactStatus::NotApplicable.key(), "word.fact-status.n-a");
    assert_eq!(ContradictionReason::Measure.key(), "word.contradiction-reason.different-measure");
}
