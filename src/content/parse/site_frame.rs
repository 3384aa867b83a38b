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
    f.each("logo", "`logo`", read_logo).into_iter().find(|logo| !logo.src.text.is_empty())
}

fn read_logo(mut logo: Fields<'_>) -> RawLogo {
    let src = logo.need("src");
    let alt = logo.text("alt");
    let words = "`alt:` with what the picture says, or `alt: \"\"` where the title of the site is shown beside it";
    logo.require("alt", words);
    logo.done();
    RawLogo { src, alt: alt.unwrap_or_default() }
}

pub(super) fn social(f: &mut Fields<'_>) -> Vec<SocialLink> {
    f.each("social", "an entry of `social`", read_social_link).into_iter().flatten().collect()
}

fn read_social_link(mut link: Fields<'_>) -> Option<SocialLink> {
    let label = link.need("label").text;
    let span = link.peek_span("href").unwrap_or(link.span());
    link.require("href", "`href: https://…`");
    let href = link.address("href");
    link.done();
    href.map(|href| SocialLink { label, href, span })
}
