//! Who wrote a text: `provenance:` of a document, or of site.yaml for all that do not say.

use super::fields::Fields;
use crate::model::{Provenance, Writer};

pub(super) fn read(f: &mut Fields<'_>) -> Option<Provenance> {
    f.each("provenance", "`provenance`", provenance).into_iter().next()
}

fn provenance(mut p: Fields<'_>) -> Provenance {
    let found = Provenance {
        by: p.word("by").unwrap_or(Writer::Unknown),
        model: p.text("model"),
        reviewed_by: p.text("reviewed_by"),
        date: p.date("date"),
        note: p.text("note"),
    };
    p.done();
    found
}
