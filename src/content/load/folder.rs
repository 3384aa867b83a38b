//! A site's folder, read as a whole.

use super::asset::{read_copied, scripted};
use super::embedded;
use super::own::{OwnStatics, inside, read_statics, read_templates};
use super::paths::{SITE, SourceFolder};
use super::read::{LoadError, check_root, collect, read_all, text};
use super::theme::{Theme, read_theme, theme_files};
use super::walk::list;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::{Asset, CopiedFile, Files, OutputFile, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that a build reads.
#[derive(Debug)]
pub struct SiteSources {
    /// The texts under `content/` and `locales/`; paths are from the site's root.
    pub files: Files,
    /// The site's templates and the built-in ones; paths are from `templates/`, sorted.
    pub templates: Vec<SourceFile>,
    /// Whether some of the templates are the site's own.
    pub has_own_templates: bool,
    /// The site's static files and the built-in ones; paths are from `static/`, sorted.
    pub statics: Vec<OutputFile>,
    /// Large files of static/ and the attachments in content/; sorted by source.
    pub copied: Vec<CopiedFile>,
    /// Of this version of agon, all files, and the problems with reading them.
    pub digest: [u8; 32],
}

/// Reads the site at `root`. Files that cannot be read or have no place are reported and left out.
///
/// # Errors
/// If `root` itself is missing or cannot be read.
pub fn load(root: &Path, report: &mut Report) -> Result<SiteSources, LoadError> {
    check_root(root)?;
    let mut own = Report::default();
    let mut content = list(root, SourceFolder::Content, &mut own);
    let (mut copied, mut assets) = read_attachments(&content.attachments, &mut own);
    content.attachments.clear();
    content.files.extend(theme_files(root));
    let content = read_all(content, &mut own);
    let site_yaml = content.iter().find(|(path, _)| path == SITE);
    let theme = read_theme(root, site_yaml.map(|(_, bytes)| bytes.as_slice()), &mut own);
    let own_templates = read_templates(root, &mut own);
    let has_own_templates = !own_templates.is_empty() || !theme.templates.is_empty();
    let templates = templates(&theme, own_templates);
    let own_statics = with_theme(&theme, read_statics(root, &mut own));
    copied.extend(own_statics.copied);
    assets.extend(own_statics.assets);
    let statics = statics(own_statics.files);
    let content = content.into_iter().map(|(path, bytes)| text(SourceFolder::Content, path, bytes));
    let mut texts = collect(content, &mut own);
    let locales = read_all(list(root, SourceFolder::Locales, &mut own), &mut own);
    let locales = locales.into_iter().map(|(path, bytes)| text(SourceFolder::Locales, path, bytes));
    texts.extend(collect(locales, &mut own));
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    if !texts.iter().any(|text| text.path == SITE) {
        report_missing_site(root, &mut own);
    }
    let digest = digest(&texts, &templates, &statics, &copied, &own);
    report.extend(own);
    Ok(SiteSources {
        files: Files::new(texts).with_templates(&templates).with_assets(assets),
        templates,
        has_own_templates,
        statics,
        copied,
        digest,
    })
}

impl SiteSources {
    /// The paths of all files of static/, from `static/`.
    pub fn static_paths(&self) -> Vec<String> {
        static_paths(&self.statics, &self.copied)
    }
}

/// The paths of static files that are in the memory and of those that are copied.
pub(super) fn static_paths(statics: &[OutputFile], copied: &[CopiedFile]) -> Vec<String> {
    let large = copied.iter().filter(|file| file.source.starts_with("static/"));
    let in_memory = statics.iter().map(|file| file.path.clone());
    in_memory.chain(large.map(|file| file.path.clone())).collect()
}

/// Reads the attachments in content/.
pub(super) fn read_attachments(
    list: &[(String, PathBuf)],
    report: &mut Report,
) -> (Vec<CopiedFile>, Vec<Asset>) {
    let found: Vec<_> = list
        .par_iter()
        .map(|(path, disk)| read_copied(path, &inside(path, SourceFolder::Content), disk))
        .collect();
    let (copied, assets): (Vec<CopiedFile>, Vec<Asset>) =
        collect(found, report).into_iter().unzip();
    report.extend(assets.iter().filter_map(scripted));
    (copied, assets)
}

/// All templates, sorted by path: the site's own, those of its theme, and the built-in ones that it does not replace.
pub(super) fn templates(theme: &Theme, own: Vec<SourceFile>) -> Vec<SourceFile> {
    let all = embedded::templates().into_iter().chain(theme.templates.iter().cloned()).chain(own);
    all.map(|text| (text.path.clone(), text)).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// The static files of a theme and the site's own, which go before those of the theme.
pub(super) fn with_theme(theme: &Theme, own: OwnStatics) -> OwnStatics {
    let is_own = |path: &str| {
        own.files.iter().any(|file| file.path == path) || own.copied.iter().any(|c| c.path == path)
    };
    let mut all = OwnStatics::default();
    let statics = &theme.statics;
    all.files.extend(statics.files.iter().filter(|file| !is_own(&file.path)).cloned());
    all.copied.extend(statics.copied.iter().filter(|file| !is_own(&file.path)).cloned());
    let is_shown = |asset: &&Asset| !own.assets.iter().any(|other| other.path == asset.path);
    all.assets.extend(statics.assets.iter().filter(is_shown).cloned());
    all.files.extend(own.files);
    all.copied.extend(own.copied);
    all.assets.extend(own.assets);
    all
}

/// All static files, sorted by path: the site's own, and the built-in ones that it does not replace.
pub(super) fn statics(own: Vec<OutputFile>) -> Vec<OutputFile> {
    let all = embedded::statics().into_iter().chain(own);
    all.map(|file| (file.path.clone(), file)).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// Reports a missing site.yaml, unless it is reported already as unreadable.
pub(super) fn report_missing_site(root: &Path, report: &mut Report) {
    if report.iter().any(|d| d.path.as_deref() == Some(SITE)) {
        return;
    }
    let message = format!("there is no {SITE} in {}", root.display());
    let help =
        "run agon in the site's folder, name it with --root, or start a site with `agon init`";
    report.push(Diagnostic::in_file(&codes::NO_SITE, SITE, message).help(help));
}

fn text_hashes(texts: &[SourceFile]) -> Vec<(String, blake3::Hash)> {
    let texts = texts.par_iter();
    texts.map(|text| (text.path.clone(), blake3::hash(text.body.as_bytes()))).collect()
}

fn file_hashes(files: &[OutputFile]) -> Vec<(String, blake3::Hash)> {
    files.par_iter().map(|file| (file.path.clone(), blake3::hash(&file.bytes))).collect()
}

fn digest(
    texts: &[SourceFile],
    templates: &[SourceFile],
    statics: &[OutputFile],
    copied: &[CopiedFile],
    report: &Report,
) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(concat!("agon ", env!("AGON_BUILD"), "\n").as_bytes());
    let lists = [
        (SourceFolder::Content, text_hashes(texts)),
        (SourceFolder::Templates, text_hashes(templates)),
        (SourceFolder::Static, file_hashes(statics)),
    ];
    for (folder, list) in lists {
        for (path, hash) in list {
            add(&mut hasher, folder.name());
            add(&mut hasher, &path);
            hasher.update(hash.as_bytes());
        }
    }
    for file in copied {
        add(&mut hasher, &file.source);
        hasher.update(&file.hash);
    }
    for problem in report {
        add(&mut hasher, problem.code.id);
        add(&mut hasher, &problem.message);
    }
    hasher.finalize().into()
}

/// Adds the length before the text, so that no two lists of texts give the same bytes.
fn add(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}
