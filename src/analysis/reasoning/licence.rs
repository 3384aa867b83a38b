//! Names of licences, by the SPDX list.

use crate::model::LicenceList;

/// What a licence's name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenceName<'a> {
    /// An identifier of the SPDX list.
    Listed(&'static str),
    /// Another spelling of one.
    Misspelt(&'static str),
    /// `LicenseRef-…`: a licence of its own, which is in no named list.
    Custom(&'a str),
    Unknown,
}

impl<'a> LicenceName<'a> {
    pub fn of(name: &'a str) -> LicenceName<'a> {
        let name = name.trim();
        if name.starts_with("LicenseRef-") {
            return LicenceName::Custom(name);
        }
        if let Some(id) = spdx::license_id(name) {
            return LicenceName::Listed(id.name);
        }
        let spelling = name.replace([' ', '_'], "-").to_lowercase();
        let known = spdx::identifiers::LICENSES.iter().map(|licence| licence.name);
        match known.into_iter().find(|id| id.to_lowercase() == spelling) {
            Some(id) => LicenceName::Misspelt(id),
            None => LicenceName::Unknown,
        }
    }

    /// Whether it is in a list; `None` for a name that is not known.
    pub(super) fn is_in(self, list: &LicenceList) -> Option<bool> {
        let id = match self {
            LicenceName::Listed(id) | LicenceName::Misspelt(id) => id,
            LicenceName::Custom(id) => {
                let is_named =
                    matches!(list, LicenceList::Named(ids) if ids.iter().any(|i| i == id));
                return Some(is_named);
            }
            LicenceName::Unknown => return None,
        };
        let licence = spdx::license_id(id)?;
        Some(match list {
            LicenceList::Osi => licence.is_osi_approved(),
            LicenceList::Fsf => licence.is_fsf_free_libre(),
            LicenceList::Named(ids) => ids.iter().any(|other| {
                matches!(LicenceName::of(other), LicenceName::Listed(o) | LicenceName::Misspelt(o) if o == id)
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spelling_is_the_same_licence() {
        let list = LicenceList::Named(vec!["Apache-2.0".to_string()]);
        assert_eq!(LicenceName::of("Apache 2.0"), LicenceName::Misspelt("Apache-2.0"));
        assert_eq!(LicenceName::of("Apache 2.0").is_in(&list), Some(true));
        assert_eq!(LicenceName::of("Apache-2.0"), LicenceName::Listed("Apache-2.0"));
    }

    #[test]
    fn unknown_name_is_in_no_list_and_out_of_none() {
        assert_eq!(LicenceName::of("community licence").is_in(&LicenceList::Osi), None);
    }

    #[test]
    fn licence_of_its_own_is_in_no_named_list() {
        let licence = LicenceName::of("LicenseRef-Llama-4");
        assert_eq!(licence.is_in(&LicenceList::Osi), Some(false));
        let own = LicenceList::Named(vec!["LicenseRef-Llama-4".to_string()]);
        assert_eq!(licence.is_in(&own), Some(true));
    }

    #[test]
    fn named_lists_are_those_of_spdx() {
        assert_eq!(LicenceName::of("MIT").is_in(&LicenceList::Osi), Some(true));
        assert_eq!(LicenceName::of("CC-BY-4.0").is_in(&LicenceList::Osi), Some(false));
        assert_eq!(LicenceName::of("CC-BY-4.0").is_in(&LicenceList::Fsf), Some(true));
    }
}
