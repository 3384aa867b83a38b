//! CSV (RFC 4180) as spreadsheets read it: named columns, and no cell that would run as a formula.

use crate::model::Date;
use csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;

const WRITE: &str = "writing to memory does not fail";

/// A table that is written row by row.
pub(super) struct CsvTable {
    out: Writer<Vec<u8>>,
}

impl CsvTable {
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
        out.write_record(columns).expect(WRITE);
        CsvTable { out }
    }

    pub(super) fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        for value in cells {
            self.out.write_field(cell(value.as_ref()).as_ref()).expect(WRITE);
        }
        self.out.write_record(None::<&[u8]>).expect(WRITE);
    }

    pub(super) fn finish(self) -> String {
        String::from_utf8(self.out.into_inner().expect(WRITE)).expect("texts are UTF-8")
    }
}

/// A date as a cell; none is an empty one.
pub(super) fn date_cell(date: Option<Date>) -> String {
    date.map(Date::iso).unwrap_or_default()
}

/// A spreadsheet takes a text that begins like this for a formula, unless an apostrophe comes before it.
fn cell(value: &str) -> Cow<'_, str> {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match is_formula && value.parse::<f64>().is_err() {
        true => Cow::Owned(format!("'{value}")),
        false => Cow::Borrowed(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=1+1", "+cmd|'/c calc'!A1", "-2+3", "@SUM(1)", "\tx", "\r=1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        for text in ["", "5", "-5", "+3.5", "-1e-3", "a=b", "wages"] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn table_has_its_columns_then_a_row_for_each() {
        let mut table = CsvTable::new(&["a", "b"]);
        table.row(["1", "=2"]);
        table.row(["say \"no\"", ""]);
        assert_eq!(table.finish(), "a,b\r\n1,'=2\r\n\"say \"\"no\"\"\",\r\n");
    }
}
