//! A hash of a serialisable value: of its texts, numbers and the names of its fields, each with a mark of what it is.
//!
//! JSON would do as well, but escaping texts takes several times as long as hashing them.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::fmt;

/// Large enough for blake3 to hash several chunks at once.
const BUFFER: usize = 16 * 1024;

/// A serializer that hashes.
pub(super) struct ViewHasher {
    hasher: blake3::Hasher,
    /// What is not hashed yet.
    buffer: Vec<u8>,
}

impl ViewHasher {
    pub(super) fn new() -> ViewHasher {
        ViewHasher { hasher: blake3::Hasher::new(), buffer: Vec::with_capacity(BUFFER) }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        if self.buffer.len() + bytes.len() > BUFFER {
            self.hasher.update(&self.buffer);
            self.buffer.clear();
        }
        if bytes.len() > BUFFER {
            self.hasher.update(bytes);
        } else {
            self.buffer.extend_from_slice(bytes);
        }
    }

    pub(super) fn finish(mut self) -> [u8; 32] {
        self.hasher.update(&self.buffer);
        self.hasher.finalize().into()
    }

    fn mark(&mut self, mark: u8) {
        self.bytes(&[mark]);
    }

    /// A text with its length, so that no two lists of texts have the same bytes.
    fn text(&mut self, mark: u8, text: &str) {
        self.mark(mark);
        self.bytes(&(text.len() as u64).to_le_bytes());
        self.bytes(text.as_bytes());
    }
}

/// Hashes numbers with a mark of their type.
macro_rules! numbers {
    ($($method:ident $type:ty: $mark:literal;)*) => {
        $(fn $method(self, number: $type) -> Result<(), fmt::Error> {
            self.mark($mark);
            self.bytes(&number.to_le_bytes());
            Ok(())
        })*
    };
}

impl Serializer for &mut ViewHasher {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_i8 i8: b'a';
        serialize_i16 i16: b'b';
        serialize_i32 i32: b'c';
        serialize_i64 i64: b'd';
        serialize_u8 u8: b'e';
        serialize_u16 u16: b'f';
        serialize_u32 u32: b'g';
        serialize_u64 u64: b'h';
        serialize_f32 f32: b'i';
        serialize_f64 f64: b'j';
    }

    fn serialize_bool(self, value: bool) -> Result<(), fmt::Error> {
        self.mark(if value { b'T' } else { b'F' });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), fmt::Error> {
        self.serialize_u32(value.into())
    }

    fn serialize_str(self, text: &str) -> Result<(), fmt::Error> {
        self.text(b's', text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), fmt::Error> {
        self.mark(b'y');
        self.bytes(&(bytes.len() as u64).to_le_bytes());
        self.bytes(bytes);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), fmt::Error> {
        self.mark(b'N');
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), fmt::Error> {
        self.mark(b'O');
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), fmt::Error> {
        self.mark(b'U');
        Ok(())
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), fmt::Error> {
        self.text(b'u', name);
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), fmt::Error> {
        self.text(b'v', variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        self.text(b'V', variant);
        value.serialize(self)
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Self, fmt::Error> {
        self.mark(b'[');
        Ok(self)
    }

    fn serialize_tuple(self, _len: usize) -> Result<Self, fmt::Error> {
        self.mark(b'(');
        Ok(self)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Self, fmt::Error> {
        self.mark(b'(');
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Self, fmt::Error> {
        self.text(b'W', variant);
        Ok(self)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Self, fmt::Error> {
        self.mark(b'{');
        Ok(self)
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Self, fmt::Error> {
        self.mark(b'{');
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Self, fmt::Error> {
        self.text(b'X', variant);
        Ok(self)
    }
}

/// Hashes the elements of lists, and a mark at their end.
macro_rules! lists {
    ($($trait:ident $method:ident;)*) => {
        $(impl $trait for &mut ViewHasher {
            type Ok = ();
            type Error = fmt::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), fmt::Error> {
                self.mark(b']');
                Ok(())
            }
        })*
    };
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

/// Hashes the names of fields with their values, and a mark at their end.
macro_rules! structs {
    ($($trait:ident)*) => {
        $(impl $trait for &mut ViewHasher {
            type Ok = ();
            type Error = fmt::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), fmt::Error> {
                self.text(b'k', name);
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), fmt::Error> {
                self.mark(b'}');
                Ok(())
            }
        })*
    };
}

structs! { SerializeStruct SerializeStructVariant }

impl SerializeMap for &mut ViewHasher {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), fmt::Error> {
        self.mark(b'k');
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), fmt::Error> {
        self.mark(b'}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde_json::json;
    use std::collections::BTreeSet;

    fn hash(value: &impl Serialize) -> [u8; 32] {
        let mut hasher = ViewHasher::new();
        value.serialize(&mut hasher).unwrap();
        hasher.finish()
    }

    #[test]
    fn other_values_have_other_hashes() {
        let values = [
            json!(null),
            json!(false),
            json!(0),
            json!(0.0),
            json!(""),
            json!("ab"),
            json!([]),
            json!({}),
            json!(["a", "b"]),
            json!(["ab"]),
            json!(["", "ab"]),
            json!([["a"], "b"]),
            json!([["a", "b"]]),
            json!({"a": "b"}),
            json!({"ab": ""}),
            json!({"a": {"b": ""}}),
            json!({"a": {}, "b": ""}),
        ];
        let hashes: BTreeSet<[u8; 32]> = values.iter().map(hash).collect();
        assert_eq!(hashes.len(), values.len());
        assert_eq!(hash(&json!(["a", 1])), hash(&json!(["a", 1])));
    }

    #[test]
    fn options_and_variants_are_told_apart() {
        #[derive(Serialize)]
        enum Word {
            A,
            B,
            Of(Option<&'static str>),
            With { field: Option<u8> },
        }
        let hashes: BTreeSet<[u8; 32]> = [
            Word::A,
            Word::B,
            Word::Of(None),
            Word::Of(Some("")),
            Word::With { field: None },
            Word::With { field: Some(0) },
        ]
        .iter()
        .map(hash)
        .collect();
        assert_eq!(hashes.len(), 6);
    }

    #[test]
    fn long_texts_are_hashed_whole() {
        let text = "x".repeat(3 * BUFFER);
        let mut other = text.clone();
        other.pop();
        other.push('y');
        assert_eq!(hash(&vec![&text, &text]), hash(&vec![&text, &text]));
        assert_ne!(hash(&vec![&text, &text]), hash(&vec![&text, &other]));
        assert_ne!(hash(&vec![&text, &text]), hash(&vec![&other, &text]));
    }
}
