//! What site.yaml says of the frame of all pages: `menu`, `logo`, `favicon` and `social`.

use super::fields::Fields;
use super::yaml::Str;
use crate::model::SocialLink;

/// An entry of `menu:` as written.
#[derive(Clone, Debug)]
pub struct RawMenuItem {
    pub text: Option<String>,
    /// A name of the site, a path from its root, or an address of the web.
    pub to: Str,
}

/// `logo:` as written.
#[derive(Clone, Debug)]
pub struct RawLogo {
    pub src: Str,
    pub alt: String,
}

pub(super) fn menu(f: &mut Fields<'_>) -> Vec<RawMenuItem> {
    let items = f.each_or_text(
        "menu",
        "an entry of `menu`",
        |to| RawMenuItem { text: None, to },
        |mut item| {
            let text = item.text("text");
            let to = item.need("to");
            item.done();
            RawMenuItem { text, to }
        },
    );
    items.into_iter().filter(|item| !item.to.text.is_empty()).collect()
}

pub(super) fn logo(f: &mut Fields<'_>) -> Option<RawLogo> {
    let read = |mut logo: Fields<'_>| {
        let src = logo.need("src");
        let alt = logo.text("alt");
        let words = "`alt:` with what the picture says, or `alt: \"\"` where the title of the site is shown beside it";
        logo.require("alt", words);
        logo.done();
        RawLogo { src, alt: alt.unwrap_or_default() }
    };
    f.each("logo", "`logo`", read).into_iter().find(|logo| !logo.src.text.is_empty())
}

pub(super) fn social(f: &mut Fields<'_>) -> Vec<SocialLink> {
    let read = |mut link: Fields<'_>| {
        let label = link.need("label").text;
        let span = link.peek_span("href").unwrap_or(link.span());
        link.require("href", "`href: https://…`");
        let href = link.address("href");
        link.done();
        href.map(|href| SocialLink { label, href, span })
    };
    f.each("social", "an entry of `social`", read).into_iter().flatten().collect()
}
