//! The schemes of addresses (RFC 3986, section 3.1).

/// Links may have these schemes, or none.
pub const SAFE_SCHEMES: [&str; 3] = ["https", "http", "mailto"];

/// The scheme of an address (RFC 3986, section 3.1), in lower case; `None` for a relative one. Control characters and
/// spaces that browsers drop are dropped first.
pub fn scheme(address: &str) -> Option<String> {
    // Most addresses have nothing to drop: the first byte that no scheme has decides.
    let end = address.bytes().position(|b| !(b.is_ascii_alphanumeric() || b"+-.".contains(&b)))?;
    if address.as_bytes()[end].is_ascii_graphic() {
        let is_scheme =
            address.as_bytes()[end] == b':' && address.as_bytes()[0].is_ascii_alphabetic();
        return is_scheme.then(|| address[..end].to_ascii_lowercase());
    }
    let clean: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = clean.split_once(':')?;
    let starts_well = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let all_well = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (starts_well && all_well).then(|| scheme.to_ascii_lowercase())
}

/// Whether an address is one of the web.
pub fn is_web(address: &str) -> bool {
    matches!(scheme(address).as_deref(), Some("http" | "https"))
}

/// Whether an address of the web names a host.
pub fn has_host(address: &str) -> bool {
    address
        .split_once("//")
        .is_some_and(|(_, rest)| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
}

/// Whether a link may be published as it is written.
pub fn is_safe(address: &str) -> bool {
    scheme(address).is_none_or(|s| SAFE_SCHEMES.contains(&s.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_mail_and_relative_links_are_safe() {
        for good in
            ["https://a.example", "mailto:a@b.example", "../x.md", "#a", "a/b:c", "//host/x"]
        {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVa\tScript:x",
            "data:text/html,x",
            "vbscript:x",
            " file:///etc",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
